"""Whether there is anything to do for a task. Looks only; the times themselves live with what they are about."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from events.errors import StoreError
from monitor import settings
from monitor.coverage import sources, watches
from monitor.coverage.polling import schedule
from monitor.coverage.polling.clock import moment
from monitor.coverage.polling.database import Coverage
from monitor.daemon.ledger import TaskMemory
from monitor.sqlite import read_only
from monitor.workspace import Workspace


def coverage(workspace: Workspace, now: float, task: TaskMemory) -> bool:
    """Whether a feed or page is due, or an entry waits whose turn it is; `now` is in Unix seconds."""
    del task
    urls = [source.url for source in sources.sources(workspace)]
    if watches.any_due(workspace.data / "watches.db", now):
        return True
    if not urls:
        return False
    with contextlib.closing(Coverage(workspace.data / "coverage.db")) as known:
        feeds = known.polled_for(urls)
        asked = any(schedule.is_due(feed, now) for feed in feeds)
        return asked or bool(known.pending(now, per_feed=1, sources=[feed.source for feed in feeds]))


def stories(workspace: Workspace, now: float, task: TaskMemory) -> bool:
    """Always: that the stories are level with the log is what shows that the workspace can be worked with."""
    del workspace, now, task
    return True


def alerts(workspace: Workspace, now: float, task: TaskMemory) -> bool:
    """Whether a mail is due, or a change waits to become one."""
    del task
    stamp = moment(now).isoformat(timespec="microseconds").replace("+00:00", "Z")
    with _projections(workspace) as db:
        return db is not None and bool(
            db.execute(
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM messages WHERE state = 'due' AND next_at <= ?)"
                " OR EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting')",
                (stamp,),
            ).fetchone()
        )


def site(workspace: Workspace, now: float, task: TaskMemory) -> bool:
    """Whether a site is wanted, and the stories have moved since it was written."""
    del now
    if not settings.load(workspace).daemon.site:
        return False
    with _projections(workspace) as db:
        return db is not None and db.execute("SELECT position FROM checkpoint").fetchone()[0] != task.position


@contextmanager
def _projections(workspace: Workspace) -> Iterator[sqlite3.Connection | None]:
    if not workspace.projections.exists():
        yield None
        return
    try:
        with contextlib.closing(read_only(workspace.projections)) as db:
            yield db
    except sqlite3.Error as error:
        hint = "delete it, 'monitor rebuild' makes it again from the log"
        raise StoreError(f"can't be read: {error}", where=str(workspace.projections), hint=hint) from error
