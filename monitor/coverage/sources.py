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
    found: dict[str, Source] = {
        feed.url: Source(url=feed.url, title=feed.title, in_workspace=True) for feed in listed(workspace)
    }
    for story in settings.stories(workspace):
        if not isinstance(story, StoryDefinition):
            continue
        for url in story.feeds:
            known = found.get(url, Source(url=url))
            found[url] = msgspec.structs.replace(known, stories=(*known.stories, story.id))
    return list(found.values())


def listed(workspace: Workspace) -> tuple[Listed, ...]:
    """The workspace's own feeds. Raises InputError."""
    own = path(workspace)
    return toml.read(own, _File).feeds if own.exists() else ()
