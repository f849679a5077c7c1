"""Shallow clause analysis: what a phrase takes with it, what is joined to it, and where its clause ends."""

from __future__ import annotations

from monitor.reading.chunks import Noun, is_body, is_person, is_plural
from monitor.reading.document import Document
from monitor.reading.lexicon import words

_OF_A_PEOPLE = ("an", "ish", "ese", "ch", "ic", "ni", "qi", "ek", "ss")  # how adjectives of peoples end
_REACH = 60  # tokens that a subject may stand before its verb


def next_token(doc: Document, at: int, *, skip: tuple[str, ...] = ("Q", "RB")) -> int:
    """The first token after `at` whose tag is not skipped; past the sentence's end when there is none."""
    limit = doc.sentence(at).last
    at += 1
    while at <= limit and doc.tokens[at].tag in skip:
        at += 1
    return at


def noun_after(doc: Document, at: int, *, skip: tuple[str, ...] = ("Q", "RB")) -> Noun | None:
    """The noun phrase that begins right after a token."""
    found = next_token(doc, at, skip=skip)
    noun = doc.noun(found) if found <= doc.sentence(at).last else None
    return noun if noun is not None and noun.first == found else None


def extent(doc: Document, noun: Noun) -> int:
    """The last token of a phrase with the 'of ...' or 'for ...' that belongs to its head."""
    last, tokens = noun.last, doc.tokens
    head = tokens[noun.head]
    limit = doc.sentence(noun.head).last
    belongs = (
        is_person(head)
        or is_body(head)
        or head.low in ("number", "group", "members", "some", "many", "several", "dozens", "all", "most", "both")
        or head.low in words("words", "number")
    )
    if not belongs and head.tag != "NP":
        return last
    links = ("of", "for", "from", "in", "at", "to") if is_person(head) or is_body(head) else ("of",)
    if is_body(head) and head.tag == "NP":
        links = (*links, "on", "against")  # 'the Committee on Ways and Means'
    for _ in range(3):
        if last + 1 > limit or tokens[last + 1].low not in links:
            break
        following = noun_after(doc, last + 1, skip=("Q",))
        if following is None or tokens[following.head].tag in ("PR", "WH"):
            break
        if tokens[last + 1].low in ("in", "at") and _elsewhere(doc, noun, following):
            break
        if is_person(head) and tokens[last + 1].low == "to" and not names_party(doc, following):
            break  # 'treated the inspector to lunch'
        outward = ("for", "from", "at", "to", "on", "against")
        if is_body(head) and tokens[last + 1].low in outward and tokens[following.head].tag != "NP":
            break
        if tokens[last + 1].low in ("on", "against") and not is_portfolio(doc, following):
            break
        last = following.last
        links = ("of",)
    return _with_portfolios(doc, last, limit) if last > noun.last and is_body(head) else last


def _with_portfolios(doc: Document, last: int, limit: int) -> int:
    """The last token of 'and Culture' or ', Energy and Works' after what a ministry or committee is for."""
    tokens = doc.tokens
    at = last
    while at + 2 <= limit and tokens[at + 1].low in ("and", "&", ","):
        following = doc.noun(at + 2)
        named = following is not None and following.first == at + 2 and tokens[at + 2].text[:1].isupper()
        if following is None or not named or not is_portfolio(doc, following):
            break
        joins = tokens[at + 1].low != ","
        at = following.last
        if joins:
            return at
    return last


def is_portfolio(doc: Document, noun: Noun) -> bool:
    """Whether a phrase only says what an office or a body is for: 'Culture', 'Ways', 'Industrial Strategy'."""
    return all(token.low in words("people", "portfolio") for token in doc.tokens[noun.first : noun.last + 1])


def _elsewhere(doc: Document, noun: Noun, following: Noun) -> bool:
    """Whether 'in' or 'at' tells where something happened: 'the ministry in a post', 'the families at her home'."""
    place, opening = doc.tokens[following.head], doc.tokens[following.first]
    if (place.tag != "NP" and not is_body(place)) or opening.low in ("a", "an") or opening.tag == "S":
        return True
    return _told_whose(doc, noun)


def _told_whose(doc: Document, noun: Noun) -> bool:
    """Whether a phrase says itself whose or of which people somebody is: "Chile's envoy", 'the Chilean envoy'."""
    tokens = doc.tokens
    whose = any(tokens[at].tag == "POS" for at in range(noun.first, noun.head))
    return whose or (
        noun.head > noun.first
        and tokens[noun.head - 1].low.endswith(_OF_A_PEOPLE)
        and tokens[noun.head - 1].tag == "NP"
    )


def joined(doc: Document, noun: Noun, *, closed: bool = False) -> list[Noun]:
    """A phrase and those joined to it on its right: 'A, B and C'. A closed list may be followed by its verb."""
    found = [noun]
    tokens = doc.tokens
    pending: list[Noun] = []
    last = skip_aside(doc, extent(doc, noun))
    limit = doc.sentence(noun.head).last
    for _ in range(8):
        at = last + 1
        comma = at <= limit and tokens[at].text == ","
        if comma:
            at += 1
        conjunction = at <= limit and (tokens[at].low in ("and", "&") or (tokens[at].low == "or" and not comma))
        if conjunction:
            at += 1
        if not (comma or conjunction) or at > limit:
            break
        again = tokens[at].low in ("with", "from") and noun.first > 0 and tokens[noun.first - 1].low == tokens[at].low
        at += conjunction and again and at < limit  # 'with Lee and with Ruiz'
        following = doc.noun(at)
        if following is None or following.first != at or tokens[following.head].tag == "WH":
            break
        end = skip_aside(doc, extent(doc, following))
        verb_next = end < limit and doc.verb_at[end + 1] >= 0 and tokens[end + 1].tag not in ("VG", "VN", "TO")
        if verb_next and not closed:
            break
        pending.append(following)
        last = end
        if conjunction:
            found.extend(pending)
            pending = []
            break
    return found if not _describes(doc, found) else [noun]


