"""The log's file: how it is made, opened, copied, and refused when it can't be used."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from events.errors import NewerFormatError, StoreError
from events.store import schema
from events.store.opening import wal_reset_bug
from events.store.port import NewEvent
from events.store.sqlite import SqliteStore
from events.store.writer_lock import WriterLock

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
AS_ROOT = pytest.mark.skipif(os.geteuid() == 0, reason="permissions don't bind root")


def some(first: int, count: int = 1, data: bytes = b"{}") -> list[NewEvent]:
    """New events, numbered."""
    return [NewEvent(f"e{n}", "t/1", "s/1", data) for n in range(first, first + count)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of three events, closed."""
    path = tmp_path / "log.db"
    with closing(SqliteStore(path)) as store:
        store.append(some(1, 3), recorded_at=NOON)
    return path


def told(action: Callable[[], object], kind: type[StoreError] = StoreError) -> str:
    """What the error says that an action ends in, after checking that a person can act on it."""
    with pytest.raises(kind) as caught:
        action()
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert caught.value.where
    return str(caught.value)


# how it is made


def test_the_file_is_as_designed(path):
    """16 KB pages, write-ahead log, FULL, and marked as ours with its format."""
    with closing(SqliteStore(path)) as store:
        found = {
            name: store._db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_size", "journal_mode", "synchronous", "application_id", "user_version")
        }
        strict = store._db.execute("SELECT strict FROM pragma_table_list WHERE name = 'events'").fetchone()[0]
    assert found == {
        "page_size": 16384,
        "journal_mode": "wal",
        "synchronous": 2,
        "application_id": schema.APPLICATION_ID,
        "user_version": len(schema.migrations()),
    }
    assert strict == 1


def test_all_migrations_together_give_the_schema():
    """A log that was migrated step by step has the very tables and triggers of a new one."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        schema.migrate(db, 0)
        assert schema.frame_faults(db) == ()
        assert schema.objects(db)


def test_a_log_whose_making_was_interrupted_is_made_again(tmp_path):
    """Killed after the file was switched to a write-ahead log, before the first commit: nothing is lost yet."""
    path = tmp_path / "log.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    with closing(SqliteStore(path)) as store:
        assert store.append(some(1), recorded_at=NOON) == [1]


def test_an_empty_file_becomes_a_log(tmp_path):
    """As an editor or `touch` leaves it."""
    (tmp_path / "log.db").touch()
    with closing(SqliteStore(tmp_path / "log.db")) as store:
        assert store.append(some(1), recorded_at=NOON) == [1]


def test_opening_and_reading_the_head_loads_no_codec():
    """Status must start at once: compression is loaded by the first event that needs it."""
    code = "import sys, events.store.sqlite; sys.exit('zstandard' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_text_is_compressed_and_what_would_not_gain_is_not(tmp_path):
    """Each row says which: a later dictionary gets a number of its own."""
    text = b'{"text":"' + b"The minister said on Monday that he would not resign. " * 20 + b'"}'
    with closing(SqliteStore(tmp_path / "log.db")) as store:
        datas = [text, os.urandom(2000), b'{"text":"short"}']
        store.append([NewEvent(f"e{n}", "t/1", "s/1", data) for n, data in enumerate(datas)], recorded_at=NOON)
        rows = store._db.execute("SELECT compression, length(data) FROM events ORDER BY position").fetchall()
    assert [row[0] for row in rows] == [1, 0, 0]
    assert rows[0][1] < 100


# how it is refused


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"just some text", "is not a file of this program"),
        (b"\x89PNG\r\n" * 5000, "is not a file of this program"),
        (b"SQLite format 3\x00" + b"\xff" * 20000, "is not a file of this program"),
    ],
    ids=["text", "binary", "a false header"],
)
def test_a_file_that_is_no_log_is_refused_and_left_alone(tmp_path, content, says, readonly):
    """One line says so; the file keeps its content."""
    path = tmp_path / "log.db"
    path.write_bytes(content)
    assert says in told(lambda: SqliteStore(path, readonly=readonly))
    assert path.read_bytes() == content


@pytest.mark.parametrize("readonly", [False, True])
def test_another_programs_database_is_refused_and_left_alone(tmp_path, readonly):
    """Not even its journal mode is changed."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    assert "no log of this program" in told(lambda: SqliteStore(path, readonly=readonly))
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [False, True])
def test_a_newer_format_is_refused(path, readonly):
    """The hint is to upgrade."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {len(schema.migrations()) + 1}")
    assert "upgrade" in told(lambda: SqliteStore(path, readonly=readonly), NewerFormatError)


def test_folders_and_missing_folders_are_refused(tmp_path):
    """Writing needs a folder to write in; reading needs a log that exists."""
    assert "is a folder" in told(lambda: SqliteStore(tmp_path))
    assert "is a folder" in told(lambda: SqliteStore(tmp_path, readonly=True))
    told(lambda: SqliteStore(tmp_path / "missing" / "log.db"))
    assert "no log yet" in told(lambda: SqliteStore(tmp_path / "log.db", readonly=True))
    (tmp_path / "empty.db").touch()
    assert "no log yet" in told(lambda: SqliteStore(tmp_path / "empty.db", readonly=True))
    assert not (tmp_path / "log.db").exists()


def test_a_log_cut_short_is_refused_or_found_unsound(path):
    """A copy that stopped half-way doesn't pass for a log."""
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    with contextlib.suppress(StoreError), closing(SqliteStore(path, readonly=True)) as store:
        assert not store.verify().sound


