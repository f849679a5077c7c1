"""`monitor who`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace, story
from monitor.cli.output import show
from monitor.reports import terminal_people
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor who harbour", "monitor who harbour 'Mayor Byrne'"))
@story
@click.argument("name", required=False)
@as_json
@in_workspace
def who(workspace: Workspace, *, story: str, name: str | None, as_json: bool) -> None:
    """Show the people of a story: aliases, roles, what each said and how it changed.

    With NAME, one of them, by any name that the story knows: every statement in order, '>' where it is of another kind
    than the one before, with what stands against it. Exits with 3 if nobody is meant.
    """
    with open_monitor(workspace) as monitor:
        found = monitor.looks.who(story, name)
    text = terminal_people.one if name else terminal_people.everybody
    show(found, text, as_json=as_json, zone=settings.load(workspace).zone)
