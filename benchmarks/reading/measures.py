"""Precision, recall, F1 and slot accuracy, with bootstrap intervals over articles; and what confidence is worth."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.reading.scoring import GROUPS, SLOTS, Judged, counts

Counts = Counter[tuple[str, str]]
RESAMPLES = 1000
SEED = 20170302
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
ROWS = (*SLOTS, *GROUPS)


@dataclass(frozen=True)
class Row:
    """One kind's figures, or a group of kinds'. Intervals hold the middle 95 % of the resampled figures."""

    gold: int
    hit: int
    extra: int
    precision: float
    recall: float
    f1: float
    f1_low: float
    f1_high: float
    precision_low: float
    precision_high: float
    slots: dict[str, tuple[int, int]]  # slot -> right, of how many that the annotator filled


@dataclass(frozen=True)
class Bin:
    """Claims whose confidence lies in a range, and how often they were right."""

    low: float
    high: float
    claims: int
    confidence: float  # mean
    precision: float


def table(articles: Sequence[Sequence[Judged]]) -> dict[str, Row]:
    """The figures of every kind and group over some articles."""
    each = [counts(judged) for judged in articles]
    total: Counts = sum(each, Counter())
    draw = random.Random(SEED)
    drawn = [draw.choices(range(len(each)), k=len(each)) for _ in range(RESAMPLES if each else 0)]
    return {name: _row(name, total, each, drawn) for name in ROWS}


def _row(name: str, total: Counts, each: Sequence[Counts], drawn: Sequence[Sequence[int]]) -> Row:
    gold, hit, extra = _sums(name, total)
    by_article = [_sums(name, one) for one in each]
    f1s, precisions = [], []
    for sample in drawn:
        g, h, e = (sum(by_article[n][i] for n in sample) for i in range(3))
        precision, _, f1 = _rates(g, h, e)
        precisions.append(precision)
        f1s.append(f1)
    slots = {slot: (total[name, slot], total[name, slot + "_of"]) for slot in SLOTS.get(name, ())}
    return Row(gold, hit, extra, *_rates(gold, hit, extra), *_middle(f1s), *_middle(precisions), slots)


def _sums(name: str, count: Counts) -> tuple[int, int, int]:
    kinds = GROUPS.get(name, (name,))
    gold, hit, extra = (sum(count[kind, what] for kind in kinds) for what in ("gold", "hit", "extra"))
    return gold, hit, extra


def _rates(gold: int, hit: int, extra: int) -> tuple[float, float, float]:
    precision = hit / (hit + extra) if hit + extra else 0.0
    recall = hit / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def _middle(figures: list[float]) -> tuple[float, float]:
    if not figures:
        return 0.0, 0.0
    ordered = sorted(figures)
    cut = len(ordered) * 25 // 1000
    return ordered[cut], ordered[-1 - cut]


def reliability(judged: Sequence[Judged]) -> list[Bin]:
    """For ranges of confidence, how often claims were right; ones that annotators weren't certain of are left out."""
    decided = [
        (float(one.guess.get("confidence", 1.0)), one.verdict == "hit")
        for one in judged
        if one.guess is not None and one.verdict in ("hit", "extra")
    ]
    found = []
    for low, high in pairwise(BINS):
        inside = [(c, right) for c, right in decided if low <= c < high or (high == BINS[-1] and c == high)]
        if inside:
            confidence = sum(c for c, _ in inside) / len(inside)
            found.append(Bin(low, high, len(inside), confidence, sum(right for _, right in inside) / len(inside)))
    return found


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and precision, each claim counting once."""
    claims = sum(one.claims for one in bins)
    return sum(one.claims * abs(one.confidence - one.precision) for one in bins) / claims if claims else 0.0
