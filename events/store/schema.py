"""The form of the log's file: whose it is, which format it has, what it must contain."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from events.errors import NewerFormatError, StoreError
from events.store.port import Fault

APPLICATION_ID = 0x53744D6C  # 'StMl': marks the file as a log of this program (PRAGMA application_id)
PAGE_BYTES = 16384  # three quarters less slack behind an article of 2 KB than in pages of 4 KB
_SQL = Path(__file__).with_name("sql")


@cache
def query(name: str) -> str:
    """The statement in sql/<name>.sql."""
    return (_SQL / f"{name}.sql").read_text("utf-8")


@cache
def migrations() -> tuple[str, ...]:
    """The scripts that lead from an empty file to the newest format, oldest first; format n is behind the n-th."""
    numbered = sorted((_SQL / "migrations").glob("*.sql"))
    if [int(path.name.split("_")[0]) for path in numbered] != list(range(1, len(numbered) + 1)):
        raise RuntimeError(f"the migrations are not numbered from 1 without a gap: {numbered}")
    return tuple(path.read_text("utf-8") for path in numbered)


def is_blank(db: sqlite3.Connection) -> bool:
    """Whether nothing was ever put into the file: it is new, or its maker was killed before the first commit."""
    marked = any(db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return not marked and not objects(db)


def format_of(db: sqlite3.Connection, path: Path) -> int:
    """The format of an existing log. Raises StoreError for another program's file, NewerFormatError for a newer one."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(
            "is a database, but no log of this program",
            where=str(path),
            hint="choose another file, or move this one away",
        )
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if found > len(migrations()):
        raise NewerFormatError(
            f"has format {found}; this version of the program knows formats up to {len(migrations())}",
            where=str(path),
            hint="upgrade the program",
        )
    return found


def migrate(db: sqlite3.Connection, found: int) -> None:
    """Bring a log of format `found` (0: blank) to the newest one; inside the caller's transaction."""
    for number, script in enumerate(migrations()[found:], found + 1):
        for statement in statements(script):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {number}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: sqlite3's executescript would commit before the first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def objects(db: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """(type, name) -> definition of every table, index, trigger and view, spacing and comments aside."""
    rows = db.execute(query("schema_objects"))
    return {(kind, name): _plain(sql or "") for kind, name, sql in rows}


def frame_faults(db: sqlite3.Connection) -> tuple[Fault, ...]:
    """How the tables and triggers differ from what they must be: a trigger dropped or changed, anything added."""
    scratch = sqlite3.connect(":memory:")
    try:
        scratch.executescript(query("schema"))
        due = objects(scratch)
    finally:
        scratch.close()
    found = objects(db)
    return tuple(_differences(due, found))


def _differences(due: dict[tuple[str, str], str], found: dict[tuple[str, str], str]) -> Iterator[Fault]:
    for kind, name in sorted(due.keys() | found.keys()):
        before, now = due.get((kind, name)), found.get((kind, name))
        if before != now:
            how = "is missing" if now is None else "doesn't belong here" if before is None else "was changed"
            yield Fault("trigger" if kind == "trigger" else "schema", f"the {kind} {name} {how}")


def _plain(sql: str) -> str:
    return " ".join(re.sub(r"--[^\n]*", "", sql).split())
