"""An export into a file: the file is there as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from events.errors import InputError


def save(path: Path, lines: Iterable[str]) -> None:
    """Write `lines` to `path`, in UTF-8. Raises InputError."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(lines)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error
