"""Noun phrases and verb groups: the pieces that clauses are made of."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.reading.lexicon import plurals, words
from monitor.reading.tokens import Sentence, Token

_IN_NOUN = frozenset(("D", "S", "J", "N", "NP", "CD", "POS"))
_COUNTED = frozenset("times occasions separate days weeks months years hours minutes".split())
_NUMBERED = frozenset(  # bodies that are told apart by a number
    "local lodge channel district ward area section article unit branch precinct zone constituency chapter".split()
)
_HEADS = frozenset(("N", "NP", "PR", "CD"))
_NEGATIVE = frozenset(("not", "never", "n't", "neither", "nor", "hardly", "scarcely"))
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
            head = _head(tokens, at, end)
            if head is not None:
                found.append(Noun(at, end, head))
            at = end + 1
        else:
            at += 1
    return found


def _noun_end(tokens: list[Token], first: int, limit: int) -> int:  # noqa: C901 - a grammar is a list of cases
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
                here.tag in ("D", "S")
                and following.tag == "TM"
                and at + 2 <= limit
                and tokens[at + 2].tag in ("N", "NP")
            )
            or (here.tag == "TM" and following.tag in ("N", "NP") and at > first)
        ):
            pass
        else:
            break
        at += 1
    return at


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
    several = here.tag == "N" and here.text.islower() and here.low in plurals("people", "person")
    if not several or following.tag != "NP" or tokens[first].low not in ("the", "these", "those"):
        return False
    end = at + 1
    while end < limit and tokens[end + 1].tag == "NP":
        end += 1
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


def verb_groups(tokens: list[Token], sentence: Sentence) -> list[VerbGroup]:
    """The verb groups of a sentence, in order."""
    found = []
    at = sentence.first
    while at <= sentence.last:
        tag = tokens[at].tag
        if tag[0] == "V" or tag in ("M", "BE", "HV", "DO") or (tag == "TO" and at < sentence.last):
            group = _group(tokens, at, sentence.last)
            if group is not None:
                group = _negated_in_front(tokens, sentence, found, group)
                found.append(_going_on(tokens, found, group))
                at = group.last
        at += 1
    return found


def _negated_in_front(
    tokens: list[Token], sentence: Sentence, found: list[VerbGroup], group: VerbGroup
) -> VerbGroup:
    """The group, negative if 'at no point did I', 'never has she' or 'nor had he' stands before it."""
    helper = found[-1] if found else None
    if helper is None or helper.first != helper.last or tokens[helper.last].tag not in ("DO", "HV", "M", "BE"):
        return group
    between = tokens[helper.last + 1 : group.first]
    fronted = [token.low for token in tokens[max(sentence.first, helper.first - 4) : helper.first]]
    plain = 0 < len(between) <= _SUBJECT and all(token.tag in ("PR", "NP", "D", "S", "N", "J") for token in between)
    if not plain or group.form not in "BNG" or group.infinitive or not (_fronted(fronted)):
        return group
    return replace(group, negative=True, perfect=group.perfect or helper.lemma == "have")


def _going_on(tokens: list[Token], found: list[VerbGroup], group: VerbGroup) -> VerbGroup:
    """The group, with the 'to' or modal that it shares: 'meet' of 'plans to fly there on Monday and meet with Lee'."""
    at = group.first - 1
    while at > 0 and tokens[at].tag in ("RB", "Q"):
        at -= 1
    opener = next((one for one in reversed(found) if one.form != "G" or one.finite), None)
    if opener is None or group.form != "B" or group.first != group.last or tokens[at].tag != "CC":
        return group
    between = tokens[opener.last + 1 : at]
    apart = len(between) > _SHARING or any(t.text in (";", ":") or t.tag in ("WH", "SB", "Q") for t in between)
    if apart or not (opener.infinitive or opener.modal in ("will", "'ll", "would", "shall", "must", "should")):
        return group
    return replace(group, infinitive=opener.infinitive, modal=opener.modal)


_SHARING = 14  # tokens from a verb to 'and'
_SUBJECT = 5  # tokens between an auxiliary and its verb


def _fronted(lows: list[str]) -> bool:
    """Whether words end in a negation that turns subject and auxiliary round: 'at no time', 'never', 'nor'."""
    last = lows[-1:] or [""]
    return last[0] in ("never", "nor", "neither") or (
        "no" in lows[-3:-1] and last[0] in ("point", "time", "stage", "way", "circumstances", "moment", "occasion")
    )


def _group(tokens: list[Token], first: int, limit: int) -> VerbGroup | None:
    chain: list[int] = []
    at = first
    while at <= limit and at - first < 12:  # noqa: PLR2004 - no verb group is longer
        tag = tokens[at].tag
        if tag in ("M", "BE", "HV", "DO"):
            chain.append(at)
        elif tag[0] == "V":
            chain.append(at)
            break
        elif tokens[at].text == "," and chain and (resumed := _after_aside(tokens, at, limit)) is not None:
            at = resumed
            continue
        elif tag not in ("NEG", "RB", "TO", "Q") or (tag == "TO" and at != first and tokens[at - 1].low != "ought"):
            break
        at += 1
    if not chain:
        return None
    main = chain[-1]
    helpers = [tokens[i] for i in chain[:-1]]
    form = tokens[main].tag[1] if tokens[main].tag[0] == "V" else _aux_form(tokens[main])
    span = tokens[first : main + 1]
    around = [*span, *tokens[main + 1 : main + 2]] if tokens[main].tag in ("BE", "HV", "DO", "M") else span
    before = tokens[first - 1] if first else None
    negative = any(t.low in _NEGATIVE or t.low.endswith("n't") or t.low == "cannot" for t in around)
    negative = negative or (before is not None and before.tag == "NEG" and before.low in _NEGATIVE)
    modal = next((t.low for t in span if t.tag == "M"), "")
    advised = form == "B" and len(span) > 2 and (span[0].low, span[1].low) in (("had", "better"), ("'d", "better"))  # noqa: PLR2004 - 'had better resign'
    modal = "should" if advised else modal
    return VerbGroup(
        first=first,
        last=main,
        lemma=_aux_lemma(tokens[main]) if tokens[main].tag[0] != "V" else tokens[main].lemma,
        form=form,
        modal=modal,
        negative=negative,
        passive=form == "N" and any(t.tag == "BE" or t.low in ("got", "get") for t in helpers),
        perfect=any(t.tag == "HV" for t in helpers) and not advised,
        progressive=form == "G" and any(t.tag == "BE" for t in helpers),
        infinitive=tokens[first].tag == "TO",
    )


def _after_aside(tokens: list[Token], comma: int, limit: int) -> int | None:
    """The verb that goes on after ', at any time,', ', however,' or 'never, ever'; None when no verb follows."""
    if tokens[comma - 1].low == "never" and comma + 2 <= limit and tokens[comma + 1].low == "ever":
        return comma + 1
    for at in range(comma + 1, min(comma + 6, limit)):
        if tokens[at].text == ",":
            return (
                at + 1
                if tokens[at + 1].tag[0] == "V" and tokens[comma - 1].tag in ("NEG", "M", "DO", "HV", "RB")
                else None
            )
        if tokens[at].tag[0] == "V":
            return None
    return None


def _aux_form(token: Token) -> str:
    return {
        "has": "Z",
        "is": "Z",
        "does": "Z",
        "had": "D",
        "was": "D",
        "were": "D",
        "did": "D",
        "having": "G",
        "being": "G",
        "been": "N",
    }.get(token.low, "B")


def _aux_lemma(token: Token) -> str:
    return {"BE": "be", "HV": "have", "DO": "do", "M": token.low}[token.tag]


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
