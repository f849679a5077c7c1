"""Whose name stands beside a description: 'the ambassador to France, Ana Ruiz,', 'Ana Ruiz, a lawyer, who said'."""

from __future__ import annotations

from monitor.reading import names
from monitor.reading.chunks import Noun, is_body, is_person
from monitor.reading.clauses import extent, named_as
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.names import Person


def person_after(doc: Document, noun: Noun) -> Person | None:
    """The person whose name follows a description: 'the ambassador to France, Ana Ruiz,'."""
    tokens = doc.tokens
    limit = doc.sentence(noun.head).last
    at = noun.last + 1
    for _ in range(5):  # 'the chair of the committee on fraud and audit, Ana Ruiz,'
        if at >= limit or not (tokens[at].tag in ("IN", "TO") or _goes_on(doc, noun, at)):
            break
        following = doc.noun(at + 1)
        if following is None or following.first != at + 1:
            break
        found = names.run(tokens, following)
        if found is not None and names.after_portfolio(tokens, *found) > found[0]:
            return doc.people.at(following.head)
        at = following.last + 1
    at += at < limit and tokens[at].low in ("here", "there")  # 'the envoy there, Ana Ruiz,'
    at += at + 1 < limit and (tokens[at].low, tokens[at + 1].low) == ("known", "as")
    if at + 1 < limit and tokens[at].low in ("named", "called", "as") and tokens[at + 1].tag == "NP":
        named = doc.noun(at + 1)
        return _named(doc, noun, named) if named is not None else None
    if at < limit and tokens[at].text == ",":
        named = doc.noun(at + 1)
        if named is not None and named.first == at + 1 and tokens[at + 1].low in ("a", "an"):
            called = min(named.last + 1, limit)  # 'the questioner, a nurse named Ana Ruiz,'
            return person_after(doc, named) if tokens[called].low in ("named", "called") else None
        if (
            named is not None
            and named.first == at + 1
            and tokens[named.head].tag == "NP"
            and tokens[named.first].low != "and"
        ):
            end = _past_home(doc, named) + 1
            if end <= limit and tokens[end].text in (",", ".", ")", "\u201d", "(") and tokens[at + 1].low != "and":
                found = names.run(tokens, named)
                first, last, titles = names.bare(tokens, *(found or (named.first, named.last)))
                shown = names.shown(tokens, first, last)
                related = tokens[noun.head].low in words("people", "kin")
                return doc.people.find(shown, titles) if first < last or titles or related else None
    return None


def _past_home(doc: Document, named: Noun) -> int:
    """The last token of 'Ana Ruiz of Ohio' or 'Ana Ruiz from the Greens' before a comma, else of the name itself."""
    at, limit = named.last + 1, doc.sentence(named.last).last
    home = doc.noun(at + 1) if at + 1 < limit and doc.tokens[at].low in ("of", "from") else None
    closed = home is not None and home.last < limit and doc.tokens[home.last + 1].text == ","
    return home.last if home is not None and closed and doc.tokens[home.head].tag == "NP" else named.last


def _named(doc: Document, noun: Noun, named: Noun) -> Person | None:
    """Who 'a man called Karl Bruun' is; nobody in 'The judge called Karl Bruun a liar'."""
    after = doc.tokens[min(named.last + 1, len(doc.tokens) - 1)]
    closed = after.tag in ("WH", "BE", "HV", "M", "DO", "VD", "VZ") or after.text == ","
    told = closed or (doc.tokens[noun.first].low != "the" and after.tag not in ("D", "Q", "TO"))
    return doc.people.find(doc.words(named.first, named.last)) if told else None


def _goes_on(doc: Document, noun: Noun, at: int) -> bool:
    """Whether 'and' joins what an office is of: 'the committee on fraud and audit'."""
    tokens = doc.tokens
    following = doc.noun(at + 1)
    return (
        tokens[at].low in ("and", "&")
        and at > noun.last + 1
        and following is not None
        and tokens[following.first].tag not in ("D", "S", "PR")
        and not is_person(tokens[following.head])
        and (doc.people.at(following.head) is None or _named_after(doc, following))
    )


