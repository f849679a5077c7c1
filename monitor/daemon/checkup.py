"""What can be told of a daemon from outside, whether it runs, hangs or is gone."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from events.errors import StoreError
from monitor.daemon import health, lock
from monitor.workspace import Workspace


def checkup(workspace: Workspace) -> dict[str, Any]:
    """The health file with `running`, `healthy` and `problems` as they are now."""
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
    return {**msgspec.to_builtins(written), "running": holder is not None, "healthy": not found, "problems": found}
