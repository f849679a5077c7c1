"""A new story's file: TOML with comments, so that its owner can go on from there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec

from events.errors import InputError, UsageError
from monitor import settings
from monitor.coverage.metadata import is_web_address
from monitor.reports.clean import one_line
from monitor.workspace import Workspace

_HEAD = """\
# A story. _template.toml explains every key; a change here changes the story as a whole, back to its start.

# What the story is about, in a line.
title = {title}

# An article bears on the story if it names one of its people or groups and one of these words.
# Without words, naming one of them is enough.
words = {words}

# Coverage published before or after these days is left out.
# since = 2024-01-01
# until = 2024-12-31

# Addresses of the feeds that carry the story.
feeds = {feeds}

# Each person, or organisation that acts as one. To add: roles with their dates, and whose side they speak for.
# roles = [{{ title = "mayor", since = 2023-06-01 }}]
# speaks_for = ["another name of this file"]
"""
_PERSON = """
[[people]]
name = {name}
aliases = {aliases}
"""
_TAIL = """
# A side that texts name as one, and who belongs to it.
# [[groups]]
# name = "the city council"
# aliases = ["councillors"]
# members = ["a name of this file"]
"""


class Draft(msgspec.Struct, frozen=True):
    """What a person answered about a new story."""

    id: str
    title: str
    people: tuple[str, ...] = ()  # 'name; alias; alias'
    words: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def place(workspace: Workspace, story: str) -> Path:
    """Where the file of a new story goes. Raises UsageError for an id that can't be one, or a story that exists."""
    if not settings.STORY_ID.fullmatch(story):
        raise UsageError(f"'{story}' can't be a story's id", hint="use lower-case letters, digits and hyphens")
    path = workspace.stories / f"{story}.toml"
    if path.exists():
        raise UsageError("exists already", where=str(path), hint="edit it, or choose another id")
    return path


def write(workspace: Workspace, draft: Draft) -> Path:
    """Write the story's file, and return where it is. The file is there as a whole, and loads, or is not there.

    Raises UsageError for an id, person or feed that can't be one, or a story that exists; InputError where the file
    can't be written.
    """
    path = place(workspace, draft.id)
    wrong = next((feed for feed in draft.feeds if not is_web_address(feed)), None)
    if wrong is not None:
        raise UsageError(f"'{wrong}' is no web address", hint="such as https://news.example/rss")
    part = path.with_name(f"_{draft.id}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text(draft), encoding="utf-8")
        settings.read_story(part, draft.id)
        part.rename(path)
    except InputError as error:
        raise UsageError(error.what, hint=error.hint) from error
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def text(draft: Draft) -> str:
    """The file's content."""
    head = _HEAD.format(title=_quoted(draft.title), words=_listed(draft.words), feeds=_listed(draft.feeds))
    return head + "".join(map(_person, draft.people)) + _TAIL


def _person(answer: str) -> str:
    name, *aliases = (part.strip() for part in answer.split(";"))
    return _PERSON.format(name=_quoted(name), aliases=_listed(filter(None, aliases)))


def _listed(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def _quoted(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's, and control characters are gone."""
    return json.dumps(one_line(value), ensure_ascii=False)
