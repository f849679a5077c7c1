"""`monitor correct`."""

from __future__ import annotations

from typing import Any

import click

from monitor import settings
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, author, in_workspace
from monitor.cli.output import show
from monitor.correcting import Wanted
from monitor.reports import terminal_changes
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

_ONE = "say one of --reject, --set, --keep, --merge, --split and --undo"


@click.command(
    epilog=example(
        "monitor correct meeting-3f9a --reject --reason 'they were in two cities that day'",
        "monitor correct meeting-3f9a --set when=2017-03-02 --reason 'the article was corrected'",
        "monitor correct meeting-3f9a --undo --reason 'it was right after all'",
    )
)
@click.argument("claim", metavar="CLAIM")
@click.option("--reject", is_flag=True, help="It is not so, or nobody said so: show it no more.")
@click.option("--keep", is_flag=True, help="It is right, however unsure the reader was: tell it, if nobody was told.")
@click.option("--set", "set_", metavar="SLOT=VALUE", help="Another value; ';' between several, nothing to empty it.")
@click.option("--merge", metavar="OTHER", help="It is the same as another claim of the same parties.")
@click.option("--split", is_flag=True, help="This account is of something else than the rest of its claim.")
@click.option("--undo", is_flag=True, help="Take the last correction of it back; CLAIM may be a correction's id.")
@click.option("--reason", required=True, help="Why, for whoever reads it later.")
@author
@click.option("--story", metavar="STORY", help="Needed only where several stories know the claim.")
@as_json
@in_workspace
def correct(
    workspace: Workspace,
    claim: str,
    *,
    reject: bool,
    keep: bool,
    set_: str | None,
    merge: str | None,
    split: bool,
    undo: bool,
    reason: str,
    author: str,
    story: str | None,
    as_json: bool,
) -> None:
    """Say that a claim is wrong or right, or take that back.

    CLAIM is an id as 'status' shows it, and means all accounts of the claim; the id of a single account, as 'why' shows
    it, means that one. Whoever was mailed what is corrected is mailed the correction. It outlives better readers.
    """
    given = {
        "reject": reject, "keep": keep, "set": set_ is not None, "merge": merge is not None, "split": split,
        "undo": undo,
    }  # fmt: skip
    actions = [action for action, wanted in given.items() if wanted]
    if len(actions) != 1:
        raise click.UsageError(_ONE)
    slot, equals, value = (set_ or "").partition("=")
    if set_ is not None and not equals:
        raise click.BadParameter("it takes SLOT=VALUE, such as when=2017-03-02", param_hint="--set")
    more = {"slot": slot.strip(), "value": value.strip()} if set_ is not None else {"value": merge}
    with open_monitor(workspace) as monitor:
        done = monitor.corrections.make(Wanted(claim, actions[0], author, reason, story=story, **more))
    tell(f"recorded as {done['id']}")
    show(done, _shown, as_json=as_json, zone=settings.load(workspace).zone)


def _shown(done: dict[str, Any], screen: Screen) -> str:
    return terminal_changes.changes(done["changes"], screen)
