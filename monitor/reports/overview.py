"""The head of what is known of a story, read from the projections' own summaries: for a screen, however long the story.

It has the keys of status.py, its lists cut; `totals` says how long each is. Nothing of the story itself is loaded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from events.claims import KINDS, Claim, kind_name
from monitor.projections import cards, definitions
from monitor.projections.database import Projections

View = dict[str, Any]
_RANK = "CASE strength WHEN 'direct' THEN 0 WHEN 'apparent' THEN 1 ELSE 2 END"
_STATEMENTS = f"""
SELECT rejected, count(*) FROM contradictions WHERE story = ? AND strength <> 'tension'
GROUP BY rejected ORDER BY min({_RANK} || id) LIMIT ?
"""  # noqa: S608  a constant of this module
_AGAINST = f"""
SELECT id, strength, rejected, asserted, why FROM contradictions
WHERE story = ? AND rejected = ? AND strength <> 'tension' ORDER BY {_RANK}, id LIMIT ?
"""  # noqa: S608  the same


def overview(projections: Projections, story: str, *, fresh: Collection[str], most: int) -> View:
    """What the screen shows of a story: `most` entries a section. `fresh` are the ids of facts that are new."""
    counts = cards.counts(projections, story)
    sections = {kind: cards.weightiest(projections, story, kind_name(kind), fresh, most) for kind in KINDS}
    vague = cards.vague(projections, story, most)
    against = _contradictions(projections, story, most)
    strengths = {str(one): int(n) for one, n in projections.rows(
        "SELECT strength, count(*) FROM contradictions WHERE story = ? GROUP BY strength", story
    )}  # fmt: skip
    one = projections.one
    covered, latest = one("SELECT count(*), max(published) FROM articles WHERE story = ?", story)
    totals = {kind.plural: counts.get(kind_name(kind), (0, 0)) for kind in KINDS}
    return {
        "story": story,
        "title": definitions.definition(projections, story).title,
        "as_of": latest,
        "articles": covered,
        "origins": one("SELECT count(*) FROM origins WHERE story = ? AND accounts > 0", story)[0],
        **{
            kind.plural: [_related(projections, story, kind, card) for card in found]
            for kind, found in sections.items()
        },
        "contradictions": against,
        "ambiguous": [{**card, "may_be": card["may_be"][:most]} for card in vague],
        "named": {name: card["sentence"] for name, card in _named(projections, story, vague, most).items()},
        "unsure": one("SELECT count(*) FROM accounts INDEXED BY accounts_held WHERE story = ? AND held", story)[0],
        "totals": {
            **{plural: {"all": count, "unsure": held} for plural, (count, held) in totals.items()},
            "contradictions": {"all": sum(strengths.values()), "tensions": strengths.get("tension", 0)},
            "statements": one(
                "SELECT count(DISTINCT rejected) FROM contradictions WHERE story = ? AND strength <> 'tension'", story
            )[0],
            "ambiguous": counts.get("", (0, 0))[0],
        },
    }


def _named(projections: Projections, story: str, vague: list[cards.Card], most: int) -> dict[str, cards.Card]:
    return cards.named(projections, story, (name for card in vague for name in card["may_be"][:most]))


def _related(projections: Projections, story: str, kind: type[Claim], card: cards.Card) -> View:
    """A fact with what answers and what contradicts it."""
    shown: View = {**card, "contradicted_by": [], "against": dict(_against(projections, story, card["id"]))}
    if kind.demands:
        acts = projections.rows(
            "SELECT act FROM answers WHERE story = ? AND demand = ? ORDER BY act", story, card["id"]
        )
        found = cards.named(projections, story, [str(act) for (act,) in acts[:1]])
        shown["answered_by"] = next(iter(found), None)
        shown["answer"] = next((one["sentence"] for one in found.values()), None)
    return shown


def _against(projections: Projections, story: str, fact: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for side in ("rejected", "asserted"):
        sql = f"SELECT strength, count(*) FROM contradictions WHERE story = ? AND {side} = ? GROUP BY strength ORDER BY {_RANK}"  # noqa: S608,E501  a name from the list above
        found.update({str(strength): int(count) for strength, count in projections.rows(sql, story, fact)})
    return found


def _contradictions(projections: Projections, story: str, most: int) -> list[View]:
    """The first of what stands against each of the statements most directly contradicted."""
    rows, counted = [], {}
    for rejected, count in projections.rows(_STATEMENTS, story, most):
        rows += projections.rows(_AGAINST, story, rejected, most)
        counted[rejected] = count
    known = cards.named(projections, story, (name for row in rows for name in row[2:4]))
    return [
        {
            "id": name,
            "strength": strength,
            "between": [rejected, asserted],
            "why": why,
            "held": any(known[side]["held"] for side in (rejected, asserted)),
            "quotes": [_quote(known[side]) for side in (rejected, asserted)],
            "of": counted[rejected],
        }
        for name, strength, rejected, asserted, why in rows
    ]


def _quote(card: cards.Card) -> View:
    first = card["evidence"][0]
    return {
        "claim": card["id"],
        "sentence": card["sentence"],
        "quote": first["quote"],
        "publisher": first["publisher"],
        "published": first["published"],
    }
