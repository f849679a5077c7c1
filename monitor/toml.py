"""TOML files that people write, read into frozen types. What is wrong is said with file, line, key and remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args

import msgspec

from events.errors import InputError

T = TypeVar("T")
Keys = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*=""")
_FAULT = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<at>[^`]*)`)?")
_FIELD = re.compile(r"Object (contains unknown|missing required) field `([^`]*)`")
_NAMES = {
    "str": "text in quotes", "array": "a list in [ ]", "object": "a table", "int": "a whole number",
    "float": "a number", "bool": "true or false",
}  # fmt: skip


def source(path: Path) -> str:
    """The text of a TOML file. Raises InputError where it can't be read or isn't UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8 text", where=str(path), hint="save it as UTF-8") from error


def tables(path: Path, text: str) -> dict[str, Any]:
    """The content as plain values, dates and times as ISO 8601 text. Raises InputError where it is no TOML."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"is not valid TOML: {error}", where=str(path), hint="mend that line") from error
    return {key: _plain(value) for key, value in content.items()}


def convert(path: Path, text: str, value: object, kind: type[T], *, within: Keys = ()) -> T:
    """`value`, which stands at `within` in the file, as a `kind`.

    Raises InputError that names the line and the key, and suggests the nearest known key for one that isn't known.
    """
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _explained(path, text, kind, str(error), within) from error


def read(path: Path, kind: type[T], given: Mapping[str, object] | None = None) -> T:
    """The file as a `kind`; `given` are values that the file need not state. Raises InputError."""
    text = source(path)
    return convert(path, text, {**(given or {}), **tables(path, text)}, kind)


def line_of(text: str, keys: Keys) -> int:
    """The line, counted from 1, on which the value at `keys` is set, or the nearest one that can be found."""
    best, best_line = 0, 1
    here: Keys = ()
    counts: dict[Keys, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            found = here = _table(header, counts)
        elif key := _KEY.match(line):
            found = (*here, next(group for group in key.groups() if group))
        else:
            continue
        shared = min(len(found), len(keys))
        if found[:shared] == keys[:shared] and shared > best:
            best, best_line = shared, number
    return _inline(text, best_line, keys[best:]) if best else best_line


def _inline(text: str, line: int, keys: Keys) -> int:
    """The line, from `line` on, on which an inline table sets the last of `keys`; `line` where none does."""
    if not keys or not isinstance(keys[-1], str):
        return line
    nth = next((key for key in reversed(keys) if isinstance(key, int)), None)
    start = sum(len(one) + 1 for one in text.split("\n")[: line - 1])
    if nth is not None:
        openings = [match.start() for match in re.finditer("{", text[start:])]
        start += openings[nth] if nth < len(openings) else 0
    found = re.compile(rf"\b{re.escape(keys[-1])}\s*=").search(text, start)
    return text.count("\n", 0, found.start()) + 1 if found else line


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str:
    """A hint: the known words nearest to `word`, or all of them."""
    from difflib import get_close_matches  # only for what is misspelt

    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else f"known: {', '.join(known) or 'none'}"


def _plain(value: object) -> object:
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _table(header: re.Match[str], counts: dict[Keys, int]) -> Keys:
    """The keys of a table's header; an array's tables are numbered in `counts`."""
    names = re.findall(r"""[^."'\s]+|"[^"]*"|'[^']*'""", header[2])
    here: Keys = ()
    for place, name in enumerate(names):
        here = (*here, name.strip("\"'"))
        if header[1] == "[[" and place == len(names) - 1:
            counts[here] = counts.get(here, -1) + 1
        if here in counts:
            here = (*here, counts[here])
    return here


def _explained(path: Path, text: str, kind: type, message: str, within: Keys) -> InputError:
    fault = _FAULT.fullmatch(message)
    at = _keys(fault["at"] or "") if fault else ()
    hint = "see the comments in config/stories/_template.toml and config/settings.toml"
    if field := _FIELD.match(message):
        key = field[2]
        if field[1] == "contains unknown":
            what, hint, at = f"unknown key '{key}'", nearest(key, _fields(kind, at)), (*at, key)
        else:
            what, hint = f"key '{key}' is missing", f"add {key} = ..."
    else:
        what = (fault["what"] if fault else None) or message
        what = re.sub(r"`([^`|]*)[^`]*`", lambda name: _NAMES.get(name[1].strip(), name[1]), what)
        key = next((key for key in reversed(at) if isinstance(key, str)), "")
        what = f"key '{key}': {what[0].lower()}{what[1:]}" if key else what
    return InputError(what, where=f"{path}:{line_of(text, (*within, *at))}", hint=hint)


def _keys(at: str) -> Keys:
    """'.people[0].name' -> ('people', 0, 'name')."""
    return tuple(int(index) if index else name for name, index in re.findall(r"\.([^.\[]+)|\[(\d+)\]", at))


def _fields(kind: type, at: Keys) -> tuple[str, ...]:
    """The keys that a table at `at` of a `kind` may have; none where that can't be told."""
    for key in at:
        if isinstance(key, int):
            kind = get_args(kind)[0]
        else:
            kind = next((field.type for field in _struct_fields(kind) if field.encode_name == key), object)
    return tuple(field.encode_name for field in _struct_fields(kind))


def _struct_fields(kind: type) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a struct, or of the one among the members of a union ('Table | None')."""
    struct = next((one for one in (kind, *get_args(kind)) if msgspec.inspect.is_struct_type(one)), None)
    return msgspec.structs.fields(struct) if struct else ()
