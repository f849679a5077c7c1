"""Who is who in a story, as text: a line or two for each party, or all that one of them said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from events import dates
from monitor.reports.quoting import byline
from monitor.reports.roles import together
from monitor.reports.screen import Screen

_QUOTE_CELLS = 200  # 'monitor why' has the whole
_AGAINST = 2  # facts shown against one statement
_NAMES = 8  # ways in which a party is named

Party = dict[str, Any]  # see people.py


def everybody(parties: list[Party], screen: Screen) -> str:
    """Each party with what it is called, whose side it is on, and how much it said."""
    if not parties:
        return screen.paragraph("The story's definition names nobody.")
    return "\n".join(line for party in parties for line in (*_head(party, screen), _counts(party, screen)))


def one(parties: list[Party], screen: Screen) -> str:
    """One party: what it said in order, how that changed, and what stands against it."""
    [party] = parties
    sections = [
        list(_head(party, screen)),
        list(_names(party, screen)),
        list(_said(party, screen)),
        list(_in(party, screen)),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _head(party: Party, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(party["name"], bold=True)
    facts = {
        "also": ", ".join(party["aliases"]),
        "roles:": "; ".join(_roles(party["roles"])),
        "speaks for": ", ".join(party["speaks_for"]),
        "spoken for by": ", ".join(party["spoken_for_by"]),
        "belongs to": ", ".join(party["member_of"]),
        "members:": ", ".join(party["members"]),
        "the same, says a person:": ", ".join(party["corrected"]["same_as"]),
        "somebody else, says a person:": ", ".join(party["corrected"]["not"]),
    }
    yield from (screen.paragraph(f"{label} {said}", indent=4) for label, said in facts.items() if said)
    if not party["defined"]:
        yield screen.paragraph("the story's definition doesn't know this name", indent=4)


def _roles(roles: list[dict[str, Any]]) -> Iterator[str]:
    """What somebody was, the titles of one time together: 'chair, head of the board (since 3 May 2021)'."""
    for (since, until), held in together(roles):
        titles = ", ".join(held)
        if since and until:
            yield f"{titles} ({_bare(since)} to {_bare(until)})"
        elif since:
            yield f"{titles} (since {_bare(since)})"
        elif until:
            yield f"{titles} (until {_bare(until)})"
        else:
            yield titles


def _bare(day: str) -> str:
    return dates.phrase(day).split(" ", 1)[1]


def _counts(party: Party, screen: Screen) -> str:
    said = Counter(entry["kind"] for entry in party["said"]) + Counter(entry["kind"] for entry in party["in"])
    counts = ", ".join(screen.counted(count, kind) for kind, count in said.items()) or "nothing known yet"
    return screen.paragraph(counts, indent=4, dim=True)


def _names(party: Party, screen: Screen) -> Iterator[str]:
    names = party["named_as"]
    if names:
        yield screen.heading("Named in claims as")
    for name in names[:_NAMES]:
        count = screen.counted(name["accounts"], "account")
        yield screen.paragraph(f"{name['in_text']} ({count}): {name['because']}", indent=2)
    if len(names) > _NAMES:
        yield screen.paragraph(f"+ {len(names) - _NAMES} more (--json has all)", indent=2, dim=True)


def _said(party: Party, screen: Screen) -> Iterator[str]:
    if party["said"]:
        yield screen.heading(f"Said and did ({len(party['said'])})")
    for entry in party["said"]:
        mark = "> " if entry["turn"] else "- "  # '>': not what was said before
        yield screen.paragraph(f"{screen.when(entry['published'])}: {entry['sentence']}", mark=mark, bold=True)
        yield screen.quotation(entry["quote"], indent=4, cells=_QUOTE_CELLS, source=byline(entry, screen))
        for change in entry["changes"]:
            was = f"{change['before']} -> " if change["before"] else ""
            what = f" ({change['slot']})" if change["slot"] else ""
            line = f"{screen.when(change['published'])}: {change['change']}{what}: {was}{change['after'] or 'gone'}"
            yield screen.paragraph(line, indent=4, mark="~ ")
        for other in entry["contradicted"][:_AGAINST]:
            yield screen.paragraph(f"{other['strength']}: {other['sentence']}", indent=4, mark="! ", fg="red")
        yield from screen.rest(len(entry["contradicted"]) - _AGAINST, f"monitor why {entry['id']}", indent=4)
        yield screen.paragraph(
            f"{'unsure, to be reviewed · ' if entry['held'] else ''}{entry['id']}", indent=4, dim=True
        )


def _in(party: Party, screen: Screen) -> Iterator[str]:
    if party["in"]:
        yield screen.heading(f"Named in ({len(party['in'])})")
    for entry in party["in"]:
        yield screen.paragraph(f"{screen.when(entry['published'])}: {entry['sentence']} · {entry['id']}", mark="- ")
