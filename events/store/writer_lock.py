"""One writer at a time, across processes, checkpoints included.

SQLite lets one connection write at a time, but another may checkpoint meanwhile. Until 3.51.2 that could lose a
committed transaction (https://sqlite.org/wal.html, 'The WAL-Reset Bug'). A commit checkpoints inside this lock, so
that the two never meet. The lock is a file of its own: closing any other descriptor of a database file would drop
SQLite's own locks (https://sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events.errors import StoreError

_RETRY_SECONDS = 0.001


class WriterLock:
    """An advisory lock on `<log>-lock`; the system lets go of it when the process ends, however it ends."""

    def __init__(self, log: Path, *, timeout_seconds: float) -> None:
        self._log = log
        self._timeout_seconds = timeout_seconds
        self._file = os.open(f"{log}-lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock. Raises StoreError when others hold it for longer than the timeout."""
        deadline = time.monotonic() + self._timeout_seconds
        while not self._taken():
            if time.monotonic() > deadline:
                raise StoreError(
                    f"another process has been writing for {self._timeout_seconds:g} s",
                    where=str(self._log),
                    hint="wait for it to end, then try again",
                )
            time.sleep(_RETRY_SECONDS)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let go of the file, which stays: removing it would split the lock in two."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _taken(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
