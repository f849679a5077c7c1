"""Words that can be several parts of speech: verb or noun, past or participle, settled by the words around them."""

from __future__ import annotations

from monitor.reading.lexicon import plurals, verbs, words
from monitor.reading.tokens import Sentence, Token

_NOUNISH = frozenset(("D", "S", "POS", "J", "CD"))
_SUBJECTS = frozenset(("PR", "N", "NP", "WH", "TM"))
_UNITS = frozenset(
    "week month year weekend night morning evening afternoon summer winter spring fall autumn season century".split()
)
_NAMING_UNITS = frozenset("last next this past".split())
# Nouns in -ing that stand after other nouns: 'a confirmation hearing'.
_ING_NOUNS = frozenset(
    "hearing meeting building briefing funding spending ruling filing wedding warning training setting funding housing "
    "banking bombing shooting killing gathering proceeding sitting finding posting recording beginning ending".split()
)
# Forms in -s that are never nouns.
_NEVER_NOUNS = frozenset(
    "says denies insists maintains rejects refuses declines contests disputes tells asks admits "
    "argues writes adds wants seeks urges calls demands concedes acknowledges confirms confesses alleges asserts "
    "contends apologises apologizes resigns declares responds agrees believes thinks knows explains accepts".split()
) - {"calls", "demands"}
_QUESTIONING = frozenset("ask press question challenge quiz grill confront".split())
_OF_WHAT = frozenset("about on over whether if how why what".split())
_INTRANSITIVE = frozenset(
    "talk speak confer meet converse communicate agree respond reply resign apologize apologise testify".split()
)
_RARELY_NOUNS = frozenset(
    "want ask say deny insist seek urge argue believe think tell refuse reject "
    "publish apologise apologize resign recuse dismiss investigate disclose withdraw include".split()
)
_RECORDS = frozenset("records documents logs texts tapes files transcripts".split())
_OBJECTS = frozenset("him them me us".split())  # no noun stands before these
# Trades, and who or what is of one: 'a lobbying firm'.
_TRADES = frozenset(
    "consulting lobbying marketing advertising publishing banking accounting engineering trading mining shipping "
    "manufacturing polling fundraising training voting polling governing planning recruiting cleaning hosting".split()
)
_TRADING = frozenset(
    "firm firms company companies group groups agency agencies giant business businesses industry service services "
    "contract contracts fee fees arm practice work job jobs client clients house partner partners".split()
)
_OF_TWO = frozenset("one-on-one face-to-face heart-to-heart sit-down".split())  # 'had a one-on-one in Lima'
_PEOPLES = ("ans", "ats", "ists", "ives", "als", "ites")  # plurals; other names in -s are singular


