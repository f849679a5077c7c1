"""Somebody or some body that speaks and acts, as an article names it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.reading.lexicon import words


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


def gender(text: str) -> str:
    """The gender that the words of a description tell: 'f', 'm' or ''."""
    parts = set(text.lower().split())
    if parts & words("people", "female_title"):
        return "f"
    return "m" if parts & words("people", "male_title") else ""
