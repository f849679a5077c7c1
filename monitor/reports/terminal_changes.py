"""The changes of a story as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.reports.claims import called
from monitor.reports.quoting import outlet
from monitor.reports.screen import Screen

_QUOTE_CELLS = 200  # 'monitor why' has the whole
# What a reader wants to see first, and how each is marked.
_WEIGHT = (
    "direct contradiction", "corrected", "withdrawn", "answered", "new", "apparent contradiction", "conflict", "status",
    "detail", "tension", "support", "restored",
)  # fmt: skip
_MARKS = {"contradiction": "! ", "conflict": "! ", "withdrawn": "- ", "corrected": "! ", "answered": "> "}
_COLOURS = {"contradiction": "red", "conflict": "red", "withdrawn": "yellow", "corrected": "red", "new": "green"}
_UNITS = {"support": " origins"}  # of what `before` and `after` count


def changes(entries: list[dict[str, Any]], screen: Screen) -> str:
    """Every change in order, each with the quotation that made it."""
    if not entries:
        return "No changes."
    lines = [screen.said(screen.counted(len(entries), "change"), bold=True)]
    for change in entries:
        lines.extend(changed(change, screen))
    return "\n".join(lines)


def changed(change: dict[str, Any], screen: Screen, *, cells: int = _QUOTE_CELLS) -> Iterator[str]:
    """One change: what it is, before and after, and the words that made it, up to `cells` columns of them."""
    kind = change["change"]
    yield screen.paragraph(
        f"{called(change)}: {change['sentence']}", mark=_MARKS.get(kind, "+ "), fg=_COLOURS.get(kind)
    )
    before, after, unit = change["before"], change["after"], _UNITS.get(kind, "")
    if before is not None:
        yield screen.paragraph(f"was {before}, now {after or 'gone'}{unit}", indent=4)
    elif after is not None and after != change["sentence"]:
        yield screen.paragraph(after, indent=4)
    if change.get("reason"):
        yield screen.paragraph(f"{'taken back' if change['undone'] else 'corrected'} by {change['reason']}", indent=4)
    for evidence in change["evidence"][:1]:
        yield screen.quotation(evidence["quote"], indent=4, cells=cells, source=outlet(evidence))
    yield screen.paragraph(f"{_when(change, screen)} · {change['id']}", indent=4, dim=True)


def _when(change: dict[str, Any], screen: Screen) -> str:
    """When its article was published; of a correction, or an article without a date, when it was recorded."""
    return screen.when(change["published"]) if change["published"] else f"recorded {screen.when(change['recorded_at'])}"


def weightiest_first(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The changes that a reader wants to see first, those of one weight in their order; what is unsure comes last."""
    return sorted(entries, key=lambda one: (one["held"], _WEIGHT.index(called({**one, "held": False}))))
