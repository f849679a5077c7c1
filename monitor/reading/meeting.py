"""Meetings: who met, spoke or talked with whom, when, where and about what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from events.claims import Meeting
from events.claims.meeting import Status
from events.dates import interval as dates_of
from monitor.reading import clauses, dates, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.parties import Party
from monitor.reading.scene import Scene

_WITH = frozenset(("with", "to"))
_TWO = 2
_ANYBODY = frozenset("people groups individuals others members everybody everyone anybody families residents citizens voters supporters fans students campaign boy girl man woman person staff".split())  # noqa: E501
_TOGETHER = frozenset("again by on in at for twice privately briefly regularly together last over once several".split())
_SPOUSES = ("husband", "wife", "girlfriend", "boyfriend", "fiancé", "fiancée", "mother", "father", "parents", "family")
_COUNTS = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": None}


class _Found(NamedTuple):
    sides: list[Party]
    at: int  # the token that tells of the encounter
    first: int  # the stretch that may date and place it
    last: int
    status: Status
    rule: str
    sure: float


def find(scene: Scene) -> Iterator[Meeting]:
    """Every meeting that the article reports, alleges or announces, in order."""
    last: tuple[Party, ...] = ()
    for verb in scene.doc.verbs:
        for found in (*_by_verb(scene, verb), *_by_noun(scene, verb, last)):
            sides = _distinct(found.sides)
            if len(sides) < _TWO or (found.status == "denied" and not all(side.person for side in sides)):
                continue
            last = tuple(sides)
            yield from _claims(scene, found, sides)


def _distinct(sides: list[Party]) -> list[Party]:
    found: dict[str, Party] = {}
    for party in sides:
        if _somebody(party) and not _asks_for_a_living(party) and not any(party.name.lower() in name.lower() for name in found):
            found[party.name] = party
    return list(found.values())


def _asks_for_a_living(party: Party) -> bool:
    if party.name.lower() in _ANYBODY or party.name.lower().endswith(_SPOUSES):
        return True
    press = words("people", "press")
    return not party.person and any(part.lower().strip(".,'") in press for part in party.name.split()[-2:] + party.name.split()[:2])


def _status(scene: Scene, verb: VerbGroup) -> Status | None:
    """How real the encounter is; None when nothing is said to have happened or to be going to."""
    doc = scene.doc
    if verb.unreal or scan.supposed(doc, verb.first):
        return None
    if verb.negative:
        return "denied" if verb.perfect or verb.form == "D" or _told(scene, verb) else None
    if verb.future:
        return "planned"
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        return _nonfinite(scene, verb)
    if verb.form in "ZB" and not verb.perfect and not verb.progressive and verb.first == verb.last:
        before = doc.tokens[max(0, verb.first - 12) : verb.first]
        return "planned" if any(token.low in ("after", "when", "before", "until") for token in before) else None
    return "reported"


def _told(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a negated group is about the past: 'did not meet', 'never met'."""
    lows = {token.low for token in scene.doc.tokens[verb.first : verb.last + 1]}
    return bool(lows & {"did", "didn't", "never"})


def _nonfinite(scene: Scene, verb: VerbGroup) -> Status | None:
    doc = scene.doc
    above = scan.governor(doc, verb)
    if above is None:
        return "reported" if verb.form == "G" else None
    if above.lemma == "deny" and verb.form == "G" and not above.negative:
        return "denied"
    if above.lemma in words("meeting", "undone") or above.negative or above.unreal:
        return None
    if verb.form == "G":
        return "planned" if above.lemma in ("plan", "consider") else "reported"
    if any(doc.tokens[i].tag == "HV" for i in range(verb.first, verb.last)):
        return "reported"  # 'is believed to have met'
    if above.lemma in words("meeting", "motion"):
        return "planned" if above.future else "reported"
    return "planned" if above.lemma in words("meeting", "planning") else None


