"""A month of ticks, with a clock that is passed in: what is kept in memory doesn't grow."""

from __future__ import annotations

import asyncio
import gc
import io
import resource
import tracemalloc
from pathlib import Path

import pytest
from daemon.harbour import DENIAL

from monitor.daemon import work
from monitor.daemon.journal import open_journal
from monitor.daemon.lane import PASSES
from monitor.daemon.last_good import LastGood
from monitor.daemon.supervisor import Supervisor

_HOUR = 3600.0
_HOURS = 30 * 24
_KIB = 1024


class Clock:
    """Stands still until it is set on."""

    def __init__(self, now):
        self.now = now

    def __call__(self):
        return self.now


class Idle:
    """Has nothing to do, quickly."""

    pid = None

    def __init__(self, name, workspace):
        self.passes = 0

    async def run(self, hung_seconds):
        self.passes += 1
        return {"position": self.passes, "outbox": {"due": 0}, "sources": {"ok": 1}}

    async def close(self):
        pass

    async def kill(self):
        pass


class Here(Idle):
    """Does the real pass in this process, so that its memory can be measured."""

    def __init__(self, name, workspace):
        super().__init__(name, workspace)
        self._task = work.TASKS[name]
        self._workspace = LastGood(workspace.root)

    async def run(self, hung_seconds):
        self.passes += 1
        return await asyncio.to_thread(self._task, self._workspace, self)

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
    """A tick each five minutes, 8,640 in all: after the first tenth, what Python has allocated stays within 64 KiB."""
    ticks, clock = rounds(_HOURS * 12, 300), Clock(1_900_000_000.0)
    supervisor, lanes = supervise(workspace, Idle, clock)

    async def month():
        sizes = []
        tracemalloc.start()
        for number in range(ticks):
            clock.now += 300
            supervisor.tick()
            await supervisor.settled()
            if number in (ticks // 10, ticks - 1):
                gc.collect()
                sizes.append(tracemalloc.get_traced_memory()[0])
        tracemalloc.stop()
        return sizes

    first, last = asyncio.run(month())
    supervisor.close()
    assert lanes["stories"].passes == ticks
    assert last - first < 64 * _KIB


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
