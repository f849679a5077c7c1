"""Appends to a log until it is killed: `python appender.py LOG FIRST`. Prints 'id position' for what is acknowledged."""

from __future__ import annotations

import itertools
import os
import sys
from datetime import UTC, datetime

from events.store.port import NewEvent
from events.store.sqlite import SqliteStore

TEXT = b'{"text":"The minister said on Monday that there had been no such meeting, and that nobody had asked."}'


def batch(number: int) -> list[NewEvent]:
    """The events of the n-th append, the same whenever it is asked for."""
    return [NewEvent(f"e{number}-{k}", "t/1", f"s/{k}", TEXT * (1 + number % 40)) for k in range(1 + number % 3)]


def main(path: str, first: int) -> None:
    """Append batch after batch. Checkpoints come often, so that kills hit them too."""
    store = SqliteStore(path)
    store._db.execute("PRAGMA wal_autocheckpoint = 8")
    for number in itertools.count(first):
        events = batch(number)
        positions = store.append(events, recorded_at=datetime.now(UTC))
        lines = (f"{event.id} {position}\n" for event, position in zip(events, positions, strict=True))
        os.write(1, "".join(lines).encode())


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
