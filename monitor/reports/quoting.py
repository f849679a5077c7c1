"""How a quotation and its source are written."""

from __future__ import annotations

from typing import Any

from monitor.reports.clean import cells, one_line
from monitor.reports.screen import Screen


def quotation(text: str) -> str:
    """The text in quotation marks; one that has some keeps them inside."""
    return f"“{one_line(text)}”"


def byline(source: dict[str, Any], screen: Screen) -> str:
    """'The Harbour Times, 2 March 2017, citing officials'."""
    outlet = source.get("publisher") or source.get("article") or "unknown outlet"
    told = [name for name in source.get("attributed_to") or () if name != outlet]
    citing = f", citing {' and '.join(told)}" if told else ""
    return f"{outlet}, {screen.when(source.get('published'))}{citing}"


def cut(text: str, room: int) -> str:
    """The beginning of a text that is longer than `room` columns, up to a word's end."""
    text = one_line(text)
    if cells(text) <= room:
        return text
    kept = text
    while cells(kept) > room - 1:
        kept = kept[: -max(1, (cells(kept) - room) // 2)]
    return f"{kept.rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"
