"""Meetings told by a verb: 'met', 'spoke with', 'sat down with', 'hosted', 'called'."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import TWO, Encounter, somebody
from monitor.reading.meeting.partners import both_of, each_other, of_relative, one_by_one
from monitor.reading.meeting.receptions import for_the_press, received, sought, visited
from monitor.reading.meeting.sides import (
    actors_of,
    an_outlet,
    leaders,
    named_of,
    pair_of,
    sides_of,
    stands_for_somebody,
)
from monitor.reading.meeting.status import status_of
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.tokens import Token

_AGAIN = frozenset("years months weeks repeatedly often daily regularly constantly routinely".split())
_AFTER_CALL = frozenset("to and after before shortly about twice again from at in on last".split())
_WITH = frozenset(("with", "to"))
_TALKED = frozenset("about for face via over one-on-one directly".split())
_TOGETHER = frozenset("again by on in at for twice privately briefly regularly together last over once several".split())


def by_verb(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:  # noqa: C901, PLR0911, PLR0912 - a grammar is a list of cases
    """The encounters that a verb group tells of."""
    doc = scene.doc
    meets = verb.lemma in words("meeting", "meet")
    talks = verb.lemma in words("meeting", "talk") or _went_to(scene, verb)
    discusses = verb.lemma in words("meeting", "discuss")
    calls = verb.lemma in ("call", "ring", "phone", "telephone")
    receives = verb.lemma in words("meeting", "receive")
    following = doc.tokens[verb.last + 1].low if verb.last < doc.sentence(verb.last).last else ""
    phrasal = f"{verb.lemma} {following}" in words("meeting", "phrasal")
    looked_up = sought(scene, verb)
    if verb.passive or not (meets or talks or discusses or calls or receives or phrasal or looked_up):
        return
    status = status_of(scene, verb)
    if status is None:
        return
    if (status == "denied" and discusses) or for_the_press(scene, verb):
        return  # 'did not discuss it' denies no meeting
    end = clauses.clause_end(doc, verb.last)
    subjects = actors_of(scene, verb)
    if looked_up is not None:
        yield from visited(scene, verb, subjects, looked_up, status)
        return
    if receives:
        yield from received(scene, verb, subjects, end, status)
        return
    others: list[Party] = []
    mutually = each_other(scene, verb.last)
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if verb.lemma in words("meeting", "direct") and direct is not None and not mutually:
        if (
            _spouse(scene, verb, direct)
            or doc.tokens[direct.head].low in ("it", "this", "that", "what")
            or (doc.tokens[direct.head].tag in ("N", "CD") and not stands_for_somebody(scene, direct))
        ):
            return
        others = named_of(scene, direct) or leaders(scene, direct, doc.sentence(verb.last).last)
        others = others or [p for p in sides_of(scene, clauses.joined(doc, direct)) if somebody(p)]
        if verb.lemma == "consult":
            others = [party for party in others if party.person]
        if calls and not _is_phone_call(scene, verb, direct):
            return
    elif calls or verb.lemma == "encounter":
        return
    if not others:
        links = frozenset(("with", "from")) if phrasal else _WITH if talks else frozenset(("with",))
        reach = end if discusses else min(end, verb.last + 10)
        others = _with_whom(scene, verb, links, reach, talks=talks) or of_relative(
            scene, verb, links, direct=meets and verb.lemma != "see"
        )
    if not others and ((meets and following == "with") or _neither(scene, verb)):
        return  # 'neither met with any of these people': not each other
    if talks:
        others = [party for party in others if not an_outlet(scene, party, verb.last)]
    if verb.lemma == "sit" and not phrasal and not (others and all(party.person for party in others)):
        return
    if (
        not others
        and len(subjects) < TWO
        and verb.lemma in ("meet", "speak", "talk", "chat")
        and (following in _TOGETHER or following in _TALKED or following in (".", ","))
    ):
        subjects = both_of(scene, verb) or pair_of(scene, verb) or subjects
    alone = verb.lemma in words("meeting", "mutual") or following in _TOGETHER or phrasal or mutually
    alone = alone or (verb.lemma in ("speak", "talk") and following in _TALKED and all(p.person for p in subjects))
    if not others and (len(subjects) < TWO or not alone):
        return
    if meets and others:
        yield from _gapped(scene, verb, subjects, end)
    mutual = len(subjects) >= TWO and not others
    sure = (0.85 if meets else 0.75) - mutual * (0.2 if discusses else 0.1)
    first = doc.sentence(verb.first).first
    for sides in one_by_one(scene, (verb.first, end), subjects, others, neither=_neither(scene, verb)):
        yield Encounter(sides, verb.last, first, end, status, f"verb: {verb.lemma}", sure)


def _spouse(scene: Scene, verb: VerbGroup, direct: Noun) -> bool:
    """Whether 'met his wife, Ana, in college' tells of a life together."""
    first, head = scene.doc.tokens[direct.first], scene.doc.tokens[direct.head].low
    return (
        verb.lemma == "meet" and first.tag == "S" and head in ("wife", "husband", "spouse", "girlfriend", "boyfriend")
    )


def _with_whom(scene: Scene, verb: VerbGroup, links: frozenset[str], end: int, *, talks: bool) -> list[Party]:
    """The other side of 'met privately with A and B'."""
    noun = clauses.complement(scene.doc, verb.last, links, end)
    if noun is None or (talks and _of_something(scene, verb, noun)):
        return []
    return named_of(scene, noun) or sides_of(scene, clauses.joined(scene.doc, noun))


def _went_to(scene: Scene, verb: VerbGroup) -> bool:
    """'crossed the river to plead with the captain': in person, where somebody went."""
    above = scan.governor(scene.doc, verb) if verb.infinitive and verb.lemma in words("meeting", "plead") else None
    return above is not None and above.lemma in words("meeting", "motion")


def _neither(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the subject, and not the verb, denies: 'neither he nor she met'."""
    return scan.negated(scene.doc, verb) and not verb.negative


