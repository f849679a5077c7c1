"""`monitor serve`."""

from __future__ import annotations

import click

from monitor.cli.messages import example, tell
from monitor.cli.options import in_workspace
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor serve", "monitor serve --port 8765"))
@click.option("--port", default=8400, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option("--every", default=5.0, show_default=True, type=click.FloatRange(0.1), help="Seconds between looks.")
@in_workspace
def serve(workspace: Workspace, *, port: int, every: float) -> None:
    """Show the stories in a browser on this machine, and renew open pages when something changes.

    Only this machine can reach it. Stop it with Ctrl-C.
    """
    with open_monitor(workspace) as monitor:
        monitor.publishing.serve(
            port=port, every=every, ready=lambda address: tell(f"showing the stories at {address}")
        )
