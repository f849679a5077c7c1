"""One poll of a workspace at a time: two would be twice as impolite."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events.errors import StoreError


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock in a file; it is let go even by kill -9. Raises StoreError where another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            hint = "wait for it to end, or stop it"
            raise StoreError("another poll of this workspace is under way", where=str(path), hint=hint) from error
        yield