def _of_something(scene: Scene, verb: VerbGroup, noun: Noun) -> bool:
    """Whether 'with' belongs to what was talked about: 'spoke about his work with the fund'."""
    between = scene.doc.tokens[verb.last + 1 : noun.first - 1]
    if any(token.low == "as" for token in between[:1]):
        return True  # 'was speaking as an adviser to the fund'
    if not between or between[-1].tag == "TM" or between[-1].low in ("minutes", "hour", "hours", "while"):
        return False  # 'spoke for an hour with'
    if between[-1].low in ("phone", "telephone", "line", "sidelines"):
        return False  # 'spoke on the phone with'
    return any(
        token.low in ("about", "of", "on", "against", "for") and token.tag == "IN" and not _of_time(after)
        for token, after in pairwise(between)
    )


def _of_time(token: Token) -> bool:
    """Whether a token opens a time or how long it lasts: 'on Dec. 19', 'for two hours'."""
    return token.tag in ("TM", "CD") or token.low in words("words", "number") | {
        "about",
        "nearly",
        "almost",
        "an",
        "over",
    }


def _gapped(scene: Scene, verb: VerbGroup, subjects: list[Party], end: int) -> Iterator[Encounter]:
    """The second encounter of 'met A last week, and this week with B'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, end + 12)
    for at in range(verb.last + 2, limit):
        if doc.tokens[at].low != "with" or doc.tokens[at - 1].tag != "TM":
            continue
        own = all(token.tag in ("TM", "RB") or token.low in ("on", "in") for token in doc.tokens[verb.last + 1 : at])
        if own:
            continue  # 'meet on Sunday with A'
        begin = at - 1
        while doc.tokens[begin].tag == "TM":
            begin -= 1
        if doc.tokens[begin].low in ("and", "then", "on", "in"):
            noun = clauses.noun_after(doc, at)
            others = sides_of(scene, clauses.joined(doc, noun)) if noun is not None else []
            if others:
                yield Encounter([*subjects, *others], begin + 1, begin + 1, at, "reported", "verb shared: meet", 0.8)


def _owned_up(scene: Scene, verb: VerbGroup) -> bool:
    """'admitted ringing the mayor', 'recalled phoning him'."""
    above = scan.governor(scene.doc, verb) if verb.form == "G" and not verb.progressive else None
    return above is not None and above.lemma in words("meeting", "grants") | {"recall", "remember", "deny", "describe"}


def _is_phone_call(scene: Scene, verb: VerbGroup, direct: Noun) -> bool:
    """Whether 'called X' rang X up: X is a named person and nothing says what X was called."""
    doc = scene.doc
    party = scene.who(direct)
    rang = verb.lemma != "call" and (verb.form in "DN" or _owned_up(scene, verb))  # 'called' may also mean named
    somebody_rung = party is not None and (party.person or (party.human and verb.lemma in ("telephone", "phone")))
    if not somebody_rung or not (verb.form == "D" or rang):
        return False
    before = {token.low for token in doc.tokens[doc.sentence(verb.first).first : verb.last]}
    if not any(p.person for p in scene.subjects(verb)) or before & _AGAIN:
        return False
    if verb.lemma in ("telephone", "phone"):
        return True
    last = clauses.skip_aside(doc, clauses.joined(doc, direct)[-1].last)
    past = clauses.past_aside(doc, last)
    if past > last and past < doc.sentence(verb.last).last and doc.tokens[past + 1].low in ("a", "an"):
        return False  # 'called Ruiz, the mayor, a crook'
    at = last + 1
    if at > doc.sentence(verb.last).last:
        return True
    token = doc.tokens[at]
    return (
        token.text in (",", ".")
        or token.low
        in ("to", "and", "after", "before", "shortly", "about", "twice", "again", "from", "at", "in", "on", "last")
        or token.tag == "TM"
    )
