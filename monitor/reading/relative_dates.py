"""Phrases that count from the day of publication, or from a date named before: 'on Wednesday', 'two days later'.

Patterns match normalised phrases (see dates.py): lower case, no commas, no full stops after letters.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from events import dates
from monitor.reading.calendar_dates import PART, WEEKDAY, WHICH
from monitor.reading.calendar_words import NUMBERS, UNITS, count_of, weekday_number
from monitor.reading.date_setting import Setting, beside, shift

_N = r"(?P<n>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
_UNIT = "(?P<unit>" + "|".join(UNITS) + ")"
_STEP = {"last": -1, "this": 0, "next": 1, "coming": 1, "this coming": 1}
_VAGUER = {"day": "week", "week": "month", "month": "year"}
_HOURS_OF_TODAY = 12
_NAMED_DAYS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "this lunchtime": 0,
    "yesterday": -1, "last night": -1, "last evening": -1, "day before yesterday": -2,
    "tomorrow": 1, "day after tomorrow": 2,
}  # fmt: skip


def named_day(m: re.Match[str], today: date, _: Setting) -> str:
    """'yesterday', 'last night', 'the day after tomorrow'."""
    return shift(today, _NAMED_DAYS[m["named"]], "day")


def weekday(m: re.Match[str], today: date, setting: Setting) -> str | None:
    """'Thursday', by tense the latest or the next, today included; 'last' and 'next' never mean a day beside today."""
    number, which = weekday_number(m["weekday"]), m["which"]
    ago = (today.weekday() - number) % 7
    ahead = (7 - ago) % 7
    if m["week"]:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=_STEP[m["week"]])
        return shift(monday, number, "day")
    if which == "following":
        return _weekday_after(number, setting)
    ahead_of_tense = ahead if setting.tense == "future" else -ago
    steps = {
        "last": -ago if ago > 1 else -ago - 7,  # yesterday has a name of its own: 'last Wednesday' is a week earlier
        "past": -(ago or 7),
        "next": ahead if ahead > 1 else ahead + 7,
        "coming": ahead or 7,
    }
    step = (which or "").removeprefix("this ").replace("previous", "last")
    return shift(today, steps.get(step, ahead_of_tense), "day")


def _weekday_after(number: int, setting: Setting) -> str | None:
    """'the following Friday', after the day named before."""
    day = beside(1, "day", setting)
    return shift(date.fromisoformat(day), (number - date.fromisoformat(day).weekday()) % 7, "day") if day else None


def weeks_from_weekday(m: re.Match[str], today: date, _: Setting) -> str:
    """'a week ago Monday', 'two weeks from Friday', 'Friday week'."""
    ago = (today.weekday() - weekday_number(m["weekday"])) % 7
    n = count_of(m["n"]) if m["n"] else 1
    if m["way"] == "ago":
        return shift(today, -ago - 7 * n, "day")
    return shift(today, (7 - ago) % 7 + 7 * n, "day")


def unit(m: re.Match[str], today: date, setting: Setting) -> str | None:
    """'last week', 'this month', 'next year'; 'the past week' runs up to today."""
    which = m["which"]
    if which in _STEP:
        return shift(today, _STEP[which], m["unit"])
    if which in ("past", "this past"):
        length = {"day": 1, "week": 7, "month": 30, "year": 365}[m["unit"]]
        return f"{shift(today, -length, 'day')}/{today.isoformat()}"
    return beside(-1 if which == "previous" else 1, m["unit"], setting)


def unit_but_one(m: re.Match[str], today: date, _: Setting) -> str:
    """'the week before last', 'the year after next'."""
    return shift(today, -2 if m["way"] == "before last" else 2, m["unit"])


def ago(m: re.Match[str], today: date, setting: Setting) -> str | None:
    """'two days ago' is a day, 'three weeks ago' a week, 'a year ago' a month, 'two years ago' a year.

    'about' and the like make each a step vaguer. 'in two weeks' is a date only of what is to come.
    """
    n, unit = count_of(m["n"]), m["unit"]
    if m["way"] in ("in", "within") and setting.tense != "future":
        return None
    if unit in ("hour", "minute"):
        return today.isoformat() if unit == "minute" or n <= _HOURS_OF_TODAY else None
    if unit == "fortnight":
        n, unit = 2 * n, "week"
    if m["way"] == "ago":
        n = -n
    if m["about"]:
        return week_month_or_year(shift(today, n, unit), _VAGUER[unit]) if unit in _VAGUER else None
    return shift(today, 12 * n, "month") if unit == "year" and abs(n) == 1 else shift(today, n, unit)


def weekend(m: re.Match[str], today: date, setting: Setting) -> str:
    """Saturday and Sunday both, so that an account of either day agrees."""
    which = m["which"]
    this_saturday = today + timedelta(days=5 - today.weekday())  # of this ISO week, Monday to Sunday
    under_way = today >= this_saturday
    if which in ("last", "previous"):
        weeks = -1
    elif which == "next":
        weeks = 1 if under_way else 0
    elif which in ("coming", "this coming") or (
        setting.tense == "future" or (which == "this" and setting.tense is None)
    ):
        weeks = 0
    else:
        weeks = 0 if under_way else -1
    saturday = this_saturday + timedelta(weeks=weeks)
    return f"{saturday.isoformat()}/{shift(saturday, 1, 'day')}"


def later(m: re.Match[str], _: date, setting: Setting) -> str | None:
    """'two days later', 'a week earlier', counted from the date named before."""
    sign = 1 if m["way"] in ("later", "after that") else -1
    return beside(sign * count_of(m["n"]), m["unit"], setting)


def neighbour(m: re.Match[str], _: date, setting: Setting) -> str | None:
    """'that month', 'the same day', 'the next day', 'the week before'."""
    if m["after"]:
        return beside(-1 if m["after"] == "before" else 1, m["unit"], setting)
    return beside({"next": 1, "following": 1, "previous": -1}.get(m["which"], 0), m["unit"], setting)


def week_month_or_year(partial: str, unit: str) -> str:
    """The week, month or year in which a partial date begins."""
    return shift(dates.interval(partial)[0], 0, unit)


_ABOUT = r"(?P<about>(?:about|around|almost|nearly|roughly|some|just over|just under|more than|over|less than) )?"
_COUNTED = r"(?P<unit>minute|hour|day|week|fortnight|month|year)s?"
RELATIVE_RULES = (
    (rf"(?:the )?(?P<named>{'|'.join(_NAMED_DAYS)}){PART}", named_day),
    (rf"(?:{WHICH} )?{WEEKDAY}{PART}(?:(?: of)? (?P<week>last|this|next) week)?", weekday),
    (rf"{_N} weeks? (?P<way>ago|from)(?: on)? {WEEKDAY}", weeks_from_weekday),
    (rf"(?P<n>a) week (?P<way>on) {WEEKDAY}", weeks_from_weekday),
    (rf"{WEEKDAY} (?P<n>)(?P<way>week)", weeks_from_weekday),
    (rf"(?P<which>next)(?P<after>) (?P<unit>day){PART}", neighbour),
    (rf"(?P<which>following|previous|same|that|that same) {_UNIT}(?P<after>){PART}", neighbour),
    (rf"(?P<which>){_UNIT} (?P<after>before|after)", neighbour),
    (rf"{WHICH} {_UNIT}", unit),
    (rf"{_UNIT} (?P<way>before last|after next)", unit_but_one),
    (rf"{_ABOUT}{_N} {_COUNTED} (?P<way>ago|from now|from today)", ago),
    (rf"(?P<way>in|within) {_ABOUT}{_N} {_COUNTED}", ago),
    (rf"(?:{WHICH} )?weekend", weekend),
    (rf"{_N} {_UNIT}s? (?P<way>later|earlier|before that|after that)", later),
)
