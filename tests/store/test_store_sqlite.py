"""The store in an SQLite file behaves as a store must, for threads and for processes."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from store_suite import StoreSuite

from events.store.port import NewEvent
from events.store.sqlite import SqliteStore

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)


class TestSqliteStore(StoreSuite):
    def opener(self, folder):
        return lambda: SqliteStore(folder / "log.db")


def write(path: Path, writer: int) -> list[int]:
    """What one process does: open the log, making it if it is the first, and append 40 times."""
    with closing(SqliteStore(path)) as store:
        store._db.execute("PRAGMA wal_autocheckpoint = 4")
        return [
            position
            for n in range(40)
            for position in store.append([NewEvent(f"{writer}-{n}", "t/1", f"s/{writer}", b"{}" * n)], recorded_at=NOON)
        ]


def test_processes_make_and_write_one_log_at_once(tmp_path):
    """Four processes start together on a log that doesn't exist; nothing is lost, doubled or out of order."""
    path = tmp_path / "log.db"
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        answers = list(pool.map(write, [path] * 4, range(4)))
    with closing(SqliteStore(path)) as store:
        by_position = {event.position: event.id for event in store.read()}
        assert store.verify().sound
    assert sorted(by_position) == list(range(1, 161))
    for writer, positions in enumerate(answers):
        assert [by_position[position] for position in positions] == [f"{writer}-{n}" for n in range(40)]


def test_a_subscription_hears_other_processes(tmp_path):
    """Events that another process appends come through, in order, without reopening anything."""
    path = tmp_path / "log.db"
    with closing(SqliteStore(path)) as store:
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            writing = pool.submit(write, path, 7)
            heard = store.subscribe(poll_seconds=0.005)
            got = [next(heard).id for _ in range(40)]
            writing.result(timeout=30)
        assert got == [f"7-{n}" for n in range(40)]
