"""Phrases that name a place in the calendar: days, months, years, seasons, quarters, holidays.

Patterns match normalised phrases (see dates.py): lower case, no commas, no full stops after letters.
"""

from __future__ import annotations

import re

from monitor.reading.calendar_words import HOLIDAYS, MONTHS, ORDINALS, PARTS_OF_DAY, SEASONS, WEEKDAYS, month_number
from monitor.reading.date_setting import Setting, months_from, occurrence

WHICH = r"(?P<which>last|this past|past|this coming|coming|this|next|previous|following)"
PART = "(?: (?:" + "|".join(PARTS_OF_DAY) + "))?"
TO = r"(?: ?[-–—] ?| to | and | or | through | until | till | & )"
WEEKDAY = "(?P<weekday>" + "|".join(f"{day[:3]}(?:{day[3:]}|s|rs?|nes)?" for day in WEEKDAYS) + ")"
MONTH = "(?P<month>sept|" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + ")"
YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_SEP = TO.replace("(?:", "(?P<sep>", 1)
_DAY2 = _DAY.replace("<day>", "<first_day>")
_UNTIL = r"(?P<until>(?:1[89]|20)\d\d|\d\d)"
_OF_YEAR = r"(?: of)?(?: (?P<of>last|this|next|the) year)?"
_IN_YEAR = rf"(?:(?: of)? {YEAR})?"
_STEP = {"last": -1, "this": 0, "the": 0, "next": 1}
# 'the past summer' is the last one, 'the coming one' the next: only these three words choose.
_CHOICE = {"past": "last", "this past": "last", "previous": "last", "coming": "next", "this coming": "next"}


def _which(m: re.Match[str]) -> str | None:
    which = m["which"]
    return _CHOICE.get(which, which) if which else None


def _year_of(m: re.Match[str], setting: Setting) -> int | None:
    """The year that a phrase names: '2016', 'last year'."""
    if m["year"]:
        return int(m["year"])
    return setting.today.year + _STEP[m["of"]] if m["of"] and setting.today else None


def iso(m: re.Match[str], _: Setting) -> str:
    """'2016-07-18'."""
    return m["iso"]


def numeric(m: re.Match[str], _: Setting) -> str | None:
    """'25/12/2016', but never '03/05/2016', which is two days."""
    first, second = int(m["first"]), int(m["second"])
    if first > len(MONTHS) >= second:
        return f"{m['year']}-{second:02}-{first:02}"
    return f"{m['year']}-{first:02}-{second:02}" if second > len(MONTHS) >= first else None


def day(m: re.Match[str], setting: Setting) -> str | None:
    """'Sept. 8', '8th of September 2016', 'Thursday, 8 September'."""
    month, number = month_number(m["month"]), int(m["day"])
    if m["year"]:
        return f"{m['year']}-{month:02}-{number:02}"
    return occurrence(lambda year: f"{year:04}-{month:02}-{number:02}", setting)


def days(m: re.Match[str], setting: Setting) -> str | None:
    """'March 2-5', '2 to 5 March 2017', '12 and 13 April'; '3 and 11 October' is that month."""
    last, first = day(m, setting), int(m["first_day"])
    apart = m["sep"].strip() in ("and", "or", "&") and not m[0].startswith("between") and int(m["day"]) != first + 1
    if last is None or apart:
        return last and last[: len("2016-07")]
    return f"{last[:8]}{first:02}/{last}"


def month(m: re.Match[str], setting: Setting) -> str | None:
    """'July', 'last September', 'December 2016', 'May of this year'."""
    number = month_number(m["month"])
    year = _year_of(m, setting)
    if year is not None:
        return f"{year:04}-{number:02}"
    return occurrence(lambda year: f"{year:04}-{number:02}", setting, which=_which(m))


def year(m: re.Match[str], _: Setting) -> str:
    """'2016'."""
    return m["year"]


def years(m: re.Match[str], _: Setting) -> str:
    """'2014-15', 'between 2014 and 2016'."""
    until = m["until"] if len(m["until"]) == len("2016") else m["year"][:2] + m["until"]
    return f"{m['year']}/{until}"


def season(m: re.Match[str], setting: Setting) -> str | None:
    """'the summer of 2016', 'last winter', 'in the spring'; a winter that may be either end of a year is that year."""
    first_month = SEASONS[m["season"]]
    year = _year_of(m, setting)
    if year is not None and m["season"] == "winter" and not m["until"]:
        return f"{year:04}"
    if year is not None:
        return months_from(year, first_month, 3)
    return occurrence(lambda year: months_from(year, first_month, 3), setting, which=_which(m), grace=30)


def quarter(m: re.Match[str], setting: Setting) -> str | None:
    """'Q3', 'the third quarter of 2016', 'the first half of the year'."""
    number = int(m["q"]) if m["q"] else ORDINALS[m["nth"]]
    length = 6 if m["half"] else 3
    if m["half"] and m["nth"] in ("final", "last"):
        number = 2
    if number * length > len(MONTHS):
        return None
    first_month = (number - 1) * length + 1
    year = _year_of(m, setting)
    if year is not None:
        return months_from(year, first_month, length)
    return occurrence(lambda year: months_from(year, first_month, length), setting, grace=30)


def holiday(m: re.Match[str], setting: Setting) -> str | None:
    """'New Year's Eve', 'last Christmas', 'Boxing Day 2015'."""
    number, of_month = HOLIDAYS[m["holiday"]]
    year = _year_of(m, setting)
    if year is not None:
        return f"{year:04}-{number:02}-{of_month:02}"
    return occurrence(lambda year: f"{year:04}-{number:02}-{of_month:02}", setting, which=_which(m))


CALENDAR_RULES = (
    (r"(?P<iso>\d{4}-\d\d-\d\d)", iso),
    (r"(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4})", numeric),
    (rf"(?:(?:last |this |next )?{WEEKDAY}{PART} )?(?:the )?{MONTH} {_DAY}(?: {YEAR})?{PART}", day),
    (rf"(?:(?:last |this |next )?{WEEKDAY}{PART} )?(?:the )?{_DAY} (?:of )?{MONTH}(?: {YEAR})?{PART}", day),
    (rf"(?:between |from )?{MONTH} {_DAY2}{_SEP}{_DAY}(?: {YEAR})?", days),
    (rf"(?:between |from )?(?:the )?{_DAY2}{_SEP}(?:the )?{_DAY} (?:of )?{MONTH}(?: {YEAR})?", days),
    (rf"(?:{WHICH} )?{MONTH}{_IN_YEAR}{_OF_YEAR}", month),
    (YEAR, year),
    (rf"(?:between |from )?{YEAR}{TO}{_UNTIL}", years),
    (rf"(?:{WHICH} )?(?P<season>{'|'.join(SEASONS)})(?:(?: of)? {YEAR}(?:[-–/]{_UNTIL})?)?{_OF_YEAR}", season),
    (
        rf"(?:q(?P<q>[1-4])|(?P<nth>{'|'.join(ORDINALS)}) (?:quarter|(?P<half>half))){_IN_YEAR}{_OF_YEAR}",
        quarter,
    ),
    (rf"(?:{WHICH} )?(?P<holiday>{'|'.join(HOLIDAYS)}){_IN_YEAR}{_OF_YEAR}", holiday),
)