def settle(tokens: list[Token], sentence: Sentence) -> None:  # noqa: C901, PLR0912 - a grammar is a list of cases
    """Choose between verb and noun, past and participle, by the words around."""
    for at in range(sentence.first, sentence.last + 1):
        token = tokens[at]
        before = _before(tokens, sentence, at)
        after = tokens[at + 1] if at < sentence.last else None
        if token.low in _NAMING_UNITS and after is not None and after.low in _UNITS:
            token.tag = after.tag = "TM"
        elif token.low == "no" and after is not None and after.low == "longer":
            token.tag = after.tag = "RB"  # 'could no longer govern'
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
        elif token.text in ("April", "June", "August") and _given_name(before, after):
            token.tag, token.lemma = "NP", token.low  # 'April Ruiz, a spokeswoman'
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
            and after.tag[0] == "V"
        ):
            token.tag = "RB"
        elif _a_thing(token, before, after) or (
            token.tag == "J"
            and _names_person(token.low)
            and (
                after is None
                or after.tag not in ("N", "NP", "J", "VD", "VN", "VG", "CC")
                or (after.tag == "VG" and after.low not in _ING_NOUNS)  # 'an official speaking in private'
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
        elif token.tag[0] == "V":
            token.tag = _verb(tokens, token, before, after)
            if token.tag in ("N", "J"):
                token.lemma = token.low
        elif (
            (token.tag == "N" or (token.tag == "J" and _base_form(token.low)))
            and token.sort == "word"
            and before is not None
            and (
                before.tag == "M"
                or _after_and(token, before, after)
                or (before.tag == "DO" and tokens[at - 1].tag in ("NEG", "RB"))
            )
        ):
            token.tag = "VB"
        elif token.low == "that":
            token.tag = _that(before, after)
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
        elif token.tag == "TO" and not (after is not None and _base(after)):
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


def _given_name(before: Token | None, after: Token | None) -> bool:
    """Whether a month before a name is a given name: not 'in April Congress', not 'last June Ruiz'."""
    opens = before is None or before.text in (",", ".", ";") or before.tag in ("CC", "NP") or before.tag[0] == "V"
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


def _names_person(low: str) -> bool:
    """Whether an adjective can also name a person: 'the chief executive', 'the accused'."""
    return low in words("people", "person") or low in plurals("people", "person")


def _before(tokens: list[Token], sentence: Sentence, at: int) -> Token | None:
    at -= 1
    while at >= sentence.first and tokens[at].tag in ("RB", "Q", "NEG"):
        if tokens[at].tag == "RB" and tokens[at].low == "as":
            break
        at -= 1
    return tokens[at] if at >= sentence.first else None


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
    return "SB"


def _verb(tokens: list[Token], token: Token, before: Token | None, after: Token | None) -> str:  # noqa: C901, PLR0911, PLR0912 - a grammar is a list of cases
    forms = verbs()[token.low].forms if token.low in verbs() else {"D": "DN"}.get(token.tag[1], token.tag[1])
    left = before.tag if before is not None else "P"
    floats = before is not None and before.low in ("both", "all") and token.tag in ("VD", "VB")
    if floats and not (after is not None and after.tag in ("N", "NP", "J")):
        left = "N"  # 'Lee and Ruiz both said'
    if left in ("BE", "HV") or (
        before is not None and before.low in ("get", "got", "gets", "getting", "having", "being", "been")
    ):
        if "G" in forms:
            return "VG"
        if "N" in forms:
            return "VN"
        return "N"
    if (
        "B" in forms
        and after is not None
        and after.tag in ("PR", "D", "S")
        and left == "PR"
        and token.low in ("call", "reject", "deny")
    ):
        return "VB"
    if left in ("M", "DO", "TO") and "B" in forms:
        return "VB"
    if (
        "G" in forms
        and token.low in _ING_NOUNS
        and left in ("N", "NP", "TM", *_NOUNISH)
        and (after is None or after.tag not in ("D", "S", "PR", "NP"))
    ):
        return "N"
    if "G" in forms and token.low in _TRADES and left in ("N", "J", "NP", "D", "S") and after is not None:
        return "N" if after.low in _TRADING or _names_person(after.low) else "VG"  # 'a security consulting firm'
    if "G" in forms and before is not None and before.low == "those":
        return "VG"
    if "G" in forms:
        return (
            "N"
            if left in ("D", "S", "POS", "J") and (after is None or after.tag not in ("D", "S", "NP", "PR"))
            else "VG"
        )
    if "D" in forms or "N" in forms:
        return _past_form(token, forms, left, after)
    if "Z" in forms:
        if token.low in _NEVER_NOUNS and left not in ("D", "S", "POS", "J"):
            return "VZ"
        if left in ("CD", "N", "NP") and _index(tokens, token) > 0 and tokens[_index(tokens, token) - 1].low == "also":
            return "VZ"  # 'Local 88 also demands'
        if left in _NOUNISH or left == "IN":
            return "N"
        if before is not None and left == "N" and _papers(token, before, after):
            return "N"
        if left in _SUBJECTS or left == "P":
            finite_next = after is not None and after.tag in ("BE", "HV", "M", "DO", "VD", "VZ")
            if left in ("N", "NP") and _bare(tokens, token, left):
                return "N"
            compound = left == "N" and after is not None and after.tag in ("IN", "P", "TO")
            return "N" if finite_next or left == "P" or (compound and before is not None and _plural(before)) else "VZ"
        return "VZ" if left == "CC" and after is not None and after.tag in ("D", "S", "SB", "PR") else "N"
    if (
        token.low in _RARELY_NOUNS
        and left not in ("D", "S", "POS", "J", "CD")
        and (after is None or after.tag in ("D", "S", "PR", "SB", "NP", "TO", "N", "J", "P", "Q", "CD"))
    ):
        return "VB"
    if after is not None and after.low in _OBJECTS:
        return "VB"  # 'and both want him out'
    if left in ("N", "NP", "CD") and _mandative(tokens, token):
        return "VB"
    if left == "N" and after is not None and after.tag in ("VD", "VZ", "BE", "HV", "M", "DO"):
        return "N"
    if left in ("PR", "WH") or (left in ("N", "NP") and before is not None and _plural(before)):
        return "VB"
    if left == "CC" and token.low == "call" and after is not None and after.low in ("for", "on"):
        return "VB"  # 'began to split and call for him to go'
    if left in ("CC", "P", "SB"):
        taken = after is not None and (
            after.tag in ("D", "S", "PR", "SB", "TO")
            or after.low in ("out", "down", "aside", "up", "off", "over", "back", "away")
        )
        return "VB" if taken else "N"
    return "N"


def _mandative(tokens: list[Token], token: Token) -> bool:
    """Whether a base form follows 'demanded that the mayor'."""
    at = _index(tokens, token)
    for probe in range(at - 2, max(0, at - 9), -1):
        if tokens[probe].tag in ("P", "CC") or tokens[probe].tag[0] == "V":
            return False
        if tokens[probe].low == "that":
            return any(
                t.lemma in words("call", "demand") or t.low in words("call", "noun") or t.low in words("call", "needed")
                for t in tokens[max(0, probe - 6) : probe]
            )
    return False


def _past_form(token: Token, forms: str, left: str, after: Token | None) -> str:  # noqa: PLR0911 - a grammar is a list of cases
    if left in _NOUNISH and after is not None and (after.tag in ("N", "NP", "J", "VG") or _names_person(after.low)):
        return "J"  # 'the alleged theft', 'the alleged padding'
    if "D" not in forms:
        return "VN"
    if left in ("N", "NP") and after is not None and after.low == "by" and token.lemma not in _INTRANSITIVE:
        return "VN"
    if left == "P" and after is not None and after.low == "by" and token.lemma not in _INTRANSITIVE:
        return "VN"
    if left == "P" and after is not None and token.lemma in _QUESTIONING and after.low in _OF_WHAT:
        return "VN"  # 'Lee, asked about the loan, said'
    if left == "IN":
        return "J" if after is not None and after.tag in ("N", "NP") else "VN"
    if left == "D" and after is not None and after.tag in ("P", "BE", "HV", "M", "DO", "VD", "WH"):
        return "N"
    return "VN" if left in ("D", "S") else "VD"


def _bare(tokens: list[Token], token: Token, left: str) -> bool:
    """Whether a noun before a form in -s has no article, so that both are one compound: 'security requests'."""
    at = _index(tokens, token) - 1
    if left == "NP":
        return at >= 1 and tokens[at - 1].tag in ("VD", "VN", "VB")
    while at >= 0 and tokens[at].tag in ("N", "J", "CD", "RB"):
        at -= 1
    return (
        at >= 0
        and tokens[at].tag in ("VD", "VN", "VB", "VG", "IN", "HV", "BE")
        and not tokens[at + 1].low.endswith("s")
    )


def _papers(token: Token, before: Token, after: Token | None) -> bool:
    """Whether a form in -s names papers of some thing: 'his tax returns', 'the bank records'."""
    if after is not None and after.tag not in ("P", "IN", "TO", "CC", "TM", "RB", "BE", "HV", "M", "DO", "VD", "VZ"):
        return False  # 'the film documents the flood', 'the bank records rising losses'
    if before.low == "tax":
        return token.low == "returns"
    return token.low in _RECORDS and not _names_person(before.low)


def _index(tokens: list[Token], token: Token) -> int:
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].start < token.start:
            low = middle + 1
        else:
            high = middle
    return low


def _plural(token: Token) -> bool:
    if token.tag == "NP":
        return token.low.endswith(_PEOPLES)
    return token.low.endswith("s") or token.low in ("people", "men", "women", "police", "media")
