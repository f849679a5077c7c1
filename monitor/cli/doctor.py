"""`monitor doctor`."""

from __future__ import annotations

import click
import msgspec

from monitor import health
from monitor.cli.messages import example
from monitor.cli.options import as_json
from monitor.cli.output import show
from monitor.health import Check
from monitor.reports.screen import Screen


@click.command(epilog=example("monitor doctor"))
@as_json
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> int:
    """Check the installation and the workspace.

    Changes nothing. Exits with 1 if something is broken; a warning alone is no failure.
    """
    checks = health.examine(context.obj)
    show([msgspec.to_builtins(check) for check in checks], lambda _, screen: _text(checks, screen), as_json=as_json)
    return 1 if any(check.verdict == "broken" for check in checks) else 0


def _text(checks: list[Check], screen: Screen) -> str:
    colours = {"ok": "green", "warning": "yellow", "broken": "red"}
    lines = []
    for check in checks:
        lines.append(screen.paragraph(f"{check.verdict}: {check.says}", mark="- ", fg=colours[check.verdict]))
        if check.remedy:
            lines.append(screen.paragraph(check.remedy, indent=4))
    return "\n".join(lines)
