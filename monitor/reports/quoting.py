"""How the source of a quotation is written."""

from __future__ import annotations

from typing import Any

from monitor.reports.screen import Screen


def byline(source: dict[str, Any], screen: Screen) -> str:
    """'The Harbour Times, 2 March 2017, citing officials'."""
    told = [name for name in source.get("attributed_to") or () if name != outlet(source)]
    citing = f", citing {' and '.join(told)}" if told else ""
    return f"{outlet(source)}, {screen.when(source.get('published'))}{citing}"


def outlet(source: dict[str, Any]) -> str:
    """The outlet's name, or that of the article where nobody says the outlet."""
    return str(source.get("publisher") or source.get("article") or "unknown outlet")
