"""`monitor corrections`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, story
from monitor.cli.output import show
from monitor.reports import corrections as report
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor corrections harbour"))
@story
@as_json
@in_workspace
def corrections(workspace: Workspace, story: str, as_json: bool) -> None:
    """List what persons corrected in a story: who, why, and whether it holds.

    A claim that was rejected is shown here and nowhere else. 'monitor correct CORRECTION --undo' takes one back.
    """
    with open_monitor(workspace) as monitor:
        found = monitor.corrections.listed(story)
    show(found, report.text, as_json=as_json, zone=settings.load(workspace).zone)
