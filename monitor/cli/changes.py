"""`monitor changes`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, moment, story
from monitor.cli.output import show
from monitor.reports import terminal_changes
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor changes harbour --since 2024-05-06"))
@story
@click.option("--since", callback=moment, metavar="DATE", help="Leave out what was published before.")
@as_json
@in_workspace
def changes(workspace: Workspace, story: str, since: str | None, as_json: bool) -> None:
    """List what changed in a story, in order.

    A change is about a fact, not a page: an article that repeats what is known makes none.
    """
    with open_monitor(workspace) as monitor:
        entries = monitor.changes(story, since=since)
    show(entries, terminal_changes.changes, as_json=as_json, zone=settings.load(workspace).zone)
