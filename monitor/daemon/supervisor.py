"""Starts what is due, notes what came of it, and says how it goes. Knows no signals, no scheduler and no clock."""

from __future__ import annotations

import asyncio
import os
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

import monitor
from events.errors import InputError, StoryMonitorError
from monitor import settings
from monitor.daemon import due, health, ledger
from monitor.daemon.health import Health, TaskHealth
from monitor.daemon.journal import Journal
from monitor.daemon.lane import PassError
from monitor.daemon.last_good import Files, Reloaded
from monitor.daemon.ledger import Ledger, TaskMemory
from monitor.daemon.settings import DaemonSettings
from monitor.workspace import Workspace

# In this order. Each has a lane of its own, so that none waits for another.
DUE: Mapping[str, Callable[[Workspace, float, TaskMemory], bool]] = {
    "coverage": due.coverage,
    "stories": due.stories,
    "alerts": due.alerts,
    "site": due.site,
}
_COMMITS = "stories"  # the task whose success is a commit
_AFTER = {
    "coverage": ("stories", "alerts", "site"),
    "stories": ("alerts", "site"),
}  # who has work when one has moved the log
_MOVED = ("new", "revised", "folded")  # what a pass calls the events that it added or folded


_TOLD = (
    "polled",
    "new",
    "noted",
    "revised",
    "suspected",
    "claims",
    "parked",
    "looked",
    "folded",
    "planned",
    "sent",
    "written",
    "removed",
)  # what is worth a line


class Runs(Protocol):
    """What does the passes of a task, see lane.Lane."""

    @property
    def pid(self) -> int | None:
        """The process that does them."""

    async def run(self, hung_seconds: float) -> dict[str, Any]:
        """One pass. Raises PassError."""

    async def close(self) -> None:
        """End, when idle."""

    async def kill(self) -> None:
        """End at once."""


