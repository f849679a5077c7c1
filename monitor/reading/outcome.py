"""Outcomes: who resigned, recused themselves, was fired, apologised, released, investigated."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events.claims import Outcome
from events.claims.outcome import Status
from monitor.reading import actions, call, clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_DONE = {
    "recuse": "recused",
    "resign": "resigned",
    "fire": "fired",
    "investigate": "investigation_opened",
    "withdraw": "withdrew",
    "apologize": "apologized",
    "release": "released",
    "testify": "testified",
}
_INQUIRY = frozenset("investigation inquiry enquiry probe inquest".split())


def find(scene: Scene) -> Iterator[Outcome]:
    """Every outcome, in order; what somebody called for is surer to be one."""
    wanted = {_DONE.get(claim.action) for claim in call.find(scene)}
    for verb in scene.doc.verbs:
        for claim in _read(scene, verb):
            surer = 0.1 if claim.action in wanted else -0.1 if claim.action in ("released", "testified") else 0.0
            yield msgspec.structs.replace(claim, confidence=round(min(1.0, claim.confidence + surer), 2))


def _action(scene: Scene, verb: VerbGroup) -> str | None:
    doc = scene.doc
    noun = clauses.noun_after(doc, verb.last)
    inquiry = noun is not None and doc.tokens[noun.head].low in _INQUIRY
    if inquiry and verb.lemma in words("call", "close_inquiry"):
        return "investigation_closed"
    if verb.lemma in ("issue", "offer", "make") and noun is not None and doc.tokens[noun.head].low == "apology":
        return "apologized"
    action = actions.of_verb(doc, verb)
    if action == "investigate" and not (
        inquiry and verb.lemma in ("open", "launch", "begin", "start", "order", "announce", "initiate")
    ):
        return None
    return _DONE.get(action) if action else None


def _status(scene: Scene, verb: VerbGroup) -> Status | None:  # noqa: PLR0911 - a grammar is a list of cases
    doc = scene.doc
    above = scan.governor(doc, verb)
    if scan.supposed(doc, verb.first) and not (above is not None and above.lemma in ("know", "learn")):
        return None
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        if above is None or above.unreal or above.negative:
            return None
        if above.lemma in ("refuse", "decline"):
            return "refused"
        if above.lemma in ("force", "decide", "compel", "move", "make"):
            return "done" if above.form in "DN" else None
        return (
            "announced"
            if above.lemma in ("plan", "agree", "announce", "promise", "vow", "intend", "commit", "pledge")
            else None
        )
    if verb.future:
        return "refused" if verb.negative else "announced"
    if (
        verb.modal == "would"
        and above is not None
        and above.lemma in ("know", "announce", "say")
        and above.last < verb.first
    ):
        return None if verb.negative else ("done" if above.lemma == "know" else "announced")
    if verb.negative or verb.unreal:
        return None
    return "done" if verb.form == "D" or verb.perfect or verb.passive else None


def _read(scene: Scene, verb: VerbGroup) -> Iterator[Outcome]:
    action = _action(scene, verb)
    status = _status(scene, verb) if action else None
    if action is None or status is None:
        return
    doc = scene.doc
    end = clauses.clause_end(doc, verb.last)
    actors = scene.subjects(verb)
    target: Party | None = None
    if verb.passive:
        if action != "fired":
            return
        target = actors[0] if actors else None
        actors = _employer(scene, verb, end)
    elif action == "fired":
        target = scene.who(clauses.noun_after(doc, verb.last))
    elif action.startswith("investigation"):
        into = clauses.complement(doc, verb.last, frozenset(("into", "of")), end)
        target = scene.who(into) if into is not None else None
    if action in ("released", "testified") and not actors:
        return
    when, phrase = scene.when(verb.first, end, "future" if status == "announced" else "past")
    if when is None:
        when, phrase = scene.when(doc.sentence(verb.first).first, end, "past")
    for actor in actors[:1]:
        yield Outcome(
            actor=actor.name,
            action=action,  # type: ignore[arg-type]  # the table holds the slot's values
            target=target.name if target is not None else None,
            status=status,
            when=when,
            evidence=(scene.sentence(verb.last),),
            attributed_to=tuple(name for name in scene.chain(verb.last) if name != actor.name),
            confidence=round((0.55 if action in ("released", "testified") else 0.75) * actor.sure, 2),
            how={"kind": f"verb: {verb.lemma}", "actor": actor.rule} | ({"when": phrase} if phrase else {}),
        )


def _employer(scene: Scene, verb: VerbGroup, end: int) -> list[Party]:
    """By whom, from where or as whose what somebody was fired."""
    doc = scene.doc
    for links in (frozenset(("by",)), frozenset(("from",))):
        noun = clauses.complement(doc, verb.last, links, end)
        party = scene.who(noun) if noun is not None else None
        if party is not None:
            return [party]
    office = clauses.complement(doc, verb.last, frozenset(("as",)), end)
    if office is not None:
        for at in range(office.head - 1, office.first, -1):
            if doc.tokens[at].tag == "POS":
                party = scene.who(Noun(office.first, at - 1, at - 1))
                return [party] if party is not None else []
    return []
