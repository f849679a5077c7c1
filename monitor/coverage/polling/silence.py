"""Tells a feed that answers but brings nothing from one that is as it always was. Pure; times are Unix seconds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import msgspec

REMEMBERED = 31  # arrivals that say how often a feed brings something
_FEWEST = 5  # gaps from which a habit can be told
_USUAL = 0.9  # of the gaps are no longer than the usual one: nights and weekends count, a holiday doesn't
_MUCH = 3  # times the usual gap without anything new is silence
_SHORTEST = 2 * 86400.0  # of silence that anybody is told of


class Silence(msgspec.Struct, frozen=True):
    """A feed that answers and has brought nothing for much longer than it used to."""

    since: float  # what it brought last
    usual: float  # seconds that nine of ten gaps took at most


def silence(arrivals: Sequence[float], answered_at: float | None) -> Silence | None:
    """Whether a feed was silent when it last answered.

    `arrivals` are the polls that brought something, oldest first. A feed is judged by its answers alone: while it is
    not asked, it is not silent.
    """
    gaps = sorted(later - earlier for earlier, later in pairwise(arrivals))
    if answered_at is None or len(gaps) < _FEWEST:
        return None
    usual = gaps[math.ceil(len(gaps) * _USUAL) - 1]
    silent = answered_at - arrivals[-1] > max(_MUCH * usual, _SHORTEST)
    return Silence(arrivals[-1], usual) if silent else None
