"""`monitor sources`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from events.errors import InputError
from monitor import polling, settings
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, in_workspace, story
from monitor.cli.output import show
from monitor.coverage import health, listing, opml
from monitor.coverage.sources import Listed
from monitor.coverage.sources import sources as all_sources
from monitor.reports import terminal_origins
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_COLOURS = {"ok": "green", "failing": "yellow", "dead": "red"}


@click.group(invoke_without_command=True, epilog=example("monitor sources add https://news.example/", "monitor poll"))
@as_json
@click.pass_context
def sources(context: click.Context, as_json: bool) -> None:
    """List, add, remove, test, import and export the feeds that are polled."""
    if context.invoked_subcommand is None:
        _list(as_json=as_json)


@sources.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List the feeds: whose they are, how they are, when they are polled next."""
    _list(as_json=as_json)


@in_workspace
def _list(workspace: Workspace, as_json: bool) -> None:
    zone = settings.load(workspace).zone
    show(health.of_workspace(workspace), _text, as_json=as_json, zone=zone)


@sources.command(epilog=example("monitor sources add https://news.example/", "monitor sources add URL --story harbour"))
@click.argument("url", metavar="URL")
@click.option("--story", metavar="ID", help="Add it to this story's file, not to the workspace.")
@click.option("--title", metavar="NAME", help="What to call it; the default is what it calls itself.")
@click.option("--unseen", is_flag=True, help="Don't look at the address first.")
@in_workspace
def add(workspace: Workspace, *, url: str, story: str | None, title: str | None, unseen: bool) -> None:
    """Add a feed; URL is its address, or that of a web page that names it.

    RSS, Atom, RDF, JSON Feed, news sitemaps, indexes of these, and the feeds of news searches will do. A page that
    names several feeds gives its first; the others are listed.
    """
    feed = Listed(url=url, title=title) if unseen else _found(workspace, url, title)
    new = listing.add(workspace, [feed], story=story)
    where = f"config/stories/{story}.toml" if story else "config/sources.toml"
    click.echo(f"added {feed.url} to {where}" if new else f"{feed.url} is in {where} already; nothing was changed")
    click.echo("Next: 'monitor poll' asks it for news, 'monitor sources test URL' shows what it has.")


def _found(workspace: Workspace, url: str, title: str | None) -> Listed:
    """The feed at an address, or the first one that the page there names."""
    look = polling.look(workspace, url)
    if not look.links:
        return Listed(url=url, title=title)
    first, *others = look.links
    tell(f"{url} is a web page; its feed is {first.url}")
    for other in others:
        tell(f"it has another one: {other.url}{f' ({other.title})' if other.title else ''}")
    return Listed(url=first.url, title=title)


@sources.command(epilog=example("monitor sources remove https://news.example/rss"))
@click.argument("url", metavar="URL")
@in_workspace
def remove(workspace: Workspace, *, url: str) -> None:
    """Stop polling a feed, wherever it is named. What it brought stays recorded."""
    for file in listing.remove(workspace, url):
        click.echo(f"removed {url} from {file}")


@sources.command(epilog=example("monitor sources test https://news.example/rss"))
@click.argument("url", metavar="URL")
@as_json
@in_workspace
def test(workspace: Workspace, *, url: str, as_json: bool) -> None:
    """Show what a poll of a feed would bring, without recording anything."""
    look = polling.look(workspace, url)
    if look.links:
        tell(f"{url} is a web page, not a feed; the feeds that it names are shown")
    show(look.shown(), _looked, as_json=as_json, zone=settings.load(workspace).zone)


@sources.command(epilog=example("monitor sources origins harbour"))
@story
@as_json
@in_workspace
def origins(workspace: Workspace, *, story: str, as_json: bool) -> None:
    """Show who found a story out: who was first to report what, and who only repeats others."""
    with open_monitor(workspace) as monitor:
        found = monitor.looks.origins(story)
    show(found, terminal_origins.origins, as_json=as_json, zone=settings.load(workspace).zone)


