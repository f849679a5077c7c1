"""`monitor review`."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from typing import TextIO

import click

from events.errors import StoryMonitorError, UsageError
from monitor import settings
from monitor.cli.asking import Asking
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, author, complete_story, in_workspace
from monitor.cli.output import screen, show
from monitor.reports import terminal_review
from monitor.review import REASON, Decision
from monitor.reviewing import Reviewing
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(
    epilog=example(
        "monitor review harbour",
        "monitor review harbour --list",
        "echo 'meeting-3f9a keep' | monitor review harbour --decide -",
    )
)
@click.argument("story", required=False, shell_complete=complete_story)
@click.option("--list", "as_list", is_flag=True, help="Print what is to be decided, and ask nothing.")
@click.option("--decide", type=click.File(), metavar="FILE", help="Decisions, one a line: ID keep|reject|set|merge ...")
@click.option("--reason", default=REASON, show_default=True, help="Why, for whoever reads it later.")
@author
@as_json
@in_workspace
def review(
    workspace: Workspace,
    *,
    story: str | None,
    as_list: bool,
    decide: TextIO | None,
    reason: str,
    author: str,
    as_json: bool,
) -> int:
    """Go through what the program was unsure of, one key a decision.

    Asked are: claims too unsure to be told of, claims too vague to tell which fact they mean, names that may be those
    of a person of the story, and accounts of one fact that differ. Each decision is a correction with author and
    reason; 'monitor corrections' lists it. What is kept is told to whoever follows the story.

    A line of FILE ('-' for stdin) is an id and a decision: 'ID keep', 'ID reject', 'ID set SLOT=VALUE', 'ID merge
    OTHER', for names 'ID same [PARTY]' and 'ID not-same [PARTY]'; ids with blanks in quotes, comments behind '#'.
    """
    zone = settings.load(workspace).zone
    with open_monitor(workspace) as monitor:
        names = [story] if story else settings.story_ids(workspace)
        going = Reviewing(monitor.corrections, names, author)
        if decide is not None:
            return _decided(going, decide, reason)
        if as_list or as_json:
            show(list(going.pending()), terminal_review.listed, as_json=as_json, zone=zone)
            return 0
        Asking(going, reason, screen(zone)).run()
    return 0


def _decided(going: Reviewing, lines: Iterable[str], reason: str) -> int:
    """Record decisions, one a line; the exit code. A line that can't be done stops the ones behind it."""
    made = 0
    for number, line in enumerate(lines, 1):
        words = shlex.split(line, comments=True)
        if not words:
            continue
        if len(words) == 1:
            raise UsageError(f"line {number} says no decision", hint="such as 'meeting-3f9a keep'")
        name, action, *value = words
        try:
            going.decide(going.asking(name), Decision(name, action, " ".join(value), reason))
        except StoryMonitorError:
            tell(f"line {number}: nothing is recorded from here on, {made} before")
            raise
        made += 1
    tell(f"{made} decisions recorded")
    return 0
