"""Refusals to go, told as staying: 'is staying put', 'won't be going anywhere', 'vowed to stay in the race'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.claims import Call, Outcome
from monitor.reading import scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene

_SURE = 0.74
_AROUND = 3  # sentences on either side in which somebody's going is spoken of
_NEAR = 6  # tokens
_STAYING = frozenset("stay remain".split())
_ON = frozenset("fight cling hang soldier battle".split())
_VOWING = frozenset("vow intend plan pledge promise insist mean decide choose resolve determine".split())
_GOING = frozenset(("resignation", "resignations", "sack", "oust", "ouster", "scalp"))
_QUITTING = frozenset(("withdraw", "withdrawal", "drop", "bow", "exit", "departure", "pressure"))
_SAYING = frozenset("say insist declare announce tell add maintain vow promise".split())


def find(scene: Scene, calls: Sequence[Call]) -> Iterator[Outcome]:
    """Whoever stays, although their going is spoken of."""
    asked = {claim.target for claim in calls if claim.action in ("resign", "fire", "withdraw")}
    for verb in scene.doc.verbs:
        action = _stays(scene, verb)
        if action is None or scan.supposed(scene.doc, verb.first):
            continue
        for actor in scene.subjects(verb)[:1]:
            if (actor.person or actor.human) and (actor.name in asked or _spoken_of(scene, verb, action)):
                yield Outcome(
                    actor=actor.name,
                    action=action,  # type: ignore[arg-type]  # one of two values of the slot
                    status="refused",
                    evidence=(scene.sentence(verb.last),),
                    attributed_to=tuple(name for name in scene.chain(verb.last) if name != actor.name),
                    confidence=round(_SURE * actor.sure, 2),
                    how={"kind": f"stays: {verb.lemma}", "actor": actor.rule},
                )


def _stays(scene: Scene, verb: VerbGroup) -> str | None:  # noqa: PLR0911 - a list of cases
    """The act that staying refuses: 'resigned' of a post, 'withdrew' of a race; None for any other staying."""
    doc = scene.doc
    lows = [token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + _NEAR) + 1]]
    if not lows:
        return None
    if verb.lemma == "go" and (verb.progressive or verb.future):
        nowhere = lows[0] == "nowhere" if not verb.negative else lows[0] == "anywhere"
        return "resigned" if nowhere else None
    if not _meant(scene, verb) or verb.negative:
        return None
    if verb.lemma in _STAYING:
        if lows[0] in ("in", "on") and words("outcome", "race") & set(lows[1:4]):
            return "withdrew"
        posted = lows[0] in ("in", "at", "on") and bool(words("outcome", "post") & set(lows[1:4]))
        return "resigned" if posted or lows[0] == "put" or lows[:2] in (["on", "as"], ["on", "."]) else None
    if verb.lemma == "serve" and lows[0] == "out":
        return "resigned"
    return "resigned" if verb.lemma in _ON and lows[0] == "on" else None


def _meant(scene: Scene, verb: VerbGroup) -> bool:
    """Whether staying is what somebody will do or is doing, and not what was so or should be."""
    if verb.future or verb.progressive:
        return True
    above = scan.governor(scene.doc, verb)
    if verb.modal in ("would", "'d"):
        return above is not None and above.lemma in _SAYING
    vows = above is not None and above.lemma in _VOWING and not above.negative and not above.unreal
    return verb.infinitive and vows


def _spoken_of(scene: Scene, verb: VerbGroup, action: str) -> bool:
    """Whether somebody's going is spoken of near."""
    doc = scene.doc
    number = doc.sentence_of[verb.last]
    near = doc.sentences[max(0, number - _AROUND) : number + _AROUND + 1]
    going = words("outcome", "resign") | (_GOING if action == "resigned" else _QUITTING)
    return any(t.lemma in going or t.low in going for one in near for t in doc.tokens[one.first : one.last + 1])
