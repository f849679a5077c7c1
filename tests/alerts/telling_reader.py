"""Readers for the tests of alerts: one that says what an annotation says, one that takes claims from plain sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec

from events.article import Article
from events.claims import KINDS, Claim, Evidence, kind_name
from events.claims.call import Call
from events.claims.denial import Denial
from events.claims.meeting import Meeting
from events.claims.outcome import Outcome
from monitor.reading.port import Reading

SEEDS = Path(__file__).parents[2] / "seeds"
_KINDS = {kind_name(kind): kind for kind in KINDS}
_SENTENCE = re.compile(r"[^.]+\.")
_PATTERNS = (
    (
        re.compile(r"(?P<a>[A-Z]\w+ \w+) met (?P<b>[A-Z]\w+ \w+)(?: on (?P<when>[\d-]+))?(?: at (?P<where>[^.]+))?\."),
        lambda e, m: Meeting(evidence=e, participants=(m["a"], m["b"]), when=m["when"], where=m["where"]),
    ),
    (
        re.compile(r"(?P<a>[A-Z]\w+ \w+) denied (?P<what>[^.]+)\."),
        lambda e, m: Denial(evidence=e, speaker=m["a"], about=m["what"]),
    ),
    (
        re.compile(r"(?P<a>[A-Z]\w+ \w+) wants (?P<b>[A-Z]\w+ \w+) to resign\."),
        lambda e, m: Call(evidence=e, speaker=m["a"], target=m["b"], action="resign"),
    ),
    (
        re.compile(r"(?P<a>[A-Z]\w+ \w+) resigned\."),
        lambda e, m: Outcome(evidence=e, actor=m["a"], action="resigned"),
    ),
)


class GoldReader:
    """Reads the retold source articles as their annotations do, so that a test depends on no reader's skill."""

    name = "gold"
    version = "1"

    def read(self, article: Article) -> tuple[Claim, ...]:
        """The annotated claims."""
        path = (SEEDS / "gold" / str(article.name)).with_suffix(".json")
        return tuple(
            _annotated(claim, article.text) for claim in json.loads(path.read_text(encoding="utf-8"))["claims"]
        )

    def reading(self, article: Article) -> Reading:
        """See Reader.reading."""
        return Reading(self.read(article), self.name, self.version)


class PlainReader:
    """Takes meetings, denials, calls and resignations from sentences of one plain form each."""

    name = "plain"

    def __init__(self, version: str = "1") -> None:
        self.version = version

    def read(self, article: Article) -> tuple[Claim, ...]:
        """The claims, in the order of the text."""
        found = []
        for sentence in _SENTENCE.finditer(article.text):
            quote = sentence[0].strip()
            start = article.text.index(quote, sentence.start())
            evidence = (Evidence(start, start + len(quote), quote),)
            found += [make(evidence, match) for pattern, make in _PATTERNS if (match := pattern.fullmatch(quote))]
        return tuple(found)

    def reading(self, article: Article) -> Reading:
        """See Reader.reading."""
        return Reading(self.read(article), self.name, self.version)


def _annotated(annotation: dict[str, object], text: str) -> Claim:
    slots = {key: value for key, value in annotation.items() if key != "certain"}
    kind = _KINDS[str(slots["kind"])]
    places = [(text.index(quote), quote) for quote in slots.pop("evidence")]
    evidence = [[start, start + len(quote), quote] for start, quote in places]
    return msgspec.convert({**slots, "evidence": evidence}, kind)
