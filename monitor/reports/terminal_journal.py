"""An event of the log as a line or two of text."""

from __future__ import annotations

from typing import Any

from monitor.reports.screen import Screen


def event(one: dict[str, Any], screen: Screen) -> str:
    """Position, type and time; then what it says."""
    head = f"{one['position']}  {one['type'].split('/')[0]}  {screen.when(one['recorded_at'])}"
    stream = screen.paragraph(f"event {one['version']} of {one['stream']}", indent=4, dim=True)
    return "\n".join([screen.paragraph(head, bold=True), screen.paragraph(one["summary"], indent=4), stream])
