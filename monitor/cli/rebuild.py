"""`monitor rebuild`."""

from __future__ import annotations

import click

from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor rebuild"))
@as_json
@in_workspace
def rebuild(workspace: Workspace, as_json: bool) -> None:
    """Make the projections anew from the log.

    The log stays as it is, and nobody is mailed. Needed only if the projections' file was damaged or lost.
    """
    with open_monitor(workspace) as monitor:
        done = {"events": monitor.rebuild()}
    show(done, lambda done, screen: screen.paragraph(f"Made anew from {done['events']} events."), as_json=as_json)
