"""Paragraphs that a label gives to their speaker: 'RUIZ: I never met him.', 'Q: ...', 'A. ...', 'Ana Ruiz: ...'."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from monitor.reading.chunks import Noun
from monitor.reading.document import Document
from monitor.reading.subjects import subject

_LABEL = 10  # tokens of a name and an office at most
_TITLED = 4  # tokens of a name that is not in capitals
_NAME = 3  # letters; less are initials
_TURNS = 3  # labelled paragraphs that make a transcript; one may be a dateline
_QUESTIONS = frozenset("q question".split())
_ANSWERS = frozenset("a answer".split())
_INTERVIEWING = frozenset("interview quiz grill ask question sit meet catch".split())


class Turn(NamedTuple):
    """What one speaker says: tokens to the end of a paragraph; `speaker` is None where nothing tells who it is."""

    first: int
    last: int
    block: int
    speaker: Noun | None
    cue: int  # the token that ends the label


class _Label(NamedTuple):
    """The sentence that a label opens, the token that ends the label and the label in small letters."""

    sentence: int
    end: int
    low: str


def turns(doc: Document) -> list[Turn]:
    """The labelled paragraphs of a transcript and those between them, in order; none in any other text."""
    labels = _labels(doc)
    if len(labels) < _TURNS:
        return []
    answering = _interviewee(doc, labels[0].sentence) if any(label.low in _ANSWERS for label in labels) else None
    times = Counter(label.low for label in labels)
    found: list[Turn] = []
    for number, label in enumerate(labels):
        speaker = _speaker(doc, label, answering)
        speaks_on = number + 1 < len(labels) and times[label.low] > 1  # a dateline is no turn
        following = labels[number + 1].sentence if speaks_on else label.sentence + 1
        found.extend(_paragraphs(doc, label, following, speaker))
    return found


def _paragraphs(doc: Document, label: _Label, following: int, speaker: Noun | None) -> list[Turn]:
    """A label's paragraph and those after it up to a sentence that belongs to another."""
    found: list[Turn] = []
    number, first = label.sentence, label.end
    while number < following:
        block, last = doc.sentences[number].block, number
        while last + 1 < len(doc.sentences) and doc.sentences[last + 1].block == block:
            last += 1
        found.append(Turn(first, doc.sentences[last].last, block, speaker, label.end))
        number = last + 1
        first = doc.sentences[number].first if number < following else first
    return found


def _labels(doc: Document) -> list[_Label]:
    """The labels of paragraphs: those in capitals, and names that are not if they label several."""
    capitals: list[_Label] = []
    names: list[_Label] = []
    for number, sentence in enumerate(doc.sentences):
        if number and doc.sentences[number - 1].block == sentence.block:
            continue
        end = _label_end(doc, sentence.first, sentence.last)
        if end is not None:
            capitals.append(_Label(number, end, doc.tokens[sentence.first].low.rstrip(".")))
            continue
        end = _name_end(doc, sentence.first, sentence.last)
        if end is not None:
            names.append(_Label(number, end, doc.words(sentence.first, end - 1).lower()))
    known = Counter(label.low for label in names)
    repeated = [label for label in names if known[label.low] > 1]
    named = any(_named(doc, label) is not None for label in repeated)
    return sorted([*capitals, *(repeated if named else ())])


def _label_end(doc: Document, first: int, last: int) -> int | None:
    """The mark after a label in capitals; None where the paragraph has none."""
    if doc.tokens[first].text in ("Q.", "A.") and first < last:
        return first
    for at in range(first, min(last, first + _LABEL)):
        token = doc.tokens[at]
        if token.text == ":":
            return at if at > first else None
        if token.text not in (",", "(", ")", "-") and not token.text.isupper():
            return None
    return None


def _name_end(doc: Document, first: int, last: int) -> int | None:
    """The colon after a name of a few words; None where the paragraph begins otherwise."""
    for at in range(first, min(last, first + _TITLED + 1)):
        token = doc.tokens[at]
        if token.text == ":":
            return at if at > first else None
        if token.sort not in ("word", "abbr") or not token.text[0].isupper():
            return None
    return None


def _speaker(doc: Document, label: _Label, answering: Noun | None) -> Noun | None:
    if label.low in _QUESTIONS:
        return None
    if label.low in _ANSWERS:
        return answering
    first = doc.sentences[label.sentence].first
    if label.end - first > 1 or len(doc.tokens[first].text) >= _NAME:
        return doc.noun(first)
    return _by_initials(doc, doc.tokens[first].text)


def _named(doc: Document, label: _Label) -> Noun | None:
    """The label of somebody whom the article names."""
    noun = doc.noun(label.end - 1)
    return noun if noun is not None and doc.people.at(noun.head) is not None else None


def _by_initials(doc: Document, initials: str) -> Noun | None:
    """Where the one person of some initials is named first."""
    fitting = [
        person
        for person in dict.fromkeys(doc.people.by_name.values())
        if "".join(part[0] for part in person.name.split()).upper() == initials.upper() and person.mentions
    ]
    return doc.noun(fitting[0].mentions[0]) if len(fitting) == 1 else None


def _interviewee(doc: Document, before: int) -> Noun | None:
    """Who answers: the person of whom the opening tells something, and who is not the one who asks."""
    for number in range(before):
        for verb in (doc.verbs[index] for index in doc.verbs_in[number]):
            if not verb.finite or verb.passive:
                continue
            for noun in subject(doc, verb):
                person = doc.people.at(noun.head)
                asks = verb.lemma in _INTERVIEWING or doc.tokens[noun.head].text.isupper()
                if person is not None and not asks:
                    return noun
    return _asked(doc, before)


def _asked(doc: Document, before: int) -> Noun | None:
    """Whom 'Kim Lee sat down with the mayor, Ana Ruiz' and 'our interview with Ana Ruiz' name."""
    limit = doc.sentences[before].first
    for noun in doc.nouns:
        if noun.first >= limit:
            return None
        left = doc.tokens[noun.first - 1] if noun.first else None
        linked = left is not None and (left.low in ("with", "to") or left.lemma == "interview")
        apposed = doc.noun(noun.last + 2) if noun.last + 2 < limit and doc.tokens[noun.last + 1].text == "," else None
        for named in (noun, apposed):
            if linked and named is not None and doc.people.at(named.head) is not None:
                return named if not doc.tokens[named.head].text.isupper() else None
    return None
