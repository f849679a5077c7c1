"""`monitor search`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, complete_story, in_workspace
from monitor.cli.output import show
from monitor.reports import terminal_search
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_NOTHING = 3  # exit code


@click.command(
    epilog=example("monitor search harbour contract", "monitor search --story harbour '\"dinner\" NOT den*'")
)
@click.argument("words", nargs=-1, required=True)
@click.option("--story", metavar="STORY", shell_complete=complete_story, help="Look in one story only.")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Show that many of each.")
@as_json
@in_workspace
def search(workspace: Workspace, *, words: tuple[str, ...], story: str | None, limit: int, as_json: bool) -> int:
    """Look for words in claims and in the texts of articles.

    All the words must be there, in any order; endings, case and accents don't matter. "A phrase" in quotation marks
    stands as it is, begin* is the beginning of a word, OR, NOT and ( ) combine.
    Exits with 3 if nothing is found.
    """
    with open_monitor(workspace) as monitor:
        found = monitor.looks.search(" ".join(words), story=story, limit=limit)
    show(found, terminal_search.search, as_json=as_json, zone=settings.load(workspace).zone)
    return 0 if found["claims"] or found["articles"] else _NOTHING