def _by_verb(scene: Scene, verb: VerbGroup) -> Iterator[_Found]:
    doc = scene.doc
    meets, talks = verb.lemma in words("meeting", "meet"), verb.lemma in words("meeting", "talk")
    discusses = verb.lemma in words("meeting", "discuss")
    calls = verb.lemma in ("call", "ring", "phone", "telephone")
    receives = verb.lemma in words("meeting", "receive")
    following = doc.tokens[verb.last + 1].low if verb.last < doc.sentence(verb.last).last else ""
    phrasal = f"{verb.lemma} {following}" in words("meeting", "phrasal")
    if not (meets or talks or discusses or calls or receives or phrasal) or verb.passive:
        return
    status = _status(scene, verb)
    if status is None:
        return
    end = clauses.clause_end(doc, verb.last)
    subjects = scene.subjects(verb)
    if receives or (calls and following in ("on", "upon")):
        yield from _received(scene, verb, subjects, end, status)
        return
    others: list[Party] = []
    direct = clauses.noun_after(doc, verb.last, skip=("RB",))
    if verb.lemma in ("meet", "phone", "telephone", "call", "ring") and direct is not None:
        if doc.tokens[direct.head].low in ("it", "this", "that", "what") or doc.tokens[direct.head].tag in ("N", "CD") and not clauses.names_party(doc, direct):  # noqa: E501, RUF021
            return
        others = [p for p in scene.parties_of(clauses.joined(doc, direct)) if _somebody(p)]
        if calls and not _is_phone_call(scene, verb, direct):
            return
    elif calls or verb.lemma == "encounter":
        return
    if not others:
        reach = verb.last + 10 if not discusses else end
        links = frozenset(("with", "from")) if phrasal else _WITH if talks else frozenset(("with",))
        with_whom = clauses.complement(doc, verb.last, links, min(end, reach))
        if with_whom is not None:
            others = scene.parties_of(clauses.joined(doc, with_whom))
    if verb.lemma == "sit" and not phrasal:
        return
    if not others and len(subjects) < _TWO and verb.lemma in ("meet", "speak", "talk") and following in _TOGETHER:
        subjects = _they(scene, verb) or subjects
    alone = verb.lemma in ("meet", "confer", "huddle", "discuss", "converse") or following in _TOGETHER or phrasal
    if not others and (len(subjects) < _TWO or not alone):
        return
    if meets and others:
        yield from _gapped(scene, verb, subjects, end)
    sure = 0.85 if meets else 0.75
    if len(subjects) >= _TWO and not others:
        sure -= 0.1
    first = doc.sentence(verb.first).first
    yield _Found([*subjects, *others], verb.last, first, end, status, f"verb: {verb.lemma}", sure)


def _received(scene: Scene, verb: VerbGroup, subjects: list[Party], end: int, status: Status) -> Iterator[_Found]:
    """'hosted Danby at a guest house', 'called on the minister at his home': an encounter if a place or date tells so."""
    doc = scene.doc
    direct = clauses.noun_after(doc, verb.last + (1 if verb.lemma == "call" else 0), skip=("RB",))
    if direct is None:
        return
    others = [p for p in scene.parties_of(clauses.joined(doc, direct)) if p.person]
    last = clauses.joined(doc, direct)[-1].last
    after = doc.tokens[last + 1].low if last < doc.sentence(last).last else ""
    if verb.lemma == "call" and any(doc.verb_at[at] >= 0 for at in range(last + 1, end + 1)):
        return
    told = after in ("at", "in", "on", "to", "for", "over", "twice", "last", "by") or doc.tokens[min(last + 1, len(doc.tokens) - 1)].tag == "TM"
    if others and told and any(p.person for p in subjects):
        yield _Found([*subjects, *others], verb.last, doc.sentence(verb.first).first, end, status, f"verb: {verb.lemma}", 0.65)


def _they(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The last two named, for 'they met in Rome'."""
    nouns = clauses.subject(scene.doc, verb)
    return scene.parties.pair(nouns[0]) if len(nouns) == 1 and scene.doc.tokens[nouns[0].head].low == "they" else []


def _gapped(scene: Scene, verb: VerbGroup, subjects: list[Party], end: int) -> Iterator[_Found]:
    """The second encounter of 'met A last week, and this week with B'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, end + 12)
    for at in range(verb.last + 2, limit):
        if doc.tokens[at].low != "with" or doc.tokens[at - 1].tag != "TM":
            continue
        begin = at - 1
        while doc.tokens[begin].tag == "TM":
            begin -= 1
        if doc.tokens[begin].low in ("and", "then", "on", "in"):
            noun = clauses.noun_after(doc, at)
            others = scene.parties_of(clauses.joined(doc, noun)) if noun is not None else []
            if others:
                yield _Found([*subjects, *others], begin + 1, begin + 1, at, "reported", "verb shared: meet", 0.8)


