"""Confirmations: who acknowledges, admits or confirms what had been alleged or reported."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims import Confirmation
from monitor.reading import clauses, scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.speech import content_start

# What is confirmed here is an appointment or a plan, not something alleged.
_OTHER = frozenset(
    "nominee nomination appointment judge candidate reservation booking judges nominees him her defeat".split()
)


def find(scene: Scene) -> Iterator[Confirmation]:
    """Every confirmation, in order."""
    for verb in scene.doc.verbs:
        if verb.lemma in words("confirmation", "acknowledge"):
            yield from _read(scene, verb)


def _read(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    doc = scene.doc
    if verb.passive or not scan.asserted(doc, verb) or (verb.form == "N" and not verb.perfect):
        return
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        above = scan.governor(doc, verb)
        forced = above is not None and above.lemma in ("force", "compel", "appear", "seem") and not above.negative
        if verb.infinitive and not forced:
            return
        if above is not None and (above.negative or doc.tokens[verb.first - 1].low == "without"):
            return
    start = content_start(doc, verb)
    target = clauses.noun_after(doc, verb.last)
    if start is None:
        if target is None or doc.tokens[target.head].low in _OTHER:
            return
        if verb.lemma == "own" or (
            verb.lemma == "concede" and doc.tokens[target.head].low in ("defeat", "race", "election")
        ):
            return
        start = target.first
    limit = doc.sentence(verb.last).last
    for speaker in scene.subjects(verb)[:2]:
        yield Confirmation(
            speaker=speaker.name,
            about=scene.about(start, min(limit, start + 16)),
            evidence=(scene.sentence(verb.last),),
            attributed_to=tuple(name for name in scene.chain(verb.last) if name != speaker.name),
            confidence=round((0.8 if verb.finite else 0.65) * speaker.sure, 2),
            how={"kind": f"verb: {verb.lemma}", "speaker": speaker.rule},
        )
