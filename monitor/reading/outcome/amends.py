"""Apologies, papers released and testimony, as a verb tells them."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.outcome.deed import Deed, idiom
from monitor.reading.subjects import subject


def apologized(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'apologised', 'issued an apology', 'said that he was sorry', 'asked for forgiveness'."""
    if verb.passive or words("outcome", "courtesy") & set(lows):
        return None
    if noun is not None and doc.tokens[noun.first].low == "no":
        return None  # 'makes no apology'
    if verb.lemma in words("outcome", "apologise") or idiom(verb, lows) == "apologized":
        return Deed("apologized", 0.85)
    gives = verb.lemma in words("outcome", "give")
    if gives and (words("outcome", "apology") & set(lows[:6])) and noun is not None and noun.last <= verb.last + 6:
        return Deed("apologized", 0.82)
    if verb.lemma == "be" and _sorry(doc, verb):
        return Deed("apologized", 0.8)
    return None


def _sorry(doc: Document, verb: VerbGroup) -> bool:
    """'was sorry' of the speaker's own deeds: not 'sorry to hear', 'sorry that you feel'."""
    at = clauses.next_token(doc, verb.last, skip=("Q", "RB", "P"))
    limit = doc.sentence(verb.last).last
    if at > limit or doc.tokens[at].low != "sorry":
        return False
    after = [token.low for token in doc.tokens[at + 1 : min(limit, at + 4) + 1]]
    closed = not after or after[0] in (".", "!") or (after[0] == "," and doc.tokens[min(at + 2, limit)].tag == "Q")
    own = after[:1] in (["for"], ["that"], ["about"]) and not {"you", "feel", "loss", "your"} & set(after)
    return closed or own


def released(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'released the tapes', 'made the minutes public', 'turned over the emails'; less sure of a routine report."""
    particle = next((low for low in lows[:8] if low in ("over", "public", "out", "online")), "")
    over = (verb.lemma, particle) in {
        ("hand", "over"), ("turn", "over"), ("make", "public"), ("put", "out"), ("put", "online"), ("post", "online"),
        ("give", "over"),
    }  # fmt: skip
    opens = verb.lemma == "open" and bool({"archives", "books", "files", "records", "archive"} & set(lows[:5]))
    if not (verb.lemma in words("outcome", "release") or over or opens):
        return None
    theme = next(iter(subject(doc, verb)), None) if verb.passive else noun
    if theme is None and over and not verb.passive:
        theme = clauses.noun_after(doc, verb.last + 1)
    if theme is None:
        return None
    heads = {doc.tokens[theme.head].low}
    of = doc.tokens[theme.last + 1].low == "of" if theme.last < doc.sentence(theme.last).last else False
    part = clauses.noun_after(doc, theme.last + 1) if of else None
    if part is not None:
        heads.add(doc.tokens[part.head].low)  # 'eight years of tax returns'
    own = doc.tokens[theme.first].low in ("the", "his", "her", "its", "their", "all", "those", "these", "our", "my")
    own = own or any(doc.tokens[at].tag in ("POS", "CD") for at in range(theme.first, theme.last + 1))
    if opens or words("outcome", "papers") & heads:
        return Deed("released", 0.8 if own or opens else 0.72, theme, undergone=verb.passive)
    if words("outcome", "routine") & heads:
        sentence = doc.sentence(verb.first)
        lows_all = {token.low for token in doc.tokens[sentence.first : sentence.last + 1]}
        withheld = bool(words("outcome", "withheld") & lows_all)
        return Deed("released", 0.8 if withheld else 0.6 if own else 0.5, theme, undergone=verb.passive)
    return None


def testified(doc: Document, verb: VerbGroup, noun: Noun | None, lows: list[str]) -> Deed | None:
    """'testified', 'appeared before the committee', 'took the stand'."""
    del doc, noun
    before = {"before", "to", "at"} & set(lows[:4]) and words("outcome", "forum") & set(lows[:9])
    if verb.lemma == "testify" and not verb.passive:
        forum = bool(words("outcome", "forum") & set(lows))
        return Deed("testified", 0.78 if forum else 0.7 if "about" in lows else 0.64)
    if {"present", "brief", "introduce", "outline", "promote", "congratulate"} & set(lows):
        return None
    if verb.lemma == "appear" and "before" in lows[:4] and before:
        return Deed("testified", 0.76)
    if verb.passive:
        asked = verb.lemma in ("question", "grill", "interrogate") and "by" in lows[:6]
        return Deed("testified", 0.74) if asked and words("outcome", "forum") & set(lows) else None
    if idiom(verb, lows) == "testified" or (verb.lemma == "answer" and "questions" in lows[:2] and before):
        return Deed("testified", 0.74)
    return None
