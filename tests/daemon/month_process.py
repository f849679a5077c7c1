"""A month of ticks in a process of its own, as a daemon has one: `python month_process.py FOLDER TICKS`.

Prints JSON: the ticks done, and after each tenth of them the blocks of memory that Python has allocated, and the bytes
that the process occupies. What tracemalloc gives would tell of CPython, and of a test's own process of the test: tables
(of interned strings, of the names that types were asked for) are laid out anew now and then, and counted when they are.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import resource
import sys
from datetime import UTC
from pathlib import Path
from typing import TextIO

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.daemon import work
from monitor.daemon.journal import open_journal
from monitor.daemon.lane import PassError
from monitor.daemon.supervisor import Supervisor
from monitor.workspace import Workspace

_TICK = 300.0  # seconds of the month
_NEWS, _FAILURE = 24, 97  # one pass in so many brings news, or fails
_AHEAD = 10**6  # passes say that they took in more than the log has, so that there is always more for the next


class Clock:
    """Stands still until it is set on."""

    def __init__(self) -> None:
        self.now = 1_900_000_000.0

    def __call__(self) -> float:
        """The time."""
        return self.now


class Idle:
    """Does passes that cost nothing."""

    pid = None

    def __init__(self) -> None:
        self.passes = 0

    async def run(self, hung_seconds: float) -> dict[str, object]:
        """See lane.Lane."""
        self.passes += 1
        if self.passes % _FAILURE == 0:
            raise PassError(f"the disk was away at pass {self.passes}")
        news = int(self.passes % _NEWS == 0)
        return {
            "position": _AHEAD + self.passes,
            "new": news,
            "folded": news,
            "outbox": {"due": 0},
            "sources": {"ok": 1},
        }

    async def close(self) -> None:
        """See lane.Lane."""

    async def kill(self) -> None:
        """See lane.Lane."""


class Month:
    """The supervisor, ticked by the scheduler that the daemon has."""

    def __init__(self, folder: Path, ticks: int, journal: TextIO) -> None:
        workspace = Workspace(folder)
        workspace.data.mkdir(exist_ok=True)
        self._clock = Clock()
        self._lanes = {name: Idle() for name in work.TASKS}
        self._supervisor = Supervisor(workspace, self._lanes, open_journal(journal, "json"), self._clock)
        self._ticks = ticks
        self._done = 0
        self._blocks: list[int] = []
        self._resident: list[int] = []
        self._over = asyncio.Event()

    async def run(self) -> dict[str, object]:
        """What was measured."""
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=defaults)
        scheduler.add_job(self._tick, "interval", seconds=0.001)
        scheduler.start()
        await self._over.wait()
        scheduler.shutdown(wait=False)
        self._supervisor.close()
        passes = {name: lane.passes for name, lane in self._lanes.items()}
        return {"ticks": self._done, "passes": passes, "blocks": self._blocks, "resident": self._resident}

    async def _tick(self) -> None:
        if self._over.is_set():
            return
        self._clock.now += _TICK
        self._supervisor.tick()
        await self._supervisor.settled()
        self._done += 1
        if self._done % (self._ticks // 10) == 0:
            gc.collect()
            self._blocks.append(sys.getallocatedblocks())
            self._resident.append(_resident())
        if self._done == self._ticks:
            self._over.set()


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def main(folder: str, ticks: str) -> None:
    """Run the month with a journal that nobody reads."""
    with Path(os.devnull).open("w", encoding="utf-8") as journal:
        measured = asyncio.run(Month(Path(folder), int(ticks), journal).run())
    print(json.dumps(measured))  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main(*sys.argv[1:])