class Supervisor:
    """Used by one event loop. `now` gives Unix seconds."""

    def __init__(
        self, workspace: Workspace, lanes: Mapping[str, Runs], journal: Journal, now: Callable[[], float]
    ) -> None:
        self._workspace = workspace
        self._lanes = lanes
        self._journal = journal
        self._now = now
        self._files = Files(workspace)
        self._reloaded = Reloaded()
        self.settings = DaemonSettings()
        self._ledger = Ledger(workspace.data / "daemon.db", timeout_seconds=settings.Settings().lock_seconds)
        self._tasks = {name: self._ledger.task(name) for name in lanes}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._started_at = now()
        self._tick_at: float | None = None
        self._commit_at: float | None = None
        self._seen: dict[str, Any] = {}  # what the last pass of `stories` found
        self._state: Literal["starting", "running", "stopping", "stopped"] = "starting"

    def reload(self, *, anew: bool = False) -> None:
        """Take over settings, sources and stories that changed; broken ones stay as they were. Raises InputError."""
        before, self._reloaded = self._reloaded, self._files.reload(anew=anew)
        for problem in self._reloaded.problems:
            if problem not in before.problems:
                self._journal.error("file not used", file=problem.file, why=problem.what, last_good_kept=problem.kept)
        for problem in before.problems:
            if problem.file not in {one.file for one in self._reloaded.problems}:
                self._journal.info("file in order again", file=problem.file)
        if self._reloaded.changed:
            self._journal.info("files taken over", files=list(self._reloaded.changed))
        if self._reloaded.touched:
            for name, task in self._tasks.items():
                self._tasks[name] = ledger.hurried(task)  # what was mended is tried at once
        self.settings = settings.load(self._files.last_good).daemon

    def tick(self, *, anew: bool = False) -> None:
        """Look at what is due, and start it; returns without waiting for it. `anew`: see `reload`."""
        if self._state in ("stopping", "stopped"):
            return
        self._state = "running"
        try:
            self.reload(anew=anew)
        except InputError as error:
            self._journal.error("settings not read", why=str(error))
        for name in self._lanes:
            self._start(name)
        self._tick_at = self._now()
        self.write()

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        while self._running:
            await asyncio.wait(list(self._running.values()))

    async def drain(self) -> None:
        """Start nothing more, give what is under way its time, then end it by force."""
        self._state = "stopping"
        self.write()
        running = list(self._running.values())
        if running:
            _, late = await asyncio.wait(running, timeout=self.settings.drain_seconds)
            if late:
                self._journal.warning("killed what did not end in time", tasks=sorted(self._running))
        await self.kill()
        await self.settled()
        self._state = "stopped"
        self.write()

    async def kill(self) -> None:
        """End all workers at once."""
        await asyncio.gather(*(self._end(name) for name in self._lanes))

    def close(self) -> None:
        """Let go of the files."""
        self._ledger.close()

    def health(self) -> Health:
        """How it goes."""
        return Health(
            version=monitor.__version__,
            pid=os.getpid(),
            state=self._state,
            started_at=health.iso(self._started_at) or "",
            written_at=health.iso(self._now()) or "",
            tick_at=health.iso(self._tick_at),
            commit_at=health.iso(self._commit_at),
            stale_seconds=self.settings.stale_seconds,
            tasks={name: self._task_health(task) for name, task in self._tasks.items()},
            files=self._reloaded.problems,
            position=self._seen.get("position"),
            outbox=self._seen.get("outbox", {}),
            sources=self._seen.get("sources", {}),
            dead=tuple(self._seen.get("dead", ())),
            silent=tuple(self._seen.get("silent", ())),
        )

    def write(self) -> None:
        """Write the health file. A disk that takes none is told in the journal: the file's age tells others."""
        try:
            health.write(self._workspace.data / "health.json", self.health(), self._now())
        except StoryMonitorError as error:
            self._journal.error("health not written", why=str(error))

    def _start(self, name: str) -> None:
        task, now = self._tasks[name], self._now()
        if name in self._running or self._state != "running" or not ledger.may_start(task, now):
            return
        try:
            if not DUE[name](self._files.last_good, now, task):
                return
        except StoryMonitorError as error:
            self._failed(name, PassError(str(error)))
            return
        except Exception as error:  # noqa: BLE001 - the edge of a task: a bug in one is no reason to stop the others
            self._failed(name, _bug(error))
            return
        self._running[name] = asyncio.create_task(self._pass(name))

    async def _pass(self, name: str) -> None:
        self._tasks[name] = ledger.started(self._tasks[name], self._now())
        found: dict[str, Any] = {}
        try:
            found = await self._lanes[name].run(self.settings.hung_seconds)
        except PassError as error:
            self._failed(name, error)
        except OSError as error:
            self._failed(name, PassError(f"no worker can be started: {error.strerror}"))
        except Exception as error:  # noqa: BLE001 - the same edge as in _start
            self._failed(name, _bug(error))
        else:
            self._succeeded(name, found)
        finally:
            del self._running[name]
        if any(found.get(key) for key in _MOVED):
            for follower in _AFTER.get(name, ()):
                self._start(follower)
        self.write()

    def _succeeded(self, name: str, found: dict[str, Any]) -> None:
        if self._tasks[name].failures:
            self._journal.info("task works again", task=name)
        if name == _COMMITS:
            self._seen = found
        if self._save(ledger.succeeded(self._tasks[name], self._now(), found.get("position"))) and name == _COMMITS:
            self._commit_at = self._now()
        for reason in found.get("failed", ()):
            self._journal.warning("not done", task=name, why=reason)
        done = {key: found[key] for key in _TOLD if found.get(key)}
        if done:
            self._journal.info("done", task=name, **done)

    def _failed(self, name: str, error: PassError) -> None:
        if self._state == "stopping":
            return  # it was ended on purpose
        task = ledger.failed(self._tasks[name], self._now(), str(error), tick=self.settings.tick_seconds)
        self._save(task)
        again = health.iso(task.next_at)
        self._journal.error(
            "task failed", task=name, why=str(error), failures=task.failures, again=again, trace=error.trace
        )

    def _save(self, task: TaskMemory) -> bool:
        self._tasks[task.name] = task
        try:
            self._ledger.save(task)
        except StoryMonitorError as error:
            self._journal.error("not remembered", why=str(error))
            return False
        return True

    async def _end(self, name: str) -> None:
        if name in self._running:
            await self._lanes[name].kill()
        else:
            await self._lanes[name].close()

    def _task_health(self, task: TaskMemory) -> TaskHealth:
        running = task.name in self._running
        return TaskHealth(
            state="running" if running else "parked" if task.failures else "idle",
            started_at=health.iso(task.started_at),
            succeeded_at=health.iso(task.succeeded_at),
            failures=task.failures,
            failing_since=health.iso(task.failing_since),
            reason=task.reason,
            next_at=health.iso(task.next_at) if task.failures and not running else None,
            worker=self._lanes[task.name].pid,
        )


def _bug(error: Exception) -> PassError:
    return PassError(f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)))
