"""What a verb or noun tells as done about a matter, and what the rules for it share."""

from __future__ import annotations

from typing import NamedTuple

from monitor.reading.actions import in_order
from monitor.reading.chunks import Noun, VerbGroup, is_person
from monitor.reading.document import Document
from monitor.reading.lexicon import idioms, words

SELF = frozenset("himself herself themselves itself myself ourselves".split())


class Deed(NamedTuple):
    """An outcome that a verb group tells, how sure it is by itself, and the phrase of whom it was done to."""

    action: str
    sure: float
    target: Noun | None = None
    undergone: bool = False  # the subject did not do it, it was done to them


def idiom(verb: VerbGroup, lows: list[str]) -> str | None:
    """The act that a verb and the words right after it, in lower case, are an idiom for."""
    for _, rest, action in idioms("outcome").get(verb.lemma, ()):
        if lows[:1] and in_order(rest, lows[: len(rest) + 2]):
            return action
    return None


def head_word(doc: Document, noun: Noun | None) -> str:
    """The head of a phrase in lower case; '' without a phrase."""
    return doc.tokens[noun.head].low if noun is not None else ""


def personal(doc: Document, noun: Noun) -> bool:
    """Whether a phrase stands for somebody rather than something."""
    head = doc.tokens[noun.head]
    return (
        is_person(head)
        or head.tag == "NP"
        or (head.tag == "PR" and head.low in ("he", "she", "him", "her", "them", "they", "who", "i", "me"))
        or (head.tag == "S" and noun.first == noun.last)
        or head.tag == "WH"
    )


def contends(doc: Document, verb: VerbGroup) -> bool:
    """Whether a candidate is spoken of right before a verb, so that leaving is withdrawing."""
    first = max(doc.sentence(verb.first).first, verb.first - 12)
    return any(token.low in words("outcome", "contender") for token in doc.tokens[first : verb.first])


def sports(doc: Document, verb: VerbGroup) -> bool:
    """Whether the sentence is about a match, where dismissing and withdrawing mean something else."""
    sentence = doc.sentence(verb.first)
    return any(token.low in words("outcome", "sport") for token in doc.tokens[sentence.first : sentence.last + 1])
