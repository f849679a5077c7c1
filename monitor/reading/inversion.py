"""Inverted speech: the speaker who stands after the verb, as in '..., said Minister Ana Ruiz'."""

from __future__ import annotations

from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import extent, joined, names_party, noun_after, skip_aside
from monitor.reading.document import Document
from monitor.reading.interruptions import before_aside
from monitor.reading.lexicon import words

_REACH = 60  # tokens that a subject may stand before its verb


def speaker_after(doc: Document, verb: VerbGroup) -> list[Noun]:  # noqa: PLR0911 - a grammar is a list of cases
    """The speaker in '..., said Minister Ana Ruiz'."""
    tokens = doc.tokens
    if (
        verb.lemma not in words("speech", "inverted")
        or verb.form not in "DZ"
        or verb.first != verb.last
        or verb.first == 0
    ):
        return []
    before = tokens[verb.first - 1]
    if before.tag != "Q" and before.text not in (",", "?", "!"):
        return []
    floor = max(doc.sentence(verb.first).first, verb.first - _REACH)
    if (
        before.text == ","
        and before_aside(doc, verb.first - 1, floor) is not None
        and (verb.first < 2 or tokens[verb.first - 2].tag != "Q")  # noqa: PLR2004 - two tokens back
    ):
        return []
    noun = noun_after(doc, verb.last, skip=())
    if noun is not None and before.tag != "Q" and _has_verb(doc, noun):
        return []
    if noun is None or tokens[noun.head].tag == "PR" and tokens[noun.head].low not in ("he", "she", "they"):  # noqa: RUF021 - and binds closer, as it reads
        return []
    if (
        before.text == ","
        and before.tag != "Q"
        and verb.first >= 2  # noqa: PLR2004 - two tokens back
        and tokens[verb.first - 2].tag != "Q"
        and not names_party(doc, noun)
    ):
        return []
    return joined(doc, noun) if names_party(doc, noun) else []


def _has_verb(doc: Document, noun: Noun) -> bool:
    """Whether a finite verb follows a phrase, so that it is that verb's subject."""
    at = skip_aside(doc, extent(doc, noun)) + 1
    limit = doc.sentence(noun.head).last
    while at <= limit and doc.tokens[at].tag in ("RB", "Q"):
        at += 1
    return at <= limit and doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite
