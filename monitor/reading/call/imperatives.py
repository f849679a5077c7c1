"""Demands in the imperative: '"Release the tapes," she told the police', '"Shame! Resign!" they shouted at him'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, lexicon
from monitor.reading.call.demand import Need, addressed
from monitor.reading.chunks import VerbGroup, plain_form
from monitor.reading.party import Party
from monitor.reading.quotations import Quotation
from monitor.reading.scene import Scene

_SHOUTS = frozenset("chant shout yell scream cry roar bellow".split())


def find(scene: Scene) -> Iterator[Need]:
    """Every demand that opens a sentence of a quotation, once an action."""
    for quotation in scene.quotations:
        if quotation.speaker is None:
            continue
        seen: set[str] = set()
        for at in range(quotation.first, min(quotation.last, len(scene.doc.tokens) - 2) + 1):
            if scene.doc.tokens[at].tag != "Q" and scene.doc.tokens[at].text not in (".", "!", "?", ":", "-", "—"):
                continue
            found = _opening(scene, quotation, at + 1)
            if found is not None and found.action not in seen:
                seen.add(found.action)
                yield found


def _opening(scene: Scene, quotation: Quotation, at: int) -> Need | None:
    doc = scene.doc
    while at < quotation.last and doc.tokens[at].low in ("please", "just", "then", "so", "now", "and", "simply"):
        at += 1
    if at > quotation.last or at + 1 >= len(doc.tokens) or doc.tokens[at].quote < 0:
        return None
    verb = doc.verbs[doc.verb_at[at]] if doc.verb_at[at] >= 0 else _bare(scene, at)
    known = lexicon.verbs().get(doc.tokens[at].low)
    if verb is None or verb.first != at or verb.infinitive or verb.modal or verb.last != at:
        return None
    if known is None or "B" not in known.forms or doc.tokens[at].low != verb.lemma:
        return None
    action = actions.of_verb(doc, verb)
    assert quotation.speaker is not None
    speaker = scene.actor(quotation.speaker)
    if action is None or speaker is None:
        return None
    target = scene.actor(addressed(scene, quotation)) or Party("you", "pronoun", sure=0.0)
    shouted = quotation.cue >= 0 and doc.tokens[quotation.cue].lemma in _SHOUTS
    return Need(at, speaker, action, target, f"imperative: {verb.lemma}", 0.86 if shouted else 0.8)


def _bare(scene: Scene, at: int) -> VerbGroup | None:
    """'Resign!' and 'Apologise now': a verb alone, whatever tag it was given."""
    token = scene.doc.tokens[at]
    known = lexicon.verbs().get(token.low)
    following = scene.doc.tokens[at + 1]
    if known is None or "B" not in known.forms or (following.tag not in ("P", "Q", "CC", "TM", "RB", "PR")):
        return None
    return plain_form(at, known.lemma)
