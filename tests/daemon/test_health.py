"""What `monitor health` says, and when the watchdog is petted."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import socket
import subprocess
import time
from datetime import datetime

import pytest
from daemon.harbour import DENIAL, PATIENCE, SETTINGS, until
from msgspec.structs import replace

from monitor.coverage.polling import schedule
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.keys import Item
from monitor.coverage.polling.memory import FeedMemory
from monitor.daemon import health
from monitor.daemon.checkup import checkup, for_a_story
from monitor.daemon.health import Health, TaskHealth
from monitor.daemon.last_good import Problem

NOW = 1_800_000_000.0
WELL = Health(
    version="1", pid=1, state="running", started_at=health.iso(NOW - 9999), written_at=health.iso(NOW),
    tick_at=health.iso(NOW - 30), commit_at=health.iso(NOW - 40), stale_seconds=900, tasks={"coverage": TaskHealth(state="idle")},
)  # fmt: skip
FAILING = TaskHealth(state="parked", failures=2, failing_since=health.iso(NOW - 60), reason="the disk is full")
CASES = {
    "all is well": ({}, None),
    "no tick": ({"tick_at": health.iso(NOW - 901)}, "the daemon has not looked at what is due for 901 s"),
    "no commit": ({"commit_at": health.iso(NOW - 901)}, "the daemon has not committed anything for 901 s"),
    "never a commit": ({"commit_at": None}, "the daemon has not committed anything for 9999 s"),
    "just started": ({"commit_at": None, "started_at": health.iso(NOW - 5)}, None),
    "one failure": ({"tasks": {"alerts": replace(FAILING, failures=1)}}, None),
    "failing": ({"tasks": {"alerts": FAILING}}, "alerts failed 2 times in a row since 2027-01-15T07:59:00.000Z: the disk is full"),
    "broken": ({"files": (Problem("a.toml", "a.toml:1: no", kept=True),)}, "a.toml:1: no; its last good version is in use"),
    "left out": ({"files": (Problem("a.toml", "a.toml:1: no", kept=False),)}, "a.toml:1: no; it is left out"),
    "parked mail": ({"outbox": {"parked": 2}}, "mails that could not be delivered: 2; 'monitor outbox list' shows them"),
    "waiting mail": ({"outbox": {"waiting": 5, "due": 1, "parked": 0}}, None),
    "failing feed": ({"sources": {"failing": 1}}, None),
    "silent feed": ({"silent": ("http://a.example/",)}, None),
    "dead feed": ({"dead": ("http://a.example/",)}, "http://a.example/ is dead; 'monitor sources list' says why"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_needs_a_person_is_told_and_nothing_else(name):
    """Each state gives its one problem, or none."""
    changed, told = CASES[name]
    assert health.problems(replace(WELL, **changed), NOW) == ([told] if told else [])


def test_health_before_during_and_after_a_daemon(workspace, start, monitor):
    """11 without a daemon, 0 with one, 11 while it hangs, 0 when it goes on, 11 once it is killed."""
    workspace.settings_file.write_text(f"{SETTINGS}hung_seconds = 10\nstale_seconds = 15\n", encoding="utf-8")
    before = monitor("health", "--json")
    assert (before.returncode, json.loads(before.stdout)["running"]) == (11, False)
    daemon = start()
    daemon.healthy_when(lambda health: health["commit_at"] and health["healthy"])
    running = monitor("health")
    assert (running.returncode, running.stderr) == (0, "")
    daemon.signal(signal.SIGSTOP)
    unlooked = "the daemon has not looked at what is due"  # beside what else comes first of a stopped process
    hanging = until(lambda: found if unlooked in " ".join((found := checkup(workspace))["problems"]) else None)
    assert hanging["running"]
    assert not hanging["healthy"]
    assert monitor("health").returncode == 11
    daemon.signal(signal.SIGCONT)
    until(lambda: checkup(workspace)["healthy"], daemon)
    daemon.signal(signal.SIGKILL)
    daemon.ended()
    killed = monitor("health")
    assert killed.returncode == 11
    assert "no daemon is running" in killed.stdout


def test_a_silent_source_is_named_and_makes_nothing_unhealthy(workspace, site, start, monitor):
    """A feed that brought something each day for two months, and nothing for the last: exit code 0, and a line."""
    feed, day, now = site.url("/feed"), 86_400.0, time.time()
    workspace.data.mkdir()
    known = FeedMemory(source=feed, address=feed)
    with contextlib.closing(Coverage(workspace.data / "coverage.db")) as coverage:
        with coverage.transaction():
            for number in range(60):
                coverage.store_items(feed, [Item(f"old-{number}", b"", b"")], now - (90 - number) * day)
            coverage.put(schedule.succeeded(known, now - 60, schedule.Rules(), 0, brought_new=False, max_age=None))
        coverage.recorded((number, "article") for number in range(1, 61))
    daemon = start()
    daemon.healthy_when(lambda health: health["healthy"] and health["silent"] == [feed])
    said = monitor("health")
    assert said.returncode == 0
    assert "silent for long" in said.stdout
    found = json.loads(monitor("health", "--json").stdout)
    assert (found["healthy"], found["problems"], len(found["notices"])) == (True, [], 1)


def test_status_tells_of_parked_mails_and_of_a_daemon_that_broke_off(workspace):
    """Parked mails always; that no daemon runs only where one was not stopped on purpose; dead feeds tell themselves."""
    workspace.data.mkdir()
    parked, file = (
        "mails that could not be delivered: 1; 'monitor outbox list' shows them",
        workspace.data / "health.json",
    )
    assert list(for_a_story(workspace, 0)) == []
    assert list(for_a_story(workspace, 1)) == [parked]
    health.write(file, replace(WELL, state="stopped", outbox={"parked": 1}), NOW)
    assert list(for_a_story(workspace, 1)) == [parked]
    health.write(file, replace(WELL, outbox={"parked": 1}, dead=("http://a.example/",)), NOW)
    assert list(for_a_story(workspace, 1)) == ["no daemon is running; 'monitor run' starts one", parked]


def test_a_damaged_health_file_is_told_and_no_traceback(workspace, monitor):
    """`health` works on whatever it finds."""
    workspace.data.mkdir()
    (workspace.data / "health.json").write_text("{", encoding="utf-8")
    found = monitor("health")
    assert found.returncode == 11
    assert "is damaged" in found.stdout
    assert "Traceback" not in found.stderr


def test_a_task_that_fails_backs_off_and_stops_nothing_else(workspace, site, start):
    """A template that is broken parks the alerts with the reason; polling goes on; once mended, it works at once."""
    templates = workspace.settings_file.parent / "templates"
    templates.mkdir()
    (templates / "alert.txt.j2").write_text("{% if %}", encoding="utf-8")
    daemon = start()
    daemon.healthy_when(lambda health: health["sources"].get("ok") == 1)
    site.publish("denial", DENIAL)
    parked = daemon.healthy_when(lambda health: health["tasks"]["alerts"]["failures"] >= 3)
    assert "alert.txt.j2" in parked["tasks"]["alerts"]["reason"]
    assert not parked["healthy"]
    later = daemon.healthy_when(lambda health: health["tasks"]["coverage"]["succeeded_at"] > parked["written_at"])
    assert later["tasks"]["stories"]["failures"] == 0
    tries = [line for line in daemon.journal() if line["event"] == "task failed"]
    waits = [health_seconds(line["again"]) - health_seconds(line["at"]) for line in tries[:3]]
    assert waits == sorted(waits)
    assert waits[2] > 0.7
    (templates / "alert.txt.j2").unlink()
    until(lambda: list((workspace.root / "mail").glob("*.eml")), daemon, "a mail")
    daemon.healthy_when(lambda health: health["healthy"])


def health_seconds(stamp):
    """A time of the journal in Unix seconds."""
    return datetime.fromisoformat(stamp).timestamp()


def test_systemd_hears_of_each_step_and_the_watchdog_only_while_all_is_fresh(workspace, tmp_path, start):
    """READY, WATCHDOG, RELOADING, STOPPING; no WATCHDOG once commits fail, until they work again."""
    workspace.settings_file.write_text(f"{SETTINGS}hung_seconds = 8\nstale_seconds = 10\n", encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(PATIENCE)
        daemon = start(NOTIFY_SOCKET=str(tmp_path / "notify"), WATCHDOG_USEC="300000")

        def heard(start):
            while not (message := systemd.recv(4096).decode()).startswith(start):
                pass
            return message

        assert "STATUS=" in heard("READY=1")
        daemon.healthy_when(lambda health: health["commit_at"])
        heard("WATCHDOG=1")
        workspace.log.rename(workspace.root / "log.db")
        workspace.log.mkdir()
        daemon.healthy_when(lambda health: any("committed" in problem for problem in health["problems"]))
        last = silence(systemd)
        assert last > 1
        workspace.log.rmdir()
        (workspace.root / "log.db").rename(workspace.log)
        heard("WATCHDOG=1")
        daemon.signal(signal.SIGHUP)
        assert "MONOTONIC_USEC=" in heard("RELOADING=1")
        heard("READY=1")
        daemon.signal(signal.SIGTERM)
        heard("STOPPING=1")
        assert daemon.ended() == 0


def silence(systemd):
    """How many seconds no WATCHDOG came, listening for 1.5 (five times what the watchdog wants)."""
    began = last = time.monotonic()
    while time.monotonic() < began + 1.5:
        if systemd.recv(4096).startswith(b"WATCHDOG"):
            last = time.monotonic()
    return time.monotonic() - last


def test_the_unit_names_this_workspace_and_can_be_loaded(workspace, monitor, tmp_path):
    """`run --print-unit` is a unit that systemd accepts, also for a folder whose name has spaces and per cent signs."""
    unit = monitor("run", "--print-unit").stdout
    assert f'-C "{workspace.root}" run' in unit
    assert "Type=notify" in unit
    assert "ExecReload=kill -HUP $MAINPID" in unit
    if shutil.which("systemd-analyze"):
        file = tmp_path / "story-monitor.service"
        file.write_text(unit, encoding="utf-8")
        checked = subprocess.run(
            ["systemd-analyze", "verify", str(file)], capture_output=True, text=True, check=False, timeout=30
        )
        assert (checked.returncode, checked.stderr) == (0, "")
