"""`monitor status`."""

from __future__ import annotations

from functools import partial

import click

from monitor import looked, settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, moment, story
from monitor.cli.output import show
from monitor.reports import terminal
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_CHANGED, _UNHEALTHY = 10, 11  # exit codes


@click.command(epilog=example("monitor status harbour", "monitor status harbour --as-of 2024-05-06 --json"))
@story
@click.option("--as-of", callback=moment, metavar="DATE", help="Leave out what was published later.")
@click.option("--recorded-by", callback=moment, metavar="TIME", help="Leave out what was recorded here later.")
@click.option("--all", "everything", is_flag=True, help="Cut no section, however long.")
@click.option("--exit-code", is_flag=True, help="Exit with 10 if the story has changed, 11 if a source is unhealthy.")
@as_json
@in_workspace
def status(
    workspace: Workspace,
    *,
    story: str,
    as_of: str | None,
    recorded_by: str | None,
    everything: bool,
    exit_code: bool,
    as_json: bool,
) -> int:
    """Show what is known of a story: facts, contradictions, what is new.

    'New' is what has changed since you last looked: since the last 'status' that printed text, or that was asked for
    its exit code. --json alone, --as-of and --recorded-by look without being remembered.
    """
    past = bool(as_of or recorded_by)
    with open_monitor(workspace) as monitor:
        view = monitor.status(story, as_of=as_of, recorded_by=recorded_by)
    if past or looked.position(workspace.looked, story) is None:
        view["new"] = None  # there is no last time
    text = partial(terminal.status, everything=everything)
    show(view, text, as_json=as_json, zone=settings.load(workspace).zone)
    if not past and (exit_code or not as_json):
        looked.remember(workspace.looked, story, view["position"])  # once it is shown: a failure before shows it again
    return _code(view) if exit_code else 0


def _code(view: terminal.View) -> int:
    if view.get("new"):
        return _CHANGED
    return _UNHEALTHY if any(source["health"] in ("failing", "dead") for source in view["sources"]) else 0
