"""The changes of a story as text."""

from __future__ import annotations

from typing import Any

from monitor.reports.quoting import byline, cut, quotation
from monitor.reports.screen import Screen
from monitor.reports.terminal import changed, counted

_QUOTE_CELLS = 200  # 'monitor why' has the whole


def changes(entries: list[dict[str, Any]], screen: Screen) -> str:
    """Every change in order, each with the quotation that made it."""
    if not entries:
        return "No changes."
    lines = [screen.said(counted(len(entries), "change"), bold=True)]
    for change in entries:
        lines.extend(changed(change, screen))
        for evidence in change["evidence"][:1]:
            lines.append(screen.paragraph(quotation(cut(evidence["quote"], _QUOTE_CELLS)), indent=4))
            lines.append(screen.paragraph(byline(evidence, screen), indent=6, dim=True))
    return "\n".join(lines)
