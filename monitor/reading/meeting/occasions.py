"""When and where an encounter took place: one stretch of its sentence, or one for each member of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.reading import dates, scan
from monitor.reading.carried_years import carried
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import Encounter
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_BOUND = re.compile(
    r"\b(?:before|until|since|ahead of|prior to|after|following|shortly after)\b[^,;]{0,60}$", re.IGNORECASE
)


# The end of what stands between two dates of a list: ', in Rome on', 'and again in', ', then at the port on'.
_ANOTHER = re.compile(
    r"(?:,|\band\b)\s*(?:(?:and|again|then|once|later|also|another|one|finally)\b[\s,]*)*"
    r"(?:(?:in|at|on|by|over|during)\s[^,;.]{0,60})?$",
    re.IGNORECASE,
)


_CLAUSE = re.compile(r"\b(?:is|was|were|are|had|has|have|that|who|which|when|said|says|to|but)\b|[;.]", re.IGNORECASE)


def occasions(scene: Scene, found: Encounter) -> Iterator[tuple[int, int, str | None, str]]:
    """The stretches that date and place the encounter: one, or one for each member of a list."""
    doc = scene.doc
    tense: dates.Tense = "future" if found.status == "planned" else "past"
    noun = doc.noun(found.at)
    offset = doc.tokens[noun.first if noun is not None else found.at].start  # 'his July meeting with'
    text = doc.text[offset : doc.tokens[_own_end(scene, found)].end]
    context = doc.text[doc.tokens[found.first].start : doc.tokens[found.last].end]
    spans = [(span.start, span.end, span.phrase) for span in dates.find(text)]
    members: list[tuple[int, str, str]] = []  # where it begins, its date, the phrase
    for number, (start, _, phrase) in enumerate(spans):
        begins = 0 if number == 0 else _joint(text, spans[number - 1][1], start)
        when = dates.resolve(phrase, doc.published, tense=tense, context=context)
        if when is not None and begins is not None and not _bound(text, start):
            members.append((begins, carried(doc, found.at, phrase, when), phrase))
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
            yield found.at, found.last, carried(doc, found.at, span.phrase, when), span.phrase
            return
    yield found.at, found.last, None, ""


def _leads(scene: Scene, found: Encounter, start: int) -> bool:
    """Whether a date before the verb belongs to it: it opens the sentence or no other verb stands between."""
    doc = scene.doc
    begin = _token_at(scene, doc.tokens[found.first].start + start, found.first, found.at)
    between = {doc.verb_at[at] for at in range(begin, found.at) if doc.verb_at[at] >= 0}
    own = _own_verb(scene, found)
    told = [noun.first for index in own if index >= 0 for noun in subject(doc, doc.verbs[index])]
    until = min((at for at in told if begin < at < found.at), default=found.at)  # no clause that hangs on the subject
    verbs = (doc.verbs[index] for index in between - set(own))
    finite = [verb for verb in verbs if verb.finite and verb.first < until]
    reported = any(doc.tokens[at].tag in ("SB", "WH") or doc.tokens[at].text == "(" for at in range(begin, until))
    return not finite and not reported


def _own_verb(scene: Scene, found: Encounter) -> tuple[int, ...]:
    """The verb that tells of the encounter, or that has it as its object: 'held talks'."""
    doc = scene.doc
    noun = doc.noun(found.at)
    if noun is None:
        verb = doc.verbs[doc.verb_at[found.at]]
        above = scan.governor(doc, verb) if not verb.finite and doc.tokens[verb.first - 1].text == "," else None
        return (doc.verb_at[found.at], *([doc.verb_at[above.last]] if above is not None else []))
    before = noun.first - 1
    while before > found.first and doc.tokens[before].tag in ("Q", "RB"):
        before -= 1
    return (doc.verb_at[before],)


def _own_end(scene: Scene, found: Encounter) -> int:
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
        if (
            doc.noun_at[found.at] >= 0
            and doc.verbs[index].passive
            and doc.verbs[index].lemma in words("meeting", "held_to")
        ):
            continue  # 'is believed to have taken place'
        subjects = [n.first for n in subject(doc, doc.verbs[index]) if found.at < n.first < at]
        return max(found.at, (min(subjects) if subjects else at) - 1)
    return found.last


def _bound(text: str, start: int) -> bool:
    """Whether a date only bounds the encounter: 'before the election in May'."""
    return bool(_BOUND.search(text, max(0, start - 70), start))


def _joint(text: str, before: int, start: int) -> int | None:
    """Where the member of a list begins whose date is at `start`, the one before ending at `before`; or None."""
    found = _ANOTHER.search(text, before, start)
    if found is None or _CLAUSE.search(found.group()):
        return None
    return found.start()


def _token_at(scene: Scene, offset: int, first: int, last: int) -> int:
    for at in range(first, last + 1):
        if scene.doc.tokens[at].end > offset:
            return at
    return last
