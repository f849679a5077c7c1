"""Partial dates, as news gives them: '2016', '2016-07', '2016-07-18', the ISO week '2017-W08', and ranges.

A range joins two of these by a slash, first and last included, as ISO 8601 does: '2016-06/2016-08' for a summer,
'2017-03-02/2017-03-05' for some days. None stands for a date that nobody gives. A date is the calendar days that it
may mean, in whatever zone the article speaks of: no clock times, no time zones.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?|-W([0-9]{2}))?")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@lru_cache(maxsize=8192)
def interval(partial: str) -> tuple[date, date]:
    """The first and the last calendar day that a partial date may mean.

    Raises ValueError, with what it got, where that is no partial date or no day of the calendar.
    """
    first, slash, last = partial.partition("/")
    try:
        start, end = _single(first)
        if slash:
            end = _single(last)[1]
    except (ValueError, OverflowError) as error:
        raise ValueError(f"not a partial date: {partial!r} (such as 2016, 2016-07, 2016-07-18, 2016-W29)") from error
    if end < start:
        raise ValueError(f"not a partial date: {partial!r} (ends before it starts)")
    return start, end


def valid(partial: str) -> bool:
    """Whether `interval` takes it."""
    try:
        interval(partial)
    except ValueError:
        return False
    return True


def agree(one: str | None, other: str | None) -> bool:
    """Whether both may mean the same day or days: one lies within the other, or nobody gives one of them.

    Weeks cut across months and years, so a week agrees with each month or year that it overlaps.
    """
    if one is None or other is None or one == other:
        return True
    (a_start, a_end), (b_start, b_end) = interval(one), interval(other)
    if _is_week(one) != _is_week(other) and a_start <= b_end and b_start <= a_end:
        return True
    return (a_start <= b_start and b_end <= a_end) or (b_start <= a_start and a_end <= b_end)


def near(one: str | None, other: str | None, days: int = 31) -> bool:
    """Whether both agree, or their nearest days lie at most `days` days apart; one that nobody gives is near all."""
    if one is None or other is None or agree(one, other):
        return True
    (a_start, a_end), (b_start, b_end) = interval(one), interval(other)
    return max((b_start - a_end).days, (a_start - b_end).days) <= days


def most_precise(partials: Iterable[str | None]) -> str | None:
    """The one that spans the fewest days, the earliest of several; the same in whatever order they come."""
    return min((partial for partial in partials if partial is not None), key=_by_precision, default=None)


def plain(partial: str) -> str | None:
    """As a year, month or day, the only forms of the annotation guide: the most precise one that holds all its days.

    A week that lies in two months is of the one with most of its days, as ISO 8601 has it for years. None for what
    lies in several years.
    """
    start, end = interval(partial)
    if _is_week(partial):
        return f"{start + timedelta(days=3):%Y-%m}"  # its Thursday
    if start == end:
        return start.isoformat()
    if start.year != end.year:
        return None
    return f"{start:%Y-%m}" if start.month == end.month else f"{start:%Y}"


def order(partial: str | None) -> tuple[date, date, str]:
    """A sort key: by first day, then the vaguer one first, undated ones last."""
    if partial is None:
        return date.max, date.min, ""
    start, end = interval(partial)
    return start, date.fromordinal(date.max.toordinal() - end.toordinal() + 1), partial


def phrase(partial: str) -> str:
    """As a person would say it, with its preposition: 'in July 2016', 'on 18 July 2016', 'in the week of ...'."""
    first, slash, last = partial.partition("/")
    interval(partial)  # refuses what is no partial date
    if not slash:
        return f"{_preposition(first)} {_words(first)}"
    shared = 0  # leading parts that both ends share: year, month
    ends = first.split("-"), last.split("-")
    if len(ends[0]) == len(ends[1]) and not _is_week(first) and not _is_week(last):
        shared = next((i for i, (a, b) in enumerate(zip(*ends, strict=True)) if a != b), len(ends[0]) - 1)
    said = _words(first).split()
    opening = " ".join(said[: len(said) - shared]) if shared else " ".join(said)
    return f"{'from' if len(first) > len('2016-07') else _preposition(first)} {opening} to {_words(last)}"


def _single(partial: str) -> tuple[date, date]:
    """First and last day of a partial date that is no range."""
    match = _SHAPE.fullmatch(partial)
    if not match:
        raise ValueError(partial)
    year, month, day, week = (int(part) if part else None for part in match.groups())
    if year is None:  # the pattern always gives one
        raise ValueError(partial)
    if week is not None:
        return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _by_precision(partial: str) -> tuple[int, date, int, str]:
    start, end = interval(partial)
    return (end - start).days, start, len(partial), partial


def _is_week(partial: str) -> bool:
    return "W" in partial and "/" not in partial


def _preposition(single: str) -> str:
    return "on" if len(single) == len("2016-07-18") else "in"


def _words(single: str) -> str:
    start = interval(single)[0]
    month = f"{_MONTHS[start.month - 1]} {start.year:04}"
    if _is_week(single):
        return f"the week of {start.day} {month}"
    if len(single) == len("2016"):
        return single
    return month if len(single) == len("2016-07") else f"{start.day} {month}"
