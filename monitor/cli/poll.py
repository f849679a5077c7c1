"""`monitor poll`."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from monitor import settings
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.cli.progress import progress
from monitor.coverage.polling.round import Summary
from monitor.polling import poll as run
from monitor.reports.screen import Screen
from monitor.workspace import Workspace


@click.command(epilog=example("monitor poll", "monitor poll --feed https://news.example/rss --json"))
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="Only this source; may be repeated.")
@as_json
@in_workspace
def poll(workspace: Workspace, *, feeds: tuple[str, ...], as_json: bool) -> int:
    """Ask the feeds that are due for news, fetch the pages, and record the articles.

    A feed is asked once an hour at most ([coverage] poll_minutes in config/settings.toml), less often if it brings
    little or asks for that itself; polling more often does no harm and brings nothing. What can't be used is reported,
    and stops nothing else; then the exit code is 1.
    """
    return _poll(workspace, feeds, as_json=as_json)


def _poll(workspace: Workspace, feeds: tuple[str, ...], *, as_json: bool) -> int:
    chosen = settings.load(workspace)
    if not chosen.coverage.contact:
        tell("servers' owners can't tell who asks: set contact in [coverage] of config/settings.toml")
    with progress() as shown:
        summary = run(workspace, only=feeds, progress=shown)
    for one in (*summary.notices, *summary.failed):
        tell(f"{one.feed}: {one.reason}")
    stories = bool(settings.story_ids(workspace))

    def text(_: object, screen: Screen) -> str:
        return "\n".join(screen.paragraph(line) for line in _lines(summary, screen, stories=stories))

    show(msgspec.to_builtins(summary), text, as_json=as_json, zone=chosen.zone)
    return 1 if summary.failed else 0


def _lines(summary: Summary, screen: Screen, *, stories: bool) -> Iterator[str]:
    if not summary.polled and not summary.not_due:
        yield "No sources yet. 'monitor sources add URL' adds a feed."
        return
    if summary.polled:
        failed = f", {len(summary.failed)} failed, see above" if summary.failed else ""
        entries = f"{screen.counted(summary.entries, 'entry')} new or changed"
        yield f"{screen.counted(summary.polled, 'feed')} polled: {entries}, {summary.unchanged} unchanged{failed}."
    else:
        yield "No feed was due: each is asked once an hour at most, or as rarely as it asks for itself."
    yield from _articles(summary, screen)
    if summary.parked:
        yield f"{summary.parked} of the feeds' entries gave no article; 'monitor sources list' says why."
    if summary.waiting:
        yield f"{summary.waiting} pages wait for the next poll."
    if summary.next_poll is not None:
        from monitor.coverage.polling.clock import moment

        when = screen.when(moment(summary.next_poll).strftime("%Y-%m-%dT%H:%M:%SZ"))
        early = f"{screen.counted(summary.not_due, 'feed')} not due yet; the next" if summary.not_due else "The next"
        yield f"{early} is due {when}."
    if stories:
        yield "Next: 'monitor stories' lists what is followed, 'monitor status STORY' shows what is known."
    else:
        yield "Next: 'monitor stories new ID' defines a story; 'monitor poll' then fetches what was seen of it."


def _articles(summary: Summary, screen: Screen) -> Iterator[str]:
    if summary.new or summary.revised or summary.known or summary.polled:
        counts = f"{summary.new} new, {summary.revised} revised, {summary.known} known already"
        yield f"Articles: {counts}; {screen.counted(summary.claims, 'claim')} read."
    if summary.noted:
        bears = "bears" if summary.noted == 1 else "bear"
        count = screen.counted(summary.noted, "article")
        yield f"{count} {bears} on no story: titles and names are kept; a story that names them has them fetched again."
    if summary.looked:
        yield f"{screen.counted(summary.looked, 'page')} of recorded articles looked at again."
    if summary.suspected:
        count = screen.counted(summary.suspected, "known article")
        yield f"{count} read differently now: another look, in some minutes, decides whether that stays."