def _somebody(party: Party) -> bool:
    return party.person or party.plural or party.rule != "name" or party.sure > 0.6  # noqa: PLR2004 - an unplaced name


def _is_phone_call(scene: Scene, verb: VerbGroup, direct: Noun) -> bool:
    """Whether 'called X' rang X up: X is a named person and nothing says what X was called."""
    doc = scene.doc
    party = scene.who(direct)
    if party is None or not party.person or verb.form != "D" or not any(p.person for p in scene.subjects(verb)):
        return False
    at = clauses.skip_aside(doc, clauses.joined(doc, direct)[-1].last) + 1
    if at > doc.sentence(verb.last).last:
        return True
    token = doc.tokens[at]
    return token.text in (",", ".") or token.low in ("to", "and", "after", "before", "shortly", "about", "from", "at", "in", "on", "last") or token.tag == "TM"  # noqa: E501


def _by_noun(scene: Scene, verb: VerbGroup, last: tuple[Party, ...]) -> Iterator[_Found]:
    """'held talks with', 'his meeting with', 'meetings between', 'the meeting took place'."""
    doc = scene.doc
    sentence = doc.sentence(verb.first)
    if verb.lemma in words("meeting", "light"):
        noun = clauses.noun_after(doc, verb.last, skip=("Q", "RB"))
        if noun is not None and doc.tokens[noun.head].low in words("meeting", "encounter"):
            status = _status(scene, verb)
            if status is not None and not _denied_noun(scene, noun, status):
                yield from _held(scene, verb, noun, status)
    if doc.verbs_in[doc.sentence_of[verb.first]][0] == doc.verb_at[verb.first]:
        at = sentence.first
        while at <= sentence.last:
            found = doc.noun(at)
            if found is None:
                at += 1
                continue
            if doc.tokens[found.head].low in words("meeting", "encounter"):
                yield from _named(scene, found, last)
            at = found.last + 1


def _denied_noun(scene: Scene, noun: Noun, status: Status = "reported") -> bool:
    if status == "denied":
        return False
    return scene.doc.tokens[noun.first].low in ("no", "any")


def _held(scene: Scene, verb: VerbGroup, noun: Noun, status: Status) -> Iterator[_Found]:
    doc = scene.doc
    end = clauses.clause_end(doc, noun.last)
    others: list[Party] = []
    partner = clauses.complement(doc, noun.last, frozenset(("with", "between")), min(end, noun.last + 12))
    if partner is not None:
        others = scene.parties_of(clauses.joined(doc, partner))
    subjects = scene.subjects(verb)
    if others or len(subjects) >= _TWO:
        plain = doc.tokens[noun.head].low in words("meeting", "plain") or partner is not None
        rule = f"verb and noun: {verb.lemma} {doc.tokens[noun.head].low}"
        yield _Found([*subjects, *others], noun.head, doc.sentence(verb.first).first, end, status, rule, 0.85 if plain else 0.6)


