"""Words that can be several parts of speech: verb or noun, past or participle, settled by the words around them."""

from __future__ import annotations

from monitor.reading.lexicon import verbs, words
from monitor.reading.tokens import Sentence, Token
from monitor.reading.verb_or_noun import ING_NOUNS, mandative, names_person, verb_or_noun

_UNITS = frozenset(
    "week month year weekend night morning evening afternoon summer winter spring fall autumn season century".split()
)
_NAMING_UNITS = frozenset("last next this past".split())
_OF_TWO = frozenset("one-on-one face-to-face heart-to-heart sit-down".split())  # 'had a one-on-one in Lima'


def settle(tokens: list[Token], sentence: Sentence) -> None:  # noqa: PLR0915, C901, PLR0912 - a grammar is a list of cases
    """Choose between verb and noun, past and participle, by the words around."""
    for at in range(sentence.first, sentence.last + 1):
        token = tokens[at]
        before = _before(tokens, sentence, at)
        after = tokens[at + 1] if at < sentence.last else None
        if token.low in _NAMING_UNITS and after is not None and after.low in _UNITS:
            token.tag = after.tag = "TM"
        elif token.text in ("No", "No.", "Number") and after is not None and after.text in ("10", "11"):
            token.tag = after.tag = "NP"  # the street door that a government goes by
        elif token.low == "no" and after is not None and after.low == "longer":
            token.tag = after.tag = "RB"  # 'could no longer govern'
        elif token.low == "managing" and after is not None and names_person(after.low):
            token.tag, token.lemma = "J", "managing"  # 'Ajax managing director Ana Ruiz'
        elif token.low == "all" and after is not None and after.low == "along":
            token.tag = after.tag = "RB"  # 'has maintained all along that'
        elif token.low == "else" and before is not None and before.tag in ("PR", "WH", "N"):
            token.tag = "RB"  # 'anyone else', 'nobody else'
        elif (
            token.low == "only"
            and before is not None
            and before.tag in ("HV", "BE", "DO", "M")
            and after is not None
            and (after.tag[:1] == "V" or after.low in verbs())
        ):
            token.tag = "RB"  # 'had only wanted'
        elif token.low in ("whatever", "whatsoever") and before is not None and before.tag == "N":
            token.tag = "RB"  # 'no discussion whatever'
        elif token.low == "few" and before is not None and before.low == "a":
            token.tag = "J"  # 'a few words'
        elif token.low == "better" and before is not None and before.low in ("had", "'d"):
            token.tag = "RB"
        elif _counts_loosely(tokens, at, sentence.last):
            token.tag = tokens[at + 1].tag = "RB"  # 'more than a dozen'
            tokens[at + 2].tag = "J" if tokens[at + 2].low == "one" else tokens[at + 2].tag
        elif token.tag == "CD" and before is not None and before.low in words("words", "month") and _counted(after):
            token.tag = "TM"  # 'on March 3 two officials met'
        elif token.low in ("late", "early") and before is not None and _tells_when(tokens, at, sentence.last):
            token.tag = "TM"  # 'said late Saturday that', 'late on Monday'
        elif token.low in _NAMING_UNITS and after is not None and after.tag == "TM" and token.tag == "J":
            token.tag = "TM"
        elif (
            token.tag == "VG"
            and token.low not in verbs()
            and before is not None
            and before.tag in ("NP", "D", "S", "J", "POS")
            and after is not None
            and after.low in words("people", "body")
        ):
            token.tag, token.lemma = "N", token.low  # 'the Dorne rowing board'
        elif token.tag == "TM" and token.low in _UNITS:
            continue
        elif token.tag == "TM" and before is not None and before.tag == "NP" and _called(before.low):
            token.tag, token.lemma = "NP", token.low  # 'Theresa May', 'Mrs May'
        elif token.text in ("April", "June", "August", "Jan") and _given_name(before, after):
            token.tag, token.lemma = "NP", token.low  # 'April Ruiz, a spokeswoman'
        elif (
            token.low == "far"
            and at > sentence.first
            and tokens[at - 1].low in ("so", "thus")
            and (after is None or after.low != "as")
        ):
            token.tag = "RB"  # 'has not so far begun'
        elif (
            token.low == "since"
            and before is not None
            and before.tag == "HV"
            and after is not None
            and after.tag[:1] == "V"
        ):
            token.tag = "RB"  # 'has since acknowledged'
        elif token.tag == "IN" and token.low == "like" and before is not None and before.tag in ("M", "DO", "TO", "PR"):
            token.tag, token.lemma = "VB", "like"
        elif (
            token.tag == "IN"
            and token.low in ("about", "around", "over")
            and after is not None
            and (after.tag == "CD" or after.low in words("words", "number"))
            and at + 1 < sentence.last
            and tokens[at + 2].tag in ("N", "J")
            and tokens[at + 2].low not in words("words", "month")
        ):
            token.tag = "RB"  # 'met about 20 pastors'
        elif (
            token.tag == "IN"
            and token.low == "at"
            and after is not None
            and after.low in ("first", "last", "least", "once", "times")
        ):
            token.tag = after.tag = "RB"
        elif (
            token.tag == "J"
            and token.low in ("first", "last", "early", "late", "long")
            and before is not None
            and before.tag in ("N", "NP", "PR", "HV", "BE", "M")
            and after is not None
            and after.tag[:1] == "V"
        ):
            token.tag = "RB"
        elif _a_thing(token, before, after) or (
            token.tag == "J"
            and names_person(token.low)
            and (
                after is None
                or after.tag not in ("N", "NP", "J", "VD", "VN", "VG", "CC")
                or (after.tag == "VG" and after.low not in ING_NOUNS)  # 'an official speaking in private'
            )
        ):
            token.tag = "N"
        elif (
            token.tag == "J"
            and token.low in ("first", "later")
            and before is not None
            and before.text == ","
            and after is not None
            and after.tag in ("VD", "VZ")
        ):
            token.tag = "RB"
        elif token.tag[:1] == "V":
            token.tag = verb_or_noun(tokens, token, before, after)
            if token.tag in ("N", "J"):
                token.lemma = token.low
        elif (
            (token.tag == "N" or (token.tag == "J" and _base_form(token.low)))
            and token.sort == "word"
            and before is not None
            and (
                before.tag == "M"
                or _after_and(token, before, after)
                or (token.tag == "J" and after is not None and after.tag in ("D", "S") and mandative(tokens, token))
                or (before.tag == "DO" and tokens[at - 1].tag in ("NEG", "RB"))
            )
        ):
            token.tag = "VB"
        elif token.low == "that":
            token.tag = _that(before, after)
        elif _does(token, before, after):
            token.tag, token.lemma = "VZ", token.low.removesuffix("s")
        elif (
            token.tag == "S"
            and token.low == "her"
            and (after is None or after.tag in ("P", "IN", "TO", "CC", "Q", "TM", "RB", "SB"))
        ):
            token.tag = "PR"
        elif (
            token.tag == "TO"
            and after is not None
            and after.tag == "J"
            and _base_form(after.low)
            and at + 1 < sentence.last
            and (tokens[at + 2].tag in ("D", "S") or tokens[at + 2].low in words("call", "inquiry"))
        ):
            after.tag = "VB"  # 'to open its archives'
        elif token.tag == "TO" and not _base_follows(tokens, sentence, at):
            token.tag = "IN"
        elif (
            token.low == "'s"
            and before is not None
            and (before.tag in ("PR", "WH") or before.low in ("that", "there", "here"))
        ):
            token.tag = "BE"
        elif token.low == "'d" and after is not None and _is_participle(after.low):
            token.tag = "HV"
        elif (
            token.low == "may"
            and token.tag == "TM"
            and token.text == "May"
            and after is not None
            and after.tag in ("VB", "BE", "HV")
        ):
            token.tag = "M"


