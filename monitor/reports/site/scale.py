"""Days along a line: where each stands, and which of them are named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

_SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = (1, 2, 3, 6, 12)  # steps between ticks, in months; longer spans count in years
_LEAST = timedelta(days=28)  # the shortest span drawn


class Tick(msgspec.Struct, frozen=True):
    """A named day on the line."""

    x: float
    label: str
    major: bool  # the first of a year


class Scale(msgspec.Struct, frozen=True):
    """The first and the last day, and where they stand."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(self.left + share * (self.right - self.left), 1)

    def ticks(self, apart: float) -> list[Tick]:
        """Firsts of months or years at least `apart` from each other; the first and each January bear the year."""
        months = (self.last - self.first).days / 30.44
        most = max((self.right - self.left) / apart, 1)
        step = next((step for step in _MONTHS if months / step <= most), None)
        if step is None:
            years = 1
            while months / 12 / years > most:
                years *= 2 if str(years)[0] != "2" else 5
            return [
                Tick(self.x(date(year, 1, 1)), str(year), True)
                for year in range(self.first.year + 1, self.last.year + 1)
                if year % years == 0
            ]
        return self._months(step)

    def _months(self, step: int) -> list[Tick]:
        found: list[Tick] = []
        for count in range(self.first.year * 12, self.last.year * 12 + 12, step):
            day = date(count // 12, count % 12 + 1, 1)
            if self.first <= day <= self.last:
                label = f"{day.year}" if step == _MONTHS[-1] else _SHORT[day.month - 1]
                found.append(Tick(self.x(day), label, day.month == 1))
        return found

    def years(self) -> list[Tick]:
        """Each year of the line, where it begins to be seen."""
        return [
            Tick(self.x(max(self.first, date(year, 1, 1))), str(year), True)
            for year in range(self.first.year, self.last.year + 1)
        ]


def over(days: Sequence[date], left: float, right: float) -> Scale:
    """A line that holds all of `days`, with a little room at either end."""
    first, last = min(days), max(days)
    room = max((last - first) * 0.04, (_LEAST - (last - first)) / 2, timedelta(days=3))
    earliest, latest = first.toordinal() - room.days, last.toordinal() + room.days
    return Scale(date.fromordinal(max(earliest, 1)), date.fromordinal(min(latest, date.max.toordinal())), left, right)


def short(day: date) -> str:
    """'2 Mar 2017'."""
    return f"{day.day} {_SHORT[day.month - 1]} {day.year}"


def apart(earlier: date, later: date) -> str:
    """How long it took, roughly: '5 months', '3 weeks', '' for less than a day."""
    days = (later - earlier).days
    for size, name in ((365.25, "year"), (30.44, "month"), (7, "week"), (1, "day")):
        count = int(days / size + 0.5) if name != "year" else int(days / size * 2 + 0.5) / 2
        if count >= (2 if name in ("year", "month", "week") else 1):
            return f"{count:g} {name}{'' if count == 1 else 's'}"
    return ""
