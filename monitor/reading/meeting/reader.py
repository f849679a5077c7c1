"""Meetings: who met, spoke or talked with whom, when, where and about what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from events.claims import Meeting
from events.dates import interval
from monitor.reading import places
from monitor.reading.corrections import misprinted
from monitor.reading.lexicon import words
from monitor.reading.meeting.company import by_company
from monitor.reading.meeting.counts import count, settled
from monitor.reading.meeting.encounter import TWO, Encounter, distinct
from monitor.reading.meeting.introductions import by_third
from monitor.reading.meeting.mentions import absorbed
from monitor.reading.meeting.nouns import by_noun
from monitor.reading.meeting.occasions import occasions
from monitor.reading.meeting.passives import by_passive
from monitor.reading.meeting.public import for_the_public
from monitor.reading.meeting.status import acknowledged, doubted
from monitor.reading.meeting.topics import topics
from monitor.reading.meeting.verbs import by_verb
from monitor.reading.party import PAIR, Party
from monitor.reading.scene import Scene

_PINNED = 0.12  # how much surer a date or a place of its own makes an encounter
_PINNED_TWICE = 0.16  # and both of them
_GUESSED = 0.1  # where the sides are whoever was named last
_TOLD_APART = 0.9
_SUREST = 0.9
_MANY = 0.8  # 'spoke to residents': a crowd on one side, no day, no place
_FEW = 3  # more names than these, and nobody among them, are countries in a list
_TALK = ("verb: speak", "verb: talk", "verb: consult", "verb: confer")
_ONE_UNNAMED = 0.85  # 'its chairman' met: his name most often stands elsewhere
_BRIEF = 4  # sentences of a text that names nobody twice
_VAGUE = 0.75  # 'had numerous meetings with partners': nobody named, nothing dated


def find(scene: Scene) -> Iterator[Meeting]:
    """Every meeting that the article reports, alleges or announces."""
    last: tuple[Party, ...] = ()
    told: list[Meeting] = []
    for verb in scene.doc.verbs:
        told_here = (
            by_verb(scene, verb),
            by_passive(scene, verb),
            by_company(scene, verb),
            by_third(scene, verb),
            by_noun(scene, verb, last),
        )
        for found in chain.from_iterable(told_here):
            sides = distinct(found.sides)
            places = len(sides) > _FEW and not any(side.person or side.plural or side.human for side in sides)
            if (
                len(sides) < TWO
                or places
                or for_the_public(scene, found, sides)
                or (found.status == "denied" and not all(side.person for side in sides))
            ):
                continue
            last = tuple(sides)
            if not misprinted(scene.sentence(found.at).quote):
                told.extend(_claims(scene, found, sides))
    yield from absorbed(list(settled(told)))


def _claims(scene: Scene, found: Encounter, sides: list[Party]) -> Iterator[Meeting]:
    status = found.status
    if status == "reported" and acknowledged(scene, found, sides):
        status = "confirmed"
    every = list(occasions(scene, found))
    number = count(scene, found) if len(every) == 1 else None
    about = topics(scene, found)
    for first, last, when, phrase in every:
        how = {"kind": found.rule, "participants": ", ".join(f"{p.name} ({p.rule})" for p in sides)}
        if phrase:
            how["when"] = phrase
        where = scene.where(first, last) or (_led_to(scene, found) if first == found.at else None)
        yield Meeting(
            participants=tuple(party.name for party in sides),
            when=_bounds(scene, when) if number else _plain(when),
            where=where,
            status=status,
            count=number,
            topics=about,
            evidence=(scene.sentence(found.at),),
            attributed_to=scene.chain(found.at),
            confidence=round(_sure(scene, found, sides, dated=bool(when), placed=bool(where)), 2),
            how=how,
        )


def _sure(scene: Scene, found: Encounter, sides: list[Party], *, dated: bool, placed: bool) -> float:
    """How likely an encounter is one: surer with a date or a place of its own, less sure where nobody is named."""
    sure = found.sure * min(_known(party) for party in sides[:TWO])
    told = all(party.person or _told_apart(party) for party in sides[:TWO])
    someone = any(party.person for party in sides) and not any(party.plural and not party.person for party in sides)
    if doubted(scene, found) and not dated:
        return sure * _VAGUE
    unnamed = () if any(party.person for party in sides) else ("a ", "an ")
    if any(party.name.startswith((*unnamed, "one of ")) for party in sides):
        sure *= _VAGUE  # 'a member of the staff' and 'her cousin' met: who they are is told elsewhere
    if any(party.rule == "description" and _everyday(party.name) for party in sides[1:]):
        sure *= _MANY
    if dated or (placed and (someone or told)):
        guessed = any(party.rule == PAIR for party in sides)
        pinned = _GUESSED if guessed else _PINNED_TWICE if dated and placed else _PINNED
        sure = max(sure, min(_SUREST, sure + pinned))
    elif found.rule.startswith(_TALK) and any(party.plural and not party.person for party in sides):
        sure *= _MANY
    unnamed_one = any(party.rule == "description" and not party.plural and party.human for party in sides[:TWO])
    if unnamed_one and len(scene.doc.sentences) > _BRIEF:
        sure *= _ONE_UNNAMED
    return sure if dated or told or any(party.person for party in sides) else sure * _VAGUE


def _known(party: Party) -> float:
    """How sure it is who a side is: somebody who is told apart is as good as named."""
    return max(party.sure, _TOLD_APART) if _told_apart(party) else party.sure


def _told_apart(party: Party) -> bool:
    """Whether a description fits one person, or those of one body or people: 'head of MI6', 'Indian officials'."""
    return party.rule in ("description", "name of a body") and any(part[0].isupper() for part in party.name.split())


def _everyday(name: str) -> bool:
    """Whether somebody only talked with people of their own: 'his colleagues', 'two of her aides'."""
    parts = name.lower().split()
    return bool({parts[0], *parts[1:4:2]} & {"his", "her", "their", "its"}) and parts[-1].endswith("s")


def _led_to(scene: Scene, found: Encounter) -> str | None:
    """The place that opens the sentence or that somebody went to, for the encounter there: 'flew to Oslo, where'."""
    doc = scene.doc
    begin, end = doc.tokens[found.first].start, doc.tokens[found.at].start
    there = places.find(doc.text[begin:end])
    if not there or found.first == found.at:
        return None
    lead = doc.text[begin + there[-1].start : begin + there[-1].end].split()[0].lower()
    before = doc.text[begin : begin + there[-1].start].split()
    opens = len(before) <= TWO
    went = lead == "to" and bool(before) and doc.text[begin + there[-1].start : end].count(",") <= TWO
    arrived = any(word in words("meeting", "arrived") for word in before[-2:])
    return there[-1].where if opens or went or arrived else None


def _plain(when: str | None) -> str | None:
    """A date in the forms of the guide: a week or a span becomes the month or year that holds it, if one does."""
    if when is None or not ("W" in when or "/" in when):
        return when
    first, last = (day.isoformat() for day in interval(when))
    return first[:7] if first[:7] == last[:7] else first[:4] if first[:4] == last[:4] else None


def _bounds(scene: Scene, when: str | None) -> str | None:
    """What bounds several encounters that are only counted: a year or a month, and never the day of the paper."""
    plain = _plain(when)
    return None if plain is None or plain == scene.doc.published else plain
