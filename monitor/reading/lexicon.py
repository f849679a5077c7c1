"""The word lists that the reader works with, read once from `lexicon/`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

VOWELS = "aeiou"
# Final consonants are doubled in these although they have more than one syllable.
_DOUBLING = frozenset(
    "admit commit refer prefer confer defer deter rebut permit submit omit occur recur incur compel expel repel "
    "patrol control regret quit rebel transfer infer begin abet outwit transmit remit upset forget propel".split()
)


# Lists in other files that hold verbs by their base form.
_VERB_LISTS = (
    ("speech", "say"), ("speech", "object_control"), ("denial", "deny"), ("denial", "weak"), ("denial", "naming"),
    ("denial", "misdeed"), ("denial", "opinion"), ("meeting", "meet"), ("meeting", "talk"), ("meeting", "receive"),
    ("call", "demand"), ("call", "verb"), ("call", "open_inquiry"), ("confirmation", "acknowledge"),
)  # fmt: skip


class Verb(NamedTuple):
    """One form of a verb: its base and what the form can be."""

    lemma: str
    forms: str  # any of B(ase) Z(-s) D(past) N(participle) G(-ing)


@cache
def table(name: str) -> dict[str, object]:
    """A whole lexicon file, for tables that are more than lists of words."""
    return tomllib.loads((files("monitor.reading") / "lexicon" / f"{name}.toml").read_text("utf-8"))


@cache
def words(name: str, key: str) -> frozenset[str]:
    """A list of words of a lexicon file."""
    entries = table(name)[key]
    if not isinstance(entries, list):
        raise TypeError(f"{name}.toml: {key} is no list of words")
    return frozenset(str(entry) for entry in entries)


@cache
def entries(name: str, key: str) -> dict[str, str]:
    """A table of a lexicon file."""
    found = table(name)[key]
    if not isinstance(found, dict):
        raise TypeError(f"{name}.toml: {key} is no table")
    return {str(word): str(meaning) for word, meaning in found.items()}


@cache
def verbs() -> dict[str, Verb]:
    """Every known form of every known verb."""
    found: dict[str, Verb] = {}

    def add(form: str, lemma: str, kind: str) -> None:
        known = found.get(form)
        if known is None or known.lemma == lemma:
            forms = known.forms if known else ""
            found[form] = Verb(lemma, forms if kind in forms else forms + kind)

    irregular: set[str] = set()
    lines = (files("monitor.reading") / "lexicon" / "verbs.txt").read_text("utf-8").splitlines()
    listed = (words(name, key) if key != "verb" else entries(name, key) for name, key in _VERB_LISTS)
    for line in (*lines, *(verb for verbs_of_list in listed for verb in sorted(verbs_of_list) if " " not in verb)):
        parts = line.split("#", 1)[0].split()
        is_irregular = len(parts) == 3 and (_past(parts[0]) != parts[1] or parts[1] != parts[2])  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        for base in [parts[0]] if is_irregular else parts:
            if base in irregular:
                continue
            past, participle = (parts[1], parts[2]) if is_irregular else (_past(base), _past(base))
            if is_irregular:
                irregular.add(base)
            for form, kind in ((base, "B"), (_third(base), "Z"), (past, "D"), (participle, "N"), (_ing(base), "G")):
                add(form, base, kind)
            if not is_irregular and _doubled_by_some(base):
                for ending, kind in (("led", "D"), ("led", "N"), ("ling", "G")):
                    add(base + ending, base, kind)
    return found


class Idiom(NamedTuple):
    """A verb's lemma with the words that follow it, split, and what they mean."""

    phrase: str
    rest: list[str]
    value: str


@cache
def idioms(name: str) -> dict[str, list[Idiom]]:
    """The idioms of a list by the lemma that opens them, in the list's order."""
    found: dict[str, list[Idiom]] = {}
    for phrase, value in entries(name, "idiom").items():
        lemma, *rest = phrase.split()
        found.setdefault(lemma, []).append(Idiom(phrase, rest, value))
    return found


@cache
def plurals(name: str, key: str) -> dict[str, str]:
    """Every plural of a list's nouns, with its singular."""
    special = {"man": "men", "woman": "women", "child": "children", "wife": "wives", "person": "people"}
    found = {}
    for noun in words(name, key):
        plural = _third(noun)
        for singular_end, plural_end in special.items():
            if noun.endswith(singular_end) and noun != "human":
                plural = noun[: -len(singular_end)] + plural_end
        found[plural] = noun
    return found


def _third(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _doubles(base: str) -> bool:
    base = base.replace("qu", "q")  # 'quitting'
    if len(base) < 3 or base[-1] in VOWELS + "wxyh" or base[-2] not in VOWELS or base[-3] in VOWELS:  # noqa: PLR2004 - a count of tokens or letters that the docstring explains
        return False
    return base in _DOUBLING or sum(letter in VOWELS for letter in base) == 1


def _doubled_by_some(base: str) -> bool:
    """Whether British English doubles an unstressed final l: 'labelled', 'cancelling'."""
    return len(base) > 4 and base.endswith(("al", "el")) and base[-3] not in VOWELS and not _doubles(base)  # noqa: PLR2004 - letters


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] + "ed" if _doubles(base) else base + "ed"


def _ing(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + base[-1] + "ing" if _doubles(base) else base + "ing"
