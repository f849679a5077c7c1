"""How far the person has seen each story: `data/looked.json`, story -> the log's position at the last look."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from events.errors import StoreError


def position(file: Path, story: str) -> int | None:
    """The log's position when the person last looked at the story; None before the first look.

    Raises StoreError where the file can't be read.
    """
    return _read(file).get(story)


def remember(file: Path, story: str, position: int) -> None:
    """Note that the person has seen the story as of `position`. The file is replaced as a whole or not at all.

    Raises StoreError where it can't be written.
    """
    seen = _read(file)
    if seen.get(story) == position:
        return
    import tempfile  # seldom needed: nothing new was seen

    content = msgspec.json.format(msgspec.json.encode(seen | {story: position}, order="sorted"))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(temporary).replace(file)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise StoreError(f"can't be written: {error.strerror}", where=str(file)) from error


def _read(file: Path) -> dict[str, int]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, int])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise StoreError(f"can't be read: {error.strerror}", where=str(file)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        hint = "delete it: only what you have looked at is forgotten"
        raise StoreError("is damaged", where=str(file), hint=hint) from error
