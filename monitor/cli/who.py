"""`monitor who`."""

from __future__ import annotations

from typing import Any

import click

from monitor import settings
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, author, in_workspace, story
from monitor.cli.output import show
from monitor.identifying import Named
from monitor.reports import terminal_changes, terminal_people
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

Pair = tuple[str, str]


@click.command(
    epilog=example(
        "monitor who harbour",
        "monitor who harbour 'Mayor Byrne'",
        "monitor who harbour --same 'Ada Byrne' 'A. J. Byrne' --reason 'the council lists her so'",
        "monitor who harbour --not-same 'Ada Byrne' 'Ida Byrne' --reason 'they are sisters'",
        "monitor who harbour --alias 'Ada Byrne' 'the harbour mayor' --reason 'the Post calls her that'",
    )
)
@story
@click.argument("name", required=False)
@click.option("--same", nargs=2, metavar="A B", help="Both are one party, shown as A.")
@click.option("--not-same", nargs=2, metavar="A B", help="B is somebody else, whom the program takes for A.")
@click.option("--alias", nargs=2, metavar="PARTY NAME", help="Texts that say NAME mean the party.")
@click.option("--reason", help="Why, for whoever reads it later.")
@author
@as_json
@in_workspace
def who(
    workspace: Workspace,
    *,
    story: str,
    name: str | None,
    same: Pair | None,
    not_same: Pair | None,
    alias: Pair | None,
    reason: str | None,
    author: str,
    as_json: bool,
) -> None:
    """Show the people of a story: aliases, roles, what each said and how it changed.

    With NAME, one of them, by any name that the story knows: every statement in order, '>' where it is of another kind
    than the one before, with what stands against it. Exits with 3 if nobody is meant.

    --same, --not-same and --alias say who is who. That holds for all coverage, past and to come, outlives rebuilds and
    changes of the story's file, is listed by 'monitor corrections', and is taken back by 'monitor correct ID --undo'.
    """
    given = {"same": same, "not-same": not_same, "alias": alias}
    said = [(action, pair) for action, pair in given.items() if pair]
    zone = settings.load(workspace).zone
    if not said:
        with open_monitor(workspace) as monitor:
            found = monitor.looks.who(story, name)
        show(found, terminal_people.one if name else terminal_people.everybody, as_json=as_json, zone=zone)
        return
    if len(said) > 1 or name or not reason:
        raise click.UsageError("say one of --same, --not-same and --alias, with a --reason, and nothing else")
    [(action, (party, other))] = said
    with open_monitor(workspace) as monitor:
        done = monitor.corrections.name(Named(story, action, party, other, author, reason))
    tell(f"recorded as {done['id']}")
    show(done, _changed, as_json=as_json, zone=zone)


def _changed(done: dict[str, Any], screen: Screen) -> str:
    if not done["changes"]:
        return f"Nothing that was told is different by it; 'monitor who {done['story']}' shows who is who."
    return terminal_changes.changes(done["changes"], screen)
