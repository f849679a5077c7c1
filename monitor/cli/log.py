"""`monitor log`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import click
import msgspec

from monitor import settings
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json as as_json_
from monitor.cli.options import complete_story, in_workspace
from monitor.cli.output import screen
from monitor.reports import terminal_journal
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_NOTHING = 3  # exit code


@click.command(
    epilog=example("monitor log --type article --after 120", "monitor log --story harbour --type story --json")
)
@click.option(
    "--story", metavar="STORY", shell_complete=complete_story, help="Events of a story and its articles only."
)
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Such as article.read, or all of article.")
@click.option("--after", default=0, metavar="N", type=click.IntRange(0), help="Events behind that position only.")
@click.option("--limit", metavar="N", type=click.IntRange(1), help="No more events than that.")
@as_json_
@in_workspace
def log(
    workspace: Workspace, *, story: str | None, types: tuple[str, ...], after: int, limit: int | None, as_json: bool
) -> int:
    """List the events of the log, oldest first.

    All that the program knows follows from them. With --json each is on a line of its own within a list, and has its
    data as stored. Exits with 3 if there is none.
    """
    with open_monitor(workspace) as monitor:
        events = islice(monitor.looks.events(story=story, types=types, after=after), limit)
        shown = _as_list(events) if as_json else _as_text(events, workspace)
    if not shown and not as_json:
        tell("there is no such event")
    return 0 if shown else _NOTHING


def _as_list(events: Iterable[dict[str, Any]]) -> int:
    """Print a JSON list event by event; how many."""
    count = 0
    for count, event in enumerate(events, 1):
        click.echo(("," if count > 1 else "[") + msgspec.json.encode(event).decode())
    click.echo("]" if count else "[]")
    return count


def _as_text(events: Iterable[dict[str, Any]], workspace: Workspace) -> int:
    seen_on, count = screen(settings.load(workspace).zone), 0
    for event in events:
        click.echo(terminal_journal.event(event, seen_on), color=True)
        count += 1
    return count
