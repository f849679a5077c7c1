"""Noun phrases and what verb groups are: the pieces that clauses are made of."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.reading.lexicon import plurals, words
from monitor.reading.tokens import Sentence, Token

_IN_NOUN = frozenset(("D", "S", "J", "N", "NP", "CD", "POS"))
_COUNTED = frozenset("times occasions separate days weeks months years hours minutes".split())
_NUMBERED = frozenset(  # bodies that are told apart by a number
    "local lodge channel district ward area section article unit branch precinct zone constituency chapter".split()
)
_HEADS = frozenset(("N", "NP", "PR", "CD"))
_CONDITIONAL = frozenset(("would", "could", "might", "may", "should", "must", "ought", "can", "'d"))


@dataclass(slots=True, frozen=True)
class Noun:
    """A noun phrase without what follows its head: tokens first to last, both inclusive."""

    first: int
    last: int
    head: int


@dataclass(slots=True, frozen=True)
class VerbGroup:
    """Auxiliaries, negation, adverbs and the main verb: 'would not have been told'."""

    first: int
    last: int  # the main verb
    lemma: str
    form: str  # of the main verb: B Z D N G
    modal: str  # '' or the modal's lower-case form
    negative: bool
    passive: bool
    perfect: bool
    progressive: bool
    infinitive: bool  # begins with 'to'

    @property
    def finite(self) -> bool:
        """Whether it can have a subject of its own before it."""
        return not self.infinitive and (self.first != self.last or self.form in "DZB" or bool(self.modal))

    @property
    def future(self) -> bool:
        """'will meet', 'is going to meet' is left to the caller."""
        return self.modal in ("will", "'ll", "won't", "shall")

    @property
    def unreal(self) -> bool:
        """'would', 'could', 'might', 'should': not said to be so."""
        return self.modal.removesuffix("n't") in _CONDITIONAL or self.modal in ("cannot", "can't")


def plain_form(at: int, lemma: str) -> VerbGroup:
    """A verb group of one token in its plain form, which the tags take for something else: 'Resign!'."""
    return VerbGroup(
        first=at,
        last=at,
        lemma=lemma,
        form="B",
        modal="",
        negative=False,
        passive=False,
        perfect=False,
        progressive=False,
        infinitive=False,
    )


def nouns(tokens: list[Token], sentence: Sentence) -> list[Noun]:
    """The noun phrases of a sentence, in order."""
    found = []
    at = sentence.first
    while at <= sentence.last:
        tag = tokens[at].tag
        if tag in ("PR", "WH"):
            found.append(Noun(at, at, at))
            at += 1
        elif tokens[at].low == "no" and at < sentence.last and tokens[at + 1].low == "one":
            found.append(Noun(at, at + 1, at + 1))
            at += 2
        elif tag in _IN_NOUN and tag != "POS":
            end = _noun_end(tokens, at, sentence.last)
            end = _body_of_two(tokens, at, end, sentence.last) or end
            head = _head(tokens, at, end)
            if head is not None:
                found.append(Noun(at, end, head))
            at = end + 1
        else:
            at += 1
    return found


_SINGULAR = ("has", "is", "was")


def _initials_fit(name: list[Token], acronym: str) -> bool:
    """Whether capital letters are those that the words of a name begin with."""
    initials = "".join(token.text[0] for token in name if token.text[0].isupper()).removeprefix("T")
    return acronym.isupper() and initials == acronym.replace(".", "")


def _body_of_two(tokens: list[Token], first: int, end: int, limit: int) -> int | None:
    """Where 'The Police and Prisons Union has' ends: one body that 'and' or 'in' is part of, as its verb tells."""
    named = tokens[first].low == "the" and end > first and all(t.tag == "NP" for t in tokens[first + 1 : end + 1])
    if not named or end + 2 > limit or tokens[end + 1].low not in ("and", "&", "in"):
        return None
    last = end + 1
    while last < limit and tokens[last + 1].tag == "NP":
        last += 1
    if last == end + 1 or last >= limit or not is_body(tokens[last]):
        return None
    acronym = tokens[last + 1].text == "(" and last + 4 <= limit and tokens[last + 3].text == ")"
    if acronym and _initials_fit(tokens[first : last + 1], tokens[last + 2].text):
        return last  # 'the Economic and Financial Crimes Commission (EFCC)'
    of_office = all(t.low in words("people", "portfolio") for t in tokens[first + 1 : end + 1])
    single = tokens[end + 1].low != "in" and (tokens[last + 1].tag == "VZ" or tokens[last + 1].low in _SINGULAR)
    return last if single or of_office else None


def _noun_end(tokens: list[Token], first: int, limit: int) -> int:  # noqa: PLR0912, C901 - a grammar is a list of cases
    at = first
    while at < limit:
        following, here = tokens[at + 1], tokens[at]
        if here.tag == "NP" and following.low in words("words", "number") and _times(tokens, at + 2, limit):
            break  # 'met Ann Hall three times'
        if here.tag == "CD" and following.low in ("the", "a", "an"):
            break
        if _nicknamed(tokens, at, limit):
            at += 4  # 'Karl "Kay" Bruun'
            continue
        if (adjective := _next_adjective(tokens, at, limit)) is not None:
            at = adjective
            continue
        if _names_another(tokens, first, at, limit):
            break  # 'according to the councillors Ruiz asked'
        if (
            following.tag in ("D", "S")
            and following.low != "such"  # 'no such deal'
            and not (here.tag == "D" and here.low in ("all", "both", "such", "what"))
        ):
            break
        if following.tag == "J" and here.tag == "N" and first and _complements(tokens, first, at + 1, limit):
            break  # 'called the account inaccurate'
        if following.tag in _IN_NOUN:
            if here.low in _NUMBERED and following.sort == "number" and _titled(tokens, at + 2, limit):
                pass  # 'Local 88 President Ana Ruiz'
            elif here.tag in ("N", "NP") and following.tag == "CD" and following.sort == "number":
                if (
                    here.tag == "NP"
                    and following.text.isdigit()
                    and len(following.text) < 4  # noqa: PLR2004 - a number of years or people is no name
                    and (at + 2 > limit or tokens[at + 2].tag not in ("N", "NP", "J"))
                ):
                    return at + 1
                break
        elif (
            (
                following.tag == "VG"
                and here.tag in ("D", "S", "POS", "J")
                and at + 2 <= limit
                and tokens[at + 2].tag in ("N", "NP")
            )
            or (
                following.tag == "Q"
                and here.tag in ("D", "S", "J", "POS")
                and at + 2 <= limit
                and tokens[at + 2].tag in ("N", "NP", "J")
            )
            or (following.low == "-" and following.start == here.end)
            or (following.tag == "RB" and here.tag in ("D", "S") and at + 2 <= limit and tokens[at + 2].tag == "J")
            or (following.tag == "TM" and at + 2 <= limit and tokens[at + 2].tag == "POS")
            or (
                here.tag in ("D", "S", "POS")
                and following.tag == "TM"
                and at + 2 <= limit
                and tokens[at + 2].tag in ("N", "NP")
            )
            or (here.tag in ("D", "S", "POS") and _day_of(tokens, at + 1, limit))
            or (here.tag == "TM" and at > first and _day_of(tokens, at, limit))
            or (here.tag == "TM" and following.tag in ("N", "NP") and at > first)
        ):
            pass
        else:
            break
        at += 1
    return at


def _day_of(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether 'June 9 dinner' begins at a token."""
    dated = at + 2 <= limit and tokens[at].tag == "TM" and tokens[at + 1].tag == "CD"
    return dated and tokens[at + 1].text.isdigit() and tokens[at + 2].tag == "N"


