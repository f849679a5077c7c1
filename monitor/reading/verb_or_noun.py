"""Whether a word is a verb, of which form, or a noun or adjective, by the words around it."""

from __future__ import annotations

from monitor.reading.lexicon import plurals, verbs, words
from monitor.reading.tokens import Token

_NOUNISH = frozenset(("D", "S", "POS", "J", "CD"))
_SUBJECTS = frozenset(("PR", "N", "NP", "WH", "TM"))
# Nouns in -ing that stand after other nouns: 'a confirmation hearing'.
ING_NOUNS = frozenset(
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
_MOSTLY_VERBS = frozenset("meet speak confer testify resign apologize apologise sit".split())
_FORMER = frozenset("retired disgraced ousted suspended convicted jailed indicted accused impeached deposed".split())
_MEANS = frozenset("telephone phone email e-mail letter text fax mail video cellphone conference".split())
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
_LET = 5  # tokens from 'let' to what somebody is let do
_SUBJECT, _ASIDE = 12, 24  # tokens that a subject, or an aside after it, may have
_PEOPLES = ("ans", "ats", "ists", "ives", "als", "ites")  # plurals; other names in -s are singular


def verb_or_noun(tokens: list[Token], token: Token, before: Token | None, after: Token | None) -> str:  # noqa: C901, PLR0911, PLR0912 - a grammar is a list of cases
    """The tag of a word that may be a verb: a form of the verb, a noun or an adjective."""
    forms = verbs()[token.low].forms if token.low in verbs() else {"D": "DN"}.get(token.tag[1], token.tag[1])
    left = before.tag if before is not None else "P"
    floats = before is not None and before.low in ("both", "all") and token.tag in ("VD", "VB")
    if floats and not (after is not None and after.tag in ("N", "NP", "J")):
        left = "N"  # 'Lee and Ruiz both said'
    opens = left == "P" and token.low == "let" and after is not None and after.tag in ("PR", "D", "S", "NP")
    if opens or ("B" in forms and _had_better(tokens, token)):
        return "VB"
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
    if "B" in forms and left == "CC" and _verb_before_and(tokens, token):
        return "VB"
    if (
        "G" in forms
        and token.low in ING_NOUNS
        and left in ("N", "NP", "TM", *_NOUNISH)
        and (after is None or after.tag not in ("D", "S", "PR", "NP"))
        and not (left == "NP" and token.low == "warning" and _bare_name(tokens, token))
    ):
        return "N"
    if "G" in forms and token.low in _TRADES and left in ("N", "J", "NP", "D", "S") and after is not None:
        return "N" if after.low in _TRADING or names_person(after.low) else "VG"  # 'a security consulting firm'
    if "G" in forms and before is not None and before.low == "those":
        return "VG"
    if "G" in forms:
        return (
            "N"
            if left in ("D", "S", "POS", "J") and (after is None or after.tag not in ("D", "S", "NP", "PR"))
            else "VG"
        )
    if "D" in forms or "N" in forms:
        wished = left in ("N", "NP", "PR", "CD") and mandative(tokens, token)  # 'demanded that he come clean'
        if (
            "D" not in forms
            and "B" in forms
            and (wished or left == "WH" or (left in ("N", "NP") and before is not None and _plural(before)))
        ):
            return "VB"  # 'that outsiders come in'
        if left == "P" and "N" in forms and _inserted(tokens, token):
            return "VN"
        if "D" in forms and after is not None and after.low == "by" and _no_agent(tokens, token, left):
            return "VD"  # ', started by denying', 'walked by without answering'
        return _past_form(token, forms, left, after)
    if "Z" in forms:
        if token.low == "needs" and after is not None and after.tag == "TO" and left not in _NOUNISH:
            return "VZ"
        if token.low in _NEVER_NOUNS and left not in ("D", "S", "POS", "J"):
            return "VZ"
        if left in ("CD", "N", "NP") and _index(tokens, token) > 0 and tokens[_index(tokens, token) - 1].low == "also":
            return "VZ"  # 'Local 88 also demands'
        if left in _NOUNISH or left == "IN":
            return "N"
        if before is not None and left == "N" and _papers(token, before, after):
            return "N"
        if left in _SUBJECTS or left == "P":
            finite_next = after is not None and after.tag in ("BE", "HV", "M", "DO", "VD", "VZ") and left != "PR"
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
    if left in ("N", "NP", "CD") and mandative(tokens, token):
        return "VB"
    if left in ("N", "NP") and token.low in words("people", "body") and not _takes_object(after):
        return "N"  # 'the ethics commission to look', not 'officials board the plane'
    if left == "N" and after is not None and after.tag in ("VD", "VZ", "BE", "HV", "M", "DO"):
        return "N"
    if left in ("PR", "WH") or (left in ("N", "NP") and before is not None and _plural(before)):
        return "VB"
    if left == "CC" and token.low in _MOSTLY_VERBS and after is not None and after.tag in ("IN", "TM", "RB", "TO"):
        return "VB"  # 'was to fly there and meet on Sunday with'
    if left == "CC" and token.low == "call" and after is not None and after.low in ("for", "on"):
        return "VB"  # 'began to split and call for him to go'
    if left == "CC" and token.low in ("go", "leave") and (after is None or after.tag in ("P", "Q")):
        return "VB"  # 'should do the right thing and go.'
    if left in ("CC", "P", "SB"):
        taken = after is not None and (
            after.tag in ("D", "S", "PR", "SB", "TO")
            or after.low in ("out", "down", "aside", "up", "off", "over", "back", "away")
        )
        return "VB" if taken else "N"
    return "N"


def _bare_name(tokens: list[Token], token: Token) -> bool:
    """Whether a full name with no article stands before a word: 'wrote to Ana Ruiz warning of cracks'."""
    at = _index(tokens, token) - 1
    if at < 1 or tokens[at - 1].tag != "NP":
        return False
    while at >= 0 and tokens[at].tag == "NP":
        at -= 1
    return at >= 0 and tokens[at].tag not in ("D", "S", "POS", "J")


def _takes_object(after: Token | None) -> bool:
    return after is not None and after.tag in ("D", "S", "PR", "NP", "CD")


def mandative(tokens: list[Token], token: Token) -> bool:
    """Whether a base form follows 'demanded that the mayor'."""
    at = _index(tokens, token)
    for probe in range(at - 2, max(0, at - 9), -1):
        if tokens[probe].tag in ("P", "CC") or tokens[probe].tag[:1] == "V":
            return False
        if tokens[probe].low == "that":
            return any(
                t.lemma in words("call", "demand") or t.low in words("call", "noun") or t.low in words("call", "needed")
                for t in tokens[max(0, probe - 6) : probe]
            )
    return False


def _past_form(token: Token, forms: str, left: str, after: Token | None) -> str:  # noqa: PLR0911 - a grammar is a list of cases
    if left in _NOUNISH and after is not None and (after.tag in ("N", "NP", "J", "VG") or names_person(after.low)):
        return "J"  # 'the alleged theft', 'the alleged padding'
    if left == "P" and token.low in _FORMER and after is not None and after.tag in ("N", "J", "NP"):
        return "J"  # 'Her rival, retired judge Ana Ruiz, said'
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


def _had_better(tokens: list[Token], token: Token) -> bool:
    """Whether 'had better', or 'let him', stands before a word."""
    at = _index(tokens, token)
    before = (tokens[at - 2].low, tokens[at - 1].low) if at > 1 else ("", "")
    back = at - 1
    while back > 0 and at - back < _LET and tokens[back].tag in ("NP", "D", "S", "PR"):
        back -= 1
    return before in (("had", "better"), ("'d", "better")) or (0 <= back < at - 1 and tokens[back].low == "let")


def _verb_before_and(tokens: list[Token], token: Token) -> bool:
    """Whether 'and' joins a word to an infinitive or modal with no object: 'needs to sit down and answer'."""
    at = _index(tokens, token) - 2
    if at < 2 or tokens[at + 1].tag != "CC" or tokens[at].tag[:1] not in ("V", "R", "I"):  # noqa: PLR2004 - two tokens back
        return False
    if tokens[at].tag in ("RB", "IN"):
        at -= 1
    return tokens[at].tag == "VB" and tokens[at - 1].tag in ("TO", "M", "RB")


def _no_agent(tokens: list[Token], token: Token, left: str) -> bool:
    """Whether 'by denying it' or 'by without' follows a verb, which is no passive then."""
    at = _index(tokens, token) + 2
    if at >= len(tokens):
        return False
    means = tokens[at].low in _MEANS  # 'said by telephone that'
    return (left == "P" and tokens[at].tag == "VG") or (
        left in ("N", "NP", "PR") and (means or tokens[at].tag in ("IN", "P"))
    )


def _inserted(tokens: list[Token], token: Token) -> bool:
    """Whether a participle opens what stands between commas after a subject: 'Olympia, based in Tokyo, began'."""
    at = _index(tokens, token)
    if at < 2 or tokens[at - 1].text != "," or tokens[at - 2].tag not in ("N", "NP"):  # noqa: PLR2004 - two tokens back
        return False
    if at + 1 >= len(tokens) or tokens[at + 1].tag not in ("IN", "TO", "TM", "RB"):
        return False
    for probe in range(at - 2, max(-1, at - _SUBJECT), -1):
        low, tag = tokens[probe].low, tokens[probe].tag
        if tag in ("M", "BE", "HV", "DO", "WH", "SB") or (tag[:1] == "V" and tag != "VG"):
            return False
        if tokens[probe].text in (".", "?", "!", ";", ":", "\u201c", "\u201d") or (
            tag == "CC" and low in ("but", "and")
        ):
            break
    for probe in range(at + 2, min(len(tokens) - 1, at + _ASIDE)):
        if tokens[probe].text == ",":
            following = tokens[probe + 1 + (tokens[probe + 1].tag == "RB")]
            return following.tag in ("VD", "VZ", "HV", "BE", "M", "DO") or (
                following.tag[:1] == "V" and following.low in verbs() and "D" in verbs()[following.low].forms
            )
        if tokens[probe].text in (".", ";", "?", "!"):
            return False
    return False


def _bare(tokens: list[Token], token: Token, left: str) -> bool:
    """Whether a noun before a form in -s has no article, so that both are one compound: 'security requests'."""
    at = _index(tokens, token) - 1
    if left == "NP":  # 'turned down Ajax requests', not 'said Lee owes'
        takes = at >= 1 and tokens[at - 1].tag in ("VD", "VN", "VB")
        return takes and tokens[at - 1].lemma not in words("speech", "bare")
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
    return token.low in _RECORDS and not names_person(before.low)


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


def names_person(low: str) -> bool:
    """Whether an adjective can also name a person: 'the chief executive', 'the accused'."""
    return low in words("people", "person") or low in plurals("people", "person")
