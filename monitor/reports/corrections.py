"""What persons corrected in a story, as JSON and as text: also what is shown nowhere else since."""

from __future__ import annotations

from typing import Any

from events import codec
from events.corrections import Corrections
from events.log import CorrectionMade
from monitor.reports.screen import Screen


def listed(corrections: Corrections) -> list[dict[str, Any]]:
    """Every correction in order, with the claims and words that it is about."""
    standing = {codec.event_id(one) for one in corrections.standing()}
    undone = {one.undoes: one for one in corrections.made if one.undoes}
    return [_one(one, standing, undone) for one in corrections.made]


def text(entries: list[dict[str, Any]], screen: Screen) -> str:
    """For a terminal."""
    lines = []
    for one in entries:
        state = "" if one["holds"] or one["action"] == "undo" else " (undone)"
        lines.append(screen.said(f"{_said(one)}{state}", bold=True))
        lines.append(screen.paragraph(f"{one['author']}: {one['reason']}", indent=4))
        for claim in one["claims"]:
            lines.append(screen.paragraph(claim["sentence"], indent=4))
            source = ", ".join((claim["publisher"] or claim["article"], screen.when(claim["published"])))
            lines.extend(screen.quotation(quote, indent=4, source=source) for quote in claim["quotes"][:1])
        lines.append(screen.paragraph(f"{screen.when(one['made_at'])} · {one['id']}", indent=4, dim=True))
    return "\n".join(lines) or "No corrections."


def _said(one: dict[str, Any]) -> str:
    match one["action"]:
        case "set":
            return f"set {one['slot']} to '{one['value']}': {one['claim']}"
        case "merge":
            return f"merge {one['claim']} with {one['value']}"
        case "undo":
            return (
                f"undo {one['undoes']}{f': {about}' if (about := one['claim'] or ' and '.join(one['names'])) else ''}"
            )
        case "same" | "not-same":
            return f"{one['action'].replace('-', ' the ')}: {' and '.join(one['names'])}"
        case "alias":
            return f"alias: {' is also called '.join(one['names'])}"
        case action:
            return f"{action} {one['claim']}"


def _one(made: CorrectionMade, standing: set[str], undone: dict[str, CorrectionMade]) -> dict[str, Any]:
    name = codec.event_id(made)
    return {
        "id": name,
        "claim": made.claim,
        "action": made.action,
        "names": list(made.names),
        "slot": made.slot,
        "value": made.value,
        "author": made.author,
        "reason": made.reason,
        "made_at": made.made_at,
        "holds": name in standing,
        "undoes": made.undoes,
        "undone_by": undone[name].author if name in undone else None,
        "claims": [
            {
                "id": target.id,
                "kind": target.claim.kind,
                "sentence": target.claim.sentence(),
                "article": target.label,
                "article_id": target.article,
                "publisher": target.publisher,
                "published": target.published,
                "quotes": [piece.quote for piece in target.claim.evidence],
            }
            for target in made.targets
        ],
    }