def _counts_loosely(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether 'more than', 'fewer than' or 'up to' begins at a token before a number."""
    if at + 2 > limit or (tokens[at].low, tokens[at + 1].low) not in _LOOSELY:
        return False
    number = tokens[at + 2]
    many = (
        at + 3 <= limit and number.low in ("a", "half") and tokens[at + 3].low in ("dozen", "score", "hundred", "few")
    )
    return many or number.sort == "number" or (number.low in words("words", "number") | {"one"} and number.low != "a")


_LOOSELY = {("more", "than"), ("fewer", "than"), ("less", "than"), ("up", "to"), ("close", "to"), ("upwards", "of")}


def _tells_when(tokens: list[Token], at: int, limit: int) -> bool:
    """Whether a day follows a word, perhaps after 'on' or 'in'."""
    linked = at < limit and tokens[at + 1].low in ("on", "in")
    return at + linked < limit and tokens[at + 1 + linked].tag == "TM"


def _counted(after: Token | None) -> bool:
    """Whether a number comes next, so that the one before it is the day of a month."""
    return after is not None and after.low in words("words", "number") and after.low not in ("a", "an")


def _given_name(before: Token | None, after: Token | None) -> bool:
    """Whether a month before a name is a given name: not 'in April Congress', not 'last June Ruiz'."""
    opens = (
        before is None or before.text in (",", ".", ";") or before.tag in ("CC", "NP", "SB") or before.tag[:1] == "V"
    )
    return opens and after is not None and after.tag == "NP" and after.low not in words("people", "body")


def _a_thing(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether an article makes a noun of a word: 'a private one-on-one', 'the mine'."""
    if before is None or before.tag not in ("D", "S", "J"):
        return False
    alone = token.tag == "J" and (after is None or after.tag not in ("N", "NP", "J"))
    return (token.low in _OF_TWO and alone) or (token.low == "mine" and token.tag == "PR")


def _after_and(token: Token, before: Token, after: Token | None) -> bool:
    """Whether an adjective is a verb for what stands around it: 'and open an inquiry'."""
    return token.tag == "J" and before.tag == "CC" and after is not None and after.tag in ("D", "S")


def _does(token: Token, before: Token | None, after: Token | None) -> bool:
    """Whether a word is a verb because 'who' does it: 'who chairs the board', 'who hails from Ohio'."""
    plural = token.tag == "N" and token.low.endswith("s") and not token.low.endswith("ss")
    opens = before is not None and before.low == "who"
    return plural and opens and after is not None and after.tag in ("D", "S", "IN", "NP", "PR", "CD", "RB")


def _base_form(low: str) -> bool:
    """Whether an adjective is also the base form of a verb: 'open', 'clear'."""
    known = verbs().get(low)
    return known is not None and "B" in known.forms


def _is_participle(low: str) -> bool:
    """Whether a word is a participle and no base form: 'met', not 'come'."""
    known = verbs().get(low)
    return (known is not None and "N" in known.forms and "B" not in known.forms) or low == "been"


def _called(low: str) -> bool:
    """Whether a name goes on after a word: a first name, 'Mrs'."""
    given = low in words("people", "female") or low in words("people", "male")
    return given or low.rstrip(".") in words("people", "honorific")


def _before(tokens: list[Token], sentence: Sentence, at: int) -> Token | None:
    at -= 1
    while at >= sentence.first and tokens[at].tag in ("RB", "Q", "NEG"):
        if tokens[at].tag == "RB" and tokens[at].low == "as":
            break
        at -= 1
    return tokens[at] if at >= sentence.first else None


def _base_follows(tokens: list[Token], sentence: Sentence, at: int) -> bool:
    """Whether the base form of a verb comes next, be it the first word of a quotation: 'urged her to "resign now"'."""
    at += 1
    while at <= sentence.last and tokens[at].tag == "Q":
        at += 1
    return at <= sentence.last and _base(tokens[at])


def _base(token: Token) -> bool:
    known = verbs().get(token.low)
    return (
        (known is not None and "B" in known.forms and token.text[0].islower())
        or token.low in ("be", "have", "do", "not")
        or token.tag == "RB"
    )


def _that(before: Token | None, after: Token | None) -> str:
    if after is not None and after.tag in ("V", "VD", "VZ", "BE", "HV", "M", "DO") and before is not None:
        return (
            "WH"
            if before.tag in ("N", "NP")
            or before.low in ("something", "anything", "nothing", "everything", "one", "those", "all")
            else "PR"
        )
    if after is not None and after.tag == "N" and (before is None or before.tag == "IN"):
        return "D"
    if before is not None and before.tag[:1] == "V" and (after is None or after.tag in ("P", "RB")):
        return "PR"  # 'I reject that completely'
    return "SB"
