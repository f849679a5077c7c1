"""Who found a story out, and who repeats others, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.reports.screen import Screen

_OF = 4  # outlets whose reports are repeated


def origins(found: list[dict[str, Any]], screen: Screen) -> str:
    """Each outlet with what it was first with, what goes back to it, and what of its own goes back to others."""
    if not found:
        return screen.paragraph("Nothing is known of the story yet.")
    return "\n".join(line for one in found for line in _lines(one, screen))


def _lines(one: dict[str, Any], screen: Screen) -> Iterator[str]:
    yield screen.paragraph(one["origin"], bold=True)
    if one["accounts"]:
        first = screen.counted(one["first"], "fact") if one["first"] else "nothing"
        told = screen.counted(one["accounts"], "account")
        yield screen.paragraph(f"first to report {first} · origin of {told}", indent=4)
    else:
        yield screen.paragraph("found out nothing of its own", indent=4)
    own = screen.counted(one["articles"], "article") if one["articles"] else "known from others only"
    more = f" and {len(one['of']) - _OF} more" if len(one["of"]) > _OF else ""
    repeats = f"{screen.counted(one['repeats'], 'account')} after {', '.join(one['of'][:_OF])}{more}"
    yield screen.paragraph(f"{own} · {repeats}" if one["repeats"] else own, indent=4, dim=True)
