"""`monitor backfill`."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.ingest import summary
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, in_workspace, moment
from monitor.cli.output import show
from monitor.coverage.archives.loading import load
from monitor.coverage.intake import take_in
from monitor.coverage.metadata import Metadata
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor backfill crawl-2017.warc.gz", "monitor backfill archive/ feed-2016.atom"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--published", callback=moment, metavar="DATE", help="When all of it was published, where it is known.")
@click.option("--publisher", metavar="NAME", help="The outlet of all of it.")
@as_json
@in_workspace
def backfill(
    workspace: Workspace, *, paths: tuple[Path, ...], published: str | None, publisher: str | None, as_json: bool
) -> int:
    """Record past coverage: whatever it changes in a story is shown, and nobody is mailed.

    PATH is a web archive (.warc, .warc.gz), a saved feed (.rss, .atom, .xml, .json), a .txt, .html or .jsonl file, or
    a folder of these, with the folders in it. The options hold for files, not for archives and feeds, which say
    themselves what they hold.

    Recording an article again changes nothing. One that can't be used is reported, and stops no other; then the exit
    code is 1.
    """
    given = Metadata(published=published, publisher=publisher)
    with open_monitor(workspace) as monitor:
        intake = take_in(load(paths, given=given.checked("the options")), monitor.ingest, tell)
    show(intake, summary, as_json=as_json)
    return 1 if intake.failed else 0