def _named(scene: Scene, noun: Noun, last: tuple[Party, ...]) -> Iterator[_Found]:
    doc = scene.doc
    tokens = doc.tokens
    head = tokens[noun.head]
    if _denied_noun(scene, noun) or scan.supposed(doc, noun.first) or _refused(scene, noun):
        return
    end = clauses.clause_end(doc, noun.last)
    owner = _owner(scene, noun)
    following = tokens[noun.last + 1].low if noun.last < doc.sentence(noun.last).last else ""
    partner = clauses.complement(doc, noun.last, frozenset(("with", "between")), min(end, noun.last + 8))
    others = scene.parties_of(clauses.joined(doc, partner)) if partner is not None else []
    first = doc.sentence(noun.first).first
    if following == "between" and len(others) >= _TWO and head.low in words("meeting", "plain"):
        yield _Found(others, noun.head, first, end, _noun_status(scene, noun), f"noun: {head.low} between", 0.7)
    elif owner is not None and others and head.low in words("meeting", "plain") and _close(head.low, others):
        yield _Found([owner, *others], noun.head, first, end, _noun_status(scene, noun), f"noun: somebody's {head.low} with", 0.75)
    elif others and tokens[noun.first - 1].low in ("in", "during", "after", "at", "following") and noun.first > first:
        above = scan.governor(doc, VerbGroup(noun.first, noun.first, "", "B", "", False, False, False, False, True))  # noqa: FBT003
        subjects = scene.subjects(above) if above is not None and scan.asserted(doc, above) else []
        if subjects and head.low in words("meeting", "plain"):
            yield _Found([subjects[-1], *others], noun.head, first, end, "reported", f"noun: in a {head.low} with", 0.65)
    elif not others and (told := _told_at(scene, noun)):
        yield _Found(told, noun.head, first, end, "reported", f"noun: told at a {head.low}", 0.6)
    elif not others and len(last) >= _TWO and (ordinal := _further(scene, noun)):
        yield _Found(list(last), noun.head, noun.first, end, "reported", f"noun: {ordinal} {head.low}", 0.65)
    elif not others and len(last) >= _TWO and head.low in words("meeting", "plain") and tokens[noun.first].low in ("the", "one", "their", "both", "that", "this", "his", "her") and all(t.tag in ("D", "J", "S", "CD", "RB") for t in tokens[noun.first : noun.head]):  # noqa: E501
        verb = _occurs(scene, noun)
        if verb is not None:
            tail = clauses.clause_end(doc, verb.last)
            if scene.when(verb.last, tail)[0]:
                yield _Found(list(last), noun.head, verb.last, tail, "planned" if verb.future else "reported", f"the {head.low} took place", 0.7)


def _told_at(scene: Scene, noun: Noun) -> list[Party]:
    """The two of 'promised the union leader at a meeting in Lille', if that is what is said."""
    doc = scene.doc
    if doc.tokens[noun.head].low not in words("meeting", "plain") or doc.tokens[noun.first].low not in ("a", "an", "that", "their"):
        return []
    sentence = doc.sentence(noun.first)
    if noun.first <= sentence.first or doc.tokens[noun.first - 1].low not in ("at", "during", "over", "in"):
        return []
    for index in reversed(doc.verbs_in[doc.sentence_of[noun.first]]):
        verb = doc.verbs[index]
        if verb.last >= noun.first:
            continue
        direct = clauses.noun_after(doc, verb.last, skip=("RB",))
        other = scene.who(direct) if direct is not None and direct.last < noun.first else None
        subjects = scene.subjects(verb)
        fits = other is not None and other.person and subjects and subjects[0].person and scan.asserted(doc, verb)
        return [subjects[0], other] if fits and other is not None and not verb.passive else []
    return []


def _further(scene: Scene, noun: Noun) -> str:
    """'a second encounter in Beirut in December': the ordinal, if the phrase adds a dated encounter to the one before."""
    doc = scene.doc
    ordinal = next((t.low for t in doc.tokens[noun.first : noun.head] if t.low in ("second", "third", "fourth", "another", "further")), "")
    if not ordinal or doc.tokens[noun.head].low not in words("meeting", "plain") or doc.tokens[noun.head].low == "talks":
        return ""
    end = clauses.clause_end(doc, noun.last)
    return ordinal if scene.when(noun.last, min(end, noun.last + 16))[0] else ""


def _close(head: str, others: list[Party]) -> bool:
    """'His contacts with France' are no encounter; 'with French officials' are."""
    return head not in ("contact", "contacts", "communications") or any(p.person or p.plural for p in others)


def _noun_status(scene: Scene, noun: Noun) -> Status:
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    near = [doc.tokens[at].low for at in range(max(sentence.first, noun.first - 6), min(sentence.last, noun.last + 12) + 1)]
    return "planned" if any(low in ("planned", "scheduled", "upcoming", "will") for low in near) else "reported"