def _next_adjective(tokens: list[Token], at: int, limit: int) -> int | None:
    """The adjective that a comma or 'and' joins to the one at a token: 'a full, fair inquiry', 'full and fair'."""
    joined = at + 3 <= limit and tokens[at].tag == "J" and (tokens[at + 1].text == "," or tokens[at + 1].low == "and")
    if not joined or tokens[at - 1].tag not in ("D", "S", "POS", "Q", "RB"):
        return None
    noun = next((i for i in range(at + 2, min(at + 5, limit) + 1) if tokens[i].tag not in ("J", "Q")), limit)
    return at + 2 if tokens[at + 2].tag == "J" and tokens[noun].tag == "N" else None


def _complements(tokens: list[Token], first: int, at: int, limit: int) -> bool:
    """Whether an adjective after a noun says what it is called or made; not in 'attorney general'."""
    named = tokens[first - 1].lemma in ("call", "deem", "consider", "find", "brand", "term", "label", "declare")
    ends = at == limit or tokens[at + 1].tag in ("P", "CC", "SB", "Q")
    return named and ends and tokens[at].low not in _AFTER_NOUNS and not is_person(tokens[at])


_AFTER_NOUNS = frozenset("general elect emeritus designate martial apparent proper".split())


def _nicknamed(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether one word in quotation marks stands between a token and another of a name."""
    tags = [token.tag for token in tokens[at : min(at + 4, limit) + 1]]
    return tags == ["NP", "Q", "NP", "Q", "NP"]


def _titled(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether 'President Ana Ruiz' begins at a token."""
    return at < limit and is_person(tokens[at]) and not is_plural(tokens[at]) and tokens[at + 1].tag == "NP"


def _names_another(tokens: list[Token], first: int, at: int, limit: int) -> bool:
    """Whether a single name after 'the councillors' begins another phrase; a list of names would be theirs."""
    here, following = tokens[at], tokens[at + 1]
    common = here.tag == "N" and here.text.islower() and following.tag == "NP"
    if not common or tokens[first].low not in ("the", "these", "those"):
        return False
    end = at + 1
    while end < limit and tokens[end + 1].tag == "NP":
        end += 1
    if not is_person(here) and not is_body(here):
        return end < limit and tokens[end + 1].tag in ("VD", "VZ", "HV", "M", "DO")  # 'the claims Ruiz made'
    if here.low not in plurals("people", "person"):
        return False
    return end == limit or (tokens[end + 1].tag != "CC" and tokens[end + 1].text != ",")


def _times(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether what is counted is how often or how long: 'three times', 'two further times', 'seven days'."""
    if at < limit and tokens[at].low in ("further", "more", "other", "separate"):
        at += 1
    return at <= limit and tokens[at].low in _COUNTED


def _head(tokens: list[Token], first: int, last: int) -> int | None:
    if last > first and tokens[last].tag == "J" and tokens[first].tag in ("D", "S"):
        counted = tokens[last].low in words("words", "number")
        if counted or is_person(tokens[last]):
            return last  # 'the two', 'the retired general', 'the Vermont independent'
    if first == last and tokens[last].low in words("words", "number") and last + 1 < len(tokens):
        return last if tokens[last + 1].low == "of" else None  # 'two of her aides'
    for at in range(last, first - 1, -1):
        if tokens[at].tag in _HEADS and not (tokens[at].tag == "CD" and at > first and tokens[at - 1].tag == "NP"):
            return at
    if tokens[first].tag == "D" and tokens[first].low in (
        "some",
        "many",
        "several",
        "few",
        "both",
        "others",
        "most",
        "all",
        "this",
        "that",
        "these",
        "those",
    ):
        return first
    return None


def is_person(token: Token) -> bool:
    """Whether a noun names people by office, trade or relation."""
    low = token.low.removeprefix("then-").removeprefix("ex-").removeprefix("vice-")
    low = low.removesuffix("-elect").removesuffix("-designate").removesuffix("-in-waiting")
    return (
        low in words("people", "person")
        or low in plurals("people", "person")
        or (token.text[0].islower() and low.endswith(("man", "woman", "men", "women")) and len(low) > 5)  # noqa: PLR2004 - 'omen'
    )


def is_body(token: Token) -> bool:
    """Whether a noun names a body that speaks and acts."""
    return token.low in words("people", "body") or token.low in plurals("people", "body")


def is_plural(token: Token) -> bool:
    """Whether a noun stands for several people or things."""
    return (
        token.low in plurals("people", "person")
        or token.low in ("people", "police", "both", "some", "many", "several", "others")
        or (token.low.endswith("s") and not token.low.endswith(("ss", "us", "is")) and token.tag == "N")
    )
