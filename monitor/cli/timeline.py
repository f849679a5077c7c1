"""`monitor timeline`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, story
from monitor.cli.output import show
from monitor.reports import terminal_timeline
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_NOTHING = 3  # exit code


@click.command(epilog=example("monitor timeline harbour"))
@story
@as_json
@in_workspace
def timeline(workspace: Workspace, *, story: str, as_json: bool) -> int:
    """Lay a story out in time: when things happened, and when they became known.

    What was said or asked for has no date of its own and stands where it became known. Exits with 3 if nothing is
    known.
    """
    with open_monitor(workspace) as monitor:
        found = monitor.looks.timeline(story)
    show(found, terminal_timeline.timeline, as_json=as_json, zone=settings.load(workspace).zone)
    return 0 if found["entries"] else _NOTHING
