"""Meetings: who met, spoke or talked with whom, when, where and about what."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims import Meeting
from events.dates import interval
from monitor.reading.lexicon import words
from monitor.reading.meeting_nouns import by_noun
from monitor.reading.meeting_verbs import by_verb
from monitor.reading.meetings import TWO, Encounter, distinct
from monitor.reading.occasions import occasions
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_COUNTS = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": None}


def find(scene: Scene) -> Iterator[Meeting]:
    """Every meeting that the article reports, alleges or announces, in order."""
    last: tuple[Party, ...] = ()
    for verb in scene.doc.verbs:
        for found in (*by_verb(scene, verb), *by_noun(scene, verb, last)):
            sides = distinct(found.sides)
            if len(sides) < TWO or (found.status == "denied" and not all(side.person for side in sides)):
                continue
            last = tuple(sides)
            yield from _claims(scene, found, sides)


def _claims(scene: Scene, found: Encounter, sides: list[Party]) -> Iterator[Meeting]:
    mouths = scene.mouths(found.at)
    status = found.status
    if status == "reported" and any(
        p.name in {s.name for s in sides} or said.lemma in words("confirmation", "acknowledge") for said, p in mouths
    ):
        status = "confirmed"
    sure = found.sure * min(party.sure for party in sides[:TWO])
    count = _count(scene, found)
    for first, last, when, phrase in occasions(scene, found):
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
    first, last = (day.isoformat() for day in interval(when))
    return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else None


def _count(scene: Scene, found: Encounter) -> int | None:
    tokens = scene.doc.tokens
    noun = scene.doc.noun(found.at)
    near = [tokens[i].low for i in range(found.at, min(found.at + 10, found.last) + 1)]
    if noun is not None:
        near.extend(tokens[i].low for i in range(noun.first, noun.head))
    counts = [_COUNTS[low] for low in near if low in _COUNTS and low != "once"]
    return next((count for count in counts if count and count > 1), None)


def _topics(scene: Scene, found: Encounter) -> str | None:
    """What was talked about: after 'discuss', 'about', 'on'."""
    doc = scene.doc
    sentence = doc.sentence(found.at)
    for at in range(sentence.first, sentence.last):
        index = doc.verb_at[at]
        discusses = index >= 0 and doc.verbs[index].lemma == "discuss" and at == doc.verbs[index].last
        if discusses or (doc.tokens[at].low in ("about", "regarding", "over") and found.at < at <= found.last):
            end = at + 1
            while (
                end < sentence.last
                and doc.tokens[end + 1].text not in (",", ".", ";", "—")
                and doc.tokens[end + 1].low not in ("with", "in", "during", "when")
            ):
                end += 1
            return scene.about(at + 1, end) or None
    return None
