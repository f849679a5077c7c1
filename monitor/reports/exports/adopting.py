"""The definition of a story from elsewhere, as a file of this workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from events.definition import StoryDefinition
from events.errors import InputError
from monitor import settings
from monitor.workspace import Workspace

_HEAD = "# Imported from another workspace; _template.toml explains every key.\n\n"


def adopt(workspace: Workspace, definition: StoryDefinition) -> bool:
    """Let the workspace follow the story; whether its file is new.

    Raises InputError where a story of that id is here with another definition, or the definition can't be one.
    """
    path = workspace.stories / f"{definition.id}.toml"
    if not settings.STORY_ID.fullmatch(definition.id):
        raise InputError(f"'{definition.id}' can't be a story's id", hint="the bundle is no good")
    if path.exists():
        if settings.read_story(path, definition.id) != definition:
            hint = "rename one of the two stories, or make the definitions the same"
            raise InputError("defines another story of that id than the bundle", where=str(path), hint=hint)
        return False
    part = path.with_name(f"_{definition.id}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(toml(definition), encoding="utf-8")
        settings.read_story(part, definition.id)  # refuses what is no sound definition
        part.rename(path)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error
    finally:
        part.unlink(missing_ok=True)
    return True


def toml(definition: StoryDefinition) -> str:
    """The definition as TOML."""
    values = msgspec.to_builtins(definition)
    del values["id"]  # the file's name says it
    return _HEAD + "\n".join(_lines(values)) + "\n"


def _lines(values: dict[str, Any]) -> Iterator[str]:
    tables = {key: value for key, value in values.items() if value and _is_tables(value)}
    yield from (f"{key} = {_value(value)}" for key, value in values.items() if key not in tables)
    for key, members in tables.items():
        for member in members:
            yield f"\n[[{key}]]"
            yield from (f"{name} = {_value(value)}" for name, value in member.items())


def _is_tables(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, dict) for one in value)


def _value(value: object) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(f"{name} = {_value(one)}" for name, one in value.items()) + " }"
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's
