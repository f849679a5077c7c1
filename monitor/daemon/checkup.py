"""What can be told of a daemon from outside, whether it runs, hangs or is gone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import msgspec

from events.errors import StoreError
from monitor.daemon import health, lock
from monitor.workspace import Workspace


def checkup(workspace: Workspace) -> dict[str, Any]:
    """The health file with `running`, `healthy`, `problems` and `notices` as they are now."""
    holder = lock.holder(workspace.data / "daemon.lock")
    gone = [] if holder else ["no daemon is running; 'monitor run' starts one"]
    try:
        written = health.read(workspace.data / "health.json")
    except StoreError as error:
        return {"running": holder is not None, "pid": holder, "healthy": False, "problems": [*gone, str(error)]}
    if written is None:
        silent = ["the daemon has not said yet how it is"] if holder else []
        return {"running": holder is not None, "pid": holder, "healthy": False, "problems": [*gone, *silent]}
    found = [*gone, *health.problems(written, time.time())] if holder else gone
    if holder and holder != written.pid:
        found.append("the daemon has not said yet how it is")
    said = {"running": holder is not None, "healthy": not found, "problems": found, "notices": health.notices(written)}
    return {**msgspec.to_builtins(written), **said}


def for_a_story(workspace: Workspace, parked: int) -> Iterator[str]:
    """What keeps news of a story from its readers, apart from its sources: parked mails, and a daemon's faults.

    `parked` is the number of those mails. That no daemon runs is a fault only where one was not stopped on purpose.
    """
    found = checkup(workspace)
    if found["running"] or found.get("state", "stopped") != "stopped":
        mails = health.parked_mails(found.get("outbox", {}).get("parked", 0))
        dead = tuple(found.get("dead", ()))  # the story's sources say so themselves
        yield from (one for one in found["problems"] if one != mails and not (dead and one.startswith(dead)))
    if parked:
        yield health.parked_mails(parked)
