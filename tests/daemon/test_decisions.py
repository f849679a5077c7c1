"""What is decided without any process: back-off, source notices, how lines of the journal look."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from events.errors import InputError
from monitor import settings as configuration
from monitor import workspace as workspaces
from monitor.coverage import health
from monitor.coverage.polling import schedule
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.keys import Item
from monitor.coverage.polling.memory import FeedMemory
from monitor.daemon import ledger, source_notices
from monitor.daemon.journal import open_journal
from monitor.daemon.ledger import Ledger, TaskMemory

AT = datetime(2026, 3, 3, 10, tzinfo=UTC)


@settings(derandomize=True, deadline=None)
@given(some.integers(1, 200), some.floats(0.1, 600))
def test_back_off_grows_up_to_an_hour_and_ends_with_a_success(failures, tick):
    """No try comes sooner than the one before it did, none waits longer than an hour."""
    task, waits, now = TaskMemory(name="coverage"), [], 1000.0
    for _ in range(failures):
        task = ledger.failed(task, now, "no", tick=tick)
        waits.append(task.next_at - now)
        assert not ledger.may_start(task, now)
        now = task.next_at
        assert ledger.may_start(task, now)
    assert all(later > earlier - 1e-6 for earlier, later in pairwise(waits))
    assert max(waits) <= 3600 + 1e-6
    assert (task.failures, task.failing_since) == (failures, 1000.0)
    assert ledger.succeeded(task, now) == TaskMemory(name="coverage", ended_at=now, succeeded_at=now)


def test_a_clock_that_was_set_back_does_not_lengthen_back_off():
    """A wait that is longer than any that is ever decided was decided by another clock."""
    task = ledger.failed(TaskMemory(name="coverage"), 10_000_000.0, "no", tick=30)
    assert ledger.may_start(task, 1000.0)


def test_back_off_outlives_a_restart(tmp_path):
    """The file has what was saved last."""
    task = ledger.failed(TaskMemory(name="coverage"), 1000.0, "no", tick=30)
    for change in (task, ledger.failed(task, 1030.0, "still no", tick=30)):
        first = Ledger(tmp_path / "daemon.db", timeout_seconds=1)
        first.save(change)
        first.close()
        again = Ledger(tmp_path / "daemon.db", timeout_seconds=1)
        assert again.task("coverage") == change
        assert again.task("alerts") == TaskMemory(name="alerts")
        again.close()


class Desk:
    """Notes what it is to tell."""

    def __init__(self):
        self.told = []

    def notify(self, subject, notice, at, *, story=""):
        """See monitor.alerts.desk.Desk."""
        self.told.append((subject, notice.title, story))
        return 1


def test_a_source_that_dies_is_told_once_and_once_when_it_is_back(tmp_path):
    """Under a subject that tells one death from the next; a failing source is nobody's business yet."""
    ok = {"feed": "http://a.example/", "stories": ("harbour",), "health": "ok", "succeeded": "2026-03-01T10:00:00Z"}
    dead = {**ok, "health": "dead", "problem": "HTTP 410"}
    desk, told = Desk(), tmp_path / "told.json"
    made = [
        source_notices.tell(desk, [one], told, AT)
        for one in (ok, {**dead, "health": "failing"}, dead, dead, {**dead, "health": "failing"}, ok)
    ]
    assert made == [0, 0, 1, 0, 1, 0]
    assert desk.told == [
        ("source http://a.example/ dead since 2026-03-01T10:00:00Z", "Source dead: http://a.example/", "harbour"),
        ("source http://a.example/ back after 2026-03-01T10:00:00Z", "Source back: http://a.example/", "harbour"),
    ]


def test_a_source_that_falls_silent_is_told_once_and_once_when_it_is_heard_again(tmp_path):
    """A year with a clock passed in: a feed of every four hours, silent for March, which no weekend of it was."""
    made, feed = workspaces.create(tmp_path / "workspace")[0], "http://a.example/rss"
    (made.settings_file.parent / "sources.toml").write_text(f'[[feeds]]\nurl = "{feed}"\n', encoding="utf-8")
    made.data.mkdir(exist_ok=True)
    desk, told, start = Desk(), tmp_path / "told.json", datetime(2026, 1, 1, tzinfo=UTC)
    rules, memory, days = schedule.Rules(), FeedMemory(source=feed, address=feed), []
    for number in range(0, 365 * 24, 4):
        now = start + timedelta(hours=number)
        brings = now.month != 3 and now.weekday() < 5
        with contextlib.closing(Coverage(made.data / "coverage.db")) as coverage, coverage.transaction():
            items = [Item(str(number), b"", b"")] if brings else []
            coverage.store_items(feed, items, now.timestamp())
            memory = schedule.succeeded(memory, now.timestamp(), rules, 0, brought_new=brings, max_age=None)
            coverage.put(memory)
        if source_notices.tell(desk, health.of_workspace(made), told, now):
            days.append(now.date().isoformat())
    silent = f"source {feed} silent since 2026-02-27T20:00:00Z"
    assert [subject for subject, _, _ in desk.told] == [silent, f"source {feed} heard after 2026-02-27T20:00:00Z"]
    assert "2026-03-01" < days[0] < "2026-03-09"
    assert days[1] == "2026-04-01"


def test_the_journal_is_json_lines_for_programs_and_text_for_people():
    """Facts are keys; a fact with line breaks or escape sequences stays on its line."""
    for form in ("json", "human"):
        stream = io.StringIO()
        journal = open_journal(stream, form)
        journal.error("task failed", task="alerts", why="bad\n\x1b[31mred", failures=2)
        [line] = stream.getvalue().splitlines()
        if form == "json":
            said = json.loads(line)
            assert said.pop("at").endswith("Z")
            assert said == {
                "level": "error",
                "event": "task failed",
                "task": "alerts",
                "why": "bad\n\x1b[31mred",
                "failures": 2,
            }
        else:
            assert line.endswith('error: task failed  task=alerts  why="bad red"  failures=2')


@pytest.mark.parametrize(
    "line",
    [
        "tick_seconds = 0",
        "drain_seconds = -1",
        "hung_seconds = 4000",
        "stale_seconds = 300",
        "metrics_port = 70000",
        "worker_mb = 10",
    ],
)
def test_settings_that_cannot_be_are_refused_with_their_line(workspace, line):
    """Each by itself, with the key."""
    workspace.settings_file.write_text(f"[daemon]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"settings.toml:2: {line.split()[0]} must be"):
        configuration.load(workspace)
