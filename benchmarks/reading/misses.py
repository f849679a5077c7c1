"""Where a part's errors lie, as counts alone: what is kept back is never shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks.reading.scoring import Claim, Judged, any_same, dates_agree, names, overlap, same_name

_SIDES = 2  # that two meetings must share to be one


def kinds_of_error(articles: Iterable[Sequence[Judged]]) -> list[tuple[str, int]]:
    """How often each kind of error was made in some articles, the most frequent first.

    A wrong claim that quotes what a right one of its kind quotes has a wrong slot; both are counted once, as that.
    """
    found: Counter[str] = Counter()
    for judged in articles:
        gold = [one.gold for one in judged if one.gold is not None]
        explained: list[int] = []
        for one in judged:
            if one.verdict == "extra" and one.guess is not None:
                meant = [claim for claim in gold if overlap(claim, one.guess)]
                same = [claim for claim in meant if claim["kind"] == one.kind]
                explained += [id(claim) for claim in same]
                other = "another kind stands there" if meant else "no claim stands there"
                found[f"{one.kind}: {_differs(same[0], one.guess) if same else other}"] += 1
        for one in judged:
            if one.verdict == "missed" and id(one.gold) not in explained:
                found[f"{one.kind}: missed"] += 1
    return found.most_common()


def _differs(gold: Claim, guess: Claim) -> str:
    """Which slots of a wrong claim differ from the right one that quotes the same words."""
    wrong = []
    if gold["kind"] == "meeting":
        sides = names(guess.get("participants"))
        shared = sum(any(same_name(side, one) for one in sides) for side in names(gold.get("participants")))
        wrong += ["a side"] if shared < _SIDES else []
        wrong += [] if dates_agree(gold.get("when"), guess.get("when")) else ["when"]
    else:
        who = "actor" if gold["kind"] == "outcome" else "speaker"
        wrong += [] if any_same(gold.get(who), guess.get(who)) else [who]
        wrong += ["action"] if gold.get("action") != guess.get("action") else []
        both = gold.get("target") and guess.get("target")
        wrong += ["target"] if both and not any_same(gold.get("target"), guess.get("target")) else []
    return "wrong " + " and ".join(wrong) if wrong else "told twice"
