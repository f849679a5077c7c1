"""Files that several processes may be the first to open."""

from __future__ import annotations

import contextlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from monitor.sqlite import opened, read_only

_SCHEMA = "CREATE TABLE one (name TEXT) STRICT;\nCREATE TABLE two (name TEXT) STRICT;\n"
_MANY = 8


def test_a_file_is_made_once_by_whoever_comes_first(tmp_path) -> None:
    """Eight open it at the same time, again and again: all find all tables, in a write-ahead log."""
    for number in range(20):
        path, start = tmp_path / f"{number}.db", Barrier(_MANY)

        def tables(path=path, start=start):
            start.wait()
            with contextlib.closing(opened(path, _SCHEMA, 10.0)) as db:
                found = [name for (name,) in db.execute("SELECT name FROM sqlite_schema ORDER BY name")]
                return found, db.execute("PRAGMA journal_mode").fetchone()[0]

        with ThreadPoolExecutor(_MANY) as pool:
            done = [pool.submit(tables) for _ in range(_MANY)]
            assert [one.result() for one in done] == [(["one", "two"], "wal")] * _MANY


def test_who_only_reads_makes_and_changes_nothing(tmp_path) -> None:
    """No file comes into being, and one that is there can't be written."""
    path = tmp_path / "a.db"
    with pytest.raises(sqlite3.OperationalError):
        read_only(path)
    opened(path, _SCHEMA, 1.0).close()
    with contextlib.closing(read_only(path)) as db, pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("INSERT INTO one VALUES ('a')")
