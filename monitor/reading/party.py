"""Somebody or some body that speaks and acts, as an article names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from monitor.reading.chunks import Noun
from monitor.reading.lexicon import words

PAIR = "the last two named"  # the rule of those for whom 'the two' and 'they' stand


@dataclass(slots=True, frozen=True)
class Party:
    """Somebody or some body, by the fullest name that the article gives."""

    name: str
    rule: str  # how the phrase was resolved
    plural: bool = False
    person: bool = False  # a named person
    human: bool = False  # a person, named or not
    gender: str = ""
    sure: float = 1.0


class Resolver(Protocol):
    """What the stages of resolution ask of each other, about one document."""

    def who(self, noun: Noun) -> Party | None:
        """The party that a phrase stands for; None when it stands for none."""
        ...

    def spoken_of(self, sentence: int) -> list[tuple[int, Noun]]:
        """The subjects of a sentence, then its other names, each with its token index."""
        ...

    def acting(self, sentence: int) -> set[int]:
        """The first tokens of the subjects of a sentence's finite verbs."""
        ...

    def sentences_back(self, at: int, number: int) -> Iterator[int]:
        """The sentence of a token and those before it that may name whom it stands for."""
        ...

    def speaker_of(self, at: int) -> Party | None:
        """Whose direct words a token is, or None."""
        ...

    def speakers(self, at: int) -> list[Noun]:
        """Whose words, direct or reported, a token is among."""
        ...

    def principal(self, noun: Noun) -> Party | None:
        """Whom an unnamed spokesman or lawyer speaks for."""
        ...


def gender(text: str) -> str:
    """The gender that the words of a description tell: 'f', 'm' or ''."""
    parts = set(text.lower().split())
    if parts & words("people", "female_title"):
        return "f"
    return "m" if parts & words("people", "male_title") else ""
