"""Arguments and options that several commands have."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click
from click.shell_completion import CompletionItem

from events.errors import StoryMonitorError
from monitor import settings
from monitor.workspace import Workspace, find

P = ParamSpec("P")
R = TypeVar("R")


def in_workspace(command: Callable[Concatenate[Workspace, P], R]) -> Callable[P, R]:
    """Give a command the workspace that the person chose as its first argument."""

    @wraps(command)
    def with_workspace(*args: P.args, **options: P.kwargs) -> R:
        return command(find(click.get_current_context().obj), *args, **options)

    return with_workspace


def moment(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A callback for options that take an ISO 8601 date, or a time with its offset: the form that is stored, in UTC."""
    from monitor.coverage import metadata

    try:
        return metadata.moment(value.strip()) if value is not None else None
    except ValueError as error:
        raise click.BadParameter(f"{error}, such as 2017-03-02 or 2017-03-02T14:05:00Z", context, parameter) from error


def complete_story(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The stories of the workspace, for the shell."""
    del parameter
    try:
        names = settings.story_ids(find(context.find_root().params.get("folder") or Path()))
    except StoryMonitorError:
        return []  # a shell has nowhere to show an error
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _login(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
    if value is not None:
        return value
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise click.BadParameter("nobody is logged in: say --author NAME", context, parameter) from error


author = click.option(
    "--author",
    envvar="MONITOR_AUTHOR",
    callback=_login,
    help="Who says so; by default $MONITOR_AUTHOR, then your login.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, for programs.")
story = click.argument("story", shell_complete=complete_story)
