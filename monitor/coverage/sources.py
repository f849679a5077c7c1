"""The feeds that are polled: the workspace's own (`config/sources.toml`) and those that its stories name."""

from __future__ import annotations

from pathlib import Path

import msgspec

from events.definition import StoryDefinition
from monitor import settings, toml
from monitor.workspace import Workspace


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
    found = _own(workspace)
    for story in settings.stories(workspace):
        if isinstance(story, StoryDefinition):
            _add(found, story)
    return list(found.values())


def of_story(workspace: Workspace, story: str) -> list[Source]:
    """Those that may bear on a story: the workspace's own, then its feeds. Other stories' files are not read.

    Raises InputError, and NotFoundError where no file defines the story.
    """
    found = _own(workspace)
    _add(found, settings.story(workspace, story))
    return list(found.values())


def listed(workspace: Workspace) -> tuple[Listed, ...]:
    """The workspace's own feeds. Raises InputError."""
    own = path(workspace)
    return toml.read(own, _File).feeds if own.exists() else ()


def _own(workspace: Workspace) -> dict[str, Source]:
    return {feed.url: Source(url=feed.url, title=feed.title, in_workspace=True) for feed in listed(workspace)}


def _add(found: dict[str, Source], story: StoryDefinition) -> None:
    for url in story.feeds:
        known = found.get(url, Source(url=url))
        found[url] = msgspec.structs.replace(known, stories=(*known.stories, story.id))
