"""SQLite files that several processes may be the first to open."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

_PAUSE = 0.01  # seconds between two tries


def opened(path: Path, schema: str, timeout_seconds: float) -> sqlite3.Connection:
    """A connection in autocommit mode to a file of one format, made from the script `schema` where there is none yet.

    Raises sqlite3.Error.
    """
    db = sqlite3.connect(path, timeout=timeout_seconds, isolation_level=None)

    def is_made() -> bool:
        return db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is not None

    def make() -> None:
        for statement in statements(schema):
            db.execute(statement)

    try:
        make_once(db, is_made, make, timeout_seconds)
    except BaseException:
        db.close()
        raise
    return db


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, not even by opening the file. Raises sqlite3.Error."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def make_once(
    db: sqlite3.Connection, is_made: Callable[[], bool], make: Callable[[], None], timeout_seconds: float
) -> None:
    """Let one process `make` the tables, with a write-ahead log, and the others find them made.

    `db` is in autocommit mode; `make` runs within a transaction and commits nothing. Raises what the two raise, and
    sqlite3.OperationalError where another process holds the file for longer than `timeout_seconds`.
    """
    if is_made():
        return
    _write_ahead(db, timeout_seconds)
    db.execute("BEGIN IMMEDIATE")
    try:
        if not is_made():  # another process may have been faster
            make()
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def _write_ahead(db: sqlite3.Connection, timeout_seconds: float) -> None:
    """Turn to a write-ahead log. SQLite calls no busy handler for that, so another process is waited for here."""
    give_up = time.monotonic() + timeout_seconds
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(_PAUSE)
        else:
            return


def statements(script: str) -> list[str]:
    """The statements of a script that has each end with a semicolon at the end of a line."""
    return [statement for statement in script.split(";\n") if statement.strip()]
