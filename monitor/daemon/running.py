"""Puts the daemon together: lock, scheduler, signals, systemd. APScheduler ticks, and remembers nothing."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from events.errors import InputError
from monitor.daemon import health, lock, metrics
from monitor.daemon.journal import Form, open_journal
from monitor.daemon.lane import Lane
from monitor.daemon.notify import Notifier
from monitor.daemon.supervisor import DUE, Supervisor
from monitor.workspace import Workspace

_PETS = 3  # within the time that systemd's watchdog allows


def run(workspace: Workspace, *, show: Callable[[str], None], form: Form | None = None, once: bool = False) -> None:
    """Keep the workspace up to date until SIGTERM or SIGINT; with `once`, for one round.

    `show` is for mails that the settings send to the screen. Raises StoreError where another daemon runs the workspace
    already or its files can't be used, InputError for settings that are wrong and never were right.
    """
    with lock.alone(workspace.data / "daemon.lock"):
        asyncio.run(_Daemon(workspace, show, form).run(once=once))


class _Daemon:
    def __init__(self, workspace: Workspace, show: Callable[[str], None], form: Form | None) -> None:
        self._journal = open_journal(sys.stderr, form)
        self._notifier = Notifier(os.environ)
        root = workspace.root.resolve()
        lanes = {name: Lane(name, root, self._journal, show) for name in DUE}
        self._supervisor = Supervisor(workspace, lanes, self._journal, time.time)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._stop = asyncio.Event()
        self._stops = 0
        self._every = 0.0  # seconds between two ticks, as scheduled
        self._workspace = workspace

    async def run(self, *, once: bool) -> None:
        supervisor = self._supervisor
        try:
            supervisor.reload()
            self._refuse_without_settings()
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self._asked_to_stop)
            loop.add_signal_handler(signal.SIGHUP, self._asked_to_reload)
            self._journal.info("started", workspace=str(self._workspace.root), pid=os.getpid())
            if once:
                await self._one_round()
            else:
                await self._until_stopped()
            self._notifier.stopping(supervisor.settings.drain_seconds * 2)
            await supervisor.drain()
            self._journal.info("stopped")
        finally:
            await supervisor.kill()
            supervisor.close()

    async def _one_round(self) -> None:
        self._supervisor.tick()
        stopped = asyncio.create_task(self._stop.wait())
        settled = asyncio.create_task(self._supervisor.settled())
        await asyncio.wait((stopped, settled), return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        settled.cancel()

    async def _until_stopped(self) -> None:
        self._tick()
        self._notifier.ready(self._said())
        self._scheduler.add_job(self._ticked, "interval", seconds=self._every, id="tick")
        limit = self._notifier.watchdog_seconds
        if limit:
            self._scheduler.add_job(self._petted, "interval", seconds=limit / _PETS, id="watchdog")
        self._scheduler.start()
        try:
            with metrics.served(self._supervisor.settings.metrics_port, self._supervisor.health, time.time):
                await self._stop.wait()
        finally:
            self._scheduler.shutdown(wait=False)

    def _refuse_without_settings(self) -> None:
        """Raise InputError where there are no good settings to fall back on."""
        for problem in self._supervisor.health().files:
            if not problem.kept and problem.file == self._workspace.settings_file.name:
                raise InputError(problem.what)

    def _tick(self, *, anew: bool = False) -> None:
        self._supervisor.tick(anew=anew)
        seconds = self._supervisor.settings.tick_seconds
        if seconds != self._every and self._scheduler.get_job("tick"):
            self._scheduler.reschedule_job("tick", trigger="interval", seconds=seconds)
        self._every = seconds
        self._notifier.status(self._said())

    async def _ticked(self) -> None:  # coroutines run in the daemon's own loop, other functions in a thread
        self._tick()

    async def _petted(self) -> None:
        if health.fresh(self._supervisor.health(), time.time()):
            self._notifier.alive()

    def _said(self) -> str:
        found = health.problems(self._supervisor.health(), time.time())
        return "all is well" if not found else f"{len(found)} problems, the first: {found[0]}"

    def _asked_to_stop(self) -> None:
        self._stops += 1
        self._journal.info("asked to stop", times=self._stops)
        self._stop.set()
        if self._stops > 1:
            self._kill = asyncio.ensure_future(self._supervisor.kill())

    def _asked_to_reload(self) -> None:
        self._notifier.reloading()
        self._journal.info("asked to reload")
        self._tick(anew=True)
        self._notifier.ready(self._said())
