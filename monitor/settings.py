"""`config/` as frozen values: the settings, and one definition a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from events import dates
from events.definition import StoryDefinition
from events.errors import InputError, NotFoundError
from monitor import toml
from monitor.alerts import settings as alerting
from monitor.coverage import settings as covering
from monitor.daemon import settings as running
from monitor.reading.endpoint.settings import EndpointSettings
from monitor.workspace import Workspace

STORY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `config/settings.toml` sets. A key that is left out has the default stated here."""

    timezone: str = "UTC"  # IANA name; times are shown in it, and stored in UTC all the same
    lock_seconds: float = 5.0  # how long to wait for another process that is writing
    coverage: covering.CoverageSettings = covering.CoverageSettings()
    alerts: alerting.Alerts = alerting.Alerts()
    recipients: tuple[alerting.Recipient, ...] = alerting.DEFAULT_RECIPIENTS
    delivery: alerting.Delivery = alerting.Delivery()
    daemon: running.DaemonSettings = running.DaemonSettings()
    endpoint: EndpointSettings | None = None  # a model to read articles with; None: the built-in reader reads them

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times are shown in."""
        return ZoneInfo(self.timezone)


def load(workspace: Workspace) -> Settings:
    """The settings of a workspace; the defaults where it has no settings file. Raises InputError."""
    path = workspace.settings_file
    if not path.exists():
        return Settings()
    settings = toml.read(path, Settings)
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _wrong(
            path, ("timezone",), f"no time zone is called '{settings.timezone}'", "such as 'UTC' or 'Europe/Berlin'"
        ) from error
    if not 0 < settings.lock_seconds <= 3600:  # noqa: PLR2004 - an hour, in seconds
        raise _wrong(path, ("lock_seconds",), "must be more than 0 and at most 3600 seconds", "the default is 5")
    for key, what in covering.faults(settings.coverage):
        raise _wrong(path, ("coverage", key), f"{key} {what}", "leave it out for the default")
    for key, what in running.faults(settings.daemon):
        raise _wrong(path, ("daemon", key), f"{key} {what}", "leave it out for the default")
    for fault in alerting.faults(settings.alerts, settings.recipients, settings.delivery):
        raise _wrong(path, fault.keys, fault.what, fault.hint)
    return settings


def story_ids(workspace: Workspace) -> list[str]:
    """The ids of the stories that are defined, sorted; their files may yet be wrong."""
    try:
        return sorted(path.stem for path in workspace.stories.glob("*.toml") if not path.name.startswith("_"))
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(workspace.stories)) from error


def stories(workspace: Workspace) -> Iterator[StoryDefinition | InputError]:
    """Each story's definition in the order of their ids, or what is wrong with its file."""
    for name in story_ids(workspace):
        try:
            yield read_story(workspace.stories / f"{name}.toml", name)
        except InputError as error:
            yield error


def story(workspace: Workspace, name: str) -> StoryDefinition:
    """The definition of one story.

    Raises NotFoundError where no file defines it, InputError where its file is wrong.
    """
    known = story_ids(workspace)
    if name not in known:
        hint = toml.nearest(name, known) if known else "'monitor stories new ID' defines one"
        raise NotFoundError(f"no story is called '{name}'", hint=hint)
    return read_story(workspace.stories / f"{name}.toml", name)


def read_story(path: Path, name: str) -> StoryDefinition:
    """The definition in one file of the story `name`. Raises InputError."""
    if not STORY_ID.fullmatch(name):
        raise InputError(
            "a story file's name is lower-case letters, digits and hyphens", where=str(path), hint="rename it"
        )
    definition = toml.read(path, StoryDefinition, {"id": name})
    _check(path, name, definition)
    return definition


def _check(path: Path, expected: str, story: StoryDefinition) -> None:
    """Raise InputError where the parts of a definition don't fit each other."""
    if story.id != expected:
        raise _wrong(
            path, ("id",), f"the id is '{story.id}', but the file's name says '{expected}'", "leave the id out"
        )
    if not story.title.strip():
        raise _wrong(path, ("title",), "the title is empty", "say what the story is about")
    names = [person.name for person in story.people] + [group.name for group in story.groups]
    for number, person in enumerate(story.people):
        _check_name(path, ("people", number, "name"), person.name, names)
        for name in person.speaks_for:
            _check_party(path, ("people", number, "speaks_for"), name, names)
        for place, role in enumerate(person.roles):
            _check_span(path, ("people", number, "roles", place), role.since, role.until)
    for number, group in enumerate(story.groups):
        _check_name(path, ("groups", number, "name"), group.name, names)
        for name in group.members:
            _check_party(path, ("groups", number, "members"), name, names)
    _check_span(path, (), story.since, story.until)
    if not 0 <= story.unsure_below <= 1:
        hint = "0 holds nothing for review, 1 holds nearly all; the default is 0.68"
        raise _wrong(path, ("unsure_below",), "unsure_below must lie between 0 and 1", hint)


def _check_name(path: Path, keys: toml.Keys, name: str, names: list[str]) -> None:
    if not name.strip():
        raise _wrong(path, keys, "the name is empty", "give the name that the story shows")
    if names.count(name) > 1:
        raise _wrong(path, keys, f"'{name}' is defined twice", "put everything about one party under one name")


def _check_party(path: Path, keys: toml.Keys, name: str, names: list[str]) -> None:
    if name not in names:
        raise _wrong(path, keys, f"{keys[-1]} names '{name}', whom the file doesn't define", toml.nearest(name, names))


def _check_span(path: Path, keys: toml.Keys, since: str | None, until: str | None) -> None:
    for key, value in (("since", since), ("until", until)):
        if value is not None and (len(value) != len("2016-07-18") or not dates.valid(value)):
            raise _wrong(path, (*keys, key), f"{key} = '{value}' is no date", f"such as {key} = 2016-07-18")
    if since and until and until < since:
        raise _wrong(path, (*keys, "until"), f"until ({until}) lies before since ({since})", "swap them")


def _wrong(path: Path, keys: toml.Keys, what: str, hint: str) -> InputError:
    return InputError(what, where=f"{path}:{toml.line_of(toml.source(path), keys)}", hint=hint)