@AS_ROOT
def test_files_and_folders_without_permission_are_refused(path):
    """For writing; a log in a folder that may not be written can still be read."""
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        told(lambda: SqliteStore(path))
        with closing(SqliteStore(path, readonly=True)) as store:
            assert store.verify().events == 3
        path.chmod(0o000)
        told(lambda: SqliteStore(path, readonly=True))
    finally:
        path.parent.chmod(0o755)


def test_a_log_held_by_a_writer_of_ours_is_reported(path):
    """After the timeout, and without harm: the next try succeeds."""
    lock = WriterLock(path, timeout_seconds=1)
    with closing(SqliteStore(path, timeout_seconds=0.02)) as store:
        with lock.held():
            assert "another process" in told(lambda: store.append(some(4), recorded_at=NOON))
            assert "another process" in told(lambda: SqliteStore(path, timeout_seconds=0.02))
        assert store.append(some(4), recorded_at=NOON) == [4]
    lock.close()


def test_a_log_held_by_another_program_is_reported(path):
    """A transaction left open in some other tool is named as what it is."""
    with closing(SqliteStore(path, timeout_seconds=0.02)) as store:
        with closing(sqlite3.connect(path, isolation_level=None)) as tool:
            tool.execute("BEGIN IMMEDIATE")
            assert "locked by another program" in told(lambda: store.append(some(4), recorded_at=NOON))
        assert store.append(some(4), recorded_at=NOON) == [4]


def test_a_full_disk_refuses_the_whole_append(path):
    """Nothing of it is recorded; what fits afterwards is."""
    with closing(SqliteStore(path)) as store:
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages + 1}")
        noise = [NewEvent(f"n{n}", "t/1", "s/1", os.urandom(4000)) for n in range(50)]
        assert "disk is full" in told(lambda: store.append(noise, recorded_at=NOON))
        assert store.head().position == 3
        assert store.append(some(4), recorded_at=NOON) == [4]
        assert store.verify().sound


# readers, copies, versions


def test_a_reader_beside_a_writer_sees_what_is_committed(path):
    """At once, without closing or reopening anything."""
    with closing(SqliteStore(path)) as writer, closing(SqliteStore(path, readonly=True)) as reader:
        writer.append(some(4), recorded_at=NOON)
        assert [e.position for e in reader.read()] == [1, 2, 3, 4]
        with reader._db:  # a reader in the middle of something holds up nobody
            reader._db.execute("BEGIN")
            reader._db.execute("SELECT count(*) FROM events").fetchone()
            assert writer.append(some(5), recorded_at=NOON) == [5]


def test_a_backup_beside_a_writer_is_a_log_of_its_own(path, tmp_path):
    """It is sound, holds what was committed, can be read and written on, and leaves nothing else behind."""
    with closing(SqliteStore(path)) as store:
        store.append(some(4, 500, data=b'{"text":"that the government"}'), recorded_at=NOON)
        head = store.backup(tmp_path / "copy.db")
        assert head == store.head()
        store.append(some(504), recorded_at=NOON)
    assert sorted(p.name for p in tmp_path.glob("copy.db*")) == ["copy.db"]
    with closing(SqliteStore(tmp_path / "copy.db")) as copy:
        assert copy.verify().head == head
        assert copy.append(some(504), recorded_at=NOON) == [504]


def test_a_backup_never_overwrites(path, tmp_path):
    """An existing file, whatever it is, stays."""
    (tmp_path / "copy.db").write_text("an older backup")
    with closing(SqliteStore(path, readonly=True)) as store:
        assert "exists already" in told(lambda: store.backup(tmp_path / "copy.db"))
        told(lambda: store.backup(tmp_path / "missing" / "copy.db"))
    assert (tmp_path / "copy.db").read_text() == "an older backup"


def test_a_backup_from_a_reader_works(path, tmp_path):
    """Whoever may only read the log may copy it."""
    with closing(SqliteStore(path, readonly=True)) as store:
        assert store.backup(tmp_path / "copy.db").position == 3


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 52, 0), False),
    ],
)
def test_the_wal_reset_bug_is_known_by_version(version, affected):
    """3.7.0 to 3.51.2, but for the two branches that were repaired."""
    assert wal_reset_bug(version) is affected


def test_closing_twice_is_fine(path):
    """As the port says."""
    store = SqliteStore(path)
    store.close()
    store.close()
