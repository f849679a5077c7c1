"""What holds against those who open the log's file with other tools, and how it is noticed when it didn't hold."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from events.errors import StoreError, TamperedError
from events.store.chain import link
from events.store.port import NewEvent
from events.store.schema import query, statements
from events.store.sqlite import SqliteStore

NOON = datetime(2024, 5, 6, 12, tzinfo=UTC)
TEXT = b'{"said":"' + b"that the government would not, it said, " * 20 + b'"}'  # long enough to be compressed
TRIGGERS = ("events_are_never_changed", "events_are_never_removed", "events_are_never_replaced")
INSERT = "INTO events VALUES ({}, '{}', 't/1', '{}', {}, '', zeroblob(32), 0, x'') "


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A log of ten events in three streams."""
    path = tmp_path / "log.db"
    with closing(SqliteStore(path)) as store:
        events = [NewEvent(f"e{n}", "t/1", f"s/{n % 3}", TEXT) for n in range(1, 11)]
        store.append(events, recorded_at=NOON)
    return path


def run(path: Path, *scripts: str) -> None:
    """What somebody with another tool does to the file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for script in scripts:
            db.execute(script)


def rewrite(path: Path, *scripts: str) -> None:
    """The same by somebody who takes the triggers away and puts them back afterwards."""
    triggers = [statement for statement in statements(query("schema")) if "CREATE TRIGGER" in statement]
    run(path, *(f"DROP TRIGGER {name}" for name in TRIGGERS), *scripts, *triggers)


@pytest.mark.parametrize(
    "script",
    [
        "UPDATE events SET data = x'' WHERE position = 3",
        "UPDATE events SET position = 11 WHERE position = 3",
        "DELETE FROM events WHERE position = 10",
        "DELETE FROM events",
        "INSERT OR REPLACE " + INSERT.format(3, "new", "s/9", 1),
        "INSERT OR REPLACE " + INSERT.format(11, "e3", "s/9", 1),
        "INSERT OR REPLACE " + INSERT.format("NULL", "e3", "s/9", 1),
        "INSERT OR REPLACE " + INSERT.format(11, "new", "s/0", 3),
        "REPLACE " + INSERT.format(3, "e3", "s/0", 1),
        "INSERT " + INSERT.format(11, "e3", "s/9", 1) + "ON CONFLICT (id) DO UPDATE SET data = x''",
        "INSERT OR IGNORE " + INSERT.format(0, "new", "s/9", 1),
    ],
)
def test_events_are_never_changed_removed_or_replaced(path, script):
    """SQLite itself refuses, whichever tool asks, and the log stays sound."""
    with pytest.raises(sqlite3.IntegrityError, match="events are never"):
        run(path, script)
    with closing(SqliteStore(path)) as store:
        assert (store.verify().sound, store.verify().events) == (True, 10)


@pytest.mark.parametrize("trigger", TRIGGERS)
@pytest.mark.parametrize("again", ["", "CREATE TRIGGER {} BEFORE DELETE ON events BEGIN SELECT 1; END"])
def test_a_dropped_or_hollowed_trigger_is_noticed(path, trigger, again):
    """A writer refuses the log when it opens it; verification names the trigger."""
    run(path, f"DROP TRIGGER {trigger}", *([again.format(trigger)] if again else []))
    with pytest.raises(TamperedError, match=f"the trigger {trigger} {'was changed' if again else 'is missing'}"):
        SqliteStore(path)
    with closing(SqliteStore(path, readonly=True)) as store:
        found = store.verify()
        assert [fault.kind for fault in found.faults] == ["trigger"]
        assert (found.events, found.first_broken) == (10, None)


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("CREATE TRIGGER helpful AFTER INSERT ON events BEGIN DELETE FROM other; END", "trigger"),
        ("CREATE TABLE other (x)", "schema"),
        ("ALTER TABLE events ADD COLUMN note TEXT", "schema"),
        ("CREATE INDEX by_type ON events (type)", "schema"),
    ],
)
def test_what_does_not_belong_into_the_file_is_noticed(path, script, kind):
    """Tables, columns, indexes and triggers that this program didn't make are named."""
    run(path, script)
    with pytest.raises(TamperedError):
        SqliteStore(path)
    with closing(SqliteStore(path, readonly=True)) as store:
        assert [fault.kind for fault in store.frame_faults()] == [kind]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("position = 40", "gap"),
        ("position = -4", "gap"),
        ("id = 'e40'", "chain"),
        ("type = 't/2'", "chain"),
        ("stream = 's/40'", "chain"),
        ("version = 40", "chain"),
        ("recorded_at = '2024-05-07T12:00:00.000000Z'", "chain"),
        ("digest = zeroblob(32)", "chain"),
        ("digest = x'00'", "chain"),
        ("compression = 0", "chain"),
        ("compression = 99", "content"),
        ("data = CAST('{}' AS BLOB), compression = 0", "chain"),
        ("data = x'00'", "content"),
        ("data = zeroblob(5000)", "content"),
    ],
)
@pytest.mark.parametrize("position", [1, 4, 10])
def test_a_changed_field_names_the_first_broken_position(path, position, change, kind):
    """Whatever field of whatever event is rewritten, verification stops at that event and counts those before."""
    rewrite(path, f"UPDATE events SET {change} WHERE position = {position}")
    with closing(SqliteStore(path, readonly=True)) as store:
        found = store.verify()
    broken = -4 if change == "position = -4" else position
    assert (found.first_broken, found.faults[-1].kind) == (broken, kind)
    assert found.events == (0 if broken < 0 else position - 1)


