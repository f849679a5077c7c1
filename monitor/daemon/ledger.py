"""`data/daemon.db`: what the daemon remembers of its tasks, so that a restart doesn't forget when to try again."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
from msgspec.structs import replace

from events.errors import StoreError
from monitor.sqlite import opened

_LONGEST = 3600.0  # seconds between two tries of a task that keeps failing
_SCHEMA = "CREATE TABLE tasks (name TEXT PRIMARY KEY, memory TEXT NOT NULL) STRICT;\n"
_HINT = "move it away: it is made anew, and only back-off is forgotten"


class TaskMemory(msgspec.Struct, frozen=True, kw_only=True):
    """A task. Times are Unix seconds (UTC); None where it has not happened yet."""

    name: str
    started_at: float | None = None
    ended_at: float | None = None
    succeeded_at: float | None = None
    failing_since: float | None = None
    failures: int = 0  # in a row
    reason: str | None = None  # of the last failure; None after a success
    next_at: float = 0.0  # not before
    position: int | None = None  # of the log, that the last success took in; None where that doesn't matter


def started(task: TaskMemory, now: float) -> TaskMemory:
    """When a run begins."""
    return replace(task, started_at=now)


def hurried(task: TaskMemory) -> TaskMemory:
    """Tried again without waiting: what it failed for may have been mended."""
    return replace(task, next_at=0.0, position=None)


def succeeded(task: TaskMemory, now: float, position: int | None = None) -> TaskMemory:
    """After a run that did what it should."""
    well = replace(task, failing_since=None, failures=0, reason=None, next_at=0.0)
    return replace(well, ended_at=now, succeeded_at=now, position=position)


def failed(task: TaskMemory, now: float, reason: str, *, tick: float) -> TaskMemory:
    """After a run that did not: the next try waits for a tick, then two, four, up to an hour."""
    wait = min(tick * 2.0 ** min(task.failures, 20), _LONGEST)
    since = now if task.failing_since is None else task.failing_since
    failures = task.failures + 1
    return replace(task, ended_at=now, failing_since=since, failures=failures, reason=reason, next_at=now + wait)


def may_start(task: TaskMemory, now: float) -> bool:
    """Whether the task's back-off is over. A clock that was set back doesn't lengthen it."""
    return now >= task.next_at or task.next_at - now > 2 * _LONGEST


class Ledger:
    """A connection to the file; used by the one daemon of the workspace."""

    def __init__(self, path: Path, *, timeout_seconds: float) -> None:
        self.path = path
        try:
            self._db = opened(path, _SCHEMA, timeout_seconds)
            self._db.execute("PRAGMA synchronous = FULL")  # a commit here is what shows that the disk takes any
        except sqlite3.Error as error:
            raise StoreError(f"can't be opened: {error}", where=str(path), hint=_HINT) from error

    def task(self, name: str) -> TaskMemory:
        """What is remembered of a task. Raises StoreError."""
        try:
            row = self._db.execute("SELECT memory FROM tasks WHERE name = ?", (name,)).fetchone()
            return msgspec.json.decode(row[0], type=TaskMemory) if row else TaskMemory(name=name)
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise StoreError(f"can't be read: {error}", where=str(self.path), hint=_HINT) from error

    def save(self, task: TaskMemory) -> None:
        """Remember a task. Raises StoreError."""
        try:
            memory = msgspec.json.encode(task).decode()
            self._db.execute("INSERT OR REPLACE INTO tasks VALUES (?, ?)", (task.name, memory))
        except sqlite3.Error as error:
            raise StoreError(f"can't be written: {error}", where=str(self.path), hint=_HINT) from error

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
