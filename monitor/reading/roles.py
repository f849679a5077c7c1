"""The offices that words beside a name tell: 'was a senator', 'the envoy to France, Ana Ruiz', 'Ana Ruiz, a judge,'."""

from __future__ import annotations

from monitor.reading.chunks import is_person
from monitor.reading.lexicon import words
from monitor.reading.tokens import Token


def copula(tokens: list[Token], last: int) -> set[str]:
    """Role words of 'Smith was a senator at the time'."""
    at = last + 1
    while (
        at < len(tokens)
        and at < last + 4
        and tokens[at].tag in ("RB", "BE", "P")
        and tokens[at].text in (",", *_COPULAS, "then", "now")
    ):
        at += 1
    if (
        at == last + 1
        or tokens[at - 1].low not in _COPULAS
        or at >= len(tokens)
        or tokens[at].low not in ("a", "an", "the", "then")
    ):
        return set()
    return _role_words(tokens[at + 1 : at + 7])


_COPULAS = ("is", "was")


def office_before(tokens: list[Token], first: int) -> set[str]:
    """Role words of 'the ambassador to France, Ana Ruiz'."""
    if first < 2 or tokens[first - 1].text != ",":  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        return set()
    for at in range(first - 2, max(-1, first - 11), -1):
        token = tokens[at]
        if token.tag not in ("N", "NP", "J", "IN", "TO", "POS", "D", "S"):
            break
        if is_person(token) and token.tag == "N":
            begin = at
            while begin > 0 and tokens[begin - 1].tag in ("J", "N") and tokens[begin - 1].text.islower():
                begin -= 1
            return {one.low for one in tokens[begin : at + 1]} | _of_staff(tokens, at) | _for_whom(tokens, at)
    return set()


def office_of(tokens: list[Token], first: int) -> set[str]:
    """The office in 'Secretary of State Ana Ruiz'."""
    portfolio = tokens[first].low in words("people", "portfolio")
    if not portfolio or first < 2 or tokens[first - 1].low != "of":  # noqa: PLR2004 - two tokens back
        return set()
    office = tokens[first - 2]
    return {office.low} if is_person(office) and office.text[:1].isupper() else set()


def _role_words(tokens: list[Token]) -> set[str]:
    roles: set[str] = set()
    for token in tokens:
        if token.tag not in ("N", "J", "NP", "CD"):
            break
        roles.add(token.low)
    return roles if any(is_person(token) and token.low in roles for token in tokens) else set()


def apposition(tokens: list[Token], last: int) -> set[str]:
    """Role words of ', the attorney general,' and ', a Minnesota Democrat,' after a name."""
    at = last + 1
    if at < len(tokens) and tokens[at].text == "(":
        while at < len(tokens) and at < last + 8 and tokens[at].text != ")":
            at += 1
        at += 1
        if at + 1 < len(tokens) and tokens[at].low == "of":
            at += 2
    if at + 1 >= len(tokens) or tokens[at].text != "," or tokens[at + 1].tag not in ("D", "J", "N", "S", "NP", "RB"):
        return set()
    if _of_another(tokens, at):
        return set()
    roles: set[str] = set()
    for token in tokens[at + 1 : at + 10]:
        if token.tag == "P" or token.tag[0] == "V" or token.tag in ("IN", "WH", "CC", "BE", "HV", "M"):
            break
        if token.tag == "POS":
            roles = _names_in(roles)  # "the president's adviser" is no president
        if token.tag in ("N", "J", "NP"):
            roles.add(token.low)
    near = range(at + 1, min(at + 6, len(tokens))) if roles else range(0)
    roles |= {low for i in near for low in _of_staff(tokens, i) | _for_whom(tokens, i)}
    return roles if any(is_person(token) and token.low in roles for token in tokens[at + 1 : at + 10]) else set()


def _names_in(roles: set[str]) -> set[str]:
    """Those of some words that are no offices."""
    return {low for low in roles if low not in words("people", "person") and low not in words("people", "title")}


def appointed(tokens: list[Token], noun_first: int, last: int) -> set[str]:
    """Role words of 'hired Ana Ruiz as campaign manager', for the name from `noun_first` to `last`."""
    if last + 2 >= len(tokens) or noun_first < 1 or tokens[last + 1].low != "as":
        return set()
    if tokens[noun_first - 1].lemma not in _APPOINTING:
        return set()
    return _role_words(tokens[last + 2 + (tokens[last + 2].tag in ("D", "S")) : last + 8])


_APPOINTING = frozenset("hire name appoint install pick choose nominate elect retain select engage".split())


def _of_staff(tokens: list[Token], at: int) -> set[str]:
    """What 'chief of staff' adds to 'chief'."""
    lows = [token.low for token in tokens[at : at + 3]]
    return {"staff"} if lows == ["chief", "of", "staff"] else set()


def _for_whom(tokens: list[Token], at: int) -> set[str]:
    """The last word of whom 'a spokesman for Ana Ruiz', 'the lawyer for the city' speaks for."""
    if tokens[at].low not in words("people", "attendant") or at + 2 >= len(tokens) or tokens[at + 1].low != "for":
        return set()
    name = at + 2 + (tokens[at + 2].tag in ("D", "S"))
    first = name
    while name < len(tokens) and tokens[name].tag in ("NP", "N"):
        name += 1
    return {tokens[name - 1].low} if name > first else set()


def _of_another(tokens: list[Token], comma: int) -> bool:
    """Whether what follows a name describes the next one: 'before Judge Lee, the witness, driver Ana Ruiz, said'."""
    at = comma + 1
    while at < len(tokens) and at < comma + 6 and tokens[at].tag in ("D", "J", "N"):
        at += 1
    if at == comma + 1 or tokens[comma + 1].low != "the" or at + 2 >= len(tokens) or tokens[at].text != ",":
        return False
    named = at + 1
    while named < len(tokens) and named < at + 8 and tokens[named].tag in ("J", "N", "NP"):
        named += 1
    closed = named + 1 < len(tokens) and tokens[named].text == "," and tokens[named + 1].tag[0] in ("V", "B", "H", "M")
    return closed and tokens[named - 1].tag == "NP" and named > at + 1
