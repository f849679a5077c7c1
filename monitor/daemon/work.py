"""What each task does, one pass of it. Runs in a worker process, which may be killed at any moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

import msgspec

from monitor import polling
from monitor.coverage import health
from monitor.daemon import source_notices
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_SAID = 50  # failures of a pass that are told one by one


class Report(Protocol):
    """Is told that a pass makes progress, and what it has for the screen."""

    def progress(self) -> None:
        """Something was done: the pass is not hung."""

    def show(self, text: str) -> None:
        """A text for stdout."""


Task = Callable[[Workspace, Report], dict[str, Any]]


def coverage(workspace: Workspace, report: Report) -> dict[str, Any]:
    """Poll what is due, look again at pages that are due, and record what that leads to."""
    summary = polling.poll(workspace, progress=_Beats(report))
    shown: dict[str, Any] = msgspec.to_builtins(summary)
    failed = [f"{one.feed}: {one.reason}" for one in summary.failed]
    return {
        **shown,
        "failed": failed[:_SAID],
        "notices": [f"{one.feed}: {one.reason}" for one in summary.notices][:_SAID],
    }


def stories(workspace: Workspace, report: Report) -> dict[str, Any]:
    """Record definitions that changed, bring the stories level with the log, and say how sources and outbox are."""
    del report
    with open_monitor(workspace) as monitor:
        monitor.define()
        folded = monitor.catch_up()
        states = dict(monitor.projections.rows("SELECT state, count(*) FROM messages GROUP BY state"))
        [(waiting,)] = monitor.projections.rows("SELECT count(*) FROM outbox WHERE state = 'waiting'")
        sources = health.of_workspace(workspace)
        told = workspace.data / "sources-told.json"
        noticed = source_notices.tell(monitor.alerts, sources, told, datetime.now(UTC))
        position = monitor.projections.position()
    return {
        "folded": folded + noticed,
        "position": position,
        "outbox": {"waiting": waiting, "due": states.get("due", 0), "parked": states.get("parked", 0)},
        "sources": {kind: sum(one["health"] == kind for one in sources) for kind in ("ok", "new", "failing", "dead")},
        "dead": [one["feed"] for one in sources if one["health"] == "dead"][:_SAID],
        "silent": [one["feed"] for one in sources if one.get("silent_since")][:_SAID],
    }


def alerts(workspace: Workspace, report: Report) -> dict[str, Any]:
    """Plan what is to be told, and send what is due."""

    def now() -> datetime:
        report.progress()  # the time is asked for before and after each mail
        return datetime.now(UTC)

    with open_monitor(workspace) as monitor:
        done = monitor.deliver(now, report.show)
    failed = [f"{one.recipient}: {one.reason}" for one in done.failed]
    return {"planned": done.planned, "sent": done.sent, "failed": failed[:_SAID]}


def site(workspace: Workspace, report: Report) -> dict[str, Any]:
    """Bring the static site up to date that the settings ask for."""
    del report
    with open_monitor(workspace) as monitor:
        chosen = monitor.settings.daemon
        position = monitor.projections.position()
        built = monitor.publishing.site(workspace.root / chosen.site, base_url=chosen.site_url or None)
    return {"position": position, "written": built["written"], "removed": built["removed"]}


TASKS: Mapping[str, Task] = {"coverage": coverage, "stories": stories, "alerts": alerts, "site": site}


class _Beats:
    """Turns the progress of a poll into signs of life."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def feeds(self, done: int, of: int) -> None:
        """So many feeds are done."""
        del done, of
        self._report.progress()

    def looks(self, done: int, of: int) -> None:
        """So many pages were looked at again."""
        del done, of
        self._report.progress()

    def pages(self, done: int, of: int) -> None:
        """So many pages are done."""
        del done, of
        self._report.progress()
