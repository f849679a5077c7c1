"""A story in the order of time as text: a column for when things happened, one for when they became known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby, zip_longest
from typing import Any

from events import dates
from monitor.reports.clean import one_line
from monitor.reports.screen import Screen, wrapped

_HAPPENED, _KNOWN = 13, 13  # cells of the columns of dates, the space behind them included
_NARROWEST = 30  # cells of the column of sentences
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec")
_LATE = 2  # days from which it is said how long it took until something was known


def timeline(found: dict[str, Any], screen: Screen) -> str:
    """Year by year; what nobody dates comes last."""
    head = [screen.paragraph(found["title"], bold=True)]
    if not found["entries"]:
        return "\n".join([*head, screen.paragraph("Nothing is known yet.", dim=True)])
    # Blanks are no other people's texts: they need not, and must not, be made safe.
    head.append(f"{'HAPPENED':<{_HAPPENED}}{'KNOWN SINCE':<{_KNOWN}}WHAT")
    years = groupby(found["entries"], key=lambda one: dates.interval(one["at"])[0].year if one["at"] else None)
    parts = ["\n".join(line for one in entries for line in _entry(one, screen)) for _, entries in years]
    return "\n\n".join(["\n".join(head), *parts])


def _entry(one: dict[str, Any], screen: Screen) -> Iterator[str]:
    happened = wrapped(brief(one["happened"]), _HAPPENED - 1) if one["happened"] else ["-"]
    known = [_day(one["known"], screen)]
    room = max(screen.width - _HAPPENED - _KNOWN, _NARROWEST)
    what = [screen.said(line, bold=True) for line in wrapped(one_line(one["sentence"]), room)]
    what += [
        screen.said(line, dim=colour is None, fg=colour)
        for text, colour in _notes(one, screen)
        for line in wrapped(one_line(text), room)
    ]
    for first, second, third in zip_longest(happened, known, what, fillvalue=""):
        yield f"{first:<{_HAPPENED}}{second:<{_KNOWN}}{third}".rstrip()


def _notes(one: dict[str, Any], screen: Screen) -> Iterator[tuple[str, str | None]]:
    """What a reader wants to know beside the sentence, each with its colour."""
    grounds = [screen.counted(one["origins"], "origin"), one["id"]]
    if (one["days_until_known"] or 0) >= _LATE:
        grounds.insert(0, f"known {one['days_until_known']} days later")
    yield " · ".join(grounds), None
    if one["held"]:
        yield "unsure, to be reviewed", "yellow"
    if one["contradicted"]:
        counts = ", ".join(f"{count} {strength}" for strength, count in one["contradicted"].items())
        yield f"! contradicted: {counts}", "red"
    if one["demands"]:
        yield (f"> answered: {one['answered']}", "green") if one["answered"] else ("> not answered yet", None)


def _day(published: str | None, screen: Screen) -> str:
    """The day of a publication, in the reader's zone where its time is known."""
    if not published:
        return "undated"
    if "T" in published:
        return brief(datetime.fromisoformat(published).astimezone(screen.zone).date().isoformat())
    return brief(published)


def brief(when: str) -> str:
    """A partial date in few words: '8 Sep 2016', 'Sep 2016', 'June 2016 to Aug 2016'; a week by its first day."""
    first, slash, last = when.partition("/")
    if slash:
        return f"{brief(first)} to {brief(last)}"
    if "W" in when:
        return f"week of {brief(dates.interval(when)[0].isoformat())}"
    year, *rest = when.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(part)) for part in rest[1:]]
    return " ".join([*day, *month, year])
