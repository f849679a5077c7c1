"""The difference of two states of a story as text."""

from __future__ import annotations

from typing import Any

from monitor.reports.screen import Screen
from monitor.reports.terminal_changes import changed, weightiest_first


def diff(found: dict[str, Any], screen: Screen) -> str:
    """Each change with the quotation that made it, the weightiest first."""
    span = f"from {screen.when(found['from'])} to {screen.when(found['to'])}"
    entries = found["changes"]
    counts = f"{screen.counted(len(entries), 'change')} in {screen.counted(found['articles'], 'article')}"
    lines = [screen.paragraph(found["title"], bold=True), screen.paragraph(f"{span} · {counts}", dim=True)]
    for change in weightiest_first(entries):
        lines.extend(changed(change, screen))
    return "\n".join(lines)
