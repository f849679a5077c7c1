"""That somebody's time is over: 'cannot stay', 'can no longer lead', 'her position is untenable', 'his time is up'."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.call.demand import Need, owner, speaker
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_STAY = frozenset("stay remain continue carry cling hang survive serve".split())
_LEAD = frozenset("serve govern lead stay remain continue represent".split())
_ENDED = {"untenable": ("position", "situation"), "indefensible": ("position", "situation"), "up": ("time",)}
_CAN = ("can", "could", "cannot", "can't", "couldn't", "should", "must", "ca")


def find(scene: Scene, verb: VerbGroup) -> Need | None:
    """That somebody says that somebody's time in a post is over."""
    return _stays(scene, verb) or _no_longer(scene, verb) or _untenable(scene, verb) or _called_so(scene, verb)


def _stays(scene: Scene, verb: VerbGroup) -> Need | None:
    """'cannot stay in office', 'can't remain', 'should not continue as chairman'."""
    doc = scene.doc
    if verb.lemma not in _STAY or not verb.negative or scan.supposed(doc, verb.first):
        return None
    if verb.modal not in _CAN and "can" not in verb.modal:
        return None
    lows = [token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 7) + 1]]
    at = clauses.next_token(doc, verb.last)
    ends = at > doc.sentence(verb.last).last or doc.tokens[at].tag == "P"
    if not (words("outcome", "post") & set(lows) or ends or lows[:1] == ["as"]):
        return None
    who, target = speaker(scene, verb.last), next(iter(scene.subjects(verb)), None)
    if who is None or target is None or (not target.human and not target.person and target.rule != "name"):
        return None
    return Need(verb.last, who, "resign", target, f"cannot {verb.lemma}", 0.8)


def _no_longer(scene: Scene, verb: VerbGroup) -> Need | None:
    """'can no longer govern', 'can no longer serve as chairman'."""
    doc = scene.doc
    if verb.lemma not in _LEAD or scan.supposed(doc, verb.first):
        return None
    lows = [token.low for token in doc.tokens[max(0, verb.first - 4) : verb.last]]
    if lows[-2:] != ["no", "longer"] or not {"can", "could"} & set(lows):
        return None
    who, target = speaker(scene, verb.last), next(iter(scene.subjects(verb)), None)
    if who is None or target is None or not (target.human or target.person):
        return None
    return Need(verb.last, who, "resign", target, f"no longer {verb.lemma}", 0.72)


def _untenable(scene: Scene, verb: VerbGroup) -> Need | None:
    """'the minister's position is untenable', 'her time is up'."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    if verb.lemma not in ("be", "become") or verb.negative or at > doc.sentence(verb.last).last:
        return None
    noun = next(iter(subject(doc, verb)), None)
    if noun is None or doc.tokens[noun.head].low not in _ENDED.get(doc.tokens[at].low, ()):
        return None
    who, target = speaker(scene, verb.last), owner(scene, noun, "resign")
    return Need(verb.last, who, "resign", target, "position untenable", 0.8) if who is not None else None


def _called_so(scene: Scene, verb: VerbGroup) -> Need | None:
    """'described the minister's position as untenable', 'called her position untenable'."""
    doc = scene.doc
    noun = clauses.noun_after(doc, verb.last)
    if verb.lemma not in words("denial", "naming") or verb.passive or not scan.asserted(doc, verb) or noun is None:
        return None
    limit = min(doc.sentence(verb.last).last, noun.last + 3)
    told = next((doc.tokens[at].low for at in range(noun.head, limit + 1) if doc.tokens[at].low in _ENDED), "")
    if not any(doc.tokens[at].low in _ENDED.get(told, ()) for at in range(noun.first, noun.last + 1)):
        return None
    who, target = next(iter(scene.actors(verb)), None), owner(scene, noun, "resign")
    return Need(verb.last, who, "resign", target, "position untenable", 0.8) if who is not None else None
