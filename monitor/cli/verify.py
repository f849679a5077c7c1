"""`monitor verify`."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from events.store.port import Verification
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor verify"))
@as_json
@in_workspace
def verify(workspace: Workspace, as_json: bool) -> int:
    """Check that the log is what was recorded.

    Reads every event and compares it with the chain of digests. Names the first broken position, and exits with 1, if
    the log differs from what was appended to it.
    """
    with open_monitor(workspace) as monitor:
        found = monitor.verify()
    show(_shown(found), _text, as_json=as_json)
    return 0 if found.sound else 1


def _shown(found: Verification) -> dict[str, Any]:
    return {
        "sound": found.sound,
        "events": found.events,
        "position": found.head.position,
        "digest": found.head.digest.hex(),
        "first_broken": found.first_broken,
        "faults": msgspec.to_builtins(found.faults),
    }


def _text(found: dict[str, Any], screen: Screen) -> str:
    if found["sound"]:
        return screen.paragraph(
            f"The log is sound: {found['events']} events, the last at position {found['position']} with digest "
            f"{found['digest']}. Noted elsewhere, it shows later whether the log was replaced."
        )
    lines = [screen.paragraph(_fault(fault), mark="! ", fg="red") for fault in found["faults"]]
    return "\n".join([*lines, screen.paragraph(f"{found['events']} events before that are sound. Restore a backup.")])


def _fault(fault: dict[str, Any]) -> str:
    place = f"position {fault['position']}: " if fault["position"] is not None else ""
    return f"{place}{fault['what']}"