@sources.command("import", epilog=example("monitor sources import subscriptions.opml"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--story", metavar="ID", help="Add them to this story's file, not to the workspace.")
@in_workspace
def import_(workspace: Workspace, *, file: Path, story: str | None) -> None:
    """Add the feeds of an OPML file, such as other feed readers export."""
    try:
        feeds = opml.read(file.read_bytes(), str(file))
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(file)) from error
    new = listing.add(workspace, feeds, story=story)
    click.echo(f"{len(new)} feeds added, {len(feeds) - len(new)} were there already. Next: 'monitor poll'.")


@sources.command(epilog=example("monitor sources export > subscriptions.opml"))
@in_workspace
def export(workspace: Workspace) -> None:
    """Print all feeds as OPML, for other feed readers."""
    feeds = [Listed(url=source.url, title=source.title) for source in all_sources(workspace)]
    sys.stdout.flush()
    click.echo(opml.written(feeds, "Sources of story-monitor").decode(), nl=False)


def _text(listed: list[dict[str, Any]], screen: Screen) -> str:
    if not listed:
        return "No sources yet. 'monitor sources add URL' adds a feed."
    return "\n".join(line for source in listed for line in _lines(source, screen))


def _lines(source: dict[str, Any], screen: Screen) -> Iterator[str]:
    yield screen.paragraph(source["feed"], bold=True)
    owner = f"of {', '.join(source['stories'])}" if source["stories"] else "of the workspace"
    yield screen.paragraph(f"{source['title']}, {owner}" if source["title"] else owner, indent=2)
    condition = source["health"]
    if condition == "new":
        yield screen.paragraph("not polled yet: 'monitor poll'", indent=2, dim=True)
        return
    said = f"{condition}: {source['problem']}" if source["problem"] else condition
    yield screen.paragraph(said, indent=2, fg=_COLOURS[condition])
    entries = source["entries"]
    counts = f"{entries['recorded']} recorded, {entries['pending']} waiting, {entries['parked']} without an article"
    last = f"polled {screen.when(source['polled'])}, next {screen.when(source['next_poll'])}"
    yield screen.paragraph(f"{counts}; {last}", indent=2, dim=True)
    for part in source["parts"]:
        said = f"{part['health']}: {part['problem']}" if part["problem"] else part["health"]
        yield screen.paragraph(f"reads {part['feed']}: {said}", indent=2, dim=True)
    if source["address"] != source["feed"]:
        yield screen.paragraph(f"has moved to {source['address']}", indent=2, dim=True)
    for parked in source["parked"][:3]:
        yield screen.paragraph(f"{parked['entry']}: {parked['reason']}", indent=4, dim=True)
    yield from screen.rest(len(source["parked"]) - 3, "--json lists them", indent=4)


def _looked(look: dict[str, Any], screen: Screen) -> str:
    if look["feeds"]:
        return "\n".join(screen.paragraph(f"{feed['url']} {feed['title'] or ''}", mark="- ") for feed in look["feeds"])
    lines = [screen.paragraph(f"{look['title'] or look['url']}", bold=True)]
    moved = f" at {look['final_url']}" if look["final_url"] != look["url"] else ""
    lines.append(
        screen.paragraph(f"{look['format']}{moved}, {screen.counted(len(look['entries']), 'entry')}", indent=2)
    )
    tags = [name for name in ("etag", "last_modified") if look[name]]
    lines.append(screen.paragraph(f"says what changed by: {', '.join(tags) or 'nothing'}", indent=2, dim=True))
    for part in look["parts"]:
        said = part["problem"] or f"{part['format']}, {screen.counted(part['entries'], 'entry')}"
        lines.append(screen.paragraph(f"reads {part['url']}: {said}", indent=2))
    if look["flaw"]:
        lines.append(screen.paragraph(look["flaw"], indent=2, fg="yellow"))
    for entry in look["entries"][:10]:
        title = entry.get("title") or entry.get("link") or "without a title"
        lines.append(screen.paragraph(f"{screen.when(entry.get('published'))}: {title}", indent=2, mark="- "))
    lines.extend(screen.rest(len(look["entries"]) - 10, "--json lists them"))
    return "\n".join(lines)
