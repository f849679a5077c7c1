"""`monitor why`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports import terminal_why
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor why meeting-3f9a"))
@click.argument("claim", metavar="CLAIM")
@as_json
@in_workspace
def why(workspace: Workspace, claim: str, as_json: bool) -> None:
    """Show the grounds of a claim or a change: who said it, where, in which words.

    CLAIM is the id of a claim, fact, change or contradiction as 'status' and 'changes' show it, or the start of one.
    """
    with open_monitor(workspace) as monitor:
        grounds = monitor.why(claim)
    show(grounds, terminal_why.why, as_json=as_json, zone=settings.load(workspace).zone)
