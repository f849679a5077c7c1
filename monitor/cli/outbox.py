"""`monitor outbox`: mails that have not left."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from monitor import settings
from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.group(epilog=example("monitor outbox list", "monitor outbox retry"))
def outbox() -> None:
    """List mails that have not left, try them again, or drop them.

    A mail that can't be handed over is tried again after 1, 5 and 30 minutes, 2 hours, then every 6 hours. After 48
    hours, or when the server refuses it for good, it is parked: it waits for you.
    """


@outbox.command("list", epilog=example("monitor outbox list", "monitor outbox list --all --json"))
@click.option("--all", "everything", is_flag=True, help="Also those that were sent or dropped.")
@as_json
@in_workspace
def list_(workspace: Workspace, everything: bool, as_json: bool) -> None:
    """List the mails that are due or parked, and what waits for a digest."""
    with open_monitor(workspace) as monitor:
        view = monitor.alerts.outbox(everything=everything)
    show(view, _listed, as_json=as_json, zone=settings.load(workspace).zone)


@outbox.command(epilog=example("monitor outbox retry", "monitor outbox retry 4f2a"))
@click.argument("messages", nargs=-1, metavar="[MESSAGE]...")
@in_workspace
def retry(workspace: Workspace, messages: tuple[str, ...]) -> None:
    """Have mails tried again with the next 'monitor alerts send': all parked ones, or those named."""
    with open_monitor(workspace) as monitor:
        number = monitor.alerts.retry(messages, datetime.now(UTC))
    tell(f"{number} to be tried again with the next 'monitor alerts send'")


@outbox.command(epilog=example("monitor outbox drop 4f2a"))
@click.argument("messages", nargs=-1, required=True, metavar="MESSAGE...")
@in_workspace
def drop(workspace: Workspace, messages: tuple[str, ...]) -> None:
    """Drop mails for good, named by the start of their id."""
    with open_monitor(workspace) as monitor:
        number = monitor.alerts.drop(messages, datetime.now(UTC))
    tell(f"{number} dropped")


def _listed(view: dict[str, Any], screen: Screen) -> str:
    lines = []
    for one in view["messages"]:
        when = f", next try {screen.when(one['next_at'])}" if one["state"] == "due" else ""
        lines.append(screen.said(f"{one['state']}: {one['form']} for {one['recipient']}{when}", bold=True))
        tried = f", {screen.counted(one['attempts'], 'attempt')}" if one["attempts"] else ""
        of = f"[{one['story']}] " if one["story"] else ""
        lines.append(screen.paragraph(f"{of}{screen.counted(len(one['changes']), 'change')}{tried}", indent=4))
        if one["reason"]:
            lines.append(screen.paragraph(one["reason"], indent=4))
        lines.append(
            screen.paragraph(f"{screen.when(one['planned_at'])} · {one['message'].strip('<>')}", indent=4, dim=True)
        )
    lines.extend(
        screen.paragraph(
            f"waiting: {screen.counted(one['changes'], 'change')} of [{one['story']}] for {one['recipient']}, "
            f"since {screen.when(one['since'])}{f', {held} held for a review' if (held := one['held']) else ''}"
        )
        for one in view["waiting"]
    )
    return "\n".join(lines) or "Nothing waits."
