"""One daemon a workspace: a lock that the system lets go of when the process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events.errors import StoreError


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock in a file, which names this process. Raises StoreError that names the daemon that holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)  # no worker inherits it
    try:
        if not _taken(handle):
            pid = _pid(handle)
            who = f"process {pid}" if pid else "another process"
            hint = f"stop it with 'kill {pid}'" if pid else "stop it first"
            raise StoreError(f"{who} is running this workspace already", where=str(path), hint=hint)
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)  # the file stays: removing it would split the lock in two


def holder(path: Path) -> int | None:
    """The process id of the daemon that runs; None where none does, whatever the file says."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        return None if _taken(handle, fcntl.LOCK_SH) else _pid(handle)
    finally:
        os.close(handle)


def _taken(handle: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(handle, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _pid(handle: int) -> int | None:
    text = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
    return int(text) if text.isdigit() else None
