"""`monitor diff`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, moment, story
from monitor.cli.output import show
from monitor.reports import terminal_diff
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_NOTHING = 3  # exit code


@click.command(epilog=example("monitor diff harbour 2024-05-06 2024-06-01"))
@story
@click.argument("before", metavar="A", callback=moment)
@click.argument("after", metavar="B", callback=moment)
@as_json
@in_workspace
def diff(workspace: Workspace, *, story: str, before: str, after: str, as_json: bool) -> int:
    """Show what changed in a story between two dates.

    Compares what was known from coverage published by the date A with that by B, both included: what came and went in
    between is not shown. Exits with 3 if nothing is different.
    """
    with open_monitor(workspace) as monitor:
        found = monitor.looks.diff(story, before, after)
    show(found, terminal_diff.diff, as_json=as_json, zone=settings.load(workspace).zone)
    return 0 if found["changes"] else _NOTHING
