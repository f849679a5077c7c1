"""When a claim that a reader made is the one that an annotator made, counted over an article.

A guess hits a gold claim of its kind when
  meeting       two participants match, and neither side's date contradicts the other's
  denial        the speakers match and the evidence overlaps by half of the shorter one's words
  call          the action is the same, the speakers match, and the targets don't contradict
  outcome       the action is the same and the actors match
  confirmation  the speakers match and the evidence overlaps
  other kinds   some name of every party slot that the annotator filled matches, and the evidence overlaps
Each gold claim is hit at most once, certain ones first. One that annotators weren't certain of counts neither for nor
against. The slots of a hit that the annotator filled are right or wrong besides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from events.claims import KINDS, kind_name

Claim = Mapping[str, Any]  # as the annotation guide and `monitor read --json` write it
Verdict = Literal["hit", "missed", "extra", "unsure"]

GUIDE: dict[str, tuple[str, ...]] = {  # the kinds of the annotation guide: slots that a hit need not have right
    "meeting": ("when", "where", "status"),
    "denial": ("form",),
    "call": ("target",),
    "outcome": ("status", "when"),
    "confirmation": (),
}
SLOTS = GUIDE | {kind_name(kind): kind.detail_slots for kind in KINDS if kind_name(kind) not in GUIDE}
GROUPS = {"core": ("meeting", "denial", "call"), "all": tuple(SLOTS)}

_TITLES = frozenset(
    "a an the mr mrs ms dr sen senator rep representative gov governor president former then us u.s american secretary "
    "judge justice attorney general minister prime spokesman spokeswoman spokesperson of for to and leader minority "
    "majority house vice chairman chairwoman chair rep. sen. gov. mr. mrs. ms. dr. republican democratic democrat some "
    "his her their ex".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_HALF = 0.5
_PARTIES = {kind_name(kind): kind.party_slots for kind in KINDS}
_MONTH_LENGTH = len("2016-07")


@dataclass(frozen=True)
class Judged:
    """One claim and what became of it; a slot is in `slots` where the annotator filled it."""

    verdict: Verdict
    kind: str
    gold: Claim | None
    guess: Claim | None
    slots: Mapping[str, bool]


def judge(gold: Sequence[Claim], guesses: Sequence[Claim]) -> list[Judged]:
    """What became of each gold claim and each guess of one article."""
    judged: list[Judged] = []
    left = list(guesses)
    unsure = [claim for claim in gold if not _certain(claim)]
    for want in sorted(gold, key=lambda claim: not _certain(claim)):
        found = next((guess for guess in left if hits(want, guess)), None)
        if found is not None:
            left.remove(found)
        if not _certain(want):
            judged.append(Judged("unsure", want["kind"], want, found, {}))
        elif found is None:
            judged.append(Judged("missed", want["kind"], want, None, {}))
        else:
            judged.append(Judged("hit", want["kind"], want, found, _slots(want, found)))
    for guess in left:
        verdict: Verdict = "unsure" if any(hits(claim, guess) for claim in unsure) else "extra"
        judged.append(Judged(verdict, guess["kind"], None, guess, {}))
    return judged


def counts(judged: Iterable[Judged]) -> Counter[tuple[str, str]]:
    """(kind, 'gold' | 'hit' | 'extra' | slot | slot + '_of') -> how many."""
    found: Counter[tuple[str, str]] = Counter()
    for one in judged:
        if one.verdict in ("hit", "missed"):
            found[one.kind, "gold"] += 1
        if one.verdict in ("hit", "extra"):
            found[one.kind, one.verdict] += 1
        for slot, right in one.slots.items():
            found[one.kind, slot + "_of"] += 1
            found[one.kind, slot] += right
    return found


def hits(gold: Claim, guess: Claim) -> bool:
    """Whether both are one claim."""
    kind = gold["kind"]
    if guess["kind"] != kind:
        return False
    if kind == "meeting":
        shared = _shared(names(gold.get("participants")), names(guess.get("participants")))
        return shared >= 2 and dates_agree(gold.get("when"), guess.get("when"))
    if kind in ("call", "outcome") and gold.get("action") != guess.get("action"):
        return False
    if kind == "call":
        targets = not guess.get("target") or not gold.get("target") or any_same(gold["target"], guess["target"])
        return targets and any_same(gold.get("speaker"), guess.get("speaker"))
    if kind == "outcome":
        return any_same(gold.get("actor"), guess.get("actor"))
    named = ("speaker",) if kind in GUIDE else tuple(slot for slot in _PARTIES[kind] if gold.get(slot))
    return all(any_same(gold.get(slot), guess.get(slot)) for slot in named) and overlap(gold, guess)


def same_name(one: str, other: str) -> bool:
    """Whether two mentions can name one party: the words of one lie within the other's, or half of all are shared."""
    a, b = _core(one), _core(other)
    if not a or not b:
        return False
    shared = len(a & b)
    return shared == min(len(a), len(b)) or shared / len(a | b) >= _HALF


def any_same(one: object, other: object) -> bool:
    """Whether some name of the one can be some name of the other."""
    return any(same_name(a, b) for a in names(one) for b in names(other))


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether one ISO date is the beginning of the other, or is not given."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def overlap(one: Claim, other: Claim) -> bool:
    """Whether some quotation of the one shares half of its words with some quotation of the other."""
    for a in map(_words, quotations(one)):
        for b in map(_words, quotations(other)):
            if a and b and sum((Counter(a) & Counter(b)).values()) >= _HALF * min(len(a), len(b)):
                return True
    return False


def quotations(claim: Claim) -> list[str]:
    """The evidence as strings."""
    found = claim.get("evidence") or []
    return [piece if isinstance(piece, str) else piece["quote"] for piece in found]


def names(value: object) -> list[str]:
    """A party slot as a list."""
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(name) for name in value]  # type: ignore[attr-defined]


def _slots(gold: Claim, guess: Claim) -> dict[str, bool]:
    return {
        slot: _slot_right(slot, gold[slot], guess.get(slot))
        for slot in SLOTS[gold["kind"]]
        if gold.get(slot) is not None
    }


def _slot_right(slot: str, want: Any, got: Any) -> bool:
    if slot == "when":
        return bool(got) and dates_agree(want, got) and len(got) >= min(len(want), _MONTH_LENGTH)
    return any_same(want, got) if slot in ("where", "target") else bool(want == got)


def _shared(wanted: list[str], guessed: list[str]) -> int:
    left = list(guessed)
    shared = 0
    for name in wanted:
        match = next((other for other in left if same_name(name, other)), None)
        if match is not None:
            left.remove(match)
            shared += 1
    return shared


def _certain(claim: Claim) -> bool:
    return claim.get("certain", True) is not False


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower().replace("’s", "").replace("'s", ""))


def _core(name: str) -> set[str]:
    every = _words(name)
    kept = {word.strip(".") for word in every} - _TITLES
    return kept or {word.strip(".") for word in every}