def _refused(scene: Scene, noun: Noun) -> bool:
    """Whether the verb right before the encounter denies it or leaves it undone."""
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    for probe in range(noun.first - 1, max(sentence.first, noun.first - 8) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            return verb.negative or verb.unreal or verb.lemma in words("meeting", "undone")
    return False


def _owner(scene: Scene, noun: Noun) -> Party | None:
    """Whose meeting it is: 'Smith's meeting', 'his meeting'."""
    doc = scene.doc
    for at in range(noun.head - 1, noun.first - 1, -1):
        if doc.tokens[at].tag == "POS" and at > noun.first:
            return scene.who(Noun(noun.first, at - 1, at - 1))
    if doc.tokens[noun.first].tag == "S":
        return scene.who(Noun(noun.first, noun.first, noun.first))
    return None


def _occurs(scene: Scene, noun: Noun) -> VerbGroup | None:
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    for probe in range(noun.last + 1, min(noun.last + 8, limit) + 1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            if verb.passive and verb.lemma in ("believe", "say", "think", "report", "schedule", "expect", "set", "plan"):
                continue
            return verb if verb.lemma in words("meeting", "occur") and not verb.negative and not verb.unreal else None
    return None


def _claims(scene: Scene, found: _Found, sides: list[Party]) -> Iterator[Meeting]:
    doc = scene.doc
    mouths = scene.mouths(found.at)
    status = found.status
    if status == "reported" and any(p.name in {s.name for s in sides} or said.lemma in words("confirmation", "acknowledge") for said, p in mouths):
        status = "confirmed"
    sure = found.sure * min(party.sure for party in sides[:_TWO])
    count = _count(scene, found)
    for first, last, when, phrase in _occasions(scene, found):
        how = {"kind": found.rule, "participants": ", ".join(f"{p.name} ({p.rule})" for p in sides)}
        if phrase:
            how["when"] = phrase
        yield Meeting(
            participants=tuple(party.name for party in sides),
            when=_plain(when),
            where=scene.where(first, last),
            status=status,
            count=count,
            topics=_topics(scene, found),
            evidence=(scene.sentence(found.at),),
            attributed_to=tuple(p.name for _, p in mouths),
            confidence=round(sure, 2),
            how=how,
        )


def _plain(when: str | None) -> str | None:
    """A date in the forms of the guide: a week or a span becomes the month or year that holds it, if one does."""
    if when is None or not ("W" in when or "/" in when):
        return when
    first, last = (day.isoformat() for day in dates_of(when))
    return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else None


def _count(scene: Scene, found: _Found) -> int | None:
    tokens = scene.doc.tokens
    noun = scene.doc.noun(found.at)
    near = [tokens[i].low for i in range(found.at, min(found.at + 10, found.last) + 1)]
    if noun is not None:
        near.extend(tokens[i].low for i in range(noun.first, noun.head))
    counts = [_COUNTS[low] for low in near if low in _COUNTS and low != "once"]
    return next((count for count in counts if count and count > 1), None)


def _topics(scene: Scene, found: _Found) -> str | None:
    """What was talked about: after 'discuss', 'about', 'on'."""
    doc = scene.doc
    sentence = doc.sentence(found.at)
    for at in range(sentence.first, sentence.last):
        index = doc.verb_at[at]
        discusses = index >= 0 and doc.verbs[index].lemma == "discuss" and at == doc.verbs[index].last
        if discusses or (doc.tokens[at].low in ("about", "regarding", "over") and found.at < at <= found.last):
            end = at + 1
            while end < sentence.last and doc.tokens[end + 1].text not in (",", ".", ";", "—") and doc.tokens[end + 1].low not in ("with", "in", "during", "when"):  # noqa: E501
                end += 1
            return scene.about(at + 1, end) or None
    return None


def _occasions(scene: Scene, found: _Found) -> Iterator[tuple[int, int, str | None, str]]:
    """The stretches that date and place the encounter: one, or one for each member of a list."""
    doc = scene.doc
    tense = "future" if found.status == "planned" else "past"
    offset = doc.tokens[found.at].start
    text = doc.text[offset : doc.tokens[_own_end(scene, found)].end]
    context = doc.text[doc.tokens[found.first].start : doc.tokens[found.last].end]
    spans = [(span.start, span.end, span.phrase) for span in dates.find(text)]
    members: list[tuple[int, str, str]] = []  # where it begins, its date, the phrase
    for number, (start, _, phrase) in enumerate(spans):
        begins = 0 if number == 0 else _joint(text, spans[number - 1][1], start)
        when = dates.resolve(phrase, doc.published, tense=tense, context=context)
        if when is not None and begins is not None and not _bound(text, start):
            members.append((begins, when, phrase))
    if members:
        for number, (begins, when, phrase) in enumerate(members):
            first = found.at if number == 0 else _token_at(scene, offset + begins, found.at, found.last)
            more = number + 1 < len(members)
            last = _token_at(scene, offset + members[number + 1][0], found.at, found.last) - 1 if more else found.last
            yield first, max(first, last), when, phrase
        return
    before = dates.find(doc.text[doc.tokens[found.first].start : offset])
    for span in reversed(before):
        when = dates.resolve(span.phrase, doc.published, tense=tense, context=context)
        if when is not None and _leads(scene, found, span.start):
            yield found.at, found.last, when, span.phrase
            return
    yield found.at, found.last, None, ""


def _leads(scene: Scene, found: _Found, start: int) -> bool:
    """Whether a date before the verb belongs to it: it opens the sentence or no other verb stands between."""
    doc = scene.doc
    begin = _token_at(scene, doc.tokens[found.first].start + start, found.first, found.at)
    between = {doc.verb_at[at] for at in range(begin, found.at) if doc.verb_at[at] >= 0}
    finite = [index for index in between if doc.verbs[index].finite and doc.verbs[index].last != found.at]
    reported = any(doc.tokens[at].tag in ("SB", "WH") or doc.tokens[at].text == "(" for at in range(begin, found.at))
    return not finite and not reported


def _own_end(scene: Scene, found: _Found) -> int:
    """The last token before another finite verb and its subject: dates after it are that verb's."""
    doc = scene.doc
    verbs = 0
    for at in range(found.at + 1, found.last + 1):
        index = doc.verb_at[at]
        if index < 0 or doc.verbs[index].first != at or not doc.verbs[index].finite:
            continue
        if doc.noun_at[found.at] >= 0 and verbs == 0 and doc.verbs[index].lemma in words("meeting", "occur"):
            verbs += 1
            continue
        subjects = [n.first for n in clauses.subject(doc, doc.verbs[index]) if found.at < n.first < at]
        return max(found.at, (min(subjects) if subjects else at) - 1)
    return found.last


# The end of what stands between two dates of a list: ', in Rome on', 'and again in', ', then at the port on'.
_ANOTHER = re.compile(
    r"(?:,|\band\b)\s*(?:(?:and|again|then|once|later|also|another|one|finally)\b[\s,]*)*"
    r"(?:(?:in|at|on|by|over|during)\s[^,;.]{0,60})?$",
    re.I,
)
_CLAUSE = re.compile(r"\b(?:is|was|were|are|had|has|have|that|who|which|when|said|says|to|but)\b|[;.]", re.I)


_BOUND = re.compile(r"\b(?:before|until|since|ahead of|prior to|after|following|shortly after)\b[^,;]{0,60}$", re.I)


def _bound(text: str, start: int) -> bool:
    """Whether a date only bounds the encounter: 'before the election in May'."""
    return bool(_BOUND.search(text, max(0, start - 70), start))


def _joint(text: str, before: int, start: int) -> int | None:
    """Where the member of a list begins whose date is at `start`, if the date before ends at `before`; None: no list."""
    found = _ANOTHER.search(text, before, start)
    if found is None or _CLAUSE.search(found.group()):
        return None
    return found.start()


def _token_at(scene: Scene, offset: int, first: int, last: int) -> int:
    for at in range(first, last + 1):
        if scene.doc.tokens[at].end > offset:
            return at
    return last
