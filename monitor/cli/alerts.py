"""`monitor alerts`: what is mailed, tried out and sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, complete_story, in_workspace, moment
from monitor.cli.output import show
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.group(epilog=example("monitor alerts preview --since 2024-05-01", "monitor alerts test", "monitor alerts send"))
def alerts() -> None:
    """Tell recipients by mail what changes: preview, test, send.

    Recipients, delivery and policy stand in config/settings.toml. Without any, mails become .eml files in mail/.
    """


@alerts.command(epilog=example("monitor alerts preview --since 2024-05-01", "monitor alerts preview --story harbour"))
@click.option("--since", callback=moment, metavar="DATE", help="Leave out changes published before.")
@click.option("--story", metavar="STORY", shell_complete=complete_story, help="Only this story.")
@as_json
@in_workspace
def preview(workspace: Workspace, since: str | None, story: str | None, as_json: bool) -> None:
    """Replay the policy over history, and print what would have been mailed. Nothing is sent."""
    with open_monitor(workspace) as monitor:
        mails = monitor.alerts_preview(since=since, story=story)
    show(mails, _days, as_json=as_json)


@alerts.command(epilog=example("monitor alerts test --to lena@example.org"))
@click.option("--to", "recipient", metavar="ADDRESS", help="Whom to send it to; the default is the first recipient.")
@in_workspace
def test(workspace: Workspace, recipient: str | None) -> None:
    """Send one sample mail, to see that it arrives and how it looks."""
    with open_monitor(workspace) as monitor:
        to, subject = monitor.alerts.send_sample(recipient, datetime.now(UTC), click.echo)
    tell(f"sent to {to} by {monitor.settings.delivery.to}: {subject}")


@alerts.command(epilog=example("monitor alerts send", "monitor alerts send --json"))
@as_json
@in_workspace
def send(workspace: Workspace, as_json: bool) -> int:
    """Send what is due now: news at once, the digest when its time has come, and what failed before.

    'monitor run' does this by itself. The exit code is 1 if a mail could not be sent.
    """
    with open_monitor(workspace) as monitor:
        done = monitor.deliver(write=click.echo)
        target = monitor.settings.delivery.to
    for failure in done.failed:
        tell(f"{failure.recipient}: {failure.reason}{'; parked, see monitor outbox list' if failure.parked else ''}")
    show(done, lambda one, screen: screen.counted(one.sent, "mail") + f" handed to {target}", as_json=as_json)
    return 1 if done.failed else 0


def _days(mails: list[dict[str, Any]], screen: Screen) -> str:
    """A line a day and story: how many mails, and the first headline of each."""
    if not mails:
        return "Nothing would have been mailed."
    days: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for mail in mails:
        days.setdefault((mail["at"][:10], mail["story"], mail["recipient"]), []).append(mail)
    return "\n".join(
        screen.said(f"{day} [{story}] {recipient}: {'; '.join(map(_said, group))}")
        for (day, story, recipient), group in days.items()
    )


def _said(mail: dict[str, Any]) -> str:
    more = len(mail["headlines"]) - 1
    if mail["form"] == "held":
        held = f"{mail['headlines'][0]}{f' (+ {more} more)' if more else ''}"
        return f"held for 'monitor review {mail['story']}': {held}"
    return f"{mail['form']} at {mail['at'][11:16]}: {mail['headlines'][0]}{f' (+ {more} more)' if more else ''}"
