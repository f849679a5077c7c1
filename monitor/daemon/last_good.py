"""Settings, sources and stories as they were when each file was last in order: `data/config/`, copied from `config/`.

The daemon works from the copies. A file that is broken when it is saved, or while the daemon is down, changes nothing
until it is mended; a file that is deleted is gone at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from events.errors import InputError
from monitor import settings
from monitor.coverage import sources
from monitor.workspace import Workspace

_COPIED = ("settings.toml", "sources.toml", "stories")
_PART = ".part"


class LastGood(Workspace, frozen=True):
    """The same workspace, with the last good settings and stories in place of those that a person may be editing."""

    @property
    def settings_file(self) -> Path:
        """The last good settings."""
        return self.data / "config" / "settings.toml"

    @property
    def stories(self) -> Path:
        """The last good stories."""
        return self.data / "config" / "stories"


class Problem(msgspec.Struct, frozen=True):
    """A file that can't be used."""

    file: str
    what: str  # for a person: where, what and remedy
    kept: bool  # whether an earlier version of it is in use


class Reloaded(msgspec.Struct, frozen=True):
    """What a look at the files came to."""

    changed: tuple[str, ...] = ()  # names of the files whose new content is in use from now on
    problems: tuple[Problem, ...] = ()  # as long as they last
    touched: bool = False  # whether anything in `config/` was, templates and keys included


class Files:
    """Keeps the copies. Files that nobody touched since the last look are not read again."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.last_good = LastGood(workspace.root)
        self._seen: object = None
        self._problems: tuple[Problem, ...] = ()

    def reload(self, *, anew: bool = False) -> Reloaded:
        """Look at the files; with `anew`, also at those that seem untouched. Raises InputError."""
        seen = list(self._fingerprint())
        if seen == self._seen and not anew:
            return Reloaded(problems=self._problems)
        try:
            found = list(self._copied())
            self._link_others()
        except OSError as error:
            raise InputError(f"can't be kept: {error.strerror}", where=str(error.filename)) from error
        self._seen = seen
        self._problems = tuple(one for one in found if isinstance(one, Problem))
        changed = tuple(one for one in found if isinstance(one, str))
        return Reloaded(changed, self._problems, touched=True)

    def _fingerprint(self) -> Iterator[tuple[str, int, int, int]]:
        for path in self._paths():
            try:
                stat = path.stat()
            except OSError:
                yield str(path), 0, 0, 0
            else:
                yield str(path), stat.st_mtime_ns, stat.st_size, stat.st_ino

    def _paths(self) -> list[Path]:
        one = self._workspace
        others = [path for other in self._others() for path in (other, *(other.glob("*") if other.is_dir() else ()))]
        return [one.settings_file, sources.path(one), *sorted(one.stories.glob("*.toml")), *others]

    def _others(self) -> list[Path]:
        """What else lies in `config/`: keys, templates; settings name such files beside themselves."""
        folder = self._workspace.settings_file.parent
        return [path for path in sorted(folder.iterdir()) if path.name not in _COPIED] if folder.is_dir() else []

    def _copied(self) -> Iterator[str | Problem]:
        """The names of the copies that changed, and what is wrong with the others' originals."""
        one, good = self._workspace, self.last_good
        good.stories.mkdir(parents=True, exist_ok=True)
        yield from _keep(one.settings_file, good.settings_file, partial(settings.load, one))
        yield from _keep(sources.path(one), sources.path(good), partial(sources.sources, one))
        names = settings.story_ids(one)
        for name in names:
            path = one.stories / f"{name}.toml"
            yield from _keep(path, good.stories / path.name, partial(settings.read_story, path, name))
        for path in good.stories.glob("*.toml"):
            if path.stem not in names:
                path.unlink()
                yield path.name

    def _link_others(self) -> None:
        folder = self.last_good.settings_file.parent
        others = {path.name: path for path in self._others()}
        for link in folder.iterdir():
            if link.is_symlink() and link.name not in others:
                link.unlink()
        for name, path in others.items():
            if not (folder / name).is_symlink():
                (folder / name).symlink_to(path.resolve())


def _keep(original: Path, copy: Path, check: Callable[[], object]) -> Iterator[str | Problem]:
    """Bring a copy up to date with an original that passes its check."""
    if not original.exists():
        if copy.exists():
            copy.unlink()
            yield copy.name
        return
    try:
        content = original.read_bytes()
        check()
    except InputError as error:
        yield Problem(original.name, str(error), copy.exists())
        return
    except OSError as error:
        yield Problem(original.name, f"{original}: can't be read: {error.strerror}", copy.exists())
        return
    if (copy.exists() and copy.read_bytes() == content) or original.read_bytes() != content:
        return  # as it was; or somebody is just saving it, and the next look finds it whole
    part = copy.with_name(f"_{copy.name}{_PART}")
    part.write_bytes(content)
    os.replace(part, copy)  # noqa: PTH105 - a copy is there as a whole or as it was
    yield copy.name
