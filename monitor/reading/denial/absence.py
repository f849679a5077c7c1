"""Denials that something was there or took place: 'there was no such deal', 'no payment was ever made'."""

from __future__ import annotations

from monitor.reading import scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denial.finding import Found, accused_near, from_mouth, in_past, narrated, speaks_for_others
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase, proposition

_NEAR = 8  # tokens that what was not there stands after 'there was'
_NOTHING = frozenset("nothing none nobody no-one no".split())
_DEALS = frozenset("ask tell order instruct direct pressure offer promise discuss contact approach pay".split())
_FINDING = frozenset("police detective detectives investigator coroner auditor judge court jury inspectors".split())
_TOOK_PLACE = frozenset("change exchange take happen occur exist make give pay receive ask promise offer hold".split())


def absence(scene: Scene, verb: VerbGroup) -> Found | None:
    """'"There was no quid pro quo"', 'said no such order was given', 'nothing improper was discussed, she said'."""
    doc = scene.doc
    mouths = scene.mouths(verb.last)
    if not mouths or not verb.finite or verb.modal or scan.supposed(doc, verb.first):
        return None
    nouns = subject(doc, verb)
    if narrated(mouths[-1][0], nouns) or scan.neg_raised(doc, verb.first):
        return None
    missing = _missing(scene, verb, nouns)
    if missing is None or _clears_others(scene, mouths[-1][1].name):
        return None
    first, head = missing
    lows = [token.low for token in doc.tokens[first : head + 1]]
    if verb.passive and verb.lemma in ("file", "bring", "lodge", "register"):
        return None  # 'no complaint had been filed' denies nothing
    of = scene.doc.tokens[min(head + 1, doc.sentence(head).last)].low == "of"
    untold = lows[-1] in ("discussion", "mention", "talk") and of  # 'there was no discussion of the bid'
    named = untold or "such" in lows or bool(set(lows) & (words("denial", "blamed") | words("denial", "misdone")))
    contact = lows[-1] in words("meeting", "plain") and _of_one(scene, verb)
    deals = verb.lemma in _DEALS or verb.lemma in words("meeting", "meet") | words("meeting", "talk")
    nobody = lows[-1] in ("one", "nobody", "no-one") and (verb.passive or deals)  # 'no one was ever reimbursed'
    named = named or (
        nobody
        and (
            speaks_for_others(scene, mouths[-1][1])
            or accused_near(scene, verb.last, claims=deals, asked=verb.lemma != "ask")
        )
    )
    if not (named or contact or (verb.lemma in _TOOK_PLACE and accused_near(scene, verb.last, claims=False))):
        return None
    what = proposition(scene, verb)
    if first > verb.last:
        what = f"{'anything' if lows[0] == 'nothing' else 'any'} {phrase(scene, first + 1)}"
    hit = from_mouth(scene, verb, "denial", f"absence: {lows[-1]}", 0.74, what)
    return hit._replace(by_itself=True) if hit is not None else None


def _of_one(scene: Scene, verb: VerbGroup) -> bool:
    """Whether it is one encounter that is said not to have been: 'ever', 'between them', or somebody asks about it."""
    doc = scene.doc
    sentence = doc.sentence(verb.last)
    lows = {token.low for token in doc.tokens[sentence.first : sentence.last + 1]}
    told = bool(lows & {"ever", "never", "between"}) or accused_near(scene, verb.last)
    return told and (in_past(scene, verb) or verb.lemma == "take")


def _clears_others(scene: Scene, speaker: str) -> bool:
    """Whether a speaker is one who looks into what others did: 'there was no foul play, police said'."""
    person = scene.doc.people.by_name.get(speaker)
    roles = {word for role in (person.roles if person is not None else ()) for word in role.split()}
    return bool((roles | set(speaker.lower().split())) & (words("denial", "judging") | _FINDING))


def _missing(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> tuple[int, int] | None:
    """The first and the head token of what is said not to have been: 'no such deal', 'nothing improper'."""
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    if verb.lemma == "be" and any(doc.tokens[noun.head].low == "there" for noun in nouns):
        for at in range(verb.first + 1, min(verb.last + _NEAR, limit) + 1):
            token = doc.tokens[at]
            if token.tag in ("Q", "RB") or at <= verb.last:
                continue
            whole = doc.noun(at) or (doc.noun(at + 1) if at < limit else None)  # 'no such deal'
            none = token.low in _NOTHING or (verb.negative and token.low in ("any", "a", "an"))
            return (at, _past_adjective(scene, whole.last)) if none and whole is not None else None
        return None
    if not nouns or nouns[0].first >= verb.first or verb.negative:
        return None
    noun = nouns[0]
    before = noun.first - 1
    first = before if before >= 0 and doc.tokens[before].low == "no" else noun.first
    return (first, _past_adjective(scene, noun.head)) if doc.tokens[first].low in _NOTHING else None


def _past_adjective(scene: Scene, at: int) -> int:
    """The last token of 'nothing improper', else the token itself."""
    doc = scene.doc
    after = at + 1
    return after if doc.tokens[at].low == "nothing" and after < len(doc.tokens) and doc.tokens[after].tag == "J" else at


def unmentioned(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said that the contract never came up', '"The vote was not discussed"', where an encounter is spoken of."""
    doc = scene.doc
    mouths = scene.mouths(verb.last)
    following = doc.tokens[min(verb.last + 1, doc.sentence(verb.last).last)].low
    raised = verb.passive and verb.lemma in ("discuss", "mention", "raise", "broach", "bring")
    nouns = subject(doc, verb)
    none = any(doc.tokens[noun.first].low in _NOTHING for noun in nouns if noun.first < verb.first)
    if (
        not mouths
        or not (verb.negative or none)
        or not (raised or (verb.lemma == "come" and following == "up") or verb.lemma == "arise")
    ):
        return None
    if verb.modal or not (in_past(scene, verb) or _never(scene, verb)) or scan.supposed(doc, verb.first):
        return None
    person = any(party.person or party.human for party in scene.parties_of(nouns))
    if person or narrated(mouths[-1][0], nouns) or _clears_others(scene, mouths[-1][1].name):
        return None
    number = doc.sentence_of[verb.last]
    first, last = doc.sentences[max(0, number - 1)].first, doc.sentence(verb.last).last
    met = {token.low for token in doc.tokens[first : last + 1]} & (
        words("meeting", "encounter") | {"met", "spoke", "talked"}
    )
    told = met and (none or _never(scene, verb) or speaks_for_others(scene, mouths[-1][1]))
    if not told and not accused_near(scene, verb.last, claims=False):
        return None
    hit = from_mouth(scene, verb, "denial", f"not mentioned: {verb.lemma}", 0.74, proposition(scene, verb))
    return hit._replace(by_itself=True) if hit is not None else None


def _never(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'never' stands with a verb."""
    return any(token.low == "never" for token in scene.doc.tokens[max(0, verb.first - 1) : verb.last])


RULES = (absence, unmentioned)