def _named_after(doc: Document, noun: Noun) -> bool:
    """Whether ', Ana Ruiz' follows a phrase."""
    named = doc.noun(noun.last + 2)
    comma = noun.last + 1 < len(doc.tokens) and doc.tokens[noun.last + 1].text == ","
    return comma and named is not None and doc.people.at(named.head) is not None


def body_after(doc: Document, noun: Noun) -> str | None:
    """The body whose name follows a description: 'a coalition of charities, the Harbour Forum, asked'."""
    tokens = doc.tokens
    limit = doc.sentence(noun.head).last
    at = extent(doc, noun) + 1
    named = doc.noun(at + 1) if at < limit and tokens[at].text == "," else None
    if named is None or named.first != at + 1 or tokens[named.head].tag != "NP":
        return None
    end = extent(doc, named)
    closed = end < limit and tokens[end + 1].text == ","
    bodily = end > named.first and any(is_body(token) for token in tokens[named.first : end + 1])
    whole = noun.last == at - 1 and doc.people.at(named.head) is None and tokens[named.first].low not in ("in", "of")
    acts = end + 2 <= limit and (doc.verb_at[end + 2] >= 0 or tokens[end + 2].tag in ("BE", "HV", "M"))
    return named_as(doc, named, end) if closed and (bodily or (whole and acts)) else None


def body_before(doc: Document, noun: Noun) -> str | None:
    """The body that a description after its name is of: 'the Harbour Forum, a coalition of charities that asked'."""
    tokens = doc.tokens
    at = noun.first - 2
    opens = tokens[noun.first].low in ("a", "an", "the")
    named = doc.noun(at) if at > 0 and tokens[at + 1].text == "," and opens else None
    after = tokens[min(extent(doc, noun) + 1, len(tokens) - 1)]
    closed = after.text in (",", ".") or after.tag == "WH" or after.low == "that"
    if named is None or tokens[named.head].tag != "NP" or not closed or doc.people.at(named.head) is not None:
        return None
    if named.first > 0 and tokens[named.first - 1].low in ("in", "at", "near", "from"):
        return None  # 'in Harbour Falls, a city'
    return named_as(doc, named, named.last)


def _opens_clause(doc: Document, noun: Noun) -> bool:
    """Whether nothing that a phrase could belong to stands before it: it opens a sentence, or follows what does."""
    first = doc.sentence(noun.first).first
    before = doc.tokens[noun.first - 1] if noun.first > first else None
    if before is None or before.tag == "Q":
        return True
    opening = doc.tokens[first].tag in ("IN", "TM", "RB") and not any(i >= 0 for i in doc.verb_at[first : noun.first])
    return before.text == "," and opening


def person_before(doc: Document, noun: Noun) -> Person | None:
    """The person whom 'Ana Ruiz, a lawyer, who said' describes."""
    tokens = doc.tokens
    at = noun.first - 2
    if at > 1 and tokens[at].tag == "CD" and tokens[at - 1].text == "," and tokens[at + 1].text == ",":
        at -= 2  # the age in 'Ana Ruiz, 31, a lawyer'
    bare = tokens[noun.first].tag in ("N", "J") and is_person(tokens[noun.head])
    partisan = noun.first == noun.head and tokens[noun.head].low in words("people", "partisan")
    bare = bare or partisan  # 'Ana Ruiz, Democrat of Ohio,'
    if at < 0 or tokens[at + 1].text != "," or not (bare or tokens[noun.first].low in ("a", "an", "the")):
        return None
    before = doc.noun(at)
    after = tokens[min(extent(doc, noun) + 1, len(tokens) - 1)]
    closed = after.text in (",", ".", "\u2014") or (after.tag == "WH" and not bare)
    # '"It is so," Ana Ruiz, a lawyer said.'
    closed = closed or (before is not None and _opens_clause(doc, before) and after.lemma in words("speech", "say"))
    if before is None or tokens[before.head].tag != "NP" or not (closed or at < noun.first - 2):
        return None
    first, last, titles = names.bare(tokens, *(names.run(tokens, before) or (before.first, before.head)))
    return doc.people.find(names.shown(tokens, first, last), titles) if first <= last else None
