"""The projections' own file: opened, made, and thrown away when another version of the program made it."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from events.errors import NewerFormatError, StoreError
from monitor.sqlite import make_once, statements

FORMAT = 14  # a file of another format is rebuilt, not migrated: all of it follows from the log
_PATIENCE = 600.0  # seconds; filling a story from a log of a million events takes minutes
_APPLICATION_ID = 0x53744D70  # 'StMp'
_HINT = "delete it, 'monitor rebuild' makes it again from the log"


class Projections:
    """A connection to the projections; one writer, any number of readers beside it.

    Who wants to write while another process does waits: after `timeout_seconds` with a warning in the log of the
    program, and for as long as that process gets on, or has last got on less than `patience_seconds` ago.
    """

    def __init__(self, path: Path, *, timeout_seconds: float = 10.0, patience_seconds: float = _PATIENCE) -> None:
        self.path = path
        self.db = _open(path, timeout_seconds)
        self._patience = patience_seconds

    def position(self) -> int:
        """How far the log has been folded."""
        return int(self.one("SELECT position FROM checkpoint")[0])

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Raises StoreError where the file can't be written."""
        try:
            self._begin()
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise
        except sqlite3.Error as error:
            raise StoreError(f"can't be written: {error}", where=str(self.path), hint=_advice(error)) from error

    def _begin(self) -> None:
        """Begin to write, when others let us. A story that is filled or begun anew is one long transaction."""
        seen, since, told = -1, time.monotonic(), False
        while True:
            try:
                self.db.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:  # the low byte says which; the rest says why
                    raise
                position, now = self.position(), time.monotonic()
                if position != seen:
                    seen, since = position, now
                elif now - since > self._patience:
                    raise
                if not told:
                    told = _tell(self.path)
            else:
                return

    def rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        """The rows of a query. Raises StoreError where the file can't be read."""
        try:
            return self.db.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"can't be read: {error}", where=str(self.path), hint=_advice(error)) from error

    def many(self, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Run a statement for each of `rows`, within a transaction."""
        if rows:
            self.db.executemany(sql, rows)

    def one(self, sql: str, *parameters: object) -> tuple[Any, ...]:
        """The single row of a query that counts."""
        [row] = self.rows(sql, *parameters)
        return row

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()


def _tell(path: Path) -> bool:
    """Say that another process is waited for: on stderr, where nothing else is set up."""
    from logging import getLogger  # seldom needed, and not to show a story

    getLogger(__name__).warning("another monitor is writing %s: waiting for it", path)
    return True


def _open(path: Path, timeout_seconds: float) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, timeout=timeout_seconds, isolation_level=None)
        try:
            _prepare(db, timeout_seconds)
        except BaseException:
            db.close()
            raise
    except NewerFormatError as error:
        raise NewerFormatError(error.what, where=str(path), hint="update the program") from error
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"can't be opened: {error}", where=str(path), hint=_advice(error)) from error
    return db


def _prepare(db: sqlite3.Connection, timeout_seconds: float) -> None:
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -32000")  # KiB
    make_once(db, lambda: _is_current(db), lambda: _make(db), timeout_seconds)


def _is_current(db: sqlite3.Connection) -> bool:
    """Whether the file can be used as it is. Raises what says why it must not even be made anew."""
    application, form = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application == _APPLICATION_ID and form > FORMAT:
        raise NewerFormatError(f"has format {form}; this version of the program knows up to {FORMAT}")
    if application != _APPLICATION_ID and db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        raise sqlite3.DatabaseError("it is no file of projections")
    return (application, form) == (_APPLICATION_ID, FORMAT)


def _make(db: sqlite3.Connection) -> None:
    from importlib import resources  # to make a file is rare

    # Virtual tables first: the tables in which they keep their content go with them.
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
    for (name,) in db.execute(tables).fetchall():
        db.execute(f'DROP TABLE IF EXISTS "{name}"')
    for statement in statements((resources.files(__package__) / "schema.sql").read_text(encoding="utf-8")):
        db.execute(statement)
    db.execute("INSERT INTO checkpoint VALUES (1, 0)")
    db.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {FORMAT}")


def _advice(error: Exception) -> str:
    text = str(error)
    if "locked" in text or "busy" in text:
        return "another monitor is writing to it: try again, or stop that one"
    if "full" in text or "No space" in text:
        return "free some space on the disk and try again: nothing was half-written"
    return _HINT
