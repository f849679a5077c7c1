"""Demands in set forms: votes of no confidence, ultimatums, 'wants him out'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, clauses, scan
from monitor.reading.call.demand import Need
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene

_PASSES = frozenset(
    "pass table submit file move bring back hand send sign carry lodge put introduce approve cast win vote deliver "
    "launch initiate support".split()
)
_REACH = 14
_OUT = ("out", "gone")


def find(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """The demand that a verb makes in a set form, for each who makes it."""
    if verb.passive or not scan.asserted(scene.doc, verb) or (verb.infinitive and verb.lemma not in _PASSES):
        return
    yield from _no_confidence(scene, verb)
    yield from _ultimatum(scene, verb)
    yield from _out(scene, verb)


def _no_confidence(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """'passed a motion of no confidence in the minister', 'submitted a letter of no confidence in her'."""
    doc = scene.doc
    if verb.lemma not in _PASSES or (verb.form not in "DNGZ" and not _as_one_of(scene, verb)):
        return
    limit = min(doc.sentence(verb.last).last, verb.last + _REACH)
    lows = [token.low for token in doc.tokens[verb.last + 1 : limit + 1]]
    at = next((at for at, low in enumerate(lows) if low == "confidence"), None)
    if at is None:
        at = next((at for at, low in enumerate(lows) if low == "no-confidence"), None)
    elif lows[at - 1] not in ("no", "no-"):
        return
    if at is None or not words("call", "vote") & set(lows[: at + 3]):
        return
    whom = clauses.complement(doc, verb.last + 1 + at, frozenset(("in", "against")), limit)
    target = scene.actor(whom)
    if target is None or not (target.person or target.human):
        return
    for speaker in scene.actors(verb):
        yield Need(verb.last, speaker, "resign", target, "no confidence", 0.8)


def _as_one_of(scene: Scene, verb: VerbGroup) -> bool:
    """'is the latest MP to submit a letter', 'was among the first to'."""
    before = {token.low for token in scene.doc.tokens[max(0, verb.first - _REACH) : verb.first]}
    return verb.infinitive and bool({"latest", "first", "second", "third", "among"} & before)


def _ultimatum(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """'gave the rector seven days to resign', 'gave him an ultimatum to apologise'."""
    doc = scene.doc
    if verb.lemma not in ("give", "set", "issue", "deliver") or verb.form not in "DNGZ":
        return
    whom = _recipient(scene, clauses.noun_after(doc, verb.last))
    if whom is None or not clauses.names_party(doc, whom):
        return
    limit = min(doc.sentence(verb.last).last, verb.last + _REACH)
    for at in range(whom.last + 1, limit + 1):
        index = doc.verb_at[at]
        if index < 0:
            continue
        inner = doc.verbs[index]
        between = {token.low for token in doc.tokens[whom.last + 1 : at]}
        action = actions.of_verb(doc, inner) if inner.infinitive else None
        target = scene.actor(whom)
        if action is None or not words("call", "deadline") & between or target is None:
            return
        for speaker in scene.actors(verb):
            yield Need(verb.last, speaker, action, target, f"ultimatum: {inner.lemma}", 0.8)
        return


def _recipient(scene: Scene, noun: Noun | None) -> Noun | None:
    """A phrase without the time that follows it: 'Rector Ana Ruiz' of 'gave Rector Ana Ruiz seven days'."""
    if noun is None:
        return None
    tokens = scene.doc.tokens
    counts = words("words", "number")
    at = next(
        (i for i in range(noun.first + 1, noun.last + 1) if tokens[i].tag == "CD" or tokens[i].low in counts), None
    )
    return Noun(noun.first, at - 1, at - 1) if at is not None else noun


def _out(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """'wants the minister out', 'want him gone'."""
    doc = scene.doc
    whom = clauses.noun_after(doc, verb.last) if verb.lemma == "want" else None
    target = scene.who(whom) if whom is not None else None
    if whom is None or target is None or not (target.person or target.human):
        return
    at = clauses.skip_aside(doc, clauses.extent(doc, whom)) + 1
    limit = doc.sentence(verb.last).last
    if at > limit or doc.tokens[at].low not in _OUT:
        return
    if at < limit and doc.tokens[at + 1].low in ("of", "on", "in", "for") and doc.tokens[at].low == "out":
        return  # 'wants him out on the stump'
    for speaker in scene.actors(verb):
        yield Need(verb.last, speaker, "resign", target, "want ... out", 0.86)
