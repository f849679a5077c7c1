"""Denials: who says it is not so, professes not to know, refuses to answer, or grants the fact and plays it down."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events.claims import Denial
from events.wording import content
from monitor.reading.denial import (
    absence,
    acts,
    clarifications,
    ignorance,
    liars,
    naming,
    nouns,
    predicates,
    propriety,
    receptions,
    refusals,
    statements,
)
from monitor.reading.denial.finding import Found, accused_near
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene

_UNCALLED = 0.16  # what a denial loses in sureness that answers nothing in sight
_ANEW = frozenset("separate separately later earlier previously another then".split())  # words of another occasion
_PAIR = "the last two named"  # how a speaker was resolved
# These tell of an accusation by themselves.
_BY_ITSELF = tuple("verb:|denied by|noun|named|played|predicate|called|benign|idiom".split("|"))
_RULES = (
    *refusals.RULES, *naming.RULES, *receptions.RULES, *acts.RULES, *ignorance.RULES,
    *absence.RULES, *predicates.RULES, *statements.RULES, *propriety.RULES, *liars.RULES,
    *clarifications.RULES,
)  # fmt: skip


def find(scene: Scene) -> Iterator[Denial]:
    """Every denial, in order; what one speaker denies in one breath, or first in general and then closer, is one."""
    groups: list[list[Denial]] = []
    latest: dict[tuple[str, str], list[Denial]] = {}  # by speaker and form
    vague: dict[tuple[str, str], list[Denial]] = {}  # of these, the groups that don't say yet what is denied
    for claim in _in_breaths(scene):
        key, bare = (claim.speaker, claim.form), _bare(claim.about)
        group = latest.get(key) if bare else vague.pop(key, None)
        if group is None:
            group = []
            groups.append(group)
            if bare:
                vague[key] = group
        group.append(claim)
        latest[key] = group
    yield from map(_together, groups)


def _bare(about: str) -> bool:
    """Whether a summary tells of accusations without saying of what: 'denied the allegations', '"It is false"'."""
    told = about.lower().split()
    named = content(" ".join(words("denial", "unspecific")))
    return not content(about) - named or (bool(named & content(about)) and not {"that", "of", "about"} & set(told))


def _together(group: list[Denial]) -> Denial:
    """One claim for a general denial and the closer one; the surest says how it was found."""
    if len(group) == 1:
        return group[0]
    closer = next((claim for claim in group if not _bare(claim.about)), group[0])
    surest = max(group, key=lambda claim: claim.confidence)
    evidence = tuple(dict.fromkeys(piece for claim in group for piece in claim.evidence))
    merged = closer.merged([claim for claim in group if claim is not closer])
    return msgspec.structs.replace(merged, evidence=evidence, confidence=surest.confidence, how=surest.how)


def _in_breaths(scene: Scene) -> Iterator[Denial]:
    breath: list[Found] = []
    for hit in _found(scene):
        if breath and not _one_breath(scene, breath[-1], hit):
            yield from _claims(scene, breath)
            breath = []
        breath.append(hit)
    yield from _claims(scene, breath)


def _claims(scene: Scene, breath: list[Found]) -> Iterator[Denial]:
    """One claim for what was denied in one breath; 'both denied it' is a claim each."""
    if not breath:
        return
    flat = [hit for hit in breath if hit.form == "denial"] if breath[0].form in ("denial", "no_knowledge") else []
    surest = max(flat or breath, key=lambda hit: hit.sure * min(party.sure for party in hit.speakers))
    claim = surest.claim(scene)
    evidence = tuple(dict.fromkeys(scene.sentence(hit.at) for hit in breath))
    claim = msgspec.structs.replace(claim, evidence=evidence, about=claim.about or breath[0].about)
    apart = _PAIR in claim.how["speaker"] or _one_by_one(scene, surest)
    names = [party.name for party in surest.speakers] if apart else [claim.speaker]
    yield from (msgspec.structs.replace(claim, speaker=name) for name in names)


def _one_by_one(scene: Scene, hit: Found) -> bool:
    """Whether several speakers deny each for themselves: 'both A and B', 'A and B have each'."""
    sentence = scene.doc.sentence(hit.at)
    lows = {token.low for token in scene.doc.tokens[sentence.first : hit.at + 1]}
    return len(hit.speakers) > 1 and bool(lows & {"each", "both", "separately", "neither"})


def _found(scene: Scene) -> Iterator[Found]:
    """What the rules find, the first one that fits at each verb, then the nouns of denial, in the article's order."""
    found = [hit for verb in scene.doc.verbs if (hit := next((h for rule in _RULES if (h := rule(scene, verb))), None))]
    found = [
        hit if _called_for(scene, hit) else hit._replace(sure=hit.sure - _UNCALLED, called_for=False) for hit in found
    ]
    found.extend(nouns.by_noun(scene))
    found.extend(statements.by_quotation(scene))
    yield from sorted(found, key=lambda hit: hit.at)


def _called_for(scene: Scene, hit: Found) -> bool:
    """Whether something is there to be denied: an accusation or a question beside it, or the act names it itself."""
    if hit.form == "no_comment" or hit.by_itself or hit.rule.startswith(_BY_ITSELF):
        return True
    asked = hit.form == "no_knowledge" or "never" in hit.rule
    if accused_near(scene, hit.at, asked=asked, denied=hit.rule.startswith("negated")):
        return True
    sentence = scene.doc.sentence(hit.at)
    lows = {token.low for token in scene.doc.tokens[sentence.first : sentence.last + 1]}
    return bool(lows & words("meeting", "encounter")) and accused_near(scene, hit.at)  # asked about his contacts


def _one_breath(scene: Scene, before: Found, hit: Found) -> bool:
    """Whether two denials of one speaker are one: in a sentence, in words quoted together, or one after the other."""
    doc = scene.doc
    apart = doc.sentence_of[hit.at] - doc.sentence_of[before.at]
    if [p.name for p in before.speakers] != [p.name for p in hit.speakers] or apart > 2:  # noqa: PLR2004 - sentences
        return False
    if apart == 1 and before.form == hit.form:
        sentence = doc.sentence(hit.at)
        return not {token.low for token in doc.tokens[sentence.first : sentence.last + 1]} & _ANEW
    both_quoted = doc.tokens[before.at].quote >= 0 and doc.tokens[hit.at].quote >= 0
    return apart == 0 or (both_quoted and doc.sentence(before.at).block == doc.sentence(hit.at).block)
