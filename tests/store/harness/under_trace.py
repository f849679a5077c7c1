"""Appends to a log while faultshim writes down every change of its files: `python under_trace.py LOG TRACE STORE`.

What is acknowledged goes to LOG.acks, and so into the trace, in its place between the changes.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import closing
from datetime import UTC, datetime

from appender import batch

from events.store.sqlite import SqliteStore

SHIM = ctypes.CDLL(None)


class OffStore(SqliteStore):
    """A store that doesn't wait for the disk, to see that the harness notices."""

    synchronous = "OFF"


class NormalStore(SqliteStore):
    """A store that waits for the disk only when it checkpoints."""

    synchronous = "NORMAL"


def main(path: str, trace: str, kind: type[SqliteStore]) -> None:
    """Three runs of a program that appends, with checkpoints in the midst of each and at its end."""
    SHIM.shim_start(os.fsencode(path), ctypes.c_long(0), 0, 0, os.fsencode(trace))
    acks = os.open(f"{path}.acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for first in (0, 40, 80):
        with closing(kind(path)) as store:
            store._db.execute("PRAGMA wal_autocheckpoint = 16")
            for number in range(first, first + 40):
                positions = store.append(batch(number), recorded_at=datetime(2024, 5, 6, 12, tzinfo=UTC))
                lines = zip((event.id for event in batch(number)), positions, strict=True)
                os.write(acks, "".join(f"{name} {position}\n" for name, position in lines).encode())
    os.close(acks)
    SHIM.shim_stop()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], {"sqlite": SqliteStore, "normal": NormalStore, "off": OffStore}[sys.argv[3]])
