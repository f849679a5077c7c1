"""How the daemon is: `data/health.json`, and what of it needs a person. Times are ISO 8601, UTC."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from events.errors import StoreError
from monitor.daemon.last_good import Problem

_SERIOUS = 2  # failures in a row: one alone may be a person's own command that was in the way


class TaskHealth(msgspec.Struct, frozen=True, kw_only=True):
    """A task; None for what has not happened yet."""

    state: Literal["idle", "running", "parked"]  # parked: failed, and tried again at `next_at`
    started_at: str | None = None
    succeeded_at: str | None = None
    failures: int = 0  # in a row
    failing_since: str | None = None
    reason: str | None = None  # of the last failure
    next_at: str | None = None
    worker: int | None = None  # process id


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """What the file holds. Keys may be added, never renamed."""

    version: str
    pid: int
    state: Literal["starting", "running", "stopping", "stopped"]
    started_at: str
    written_at: str
    tick_at: str | None  # the last look at what is due
    commit_at: str | None  # when the stories were last level with the log, and that was committed
    stale_seconds: float  # how old these two may be
    tasks: dict[str, TaskHealth]
    files: tuple[Problem, ...] = ()  # settings, sources and stories that are not used as they stand
    position: int | None = None  # of the log
    outbox: dict[str, int] = {}  # waiting, due, parked
    sources: dict[str, int] = {}  # ok, new, failing, dead
    dead: tuple[str, ...] = ()  # addresses
    silent: tuple[str, ...] = ()  # addresses of sources that answer and have brought nothing for unusually long


def fresh(health: Health, now: float) -> bool:
    """Whether the last tick and the last commit are recent: what the watchdog wants to know."""
    return not list(_stale(health, now))


def problems(health: Health, now: float) -> list[str]:
    """What needs a person; nothing where all is well. `now` is in Unix seconds."""
    return [*_stale(health, now), *_failing(health), *_outside(health)]


def notices(health: Health) -> list[str]:
    """What may be worth a look although nothing is wrong: a silent source may have nothing to say."""
    return [f"{feed} has been silent for long; 'monitor sources list' says since when" for feed in health.silent]


def parked_mails(number: int) -> str:
    """How a person is told of mails that have not left."""
    return f"mails that could not be delivered: {number}; 'monitor outbox list' shows them"


def write(path: Path, health: Health, now: float) -> None:
    """Put the file in place as a whole. Raises StoreError."""
    found = problems(health, now)
    said = {"healthy": not found, "problems": found, "notices": notices(health)}
    content = {**msgspec.to_builtins(health), **said}
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(msgspec.json.format(msgspec.json.encode(content)))
        os.replace(part, path)  # noqa: PTH105 - as a whole or not at all
    except OSError as error:
        raise StoreError(f"can't be written: {error.strerror}", where=str(path)) from error


def read(path: Path) -> Health | None:
    """What the daemon wrote last; None where none ever ran. Raises StoreError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Health)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"can't be read: {error.strerror}", where=str(path)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StoreError("is damaged", where=str(path), hint="delete it: the daemon writes it anew") from error


def iso(seconds: float | None) -> str | None:
    """Unix seconds as the file has them."""
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _stale(health: Health, now: float) -> Iterator[str]:
    for what, at in (("looked at what is due", health.tick_at), ("committed anything", health.commit_at)):
        since = datetime.fromisoformat(at or health.started_at).timestamp()
        if now - since > health.stale_seconds:
            yield f"the daemon has not {what} for {now - since:.0f} s"


def _failing(health: Health) -> Iterator[str]:
    for name, task in health.tasks.items():
        if task.failures >= _SERIOUS:
            yield f"{name} failed {task.failures} times in a row since {task.failing_since}: {task.reason}"
    for problem in health.files:
        used = "its last good version is in use" if problem.kept else "it is left out"
        yield f"{problem.what}; {used}"


def _outside(health: Health) -> Iterator[str]:
    parked = health.outbox.get("parked", 0)
    if parked:
        yield parked_mails(parked)
    for feed in health.dead:
        yield f"{feed} is dead; 'monitor sources list' says why"
