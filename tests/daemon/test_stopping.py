"""How a daemon ends, and what it leaves."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from daemon.harbour import DENIAL, SETTINGS, until

from monitor.daemon import lock

_HANGING = "timeout_seconds = 3600\n"


def exists(pid):
    """Whether a process is there; one that is dead and waits for its parent is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(pid):
    """The processes of a group."""
    found = []
    for name in filter(str.isdigit, (path.name for path in Path("/proc").iterdir())):
        try:
            if os.getpgid(int(name)) == pid and exists(name):
                found.append(int(name))
        except ProcessLookupError:
            continue
    return found


def hang(workspace, site, daemon_settings):
    """Have every fetch hang, for longer than the test."""
    settings = SETTINGS.replace("[daemon]\n", f"[daemon]\n{daemon_settings}").replace(
        "[coverage]\n", f"[coverage]\n{_HANGING}"
    )
    workspace.settings_file.write_text(settings, encoding="utf-8")
    site.hangs.set()


def test_a_hung_fetch_delays_the_end_by_no_more_than_the_deadline(workspace, site, start):
    """SIGTERM gives work under way its time, then ends it and all its processes by force; the exit is clean."""
    hang(workspace, site, "drain_seconds = 1\n")
    daemon = start()
    assert site.asked.wait(45)
    worker = daemon.healthy_when(lambda health: health["tasks"]["coverage"]["state"] == "running")["tasks"]["coverage"][
        "worker"
    ]
    asked = time.monotonic()
    daemon.signal(signal.SIGTERM)
    assert daemon.ended() == 0
    assert 1 <= time.monotonic() - asked < 8
    assert children(worker) == []
    assert daemon.said("killed what did not end in time")["tasks"] == ["coverage"]
    assert daemon.health()["state"] == "stopped"


def test_a_second_signal_ends_what_is_under_way_at_once(workspace, site, start):
    """Somebody who presses Ctrl-C twice doesn't wait for the deadline."""
    hang(workspace, site, "drain_seconds = 60\n")
    daemon = start()
    assert site.asked.wait(45)
    daemon.signal(signal.SIGINT)
    daemon.healthy_when(lambda health: health["state"] == "stopping")
    daemon.signal(signal.SIGINT)
    assert daemon.ended() == 0


def test_work_under_way_may_end_in_its_time(workspace, site, start):
    """A poll that was under way when SIGTERM came is finished: its article is in the log."""
    hang(workspace, site, "drain_seconds = 30\n")
    site.publish("denial", DENIAL)
    daemon = start()
    assert site.asked.wait(45)
    daemon.signal(signal.SIGTERM)
    daemon.healthy_when(lambda health: health["state"] == "stopping")
    site.hangs.clear()
    site.release()
    assert daemon.ended() == 0
    assert daemon.said("done", task="coverage")["polled"] == 1


def test_a_task_that_hangs_is_killed_parked_and_works_again(workspace, site, start):
    """Nothing else waits for it meanwhile: the stories are kept level with the log."""
    hang(workspace, site, "hung_seconds = 5\nstale_seconds = 60\n")
    daemon = start()
    assert site.asked.wait(45)
    running = daemon.healthy_when(lambda health: health["tasks"]["coverage"]["state"] == "running")
    committed = running["commit_at"] or ""
    daemon.healthy_when(lambda health: (health["commit_at"] or "") > committed)
    parked = daemon.healthy_when(lambda health: health["tasks"]["coverage"]["failures"])["tasks"]["coverage"]
    assert parked["reason"] == "made no progress for 5 s; its process was killed"
    assert children(running["tasks"]["coverage"]["worker"]) == []
    site.hangs.clear()
    daemon.healthy_when(lambda health: health["sources"].get("ok") == 1 and not health["tasks"]["coverage"]["failures"])
    daemon.said("task works again", task="coverage")


def test_one_daemon_a_workspace_and_a_killed_one_is_in_nobodys_way(workspace, start, monitor):
    """A second daemon says which process is in its way; kill -9 lets go of the lock, and the workers end too."""
    first = start()
    health = first.healthy_when(lambda health: health["commit_at"])
    second = monitor("run")
    assert second.returncode == 1
    assert f"process {first.process.pid} is running this workspace already" in second.stderr
    assert lock.holder(workspace.data / "daemon.lock") == first.process.pid
    first.signal(signal.SIGKILL)
    first.ended()
    assert lock.holder(workspace.data / "daemon.lock") is None
    for task in health["tasks"].values():
        until(lambda pid=task["worker"]: pid is None or not exists(pid))
    third = start()
    third.healthy_when(lambda health: health["commit_at"])
