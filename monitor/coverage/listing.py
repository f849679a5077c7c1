"""Feeds put on the lists that name them, and taken off: what a person wrote beside them stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import tomlkit
from tomlkit.exceptions import TOMLKitError

from events.errors import InputError, NotFoundError
from monitor import settings, toml
from monitor.coverage.fetching.addresses import checked
from monitor.coverage.sources import Listed, listed, path, sources
from monitor.workspace import Workspace

_HEAD = """\
# Feeds of this workspace that belong to no story in particular; what they bring may bear on any.
# A story's own feeds stand in its file (feeds = [...]). 'monitor sources' changes this file and keeps your comments.
"""


def add(workspace: Workspace, feeds: list[Listed], *, story: str | None = None) -> list[Listed]:
    """Add feeds to the workspace, or to a story; those that were not there yet. Raises InputError, NotFoundError."""
    for feed in feeds:
        checked(feed.url)
    if story is not None:
        return _add_to_story(workspace, feeds, story)
    known = {feed.url for feed in listed(workspace)}
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
    if any(feed.url == url for feed in listed(workspace)):
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
