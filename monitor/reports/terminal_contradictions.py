"""The contradictions of a story as text: each rejected statement once, and all that stands against it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from monitor.reports.quoting import byline, outlet
from monitor.reports.screen import Screen

_QUOTE_CELLS = 150
_AGAINST_CELLS = 60
_STATEMENTS = 6  # unless all are asked for
_AGAINST = 3  # facts against one statement, unless all are asked for
_COLOURS = {"direct": "red", "apparent": "yellow"}


def contradictions(view: dict[str, Any], screen: Screen, *, everything: bool) -> Iterator[str]:
    """The section of the screen; statements in the order of the weightiest contradiction of each.

    Mere tensions are only counted, and of many statements the first shown, unless `everything` is asked for. `totals`
    says how many there are where the view holds only some.
    """
    found = view["contradictions"]
    totals = view.get("totals")
    if not found and not (totals and totals["contradictions"]["all"]):
        return
    shown = [one for one in found if everything or one["strength"] in _COLOURS]
    rejected: dict[str, list[dict[str, Any]]] = {}
    for one in shown:
        rejected.setdefault(one["between"][0], []).append(one)
    count, tensions, statements = len(found), len(found) - len(shown), len(rejected)
    if totals:
        count, tensions = totals["contradictions"]["all"], totals["contradictions"]["tensions"]
        statements = totals["statements"]
    limit = len(found) if everything else _STATEMENTS
    yield screen.heading(f"Contradictions ({count})")
    for against in list(rejected.values())[:limit]:
        yield from _statement(against, screen, len(found) if everything else _AGAINST)
    rest = [
        screen.counted(number, word)
        for number, word in ((statements - limit, "statement"), (tensions, "tension"))
        if number > 0
    ]
    if rest:
        yield screen.paragraph(f"+ {' and '.join(rest)} (monitor status {view['story']} --all)", indent=2, dim=True)


def _statement(against: list[dict[str, Any]], screen: Screen, limit: int) -> Iterator[str]:
    statement = against[0]["quotes"][0]
    yield screen.paragraph(statement["sentence"], mark="- ", bold=True)
    yield screen.quotation(statement["quote"], indent=4, cells=_QUOTE_CELLS, source=byline(statement, screen))
    for (strength, why, held), ones in groupby(
        against[:limit], key=lambda one: (one["strength"], one["why"], one["held"])
    ):
        unsure = " (a side is unsure, and to be reviewed)" if held else ""
        yield screen.paragraph(f"{strength}: {why}{unsure}", indent=2, mark="! ", fg=_COLOURS.get(strength))
        for one in ones:
            other = one["quotes"][1]
            yield screen.paragraph(other["sentence"], indent=4, mark="- ")
            yield screen.quotation(other["quote"], indent=6, cells=_AGAINST_CELLS, source=outlet(other))
            yield screen.paragraph(f"{screen.when(other['published'])} · {one['id']}", indent=6, dim=True)
    yield from screen.rest(against[0].get("of", len(against)) - limit, f"monitor why {statement['claim']}", indent=4)
