"""What the rules for calls share: an act that somebody says is needed, and of whom a noun of it speaks."""

from __future__ import annotations

from typing import NamedTuple

from monitor.reading import clauses
from monitor.reading.chunks import Noun
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene


class Need(NamedTuple):
    """An act that somebody says is needed, at which token, and who should do it."""

    at: int
    speaker: Party
    action: str
    target: Party | None
    rule: str
    sure: float


def owner(scene: Scene, noun: Noun, action: str) -> Party | None:
    """Whose resignation: 'Smith's resignation', 'his resignation', 'the resignation of Smith'."""
    doc = scene.doc
    if action in ("investigate", "fire"):
        return None
    for at in range(noun.head - 1, noun.first, -1):
        if doc.tokens[at].tag == "POS":
            return scene.who(Noun(noun.first, at - 1, at - 1))
    if doc.tokens[noun.first].tag == "S":
        return scene.who(Noun(noun.first, noun.first, noun.first))
    following = noun.last + 1
    if following <= doc.sentence(noun.last).last and doc.tokens[following].low in ("of", "from", "by"):
        return scene.who(clauses.noun_after(doc, following))
    return None


def withdraws(scene: Scene, noun: Noun) -> bool:
    """Whether a withdrawal is of somebody or of what somebody said: not of troops."""
    doc = scene.doc
    if doc.tokens[noun.first].tag == "S" or any(doc.tokens[at].tag == "POS" for at in range(noun.first, noun.head)):
        return True
    of = clauses.noun_after(doc, noun.last + 1) if noun.last < doc.sentence(noun.last).last else None
    return of is not None and (
        scene.who(of) is not None or doc.tokens[of.head].low in words("outcome", "statement") | words("outcome", "race")
    )
