"""Coarse parts of speech: closed classes from a list, verbs from theirs, the rest by spelling and neighbours.

Tags: D determiner, S possessive, POS 's, J adjective, N noun, NP proper noun, PR pronoun, V verb (with its form: VB VZ
VD VN VG), M modal, BE HV DO auxiliaries, TO, IN preposition, CC, SB subordinator, WH, RB adverb, NEG, CD number,
TM day or month, Q quotation mark, and P for any other mark.
"""

from __future__ import annotations

from monitor.reading.lexicon import plurals, verbs, words
from monitor.reading.tokens import Sentence, Token

_CLOSED = (
    ("BE", "be"), ("HV", "have"), ("DO", "do"), ("M", "modal"), ("NEG", "negation"), ("S", "possessive"),
    ("CC", "conjunction"), ("WH", "relative"), ("PR", "pronoun"), ("D", "determiner"), ("IN", "preposition"),
    ("SB", "subordinator"), ("J", "adjective"), ("RB", "adverb"),
)  # fmt: skip
_TIME = frozenset("today yesterday tomorrow tonight".split())
_UNITS = frozenset("week month year weekend night morning evening afternoon summer winter spring fall autumn season century".split())
_NAMING_UNITS = frozenset("last next this past".split())
# Nouns in -ing that stand after other nouns: 'a confirmation hearing'.
_ING_NOUNS = frozenset(
    "hearing meeting building briefing funding spending ruling filing wedding warning training setting funding housing "
    "banking bombing shooting killing gathering proceeding sitting finding posting recording beginning ending".split()
)
# Plurals of peoples and parties; other names in -s are singular.
_PEOPLES = ("ans", "ats", "ists", "ives", "als", "ites")
_NOUNISH = frozenset(("D", "S", "POS", "J", "CD"))
_SUBJECTS = frozenset(("PR", "N", "NP", "WH", "TM"))
_CACHE: dict[str, str] = {}


def closed_class() -> dict[str, str]:
    """Every word of a closed class (or common adjective or adverb), with its tag."""
    if not _CACHE:
        found: dict[str, str] = {}
        for tag, key in _CLOSED:
            for word in words("words", key):
                found.setdefault(word, tag)
        found.update({"to": "TO", "that": "SB", "her": "S", "so": "RB", "no": "D", "like": "IN", "not": "NEG", "once": "RB"})
        _CACHE.update(found)
    return _CACHE


def tag(tokens: list[Token], sentences: list[Sentence]) -> None:
    """Set the tag and lemma of every token, sentence by sentence."""
    capital, small = _spellings(tokens, sentences)
    for sentence in sentences:
        _first_guess(tokens, sentence, capital, small)
        _settle(tokens, sentence)


# Forms in -s that are never nouns.
_NEVER_NOUNS = frozenset("says denies insists maintains rejects refuses declines contests disputes tells asks admits argues writes adds wants seeks urges calls demands".split()) - {"calls", "demands"}  # noqa: E501


_RARELY_NOUNS = frozenset("want ask say deny insist seek urge argue believe think tell refuse reject".split())


def _spellings(tokens: list[Token], sentences: list[Sentence]) -> tuple[set[str], set[str]]:
    """Words seen with a capital inside sentences, and words seen without."""
    capital: set[str] = set()
    small: set[str] = set()
    for sentence in sentences:
        previous = "."
        for token in tokens[sentence.first : sentence.last + 1]:
            if token.sort == "word":
                if not token.text[0].isupper():
                    small.add(token.low)
                elif previous not in ".?!:\u201c\u201d":
                    capital.add(token.low)
            previous = token.text
    return capital, small


def _first_guess(tokens: list[Token], sentence: Sentence, capital: set[str], small: set[str]) -> None:
    closed, known = closed_class(), verbs()
    opening = True
    for at in range(sentence.first, sentence.last + 1):
        token = tokens[at]
        low, text = token.low, token.text
        token.lemma = low
        if token.sort == "quote":
            token.tag = "Q"
            opening = True
            continue
        if token.sort in ("mark", "dash", "dots"):
            token.tag = "CC" if text == "&" else "P"
            opening = opening or text == ":"
            continue
        if token.sort == "clitic":
            token.tag = "POS" if low in ("'s", "'") else closed.get(low, "RB")
        elif token.sort == "number":
            token.tag = "CD"
        elif token.sort in ("abbr", "initials"):
            token.tag = "TM" if low.rstrip(".") in words("words", "month") else "NP" if text[0].isupper() else "RB"
        elif text[0].isupper() and _day(low, text):
            token.tag = "TM"
        elif low in _TIME and not text.isupper():
            token.tag = "TM"
        elif text[0].isupper() and not _common(token, tokens, at, opening=opening, capital=capital, small=small):
            token.tag = "NP"
        elif low in words("people", "particle") and at > sentence.first and tokens[at - 1].tag == "NP" and at < sentence.last and (tokens[at + 1].text[0].isupper() or tokens[at + 1].low in words("people", "particle")) and low not in ("y", "e", "la", "den"):  # noqa: E501
            token.tag = "NP"
        elif low.startswith(("al-", "el-", "ul-", "d'")) and text[-1:].islower() and any(letter.isupper() for letter in text):
            token.tag = "NP"
        elif low in closed:
            token.tag = closed[low]
        elif low in known:
            token.tag, token.lemma = "V" + known[low].forms[0], known[low].lemma
        else:
            token.tag = _by_spelling(low)
        opening = False


