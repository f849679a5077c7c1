"""`monitor why-not`."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, complete_story, in_workspace
from monitor.cli.output import show
from monitor.reports import terminal_why_not
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command("why-not", epilog=example("monitor why-not bridge.html harbour", "monitor why-not change-3f9a27b1c0"))
@click.argument("name", metavar="ARTICLE|CHANGE")
@click.argument("story", required=False, shell_complete=complete_story)
@as_json
@in_workspace
def why_not(workspace: Workspace, name: str, story: str | None, as_json: bool) -> None:
    """Explain why an article bears on a story, or why it does not.

    ARTICLE is its id or the start of it, its file name, or its address. With the id of a CHANGE, as 'changes' shows it:
    who was told of it, for whom it waits and until when, and what keeps it from others.
    """
    zone = settings.load(workspace).zone
    with open_monitor(workspace) as monitor:
        if name.startswith("change-"):
            fate = monitor.alerts.fate(name, datetime.now(UTC))
            show(fate, terminal_why_not.fate, as_json=as_json, zone=zone)
            return
        if story is None:
            raise click.UsageError("say which story the article is to bear on")
        shown = monitor.why_not(name, story)
    show(shown, terminal_why_not.why_not, as_json=as_json, zone=zone)
