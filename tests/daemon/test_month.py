"""A month of ticks, with a clock that is passed in: what is kept in memory doesn't grow."""

from __future__ import annotations

import asyncio
import gc
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from daemon.harbour import DENIAL, ROOT, SETTINGS

from monitor.daemon import work
from monitor.daemon.journal import open_journal
from monitor.daemon.lane import PASSES
from monitor.daemon.last_good import LastGood
from monitor.daemon.supervisor import Supervisor
from monitor.wiring import open_monitor

_HOUR = 3600.0
_HOURS = 30 * 24
_KIB = 1024
MONTH = Path(__file__).with_name("month_process.py")


class Clock:
    """Stands still until it is set on."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


class Here:
    """Does the real pass in this process, so that its memory can be measured."""

    pid = None

    def __init__(self, name, workspace):
        self.passes = 0
        self._task = work.TASKS[name]
        self._workspace = LastGood(workspace.root)

    async def run(self, hung_seconds):
        self.passes += 1
        return await asyncio.to_thread(self._task, self._workspace, self)

    async def close(self):
        """See lane.Lane."""

    async def kill(self):
        """See lane.Lane."""

    def progress(self):
        """See work.Report."""

    def show(self, text):
        """See work.Report."""


def supervise(workspace, kind, clock):
    """A supervisor with lanes of one kind."""
    workspace.data.mkdir(exist_ok=True)
    lanes = {name: kind(name, workspace) for name in work.TASKS}
    return Supervisor(workspace, lanes, open_journal(io.StringIO(), "json"), clock), lanes


def resident():
    """Bytes of memory that this process occupies."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


@pytest.mark.long
def test_a_month_of_ticks_leaves_the_supervisor_as_it_was(workspace, rounds):
    """A tick each five minutes, 8,640 in all, in a process of its own: from the second tenth on nothing grows."""
    workspace.settings_file.write_text(f'{SETTINGS}site = "public"\n', encoding="utf-8")
    with open_monitor(workspace) as monitor:
        monitor.define()
        monitor.catch_up()
    ticks = rounds(_HOURS * 12, 400)
    done = subprocess.run(
        [sys.executable, str(MONTH), str(workspace.root), str(ticks)],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    found = json.loads(done.stdout)
    assert found["ticks"] == ticks
    assert all(found["passes"][name] >= ticks // 2 for name in ("coverage", "stories", "site"))
    assert found["blocks"][-1] - found["blocks"][1] < 500, found["blocks"]
    assert found["resident"][-1] - found["resident"][1] < 4 * _KIB * _KIB, found["resident"]


@pytest.mark.long
def test_a_worker_stays_within_its_memory_until_it_is_replaced(workspace, site, rounds):
    """The real work, an article each 24 rounds: as many passes as a worker does add no more than 32 MB to the process."""
    hours, clock = rounds(PASSES, 8), Clock(1_900_000_000.0)
    supervisor, lanes = supervise(workspace, Here, clock)

    async def month():
        sizes = []
        for number in range(hours):
            clock.now += _HOUR
            if number % 24 == 1:
                site.publish(f"report-{number}", f"{DENIAL}\nThe minutes of session {number} are open to all.\n")
            supervisor.tick()
            await supervisor.settled()
            if number >= hours // 10:
                gc.collect()
                sizes.append(resident())
        return sizes

    sizes = asyncio.run(month())
    supervisor.close()
    failed = {name: task.reason for name, task in supervisor.health().tasks.items() if task.failures}
    assert failed == {}
    assert lanes["coverage"].passes == hours
    assert list((workspace.root / "mail").glob("*.eml"))
    growth = (sizes[-1] - sizes[0]) / _KIB / _KIB
    assert growth < 32, growth  # 19 were measured over 180 passes and 23 over 648: it levels off
