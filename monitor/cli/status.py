"""`monitor status`."""

from __future__ import annotations

from functools import partial

import click

from events.errors import UsageError
from monitor import looked, settings
from monitor.alerts import outbox
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, moment, story
from monitor.cli.output import show
from monitor.daemon.checkup import for_a_story
from monitor.reports import terminal
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_CHANGED, _UNHEALTHY = 10, 11  # exit codes
_LAST = "last"  # the time of the last look


def _since(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    return value if value == _LAST else moment(context, parameter, value)


@click.command(
    epilog=example(
        "monitor status harbour",
        "monitor status harbour --since last",
        "monitor status harbour --as-of 2024-05-06 --json",
    )
)
@story
@click.option(
    "--as-of",
    callback=moment,
    metavar="DATE",
    help="Leave out what was published later; the rest is shown as read today.",
)
@click.option("--recorded-by", callback=moment, metavar="TIME", help="Leave out what was recorded here later.")
@click.option(
    "--since", callback=_since, metavar="last|DATE", help="Show only what is new since then: last, your last look."
)
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
    since: str | None,
    everything: bool,
    exit_code: bool,
    as_json: bool,
) -> int:
    """Show what is known of a story: facts, contradictions, what is new.

    'New' is what has changed since you last looked: since the last 'status' that printed text, or that was asked for
    its exit code. --json alone, --as-of, --recorded-by and --since DATE look without being remembered. At the
    first look, all is new to '--since last'.
    """
    past = bool(as_of or recorded_by)
    if past and since:
        raise UsageError("an earlier state has no news", hint="'monitor diff' compares two dates")
    with open_monitor(workspace) as monitor:
        if as_json or everything or past or since:
            view = monitor.status(story, as_of=as_of, recorded_by=recorded_by)
        else:
            view = monitor.overview(story, most=terminal.SECTION)
        view["hindsight"] = bool(as_of and not recorded_by)
        first = looked.position(workspace.looked, story) is None
        if not past:
            view["problems"] = list(for_a_story(workspace, outbox.parked(monitor.projections)))
        if past or first:
            view["new"] = None  # there is no last time
        if since and (first or since != _LAST):
            view["new"] = monitor.changes(story, since=None if since == _LAST else since)
    since_when = None if since == _LAST else since
    text = partial(terminal.news, since=since_when) if since else partial(terminal.status, everything=everything)
    show(view, text, as_json=as_json, zone=settings.load(workspace).zone)
    if not past and since in (None, _LAST) and (exit_code or not as_json):
        looked.remember(workspace.looked, story, view["position"])  # once it is shown: a failure before shows it again
    return _code(view) if exit_code else 0


def _code(view: terminal.View) -> int:
    if view.get("new"):
        return _CHANGED
    return _UNHEALTHY if any(source["health"] in ("failing", "dead") for source in view["sources"]) else 0
