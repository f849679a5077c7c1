"""Where or at what occasion something took place, as a sentence or clause puts it.

A place is a preposition and a noun phrase that names one ('in Tallinn') or whose head says that it is one ('at his
office', 'on the sidelines of a trade summit'), with what pins it down further ('the Harbour Hotel in Cork'). Dates and
the ends of clauses cut it off. Whether it is the place of the meeting or of something else is for the caller to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from monitor.reading import date_phrases
from monitor.reading.lexicon import plurals, verbs, words


class Place(NamedTuple):
    """`text[start:end]` is the phrase with its preposition; `where` is how to name the place in a report."""

    start: int
    end: int
    where: str


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    dated: bool  # within a date phrase

    @property
    def low(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|(?:St|Mt|Ft)\.(?=\s[A-Z])|(?:[A-Z][a-z]{1,4}\.)(?=,|\s[a-z(])|(?:\w|-\w)+(?:'(?!s\b)\w+)*|'s\b|\S"
)
_MEAL = "(?:breakfast|brunch|coffee|dinner|drinks|lunch|supper|tea)"
_LEAD = re.compile(
    rf"(?i)(?:(?P<whole>over (?:a )?(?:\w+ )?{_MEAL}(?!\w)|(?:by|over the|on the) (?:tele)?phone(?!\w)"
    r"|(?:by|via) (?:video(?:[ -]?(?:link|conference))?|conference call|Zoom|Skype)(?!\w))"
    r"|(?P<kept>(?:on|at) the (?:sidelines|margins|fringes|edges?|steps) of|on board|outside|aboard|near)"
    r"|(?P<bare>at|in|inside|during|on|to))(?![\w'-])"
)
_DETERMINERS = frozenset("the a an his her their its our my another one some this that".split())
_SMALL = frozenset("of the and for de del della da di du des la le el al von van der den upon".split())
_STOPS = frozenset(
    "and or but that which who whom whose where when while as if than because after before since until with without to "
    "from by about over under for into not i he it they we you him them us in at on near outside off of inside during "
    "aboard".split()
)
_CLOSED = (
    "preposition", "subordinator", "relative", "conjunction", "pronoun", "modal", "be", "have", "do", "negation",
    "adverb", "number", "determiner",
)  # fmt: skip
_REACH = 8  # words between a preposition and the head of its phrase
_DEPTH = 3  # 'at a hotel in a suburb of Lyon' pins a place down twice
_OF_REACH = 5
_BRIDGE = 2  # small words within a name: 'University of the West'


def find(text: str, people: Collection[str] = ()) -> list[Place]:
    """The places of a sentence or clause, in order. `people` are names that are never taken for places."""
    straight = text.replace("’", "'")  # one character for one, so that offsets stay true
    phrase = _Phrases(straight, frozenset(name.lower() for name in people))
    found: list[Place] = []
    at = 0
    while at < len(phrase.words):
        lead = phrase.lead(at)
        end = phrase.after(lead) if lead else None
        if lead is None or end is None:
            at += 1
            continue
        first = at if not lead["bare"] else phrase.next_word(lead.end())
        start, stop = phrase.words[at].start, phrase.words[end - 1].end
        found.append(Place(start, stop, " ".join(text[phrase.words[first].start : stop].split())))
        at = end
    return found


class _Phrases:
    """The words of a text, and where the noun phrase that names a place ends. Positions are word numbers."""

    def __init__(self, text: str, people: frozenset[str]) -> None:
        self.text = text
        self.people = people
        spans = iter(date_phrases.find(text))
        span = next(spans, None)
        self.words: list[_Word] = []
        for match in _WORD.finditer(text):
            while span is not None and span.end <= match.start():
                span = next(spans, None)
            dated = span is not None and match.start() < span.end and match.end() > span.start
            self.words.append(_Word(match[0], match.start(), match.end(), dated))
        self._starts = [word.start for word in self.words]

    def next_word(self, offset: int) -> int:
        """The first word at or after a character offset."""
        return bisect_left(self._starts, offset)

    def lead(self, at: int) -> re.Match[str] | None:
        """The preposition that starts at a word, if that can lead to a place here."""
        if self.words[at].dated:
            return None
        lead = _LEAD.match(self.text, self.words[at].start)
        if lead is None or not lead["bare"]:
            return lead
        before = self.words[at - 1].low if at else ""
        if lead["bare"].lower() == "to":
            return lead if before in words("places", "motion") else None
        return None if before in words("places", "owns_preposition") else lead

    def after(self, lead: re.Match[str], depth: int = 0) -> int | None:
        """Where the place that a preposition leads to ends: the word after it. None if it leads to none."""
        first = self.next_word(lead.end())
        end: int | None = first if lead["whole"] else self._noun_phrase(first, (lead["bare"] or lead["kept"]).lower())
        return None if end is None else self._further(end, depth)

    def _further(self, end: int, depth: int) -> int:
        """What pins a place down: 'of the minister', 'in Cork', ', Ireland'."""
        if depth >= _DEPTH or end >= len(self.words):
            return end
        word = self.words[end]
        if word.low == "of" and not word.dated:
            return self._further(self._owner(end + 1), depth + 1)
        if word.text == ",":
            return self._region(end)
        lead = self.lead(end)
        if lead is None or lead["whole"] or (lead["bare"] or "").lower() == "during":
            return end
        return self.after(lead, depth + 1) or end

    def _owner(self, first: int) -> int:
        """The end of what follows 'of': a few words up to the next stop; the 'of' itself is dropped if none do."""
        at = first
        while at < len(self.words) and at - first < _OF_REACH and not self._stops(at):
            if at > first and not self.words[at].capital and self._is_verb(at):
                break
            at += 1
        return at if at > first else first - 1

    def _region(self, comma: int) -> int:
        """', Ohio' and ', South Africa'."""
        for length in (3, 2, 1):
            end = comma + 1 + length
            after = self.words[comma + 1 : end]
            if len(after) == length and " ".join(word.low for word in after) in words("places", "region"):
                in_a_list = end < len(self.words) and self.words[end].low in ("and", "or")
                return comma if in_a_list else end
        return comma

    def _noun_phrase(self, first: int, preposition: str) -> int | None:
        """The end of a noun phrase that names a place, or None."""
        end = first
        while end < len(self.words) and end - first < _REACH and not (self._stops(end) and not self._inside_name(end)):
            end += 1
        heads = [at for at in range(first, end) if self._is_head(at, preposition)]
        if heads:
            return self._typed(first, heads[-1], preposition)
        return self._named(first, end, preposition)

    def _typed(self, first: int, head: int, preposition: str) -> int | None:
        """A phrase whose head is a kind of place; 'in office' or 'at school' only where usage allows it."""
        end = self._run_end(head) if self.words[head].capital else head + 1
        low = self.words[end - 1].low
        alone = end - first == 1 and not self.words[first].capital and low not in plurals("places", "venue")
        if alone and not (
            low in words("places", "bare") or (preposition != "in" and low in words("places", "occasion"))
        ):
            return None
        if end - 1 > head and low in words("places", "not_a_place"):
            return None
        if low in words("places", "needs_name") and not any(word.capital for word in self.words[first:end]):
            return None
        if head > first and self.words[head - 1].low in words("places", "no_occasion"):
            return None
        bare_house = (
            end - 1 == head
            and low == "house"
            and self.words[head].capital
            and not any(word.capital for word in self.words[first:head])
        )
        return None if bare_house or self._modifies(end) else end

    def _named(self, first: int, end: int, preposition: str) -> int | None:
        """A proper name without a word that says what it is: 'Tallinn', 'the Hague'."""
        at = first + (first < end and self.words[first].low in _DETERMINERS)
        at += at < end and self.words[at].low in words("places", "before_name")
        if preposition in ("on", "during") or at >= end or not self.words[at].capital:
            return None
        stop = self._run_end(at)
        name = " ".join(word.text for word in self.words[at:stop])
        last = self.words[stop - 1].low
        if self.words[at].low.rstrip(".") in words("people", "title") or name.lower() in self.people:
            return None
        if (preposition != "aboard" and last in words("places", "not_a_place")) or last.rstrip(".") in words(
            "words", "month"
        ):
            return None
        if stop < len(self.words) and self.words[stop].text == "'s":
            return self._owned(stop + 1)
        return None if self._modifies(stop) else stop

    def _owned(self, after: int) -> int | None:
        """'Cutter's Point', or 'Marcello's' and no more: a house that bears its owner's name."""
        if after >= len(self.words) or (self._stops(after) and not self.words[after].dated):
            return after
        if not self.words[after].capital or self.words[after].dated:
            return after if self.words[after].dated else None
        end = self._run_end(after)
        named = self.words[end - 1].low not in words("places", "not_a_place")
        return end if named and not self._modifies(end) else None

    def _run_end(self, at: int) -> int:
        """The end of a run of capitalised words, 'of' and the like between them included."""
        end = at + 1
        while end < len(self.words):
            if self.words[end].capital and not self.words[end].dated:
                end += 1
                continue
            bridge = end
            while bridge < len(self.words) and bridge - end < _BRIDGE and self.words[bridge].text in _SMALL - {"and"}:
                bridge += 1
            if bridge == end or bridge >= len(self.words) or not self.words[bridge].capital or self.words[bridge].dated:
                return end
            end = bridge + 1
        return end

    def _stops(self, at: int) -> bool:
        word = self.words[at]
        return word.dated or word.low in _STOPS or not (word.text[0].isalnum() or word.text in ("'s", "'"))

    def _inside_name(self, at: int) -> bool:
        """'of' in 'House of Commons', 'and' in 'the Army and Navy Club'."""
        if at == 0 or at + 1 >= len(self.words) or not (self.words[at - 1].capital and self.words[at + 1].capital):
            return False
        if self.words[at].low == "and":
            last = self.words[self._run_end(at + 1) - 1].low
            return self._run_end(at + 1) > at + 2 and last in words("places", "venue")
        return self.words[at].low == "of"

    def _is_head(self, at: int, preposition: str) -> bool:
        low = self.words[at].low
        if preposition == "on":
            return low in words("places", "on_which")
        if preposition == "during":
            return low in words("places", "occasion")
        if preposition in ("in", "inside") and low in words("places", "occasion") - words("places", "venue"):
            return False
        two = f"{self.words[at - 1].low} {low}" if at else ""
        if two in words("places", "venue_of_two"):
            return True
        return any(
            low in words("places", sort) or low in plurals("places", sort) for sort in ("venue", "occasion", "area")
        )

    def _modifies(self, end: int) -> bool:
        """Whether the phrase goes on with a noun of another kind: 'the hotel business', 'Washington circles'."""
        if end >= len(self.words) or self._stops(end) or self.words[end].capital:
            return False
        low = self.words[end].low
        return not (self._is_verb(end) or low.endswith("ly") or any(low in words("words", name) for name in _CLOSED))

    def _is_verb(self, at: int) -> bool:
        """Whether a word can go on after a subject or an object: 'said', 'hosted', but not 'chain' of 'hotel chain'."""
        verb = verbs().get(self.words[at].low)
        auxiliary = any(self.words[at].low in words("words", name) for name in ("be", "have", "do", "modal"))
        return auxiliary or (verb is not None and verb.forms != "B")