@pytest.mark.parametrize("position", [1, 4, 10])
def test_a_removed_event_is_a_gap(path, position):
    """At the end too: the file keeps the last position that was given away."""
    rewrite(path, f"DELETE FROM events WHERE position = {position}")
    with closing(SqliteStore(path, readonly=True)) as store:
        assert [(fault.kind, fault.position) for fault in store.verify().faults] == [("gap", position)]


def test_two_events_that_changed_places_are_noticed(path):
    """The order is part of what was appended."""
    rewrite(
        path, *(f"UPDATE events SET position = {new} WHERE position = {old}" for old, new in [(4, 99), (5, 4), (99, 5)])
    )
    with closing(SqliteStore(path, readonly=True)) as store:
        assert store.verify().first_broken == 4


def test_a_position_is_not_used_again_after_its_event_was_removed(path):
    """The writer stops instead of building on a log that lost its end."""
    rewrite(path, "DELETE FROM events WHERE position >= 9")
    with closing(SqliteStore(path)) as store:
        with pytest.raises(TamperedError, match="behind position 8"):
            store.append([NewEvent("new", "t/1", "s/1", b"{}")], recorded_at=NOON)
        assert store.head().position == 8


def test_an_event_that_cannot_be_expanded_is_an_error_of_its_own(path):
    """Reading stops there with the position, instead of giving something else."""
    rewrite(path, "UPDATE events SET compression = 99 WHERE position = 4")
    with closing(SqliteStore(path)) as store, pytest.raises(TamperedError, match="event 4"):
        list(store.read())


def test_a_chain_that_was_rewritten_whole_needs_the_witness(path):
    """Beside the data the chain proves nothing; against a head that was noted before, it shows the forgery."""
    with closing(SqliteStore(path)) as store:
        noted = store.head()
        events = list(store.read())
    before = events[2].digest
    scripts = ["UPDATE events SET type = 't/2' WHERE position = 4"]
    for stored in events[3:]:
        forged = NewEvent(stored.id, "t/2" if stored.position == 4 else stored.type, stored.stream, stored.data)
        before = link(before, forged, position=stored.position, version=stored.version, recorded_at=stored.recorded_at)
        scripts.append(f"UPDATE events SET digest = x'{before.hex()}' WHERE position = {stored.position}")
    rewrite(path, *scripts)
    with closing(SqliteStore(path)) as store:
        assert store.verify().sound
        found = store.verify(noted)
        assert (found.first_broken, found.faults[-1].kind) == (10, "witness")


def test_an_index_that_differs_from_its_table_is_noticed(path):
    """SQLite's own check of the file is part of verification."""
    run(
        path,
        "PRAGMA writable_schema = ON",
        # The two indexes of the table change places.
        "UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM sqlite_schema WHERE name LIKE '%autoindex%') "
        "- rootpage WHERE name LIKE '%autoindex%'",
    )
    with closing(SqliteStore(path, readonly=True)) as store:
        assert "file" in [fault.kind for fault in store.verify().faults]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_damaged_page_is_a_finding_and_not_a_crash(path, share):
    """Verification says that the file is damaged; reading gives one clear line."""
    raw = bytearray(path.read_bytes())
    start = int(len(raw) * share) // 16384 * 16384
    raw[start : start + 16384] = b"\xa5" * 16384
    path.write_bytes(raw)
    with closing(SqliteStore(path, readonly=True)) as store:
        assert not store.verify().sound


def test_a_reader_never_writes(path):
    """Neither through the port nor behind it."""
    with closing(SqliteStore(path, readonly=True)) as store:
        with pytest.raises(StoreError, match="reading only"):
            store.append([NewEvent("new", "t/1", "s/1", b"{}")], recorded_at=NOON)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            store._db.execute("CREATE TABLE other (x)")
