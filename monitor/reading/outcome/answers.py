"""What comes of a call in words that don't repeat it: 'asked if he would quit, Lee said no', 'refused', 'did so'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from events.claims import Call, Outcome
from events.claims.call import ANSWERED_BY
from events.claims.outcome import Status
from monitor.reading import clauses, scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.outcome.acts import deed
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_SURE = 0.74
_NEAR = 2  # sentences after what was asked
_REFUSING = frozenset("refuse decline balk baulk demur".split())
_HEEDING = frozenset("comply oblige relent".split())
_SAYING = frozenset("say reply answer respond tell".split())
_MODALS = frozenset("will would won't 'll 'd".split())
_ENDS = frozenset(("P", "Q", "CC", "TM", "IN", "SB"))


class Asked(NamedTuple):
    """What somebody is asked to do, in which sentence, and the token after which an answer may stand."""

    sentence: int
    at: int
    action: str  # of the outcome that would answer it
    party: str


def find(scene: Scene, calls: Sequence[Call]) -> Iterator[Outcome]:
    """Every answer to what is asked right before it."""
    for asked in [*_called_for(scene, calls), *_questioned(scene)]:
        found = _answer(scene, asked)
        if found is not None:
            at, status, sure = found
            yield Outcome(
                actor=asked.party,
                action=asked.action,  # type: ignore[arg-type]  # the lexicon and the rules hold the slot's values
                status=status,
                evidence=(scene.sentence(at),),
                attributed_to=tuple(name for name in scene.chain(at) if name != asked.party),
                confidence=round(_SURE * sure, 2),
                how={"kind": f"answer: {status}", "actor": "who was asked"},
            )


def _called_for(scene: Scene, calls: Sequence[Call]) -> Iterator[Asked]:
    """What calls ask of whom they name."""
    starts = {scene.doc.tokens[one.first].start: number for number, one in enumerate(scene.doc.sentences)}
    for claim in calls:
        number = starts.get(claim.evidence[0].start)
        action = ANSWERED_BY.get(claim.action)
        if number is not None and action is not None and claim.target is not None:
            yield Asked(number, scene.doc.sentences[number].last, action, claim.target)


def _questioned(scene: Scene) -> Iterator[Asked]:
    """'asked whether he would step down', '"Will you resign?"'."""
    doc = scene.doc
    for verb in doc.verbs:
        if verb.modal not in _MODALS or not scan.supposed(doc, verb.first):
            continue
        sentence = doc.sentence(verb.first)
        opening = {token.low for token in doc.tokens[sentence.first : verb.first]}
        if not opening & {"asked", "pressed", "questioned"}:
            continue
        done = deed(doc, verb)
        parties = (scene.subjects(verb) or _speaker_after(scene, verb)) if done is not None else []
        if done is not None and len(parties) == 1:
            yield Asked(doc.sentence_of[verb.last], verb.last, done.action, parties[0].name)


def _speaker_after(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who answers in the same sentence: 'Asked if she would, Lee said'."""
    for index in scene.doc.verbs_in[scene.doc.sentence_of[verb.last]]:
        said = scene.doc.verbs[index]
        if said.first > verb.last and said.finite and said.lemma in _SAYING:
            return scene.subjects(said)
    return []


def _answer(scene: Scene, asked: Asked) -> tuple[int, Status, float] | None:
    """Where the one who was asked answers, how, and how sure it is that it is they."""
    doc = scene.doc
    for number in range(asked.sentence, min(asked.sentence + _NEAR, len(doc.sentences) - 1) + 1):
        for index in doc.verbs_in[number]:
            verb = doc.verbs[index]
            if verb.first <= asked.at or scan.supposed(doc, verb.first):
                continue
            status = _status(scene, verb)
            party = next((each for each in scene.subjects(verb) if each.name == asked.party), None) if status else None
            if status is not None and party is not None:
                return verb.last, status, party.sure
    return None


def _status(scene: Scene, verb: VerbGroup) -> Status | None:
    """What a verb answers with no words for the act: 'refused', 'said no', 'would not', 'did so'."""
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    after = doc.tokens[verb.last + 1 : min(verb.last + 8, limit) + 1]
    bare = not after or after[0].tag in _ENDS
    told = verb.form in "DNZ" and not verb.unreal and not verb.future and not verb.negative and not verb.passive
    if verb.lemma in _REFUSING or (verb.lemma in words("outcome", "refuse") and _the_call(scene, verb)):
        other = any(token.tag == "TO" for token in after)  # 'declined on Monday to comment'
        ends = bare or verb.lemma not in _REFUSING
        return "refused" if told and ends and not other else None
    if verb.lemma in _SAYING:
        return "refused" if told and _says_no([token.low for token in after if token.tag != "Q"]) else None
    if verb.lemma in _MODALS:
        rest = [token for token in after if token.tag != "NEG"]
        return "refused" if verb.negative and (not rest or rest[0].tag in ("P", "Q", "CC")) else None
    lows = [token.low for token in after]
    if verb.lemma == "do" and lows[:3] == ["no", "such", "thing"]:
        return "refused"
    unwilling = verb.lemma == "have" and lows[:1] == ["no"] and _doing_so(lows[1:])
    if told and (unwilling or (verb.lemma == "do" and lows[:1] == ["so"])):
        return "refused" if unwilling else "done"
    return "done" if verb.lemma in _HEEDING and told and bare else None


def _doing_so(lows: Sequence[str]) -> bool:
    """'intention of doing so', 'plans to do that'."""
    meant = lows[:1] in (["intention"], ["intentions"], ["plan"], ["plans"])
    return meant and (lows[1:4] in (["of", "doing", "so"], ["to", "do", "so"], ["of", "doing", "that"]))


def _the_call(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'the demand' or 'those calls', and no word for the act, is what a verb turns down."""
    doc = scene.doc
    noun = clauses.noun_after(doc, verb.last, skip=("Q", "RB", "SB"))
    if noun is None or doc.tokens[noun.head].low not in words("outcome", "calls"):
        return False
    pointed = any(doc.tokens[at].low in ("the", "that", "those", "such") for at in range(verb.last + 1, noun.head))
    return pointed and doc.tokens[min(noun.last + 1, len(doc.tokens) - 1)].tag in _ENDS


def _says_no(lows: Sequence[str]) -> bool:
    """Whether words open with a no: 'no', ', "No chance"', 'that he would not', '"I will not"'."""
    said = " ".join(low for low in lows if low not in (",", ":", "that"))
    return any(said == start or said.startswith(f"{start} ") for start in words("outcome", "no"))
