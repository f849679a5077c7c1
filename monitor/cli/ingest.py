"""`monitor ingest`."""

from __future__ import annotations

from pathlib import Path

import click

from events.errors import UsageError
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, in_workspace, moment
from monitor.cli.output import show
from monitor.coverage.files import load
from monitor.coverage.intake import Intake, take_in
from monitor.coverage.metadata import Metadata
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor ingest bridge.html", "monitor ingest march/ --publisher 'Harbour Times'"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--published", callback=moment, metavar="DATE", help="When it was published: an ISO date or time.")
@click.option("--publisher", metavar="NAME", help="The outlet.")
@click.option("--url", metavar="URL", help="The address; only with a single .txt or .html file.")
@click.option(
    "--encoding", metavar="NAME", help="What the files are encoded in, where it is neither UTF-8 nor declared."
)
@as_json
@in_workspace
def ingest(
    workspace: Workspace,
    *,
    paths: tuple[Path, ...],
    published: str | None,
    publisher: str | None,
    url: str | None,
    encoding: str | None,
    as_json: bool,
) -> int:
    """Record articles from files and folders, and read their claims.

    PATH is a .txt or .html file, a .jsonl file (one article an object: text; published, publisher, url, title), or a
    folder of these. A manifest.toml beside the files gives published, publisher, title and url by file name. What an
    option says holds for every article given; what nobody says is taken from the page, or the date from the file's
    name.

    Recording an article again changes nothing. One that can't be used is reported, and stops no other; then the exit
    code is 1.
    """
    given = Metadata(published=published, publisher=publisher, url=url)
    return _ingest(workspace, paths, given, encoding, as_json=as_json)


def _ingest(
    workspace: Workspace, paths: tuple[Path, ...], given: Metadata, encoding: str | None, *, as_json: bool
) -> int:
    if given.url and (len(paths) > 1 or paths[0].is_dir() or paths[0].suffix == ".jsonl"):
        raise UsageError("--url names one article, and there may be several", hint="give a single .txt or .html file")
    with open_monitor(workspace) as monitor:
        loaded = load(paths, given=given.checked("the options"), encoding=encoding)
        intake = take_in(loaded, monitor.ingest, tell)
    show(intake, summary, as_json=as_json)
    return 1 if intake.failed else 0


def summary(intake: Intake, screen: Screen) -> str:
    """What came of everything that was given, and what to do next."""
    done = intake.new + intake.revised + intake.unchanged
    parts = [f"{intake.new} new", f"{intake.revised} revised", f"{intake.unchanged} known already"]
    failed = f"; {len(intake.failed)} could not be used, see above" if intake.failed else ""
    lines = f"{done} article{'' if done == 1 else 's'}: {', '.join(parts)}; {intake.claims} claims read{failed}"
    following = " Next: 'monitor stories', 'monitor status STORY'." if done else ""
    return screen.paragraph(f"{lines}.{following}")
