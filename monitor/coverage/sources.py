"""The feeds that are polled: the workspace's own (`config/sources.toml`) and those that its stories name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError

from events.definition import StoryDefinition
from events.errors import InputError, NotFoundError
from monitor import settings, toml
from monitor.coverage.fetching.addresses import checked
from monitor.workspace import Workspace

_HEAD = """\
# Feeds of this workspace that belong to no story in particular; what they bring may bear on any.
# A story's own feeds stand in its file (feeds = [...]). 'monitor sources' changes this file and keeps your comments.
"""


class Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A feed in sources.toml."""

    url: str
    title: str | None = None  # as its owner calls it; None: as the feed calls itself


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    feeds: tuple[Listed, ...] = ()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that is polled."""

    url: str
    title: str | None = None
    stories: tuple[str, ...] = ()  # ids of the stories that name it
    in_workspace: bool = False  # whether sources.toml names it


def path(workspace: Workspace) -> Path:
    """The workspace's list."""
    return workspace.settings_file.with_name("sources.toml")


def sources(workspace: Workspace) -> list[Source]:
    """Every feed once: the workspace's own in their order, then the stories'. Raises InputError.

    A story whose file is wrong is passed over: `doctor` and the commands that show it say so.
    """
    found: dict[str, Source] = {
        feed.url: Source(url=feed.url, title=feed.title, in_workspace=True) for feed in _listed(workspace)
    }
    for story in settings.stories(workspace):
        if not isinstance(story, StoryDefinition):
            continue
        for url in story.feeds:
            known = found.get(url, Source(url=url))
            found[url] = msgspec.structs.replace(known, stories=(*known.stories, story.id))
    return list(found.values())


def add(workspace: Workspace, feeds: list[Listed], *, story: str | None = None) -> list[Listed]:
    """Add feeds to the workspace, or to a story; those that were not there yet. Raises InputError, NotFoundError."""
    for feed in feeds:
        checked(feed.url)
    if story is not None:
        return _add_to_story(workspace, feeds, story)
    known = {feed.url for feed in _listed(workspace)}
    new = [feed for feed in {feed.url: feed for feed in feeds}.values() if feed.url not in known]
    if new:
        document = _document(path(workspace))
        tables: Any = document.setdefault("feeds", tomlkit.aot())
        for feed in new:
            table = tomlkit.table()
            for name, value in msgspec.structs.asdict(feed).items():
                if value is not None:
                    table.add(name, value)
            tables.append(table)
        _write(path(workspace), document)
    return new


def remove(workspace: Workspace, url: str) -> list[str]:
    """Stop polling a feed, wherever it is named; the files that were changed. Raises NotFoundError, InputError."""
    changed = []
    own = path(workspace)
    if any(feed.url == url for feed in _listed(workspace)):
        document = _document(own)
        tables: Any = document["feeds"]
        for place in reversed([place for place, table in enumerate(tables) if table["url"] == url]):
            del tables[place]
        _write(own, document)
        changed.append(str(own))
    for name in settings.story_ids(workspace):
        file = workspace.stories / f"{name}.toml"
        if url in settings.read_story(file, name).feeds:
            document = _document(file)
            feeds: Any = document["feeds"]
            feeds.remove(url)
            _write(file, document)
            changed.append(str(file))
    if not changed:
        known = [source.url for source in sources(workspace)]
        raise NotFoundError(f"no source has the address '{url}'", hint=toml.nearest(url, known))
    return changed


def _add_to_story(workspace: Workspace, feeds: list[Listed], story: str) -> list[Listed]:
    known = settings.story(workspace, story).feeds
    new = [feed for feed in {feed.url: feed for feed in feeds}.values() if feed.url not in known]
    file = workspace.stories / f"{story}.toml"
    document = _document(file)
    if "feeds" not in document:
        document["feeds"] = tomlkit.array()  # tomlkit puts it above the first table
    urls: Any = document["feeds"]
    for feed in new:
        urls.append(feed.url)
    if new:
        _write(file, document)
    return new


def _listed(workspace: Workspace) -> tuple[Listed, ...]:
    own = path(workspace)
    return toml.read(own, _File).feeds if own.exists() else ()


def _document(file: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(toml.source(file) if file.exists() else _HEAD)
    except TOMLKitError as error:
        raise InputError(f"is not valid TOML: {error}", where=str(file), hint="mend that line") from error


def _write(file: Path, document: tomlkit.TOMLDocument) -> None:
    """Write a file as a whole, or not at all."""
    part = file.with_name(f"_{file.name}.part")
    try:
        part.write_text(tomlkit.dumps(document), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(file)) from error
    finally:
        part.unlink(missing_ok=True)
