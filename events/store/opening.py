"""Opening the log's file, for writing or for reading only, and refusing what is not a log."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from events.errors import StoreError
from events.store.schema import PAGE_BYTES, format_of, is_blank, migrate, migrations


def open_writer(path: Path, *, timeout_seconds: float, synchronous: str) -> sqlite3.Connection:
    """Open or make the log; the caller holds the writer lock. Raises StoreError, NewerFormatError, sqlite3.Error."""
    _refuse_folder(path)
    db = _connect(path, "rwc", timeout_seconds)
    try:
        db.execute(f"PRAGMA synchronous = {synchronous}")
        _prepare(db, path)
    except BaseException:
        db.close()
        raise
    return db


def open_reader(path: Path, *, timeout_seconds: float) -> sqlite3.Connection:
    """Open an existing log without any right to change it, beside a writer or not. Raises as open_writer does."""
    _refuse_folder(path)
    if not path.exists():
        raise StoreError("there is no log yet", where=str(path), hint="record something first")
    try:
        return _checked_reader(path, "ro", timeout_seconds)
    except sqlite3.OperationalError:
        if Path(f"{path}-wal").exists():
            raise
    # A folder that we may not write has no room for SQLite's shared memory. Without a write-ahead log beside it the
    # file is whole, and nobody is writing it.
    return _checked_reader(path, "ro&immutable=1", timeout_seconds)


def wal_reset_bug(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite may lose a commit when one connection checkpoints while another commits.

    True for 3.7.0 to 3.51.2, except where the repair was taken back: 3.44.6 and 3.50.7 (https://sqlite.org/wal.html,
    'The WAL-Reset Bug'). This store keeps the two apart by writer_lock.py; other programs that write the file don't.
    """
    repaired = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return version >= (3, 7, 0) and not repaired


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    blank = is_blank(db)
    found = 0 if blank else format_of(db, path)
    if blank:
        db.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
        raise StoreError("its disk can't keep a write-ahead log", where=str(path), hint="put the log on a local disk")
    if found < len(migrations()):
        db.execute("BEGIN IMMEDIATE")
        migrate(db, found)
        db.execute("COMMIT")


def _connect(path: Path, mode: str, timeout_seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}", uri=True, timeout=timeout_seconds, isolation_level=None
    )


def _checked_reader(path: Path, mode: str, timeout_seconds: float) -> sqlite3.Connection:
    db = _connect(path, mode, timeout_seconds)
    try:
        _refuse_unreadable(db, path)
    except BaseException:
        db.close()
        raise
    return db


def _refuse_unreadable(db: sqlite3.Connection, path: Path) -> None:
    if is_blank(db):
        raise StoreError("there is no log yet", where=str(path), hint="record something first")
    found = format_of(db, path)
    if found < len(migrations()):
        raise StoreError(f"has the old format {found}", where=str(path), hint="record something to bring it up to date")


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise StoreError("is a folder, not a file", where=str(path), hint="name the log's file")
