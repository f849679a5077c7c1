"""`monitor why-not`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, story
from monitor.cli.output import show
from monitor.reports import terminal_why_not
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command("why-not", epilog=example("monitor why-not bridge.html harbour"))
@click.argument("article", metavar="ARTICLE")
@story
@as_json
@in_workspace
def why_not(workspace: Workspace, article: str, story: str, as_json: bool) -> None:
    """Explain why an article bears on a story, or why it does not.

    ARTICLE is its id or the start of it, its file name, or its address.
    """
    with open_monitor(workspace) as monitor:
        shown = monitor.why_not(article, story)
    show(shown, terminal_why_not.why_not, as_json=as_json, zone=settings.load(workspace).zone)
