"""From a model's answer to claims that the article bears out: nothing that it doesn't say gets through.

Quotations, names and phrases are looked up in the article; what isn't found is dropped, and a claim that is left
without evidence or without a party that its kind needs is dropped as a whole. Names are resolved as the built-in
reader resolves them, and dates by the same rules.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, NamedTuple, get_args

import msgspec

from events.article import Article
from events.claims import KINDS, Claim, Evidence
from monitor.reading import dates
from monitor.reading.endpoint.answers import slots
from monitor.reading.endpoint.verbatim import Verbatim
from monitor.reading.lexicon import words
from monitor.reading.sameness import merged
from monitor.reading.scene import Scene

_SHORTEST = 20  # characters of a piece of evidence, as the annotation guide has it
_CONFIDENCE = 0.7  # of every claim: a model's own estimate is worth little
_WORDS = 14  # of a summary
_TO_COME = frozenset(("planned", "announced"))  # values of a slot that say that the verb is in the future
_FEWEST = 2  # parties in a slot that lists them


def claims(article: Article, answers: list[Any], reader: str) -> tuple[Claim, ...]:
    """The claims of an answer that hold, each once. `reader` is named as the one who found them."""
    if not answers:
        return ()
    grounds = _Grounds(article, reader)
    kinds = {str(kind.__struct_config__.tag): kind for kind in KINDS}
    found = (grounds.claim(kinds[str(answer.__struct_config__.tag)], answer) for answer in answers)
    return tuple(merged(claim for claim in found if claim is not None))


class _About(NamedTuple):
    """What the slots of one claim are filled by."""

    kind: type[Claim]
    evidence: tuple[Evidence, ...]
    tense: dates.Tense


class _Grounds:
    """One article that answers are held against."""

    def __init__(self, article: Article, reader: str) -> None:
        self._article = article
        self._reader = reader
        self._scene = Scene(article)
        self._verbatim = Verbatim(article.text)
        self._starts = [token.start for token in self._scene.doc.tokens]

    def claim(self, kind: type[Claim], answer: Any) -> Claim | None:  # noqa: ANN401 - a struct made for the kind
        """The claim, as far as the article bears it out; None if it doesn't."""
        evidence = self._evidence(answer.quotations)
        if not evidence:
            return None
        about = _About(kind, evidence, _tense(kind, answer))
        how = {"kind": self._reader}
        values: dict[str, Any] = {}
        needed = {field.name for field in msgspec.structs.fields(kind) if field.required}
        for slot in slots(kind):
            asked = getattr(answer, slot)
            value = None if asked is None else self._value(slot, asked, about)
            if value is not None:
                values[slot] = value
                how[slot] = f"answered as '{asked}'" if isinstance(asked, str) else "answered"
            elif slot in needed:
                return None
        reported_by = tuple(dict.fromkeys(name for n in answer.reported_by if (name := self._party(n, evidence))))
        return kind(evidence=evidence, attributed_to=reported_by, confidence=_CONFIDENCE, how=how, **values)

    def _value(self, slot: str, asked: Any, about: _About) -> Any:  # noqa: ANN401 - of whatever type the slot has
        """What a slot gets; None if the article doesn't say it."""
        hint = slots(about.kind)[slot]
        if slot in about.kind.party_slots:
            return (
                self._parties(asked, about.evidence) if isinstance(asked, list) else self._party(asked, about.evidence)
            )
        if hint is not str and str not in get_args(hint):
            return asked  # one of the kind's own values, or a number
        phrase = self._found(asked, about.evidence)
        if slot == "when":
            published, quoted = self._article.published, about.evidence[0].quote
            return phrase and dates.resolve(phrase.quote, published, tense=about.tense, context=quoted)
        if phrase is None and hint is not str:
            return None
        said = phrase.quote if phrase else about.evidence[0].quote  # a summary is needed: the article's own words
        return " ".join(said.split()[:_WORDS])

    def _evidence(self, quotations: list[str]) -> tuple[Evidence, ...]:
        found = (self._verbatim.find(quotation) for quotation in quotations)
        return tuple(dict.fromkeys(one for one in found if one is not None and len(one.quote) >= _SHORTEST))

    def _found(self, phrase: str, evidence: tuple[Evidence, ...]) -> Evidence | None:
        """Where a phrase stands: in the evidence if it does, else first in the article."""
        for piece in evidence:
            at = self._article.text.find(phrase, piece.start, piece.end) if phrase else -1
            if at >= 0:
                return Evidence(at, at + len(phrase), phrase)
        return self._verbatim.find(phrase)

    def _parties(self, asked: list[str], evidence: tuple[Evidence, ...]) -> tuple[str, ...] | None:
        found = tuple(dict.fromkeys(name for one in asked if (name := self._party(one, evidence))))
        return found if len(found) >= min(_FEWEST, len(asked)) and found else None

    def _party(self, asked: str, evidence: tuple[Evidence, ...]) -> str | None:
        """The fullest name that the article gives to somebody whom it mentions so; None if it doesn't."""
        mention = self._found(asked, evidence)
        if mention is None:
            return None
        named = " ".join(mention.quote.split())
        person = self._scene.doc.people.find(named)
        if person is not None:
            return person.name
        noun = self._scene.doc.noun(bisect_right(self._starts, mention.end - 1) - 1)
        party = self._scene.who(noun) if noun is not None and self._covers(noun.first, noun.last, mention) else None
        if party is not None:
            return party.name
        return None if named.lower() in words("words", "pronoun") | words("words", "possessive") else named

    def _covers(self, first: int, last: int, mention: Evidence) -> bool:
        """Whether a noun phrase, its article aside, is the mention and no more."""
        tokens = self._scene.doc.tokens
        return mention.start <= tokens[min(first + 1, last)].start and tokens[last].end <= mention.end


def _tense(kind: type[Claim], answer: Any) -> dates.Tense:  # noqa: ANN401 - a struct made for the kind
    values = (getattr(answer, slot) for slot in slots(kind) if slot not in kind.party_slots)
    return "future" if any(isinstance(value, str) and value in _TO_COME for value in values) else "past"