def _day(low: str, text: str) -> bool:
    return (low in words("words", "weekday") or low in words("words", "month")) and (len(low) > 3 or text[1:].islower())  # noqa: PLR2004


def _common(
    token: Token, tokens: list[Token], at: int, *, opening: bool, capital: set[str], small: set[str]
) -> bool:
    """Whether a capitalised word is a common one that merely opens its sentence."""
    low = token.low
    if token.text == "I":
        return True
    if token.text.isupper() and len(token.text) > 1:
        return False
    closed = closed_class()
    if not opening:
        return (low in closed and closed[low] not in ("J", "RB", "M") and len(low) > 1 and token.text[1:].islower() and low not in capital) and (
            low in small
        )
    if low in closed:
        follows = tokens[at + 1].text[:1].isupper() if at + 1 < len(tokens) else False
        return not (closed[low] == "J" and follows and low in capital)
    if low in capital and low not in small:
        return False
    if low in verbs() or low in small or low.endswith(("ly", "ing", "ness", "ment", "tions")):
        return True
    return low in plurals("people", "person") or low in words("people", "person") or low in plurals("people", "body")


def _by_spelling(low: str) -> str:
    if low.endswith("ly") and len(low) > 4:  # noqa: PLR2004
        return "RB"
    if low.endswith(("n't",)):
        return "DO"
    if low.endswith("ed") and len(low) > 4:  # noqa: PLR2004
        return "VD"
    if low.endswith("ing") and len(low) > 5:  # noqa: PLR2004
        return "VG"
    if low.endswith(("ous", "ful", "ive", "able", "ible", "less", "ish", "ical", "ary", "ese")) and len(low) > 5:  # noqa: PLR2004
        return "J"
    return "N"


def _settle(tokens: list[Token], sentence: Sentence) -> None:
    """Choose between verb and noun, past and participle, by the words around."""
    for at in range(sentence.first, sentence.last + 1):
        token = tokens[at]
        before = _before(tokens, sentence, at)
        after = tokens[at + 1] if at < sentence.last else None
        if token.low in _NAMING_UNITS and after is not None and after.low in _UNITS:
            token.tag = after.tag = "TM"
        elif token.tag == "TM" and token.low in _UNITS:
            continue
        elif token.tag == "IN" and token.low == "like" and before is not None and before.tag in ("M", "DO", "TO", "PR"):
            token.tag, token.lemma = "VB", "like"
        elif token.tag == "IN" and token.low == "at" and after is not None and after.low in ("first", "last", "least", "once", "times"):
            token.tag = after.tag = "RB"
        elif token.tag == "J" and token.low in ("first", "last", "early", "late", "long") and before is not None and before.tag in ("N", "NP", "PR", "HV", "BE", "M") and after is not None and after.tag[0] == "V":  # noqa: E501
            token.tag = "RB"
        elif token.tag == "J" and is_person_word(token.low) and (after is None or after.tag not in ("N", "NP", "J", "VD", "VN", "VG", "CC")):
            token.tag = "N"
        elif token.tag == "J" and token.low in ("first", "later") and before is not None and before.text == "," and after is not None and after.tag in ("VD", "VZ"):
            token.tag = "RB"
        elif token.tag[0] == "V":
            token.tag = _verb(tokens, token, before, after)
            if token.tag in ("N", "J"):
                token.lemma = token.low
        elif token.tag == "N" and token.sort == "word" and before is not None and (before.tag == "M" or (before.tag == "DO" and tokens[at - 1].tag in ("NEG", "RB"))):
            token.tag = "VB"
        elif token.low == "that":
            token.tag = _that(before, after)
        elif token.tag == "S" and token.low == "her" and (after is None or after.tag in ("P", "IN", "TO", "CC", "Q", "TM", "RB", "SB")):
            token.tag = "PR"
        elif token.tag == "TO" and not (after is not None and _base(after)):
            token.tag = "IN"
        elif token.low in ("'s",) and before is not None and (before.tag in ("PR", "WH") or before.low in ("that", "there", "here")):
            token.tag = "BE"
        elif token.low == "'d" and after is not None and low_participle(after.low):
            token.tag = "HV"
        elif token.low == "may" and token.tag == "TM" and token.text == "May" and after is not None and after.tag in ("VB", "BE", "HV"):
            token.tag = "M"


def low_participle(low: str) -> bool:
    """Whether a word is a participle and no base form: 'met', not 'come'."""
    known = verbs().get(low)
    return (known is not None and "N" in known.forms and "B" not in known.forms) or low == "been"


