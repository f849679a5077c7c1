"""What SQLite's errors mean for the person who meets them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from events.errors import StoreError

# Primary result code -> what is wrong, what to do. https://sqlite.org/rescode.html
_MEANING = {
    sqlite3.SQLITE_BUSY: ("is locked by another program", "close what else has it open, then try again"),
    sqlite3.SQLITE_LOCKED: ("is locked by another program", "close what else has it open, then try again"),
    sqlite3.SQLITE_PERM: ("may not be used", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_READONLY: ("may not be written", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: ("can't be opened", "check that its folder exists and may be written"),
    sqlite3.SQLITE_FULL: ("can't grow: the disk is full", "free some space, then try again; nothing was half-written"),
    sqlite3.SQLITE_IOERR: ("can't be read or written: the disk reports an error", "check the disk, then try again"),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore a backup"),
    sqlite3.SQLITE_NOTADB: ("is not a file of this program", "choose another file, or move this one away"),
    sqlite3.SQLITE_CONSTRAINT: ("refuses the change", "the log only grows; events are never changed or removed"),
}


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of SQLite or of the file system into a StoreError that names the file and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        what, hint = _MEANING.get((code or 0) & 0xFF, (f"can't be used: {error}", None))
        raise StoreError(what, where=str(path), hint=hint) from error
    except OSError as error:
        raise StoreError(
            f"can't be used: {error.strerror}", where=str(path), hint="check the permissions of the file and its folder"
        ) from error
