"""What a date phrase is read against, and the arithmetic of days, weeks, months and years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from events import dates

Tense = Literal["past", "present", "future"]
_Spanned = tuple[str, date, date]  # a partial date, its first and its last day
Recurring = Callable[[int], str]  # the partial date in a given year of something that comes every year
SPANS = {"day": 1, "week": 7, "month": 31, "year": 366}  # the most days that a unit has
_SOON = timedelta(days=30)
_YEARS_AROUND = range(-8, 9)  # 29 February comes every fourth year, once in 8 around 1900


@dataclass(frozen=True)
class Setting:
    """The day of publication and the words around a phrase."""

    today: date | None  # the day of publication; None when nobody says
    tense: Tense | None = None  # of the verb that the phrase goes with; None when nobody says
    year: int | None = None  # the one year that the words around name, if they name one
    anchor: tuple[date, date] | None = None  # first and last day of the last date that the words around name


def shift(day: date, n: int, unit: str) -> str:
    """The day, ISO week, month or year that lies `n` units after `day`'s."""
    if unit == "day":
        return (day + timedelta(days=n)).isoformat()
    if unit == "week":
        year, week, _ = (day + timedelta(weeks=n)).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
        return f"{year:04}-{month + 1:02}"
    return f"{day.year + n:04}"


def months_from(year: int, first_month: int, length: int) -> str:
    """A run of months, as a range."""
    start = date(year, first_month, 1)
    return f"{year:04}-{first_month:02}/{shift(start, length - 1, 'month')}"


def beside(n: int, unit: str, setting: Setting) -> str | None:
    """`n` units after the anchor, if that is known at least as precisely."""
    if setting.anchor is None:
        return None
    start, end = setting.anchor
    return shift(start, n, unit) if (end - start).days < SPANS[unit] else None


def occurrence(at: Recurring, setting: Setting, *, which: str | None = None, grace: int = 0) -> str | None:
    """Which year's: the one named around, else the latest begun at least `grace` days ago, or the next, by tense.

    A day of unknown tense that comes within a month is taken to be ahead: 'the 9 March hearing', on 2 March.
    """
    today = setting.today
    if setting.year is not None and which is None:
        hinted = at(setting.year)
        if today is None or setting.tense != "past" or dates.interval(hinted)[0] <= today:
            return hinted
    if today is None:
        return None
    spans = [(found, *dates.interval(found)) for n in _YEARS_AROUND if dates.valid(found := at(today.year + n))]
    return _chosen(spans, today, which) if which else _by_tense(spans, today, setting.tense, grace)


def _chosen(spans: Sequence[_Spanned], today: date, which: str) -> str | None:
    """'last', 'this', 'next'."""
    if which == "last":
        return next((found for found, _, end in reversed(spans) if end < today), None)
    if which == "next":
        return next((found for found, start, _ in spans if start > today), None)
    return next((found for found, start, _ in spans if start.year == today.year), None)


def _by_tense(spans: Sequence[_Spanned], today: date, tense: Tense | None, grace: int) -> str | None:
    found, start, end = next((span for span in spans if span[2] >= today), ("", date.min, date.max))
    soon = start == end and start - today <= _SOON
    if found and (tense == "future" or (tense != "past" and soon)):
        return found
    return next((found for found, start, _ in reversed(spans) if start + timedelta(days=grace) <= today), None)
