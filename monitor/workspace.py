"""A workspace: the folder that holds what a person follows (`config/`) and what the monitor recorded (`data/`)."""

from __future__ import annotations

from pathlib import Path

import msgspec

from events.errors import InputError, UsageError

# What `create` writes, and the template that it is written from.
_FILES = {"config/settings.toml": "settings.toml", "config/stories/_template.toml": "story.toml"}


class Workspace(msgspec.Struct, frozen=True):
    """Where everything of one workspace lies. Nothing here touches the disk."""

    root: Path

    @property
    def settings_file(self) -> Path:
        """The settings; a workspace without this file has the default settings."""
        return self.root / "config" / "settings.toml"

    @property
    def stories(self) -> Path:
        """The folder with one TOML file a story."""
        return self.root / "config" / "stories"

    @property
    def data(self) -> Path:
        """What the monitor writes; missing until something was ingested."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """The event log: the only file here that can't be made again."""
        return self.data / "log.db"

    @property
    def projections(self) -> Path:
        """The projections; may be deleted, `monitor rebuild` makes them again."""
        return self.data / "projections.db"

    @property
    def looked(self) -> Path:
        """How far the person has seen each story, see monitor/looked.py."""
        return self.data / "looked.json"


def find(folder: Path) -> Workspace:
    """The workspace in `folder`. Raises UsageError where there is none."""
    if not (folder / "config").is_dir():
        what = "no workspace here: it has no config/ folder" if folder.is_dir() else "no such folder"
        raise UsageError(what, where=str(folder), hint=f"'monitor init {folder}' makes one, -C DIR chooses another")
    return Workspace(folder)


def create(folder: Path) -> tuple[Workspace, list[Path]]:
    """Make a workspace of `folder`, and say which files are new. What exists is kept as it is.

    Raises InputError where a file can't be written.
    """
    written = []
    from importlib import resources  # no other command makes a workspace

    templates = resources.files("monitor") / "templates"
    for name, template in _FILES.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write((templates / template).read_text(encoding="utf-8"))
        except FileExistsError as error:
            if path.exists():
                continue
            raise InputError("a file stands where a folder is needed", where=str(path.parent)) from error
        except OSError as error:
            raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error
        written.append(path)
    return Workspace(folder), written
