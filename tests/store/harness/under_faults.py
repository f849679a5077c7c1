"""Fails each change of a log's files in turn and says what that did; runs with faultshim preloaded.

`python under_faults.py FOLDER STRIDE STORE` prints one JSON object: runs, refusals, and violations, which should be none.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from appender import batch

from events.errors import StoreError
from events.store.port import NewEvent
from events.store.sqlite import SqliteStore

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
BATCHES = 5
SHIM = ctypes.CDLL(None)


class ForgetfulStore(SqliteStore):
    """A broken store, to see that the harness notices: it acknowledges what it couldn't record."""

    def append(self, events: Sequence[NewEvent], **rest) -> list[int]:
        with contextlib.suppress(StoreError):
            return super().append(events, **rest)
        return list(range(100, 100 + len(events)))


def record(path: Path, kind: type[SqliteStore]) -> tuple[dict[str, int], list[str]]:
    """Make a log and append to it, as a program does that reports an error and goes on; (acknowledged, refusals)."""
    acknowledged: dict[str, int] = {}
    refusals: list[str] = []
    left = list(range(BATCHES))
    for _ in range(2):  # the second time is the next run of the program
        try:
            with closing(kind(path)) as store:
                store._db.execute("PRAGMA wal_autocheckpoint = 2")
                for number in list(left):
                    try:
                        positions = store.append(batch(number), recorded_at=NOON)
                    except StoreError as error:
                        refusals.append(str(error))
                        continue
                    acknowledged |= zip((event.id for event in batch(number)), positions, strict=True)
                    left.remove(number)
        except StoreError as error:
            refusals.append(str(error))
    return acknowledged, refusals


def violations(path: Path, acknowledged: dict[str, int], refusals: list[str]) -> list[str]:
    """What is wrong after the disk works again."""
    wrong = [f"no clear line: {line!r}" for line in refusals if "\n" in line or "(" not in line]
    with closing(SqliteStore(path)) as store:
        held = [(event.id, event.position) for event in store.read()]
        wrong += [f"{name} is not at {at}" for name, at in acknowledged.items() if (name, at) not in held]
        wrong += [] if len({name for name, _ in held}) == len(held) else ["an event is there twice"]
        for number in range(BATCHES):
            there = [event.id for event in batch(number) if store.get(event.id)]
            wrong += [f"batch {number} is half there"] if 0 < len(there) < len(batch(number)) else []
            store.append(batch(number), recorded_at=NOON)
        found = store.verify()
        wrong += [fault.what for fault in found.faults]
        wrong += [] if found.events == sum(len(batch(n)) for n in range(BATCHES)) else ["repeating didn't complete it"]
    return wrong


def main(folder: Path, stride: int, kind: type[SqliteStore]) -> None:
    """Fail change 1, 1 + stride ... until no change is left to fail, each in a new log, in four ways."""
    runs, refused, wrong = 0, 0, []
    for error in (errno.EIO, errno.ENOSPC):
        for lasting in (False, True):
            at = 1
            while True:
                path = folder / f"{error}-{lasting}-{at}.db"
                SHIM.shim_start(os.fsencode(path), ctypes.c_long(at), error, int(lasting), None)
                acknowledged, refusals = record(path, kind)
                changes = SHIM.shim_stop()
                if changes < at:
                    break
                runs += 1
                refused += bool(refusals)
                wrong += [
                    f"{errno.errorcode[error]} at {at}: {line}" for line in violations(path, acknowledged, refusals)
                ]
                for made in folder.glob(f"{path.name}*"):
                    made.unlink()
                at += stride
    print(json.dumps({"runs": runs, "refused": refused, "violations": wrong}))  # noqa: T201 - the answer


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), {"sqlite": SqliteStore, "forgetful": ForgetfulStore}[sys.argv[3]])