def _describes(doc: Document, listed: list[Noun]) -> bool:
    """Whether what follows a name says who it is: 'Ana Ruiz, editor of the Dial and a leading voice'."""
    name, *others = ((doc.tokens[one.first], doc.tokens[one.head]) for one in listed)
    if not others or name[1].tag != "NP" or any(head.tag == "NP" for _, head in others):
        return False
    opening, head = others[0]  # of a list it would have an article
    aside = doc.tokens[listed[1].first - 1].text == ","
    return aside and opening.tag in ("N", "J") and is_person(head) and not is_plural(head)


def past_aside(doc: Document, at: int) -> int:
    """The last token of ', Ana Ruiz,' right after `at`, or `at` itself."""
    tokens = doc.tokens
    limit = doc.sentence(at).last
    if at + 2 <= limit and tokens[at + 1].text == "," and doc.noun(at + 2) is not None:
        for probe in range(at + 2, min(at + 10, limit) + 1):
            if tokens[probe].text == ",":
                return probe
    return at


def skip_aside(doc: Document, at: int) -> int:
    """The last token of '(R-Va.)' or '(D) of California' right after `at`, or `at` itself."""
    tokens = doc.tokens
    limit = doc.sentence(at).last
    if at + 1 <= limit and tokens[at + 1].text == "(":
        for probe in range(at + 2, min(at + 14, limit) + 1):
            if tokens[probe].text == ")":
                if probe + 2 <= limit and tokens[probe + 1].low == "of" and tokens[probe + 2].tag == "NP":
                    place = doc.noun(probe + 2)
                    return place.last if place else probe
                return probe
    return at


def names_party(doc: Document, noun: Noun) -> bool:
    """Whether a phrase can stand for somebody who speaks and acts."""
    head = doc.tokens[noun.head]
    return head.tag in ("NP", "PR", "WH") or is_person(head) or is_body(head)


def clause_end(doc: Document, at: int) -> int:
    """The last token before the clause that `at` stands in gives way to another finite clause or the sentence ends."""
    tokens = doc.tokens
    limit: int = min(doc.sentence(at).last, at + _REACH)
    relative = any(token.tag == "WH" for token in tokens[max(doc.sentence(at).first, at - 5) : at])
    probe = at + 1
    while probe <= limit:
        token = tokens[probe]
        if token.tag in ("SB", "WH") and token.low != "so":
            return probe - 1
        if token.text in (";", "—", "–") or (token.text == ":" and not _lists(doc, probe, limit)):
            return probe - 1
        if token.tag == "CC" and probe < limit and doc.verb_at[probe + 1] >= 0:
            return probe - 1
        if relative and token.text == "," and probe < limit and _finite(doc, probe + 1):
            return probe - 1  # ', which was posted online, showed'
        if token.low in ("while", "after", "before") and _clause_follows(doc, probe, limit):
            return probe - 1
        probe += 1
    return limit


def _lists(doc: Document, at: int, limit: int) -> bool:
    """Whether a colon opens a list of occasions: 'twice: once in May, and again in June'."""
    return any(
        token.low in ("once", "first", "one", "in", "on", "at") for token in doc.tokens[at + 1 : min(at + 3, limit) + 1]
    )


def _finite(doc: Document, at: int) -> bool:
    return doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite


def _clause_follows(doc: Document, at: int, limit: int) -> bool:
    noun = noun_after(doc, at)
    if noun is None:
        return False
    verb = noun.last + 1
    return verb <= limit and doc.verb_at[verb] >= 0 and doc.verbs[doc.verb_at[verb]].finite


def complement(doc: Document, at: int, prepositions: frozenset[str], end: int | None = None) -> Noun | None:
    """The phrase after the first of some prepositions that follows `at` in its clause."""
    limit = end if end is not None else clause_end(doc, at)
    for probe in range(at + 1, limit + 1):
        if doc.tokens[probe].low in prepositions and doc.tokens[probe].tag in ("IN", "TO"):
            noun = noun_after(doc, probe, skip=("Q", "RB"))
            if noun is not None:
                return noun
    return None


def named_as(doc: Document, noun: Noun, last: int) -> str:
    """A phrase up to a token as a name: without 'the' before it and marks around it."""
    first = noun.first
    while first < noun.head and doc.tokens[first].low in ("the", "this", "that", "these", "those"):
        first += 1
    return doc.words(first, last).strip("\"'“”")


def owner_of(doc: Document, noun: Noun) -> Noun | None:
    """Whose thing a phrase names: 'Smith's claim', 'his claim'."""
    for at in range(noun.head - 1, noun.first, -1):
        if doc.tokens[at].tag == "POS":
            return Noun(noun.first, at - 1, at - 1)
    return Noun(noun.first, noun.first, noun.first) if doc.tokens[noun.first].tag == "S" else None
