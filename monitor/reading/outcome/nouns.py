"""Outcomes that a noun tells: 'after Lee's resignation', 'led to the sacking of Lee by the board', 'got an apology'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from events.claims.outcome import Status
from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import owner_of
from monitor.reading.document import Document
from monitor.reading.lexicon import entries, words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_ACTED = 0.78
_DONE_TO = ("fired",)  # what 'of' and a possessor tell of is who it was done to
_BETWEEN = frozenset(("to", "in", "on", "this", "last", ","))  # 'led on Monday to', 'resulted in'
_MOST = 6  # tokens between a verb and the noun of the act that it takes


class Act(NamedTuple):
    """An act that a noun tells, at which token, by whom and on whom."""

    at: int
    action: str
    actor: Party
    target: Party | None
    status: Status
    sure: float


def find(scene: Scene) -> Iterator[Act]:
    """Every act that a noun tells as a fact, in order."""
    for noun in scene.doc.nouns:
        action = entries("outcome", "noun").get(scene.doc.tokens[noun.head].low)
        if action is None or scan.supposed(scene.doc, noun.first):
            continue
        status = _status(scene.doc, noun)
        actor, target = _whose(scene, noun, action) if status is not None else (None, None)
        if status is None or actor is None or not (actor.person or actor.human or action == "fired"):
            continue
        yield Act(noun.head, action, actor, target, status, _ACTED)


def _status(doc: Document, noun: Noun) -> Status | None:
    """Whether what stands around a noun shows that the act was done or announced; None for what is only wished for."""
    before = {token.low for token in doc.tokens[noun.first : noun.head]}
    if before & words("outcome", "unreal"):
        return None
    at = noun.first
    left = [token.low for token in doc.tokens[max(doc.sentence(at).first, at - 2) : at]]
    news = left[-1:] == ["of"] and left[0] in ("news", "wake", "aftermath", "light")
    if news or (left and left[-1] in words("outcome", "since")):
        return "done"
    above = _above(doc, at)
    if above is not None:
        unsaid = above.unreal or above.future or above.negative or above.infinitive or above.form not in "DNZG"
        told: Status | None = "done" if above.lemma in words("outcome", "tells_of") else None
        return None if unsaid else "announced" if above.lemma == "announce" else told
    return _of_subject(doc, noun)


def _above(doc: Document, at: int) -> VerbGroup | None:
    """The verb whose object a phrase is: 'prompted the', 'led to the', 'led earlier this week to the'."""
    tokens = doc.tokens
    probe = at - 1
    first = doc.sentence(at).first
    while probe >= max(first, at - _MOST) and (tokens[probe].tag in ("TM", "RB", "Q") or tokens[probe].low in _BETWEEN):
        probe -= 1
    index = doc.verb_at[probe] if probe >= first else -1
    return doc.verbs[index] if index >= 0 else None


def _of_subject(doc: Document, noun: Noun) -> Status | None:
    """'Her resignation comes', 'the sacking of Lee has been condemned', 'his resignation was announced'."""
    for index in doc.verbs_in[doc.sentence_of[noun.head]]:
        verb = doc.verbs[index]
        if verb.first <= noun.last or not verb.finite:
            continue
        nouns = subject(doc, verb)
        if not any(each.head == noun.head for each in nouns):
            return None
        if verb.unreal or verb.future or verb.negative or verb.lemma in words("outcome", "only_wanted"):
            return None
        if verb.lemma == "announce":
            return "announced"
        follows = verb.lemma in words("outcome", "follows")
        return "done" if follows or verb.passive else None
    return None


def _whose(scene: Scene, noun: Noun, action: str) -> tuple[Party | None, Party | None]:
    """Who acted and on whom: 'Lee's resignation', 'the resignation of Lee', 'the sacking of Lee by the board'."""
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    following = doc.tokens[noun.last + 1].low if noun.last < limit else ""
    of = clauses.noun_after(doc, noun.last + 1) if following in ("of", "by", "from") else None
    owner = owner_of(doc, noun)
    if action not in _DONE_TO:
        return scene.who(owner if owner is not None else of), None
    agent = None
    if of is not None:
        by = clauses.extent(doc, of) + 1
        agent = clauses.noun_after(doc, by) if by <= limit and doc.tokens[by].low == "by" else None
    if following == "of" and owner is not None:
        return scene.who(owner), scene.who(of)  # 'the board's sacking of Lee'
    done_to = scene.who(of if following == "of" else owner)
    by_whom = scene.actor(of if following == "by" else agent)
    return (by_whom, done_to) if done_to is not None else (None, None)  # who was dismissed by nobody is background
