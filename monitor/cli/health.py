"""`monitor health`."""

from __future__ import annotations

from typing import Any

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.daemon.checkup import checkup
from monitor.daemon.last_good import LastGood
from monitor.reports.screen import Screen
from monitor.workspace import Workspace

_UNHEALTHY = 11


@click.command(epilog=example("monitor health", "monitor health --json"))
@as_json
@in_workspace
def health(workspace: Workspace, *, as_json: bool) -> int:
    """Say how the daemon is that 'monitor run' started, and what needs a person.

    Where something needs a person the exit code is 11. A source that has been silent for unusually long is named and
    changes nothing about that: it may have nothing to say. The daemon is asked nothing, so this also works when it is
    dead or hangs.
    """
    found = checkup(workspace)
    show(found, _text, as_json=as_json, zone=settings.load(LastGood(workspace.root)).zone)
    return 0 if found["healthy"] else _UNHEALTHY


def _text(found: dict[str, Any], screen: Screen) -> str:
    running = f"process {found['pid']}, {found['state']}" if found["running"] else "not running"
    lines = [screen.paragraph(f"{'healthy' if found['healthy'] else 'unhealthy'}: the daemon is {running}", bold=True)]
    lines.extend(screen.paragraph(problem, mark="- ", indent=2, fg="red") for problem in found["problems"])
    lines.extend(screen.paragraph(notice, mark="- ", indent=2, fg="yellow") for notice in found.get("notices", ()))
    for name, task in found.get("tasks", {}).items():
        last = screen.when(task["succeeded_at"]) if task["succeeded_at"] else "never"
        lines.append(screen.paragraph(f"{name}: {task['state']}, last done {last}", indent=2, dim=True))
        if task["reason"]:
            lines.append(screen.paragraph(task["reason"], indent=4, dim=True))
    return "\n".join(lines)
