"""`monitor stories`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from events.errors import UsageError
from monitor import story_file
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.group(invoke_without_command=True, epilog=example("monitor stories", "monitor stories new harbour"))
@as_json
@click.pass_context
def stories(context: click.Context, as_json: bool) -> None:
    """List the stories that are followed, or define a new one."""
    if context.invoked_subcommand is None:
        _list(as_json=as_json)


@in_workspace
def _list(workspace: Workspace, as_json: bool) -> None:
    with open_monitor(workspace) as monitor:
        listed = monitor.stories()
    show(listed, _text, as_json=as_json)


def _text(listed: list[dict[str, Any]], screen: Screen) -> str:
    if not listed:
        return "No stories yet. 'monitor stories new ID' defines one."
    return "\n".join(line for story in listed for line in _lines(story, screen))


def _lines(story: dict[str, Any], screen: Screen) -> Iterator[str]:
    yield screen.paragraph(story["story"], bold=True)
    yield screen.paragraph(story["title"], indent=2)
    counts = ", ".join(screen.counted(story[f"{thing}s"], thing) for thing in ("article", "fact", "contradiction"))
    latest = f", the latest of {screen.when(story['latest'])}" if story["latest"] else ""
    yield screen.paragraph(f"{counts}{latest}", indent=2, dim=True)


@stories.command(
    epilog=example(
        "monitor stories new harbour --title 'The harbour contract' \\", "    --person 'Ada Byrne; Mayor Byrne'"
    )
)
@click.argument("story", metavar="ID")
@click.option("--title", help="What the story is about, in a line; without it, questions are asked.")
@click.option("--person", "people", multiple=True, metavar="'NAME; ALIAS; ...'", help="A party; may be repeated.")
@click.option("--word", "words", multiple=True, help="A word that articles of the story contain; may be repeated.")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="A feed that carries the story; may be repeated.")
@in_workspace
def new(
    workspace: Workspace,
    *,
    story: str,
    title: str | None,
    people: tuple[str, ...],
    words: tuple[str, ...],
    feeds: tuple[str, ...],
) -> None:
    """Define a new story from a few questions, or from options.

    Writes config/stories/ID.toml, with comments for what can be added by hand: roles and their dates, who speaks for
    whom, groups. The story is filled from all coverage that was ever ingested.
    """
    story_file.place(workspace, story)
    draft = story_file.Draft(story, title, people, words, feeds) if title else _asked(story)
    path = story_file.write(workspace, draft)
    click.echo(f"wrote {path}")
    click.echo(f"Next: 'monitor poll' fetches what its feeds have, 'monitor status {story}' shows what is known;")
    click.echo("roles, groups and who speaks for whom are added in the file.")


def _asked(story: str) -> story_file.Draft:
    try:
        title = click.prompt("What is the story about, in a line", err=True)
        people = _several("One person or organisation, and other names for them after ';'")
        words = _several("One word that its articles contain")
        feeds = _several("The address of a feed that carries it")
    except click.Abort:
        click.echo(err=True)  # ends the line of the question
        hint = "or answer by --title, --person, --word and --feed"
        raise UsageError("nothing was written: the questions were not all answered", hint=hint) from None
    return story_file.Draft(story, title, people, words, feeds)


def _several(question: str) -> tuple[str, ...]:
    """Answers until an empty one."""
    answers: list[str] = []
    while answer := click.prompt(f"{question} (Enter: no more)", default="", show_default=False, err=True).strip():
        answers.append(answer)
    return tuple(answers)
