"""The grounds of a claim, a change or a contradiction as text: every quotation in full, and how it was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.reports.quoting import byline
from monitor.reports.screen import Screen

Grounds = dict[str, Any]  # see why.py


def why(grounds: Grounds, screen: Screen) -> str:
    """Everything that `grounds` rests on."""
    sides = grounds.get("sides")
    parts = [_title(grounds, screen), *(part for side in sides or [grounds] for part in _grounds(side, screen, sides))]
    parts.append(iter([screen.heading("Next"), f"  monitor status {screen.said(grounds['story'])}"]))
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _title(grounds: Grounds, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(grounds.get("sentence") or grounds.get("why") or grounds["id"], bold=True)
    labels = (grounds.get(key) for key in ("change", "strength", "kind", "id"))
    yield screen.said(" · ".join(str(label) for label in labels if label), dim=True)
    if grounds.get("before") or grounds.get("after"):
        yield screen.paragraph(f"before: {grounds.get('before') or 'nothing'}")
        yield screen.paragraph(f"after: {grounds.get('after') or 'nothing'}")
    if grounds.get("reason"):
        yield screen.paragraph(f"{'taken back' if grounds['undone'] else 'corrected'} by {grounds['reason']}")
    if grounds.get("merged"):
        yield screen.paragraph(grounds["merged"], dim=True)


def _grounds(side: Grounds, screen: Screen, sides: object) -> Iterator[Iterator[str]]:
    if sides:
        yield _title(side, screen)
    for account in side.get("accounts", []):
        yield _account(account, screen)
    if "accounts" not in side:
        yield _evidence(side, screen)
    yield _relations(side, screen)


def _account(account: Grounds, screen: Screen) -> Iterator[str]:
    """One article's word on it, and how the program came to understand it so."""
    yield from _evidence(account, screen)
    yield screen.paragraph(f"understood as: {account['sentence']}", indent=2)
    yield screen.paragraph(f"found out by: {account['origin_chain']}", indent=2)
    for name in account["names"]:
        if name["in_text"] != name["is"]:
            yield screen.paragraph(f"'{name['in_text']}' is {name['is']}: {name['because']}", indent=2)
    rules = "; ".join(f"{slot} by {rule}" for slot, rule in account["rules"].items())
    sure = f"confidence {account['confidence']:.2f}"
    yield screen.paragraph(f"read by {account['reader']}, {sure}{f': {rules}' if rules else ''}", indent=2, dim=True)
    yield screen.paragraph(f"recorded {screen.when(account['recorded_at'])} · {account['id']}", indent=2, dim=True)


def _evidence(source: Grounds, screen: Screen) -> Iterator[str]:
    for piece in source["evidence"]:
        yield screen.quotation(piece["quote"])
        yield screen.paragraph(byline(piece, screen), indent=2)
        place = f"characters {piece['start']} to {piece['end']} of {piece['article']}, version {piece['version']}"
        yield screen.paragraph(place, indent=2, dim=True)
        if piece["link"]:
            yield f"  {screen.said(piece['link'], dim=True)}"  # a link that is wrapped can't be opened


def _relations(side: Grounds, screen: Screen) -> Iterator[str]:
    for one in side.get("contradictions", []):
        against = one["strength"] if one["strength"] == "tension" else f"{one['strength']} contradiction"
        yield screen.paragraph(f"{against}: {one['with']}", mark="! ", fg="red")
        yield screen.paragraph(f"{one['why']} · {one['id']}", indent=2, dim=True)
    for said in side.get("answered_by", []):
        yield screen.paragraph(f"answered by: {said}", mark="> ", fg="green")
    for said in side.get("answers", []):
        yield screen.paragraph(f"answers: {said}", mark="> ", fg="green")
    for name in side.get("may_be", []):
        yield screen.paragraph(f"may be {name}", mark="? ")