def is_person_word(low: str) -> bool:
    """Whether an adjective can also name a person: 'the chief executive', 'the accused'."""
    return low in words("people", "person") or low in plurals("people", "person")


def _before(tokens: list[Token], sentence: Sentence, at: int) -> Token | None:
    at -= 1
    while at >= sentence.first and tokens[at].tag in ("RB", "Q", "NEG"):
        if tokens[at].tag == "RB" and tokens[at].low in ("as",):
            break
        at -= 1
    return tokens[at] if at >= sentence.first else None


def _base(token: Token) -> bool:
    known = verbs().get(token.low)
    return (known is not None and "B" in known.forms and token.text[0].islower()) or token.low in ("be", "have", "do", "not") or token.tag == "RB"


def _that(before: Token | None, after: Token | None) -> str:
    if after is not None and after.tag in ("V", "VD", "VZ", "BE", "HV", "M", "DO") and before is not None:
        return "WH" if before.tag in ("N", "NP") or before.low in ("something", "anything", "nothing", "everything", "one", "those", "all") else "PR"
    if after is not None and after.tag == "N" and (before is None or before.tag == "IN"):
        return "D"
    return "SB"


def _verb(tokens: list[Token], token: Token, before: Token | None, after: Token | None) -> str:
    forms = verbs()[token.low].forms if token.low in verbs() else token.tag[1]
    left = before.tag if before is not None else "P"
    if left in ("BE", "HV") or (before is not None and before.low in ("get", "got", "gets", "getting", "having", "being", "been")):
        if "G" in forms:
            return "VG"
        if "N" in forms:
            return "VN"
        return "N"
    if "B" in forms and after is not None and after.tag in ("PR", "D", "S") and left == "PR" and token.low in ("call", "reject", "deny"):
        return "VB"
    if left in ("M", "DO", "TO") and "B" in forms:
        return "VB"
    if "G" in forms and token.low in _ING_NOUNS and left in ("N", "NP", *_NOUNISH) and (after is None or after.tag not in ("D", "S", "PR", "NP")):
        return "N"
    if "G" in forms and before is not None and before.low == "those":
        return "VG"
    if "G" in forms:
        return "N" if left in ("D", "S", "POS", "J") and (after is None or after.tag not in ("D", "S", "NP", "PR")) else "VG"
    if "D" in forms or "N" in forms:
        return _past_form(forms, left, after)
    if "Z" in forms:
        if token.low in _NEVER_NOUNS and left not in ("D", "S", "POS", "J"):
            return "VZ"
        if left in _NOUNISH or left == "IN":
            return "N"
        if left in _SUBJECTS or left == "P":
            finite_next = after is not None and after.tag in ("BE", "HV", "M", "DO", "VD", "VZ")
            if left in ("N", "NP") and _bare(tokens, token, left):
                return "N"
            compound = left == "N" and after is not None and after.tag in ("IN", "P", "TO")
            return "N" if finite_next or left == "P" or (compound and before is not None and _plural(before)) else "VZ"
        return "VZ" if left == "CC" and after is not None and after.tag in ("D", "S", "SB", "PR") else "N"
    if token.low in _RARELY_NOUNS and left not in ("D", "S", "POS", "J", "CD") and (after is None or after.tag in ("D", "S", "PR", "SB", "NP", "TO", "N", "J", "P", "Q", "CD")):
        return "VB"
    if left in ("N", "NP") and _mandative(tokens, token):
        return "VB"
    if left == "N" and after is not None and after.tag in ("VD", "VZ", "BE", "HV", "M", "DO"):
        return "N"
    if left in ("PR", "WH") or (left in ("N", "NP") and before is not None and _plural(before)):
        return "VB"
    if left in ("CC", "P", "SB"):
        taken = after is not None and (after.tag in ("D", "S", "PR", "SB", "TO") or after.low in ("out", "down", "aside", "up", "off", "over", "back", "away"))
        return "VB" if taken else "N"
    return "N"


def _mandative(tokens: list[Token], token: Token) -> bool:
    """Whether a base form follows 'demanded that the mayor'."""
    at = _index(tokens, token)
    for probe in range(at - 2, max(0, at - 9), -1):
        if tokens[probe].tag in ("P", "CC") or tokens[probe].tag[0] == "V":
            return False
        if tokens[probe].low == "that":
            return any(t.lemma in words("call", "demand") or t.low in words("call", "noun") or t.low in words("call", "needed") for t in tokens[max(0, probe - 6) : probe])
    return False


def _past_form(forms: str, left: str, after: Token | None) -> str:
    if left in _NOUNISH and after is not None and after.tag in ("N", "NP", "J"):
        return "J"
    if "D" not in forms:
        return "VN"
    if left in ("N", "NP", "P") and after is not None and after.low == "by":
        return "VN"
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
    return at >= 0 and tokens[at].tag in ("VD", "VN", "VB", "VG", "IN", "HV", "BE") and not tokens[at + 1].low.endswith("s")


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
