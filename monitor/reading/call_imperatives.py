"""Demands in the imperative: '"Release the tapes," she told the police', '"Shame! Resign!" they shouted at him'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, clauses, lexicon
from monitor.reading.calls import Need
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.quotations import Quotation
from monitor.reading.scene import Scene

_TOLD = frozenset("tell urge".split())
_AT = frozenset("at to".split())  # 'shouted at the minister', 'said to the board'


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
    target = scene.actor(_addressee(scene, quotation))
    return Need(at, speaker, action, target, f"imperative: {verb.lemma}", 0.74)


def _bare(scene: Scene, at: int) -> VerbGroup | None:
    """'Resign!' and 'Apologise now': a verb alone, whatever tag it was given."""
    token = scene.doc.tokens[at]
    known = lexicon.verbs().get(token.low)
    following = scene.doc.tokens[at + 1]
    if known is None or "B" not in known.forms or (following.tag not in ("P", "Q", "CC", "TM", "RB", "PR")):
        return None
    return VerbGroup(
        first=at,
        last=at,
        lemma=known.lemma,
        form="B",
        modal="",
        negative=False,
        passive=False,
        perfect=False,
        progressive=False,
        infinitive=False,
    )


def _addressee(scene: Scene, quotation: Quotation) -> Noun | None:
    """'told the police', 'shouted at the minister'."""
    doc = scene.doc
    if quotation.cue < 0:
        return None
    if doc.tokens[quotation.cue].lemma in _TOLD:
        return clauses.noun_after(doc, quotation.cue)
    limit = min(doc.sentence(quotation.cue).last, quotation.cue + 10)
    for at in range(quotation.cue + 1, limit + 1):
        if doc.tokens[at].low in _AT and doc.tokens[at].quote < 0:
            return clauses.noun_after(doc, at)
        if doc.tokens[at].text in (".", ";") or doc.tokens[at].tag == "Q":
            return None
    return None
