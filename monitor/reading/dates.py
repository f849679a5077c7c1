"""What a date phrase of news English means, given when the article was published.

`find` (in date_phrases.py) finds the phrases; `resolve` turns one into a partial ISO date (see events/dates.py).
Weeks are ISO weeks, seasons those of the northern hemisphere. The publication date is taken as it stands: a UTC time
is cut to its UTC day. What a careful reader could not date is None, never a guess at a day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from events import dates
from monitor.reading.calendar_dates import CALENDAR_RULES, MONTH
from monitor.reading.date_phrases import Span, find
from monitor.reading.date_setting import Setting, Tense
from monitor.reading.relative_dates import RELATIVE_RULES, week_month_or_year

__all__ = ["Span", "Tense", "find", "resolve"]

_CALENDAR = tuple((re.compile(pattern), rule) for pattern, rule in CALENDAR_RULES)
_RELATIVE = tuple((re.compile(pattern), rule) for pattern, rule in RELATIVE_RULES)
_RANGE = re.compile(r"(?:between |from )?(?P<first>.+?)(?: and | to | through | until | till | ?[-–—] ?)(?P<last>.+)")
_WEEK_OF = re.compile(r"(?:the )?week (?:of|beginning|starting|commencing|from) (?P<day>.+)")
_BOUND = re.compile(
    r"(?:since|until|till|before|after|by|ahead of|prior to|as of|up to|through|no later than)\b"
    r"|from .+ (?:on|onwards?)$"
)
_BY = re.compile(r"by (?:the )?")
_OF_THAT_YEAR = re.compile(r"(?P<bare>.+?)(?: of)? (?:(?P<same>that|the same)|the (?P<which>following|previous)) year")
_THAT_MONTH = re.compile(rf"(?:in )?(?:(?:the )?(?P<which>following|previous|same)|that(?: same)?) (?P<bare>{MONTH})")
_ZONE = r"(?: (?:gmt|utc|bst|cet|cest|ist|[ecmp][sd]?t|local time))?"
_TIME = rf"(?:\d{{1,2}}(?:[:.]\d\d)? ?(?:[ap]m|o'clock)|\d{{1,2}}:\d\d|noon|midnight){_ZONE}"
_LEAD = re.compile(
    rf"(?:(?:just |shortly |soon )?(?:at|around|about|after|before) )?{_TIME} "
    r"|(?:on|in|at|during|over|throughout|from|for|of|around|about|dated|the|early|late|mid|earlier|later"
    r"|sometime|just|shortly|soon)[ -]"
    r"|(?:morning|afternoon|evening|night|hours|small hours|course|rest|day|month|year) of "
    r"|(?:beginning|start|end|middle) (?:of )?"
    r"|(?:first|second|third|fourth|last|opening|closing|final) (?:(?:few|two|three) )?"
    r"(?:days?|weeks?|months?) (?:of|in) "
)
_BARE_MONTH = re.compile(rf"(?:in |and |again )*(?:early |mid[- ]|late )?{MONTH}")
_FULL_STOP = re.compile(r"(?<=[a-z])\.")  # 'sept.' -> 'sept', 'p.m.' -> 'pm'
_SPACE = re.compile(r"[\s,]+")
_YEAR_NAMED = re.compile(
    r"(?:\b(?:in|during|throughout|of|(?:the|its|his|her|their)(?= \d{4} [a-z]))"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2,3}\.)"
    r"(?: \d{1,2},?)?|\b[Ss]pring|\b[Ss]ummer|\b[Aa]utumn|\b[Ff]all|\b[Ww]inter) (?:the )?(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) year\b"
)


def resolve(
    phrase: str, published: str | None, *, tense: Tense | None = None, context: str | None = None
) -> str | None:
    """The partial ISO date that `phrase` means in an article published on `published` (an ISO date or UTC time).

    `tense` is that of its verb: 'in July' after a past verb is the latest July, after 'will' the next. `context` is
    the sentence or clause around it: a year named there ('last year', 'during the 2016 campaign') dates a bare month, a
    list of months runs forward, and the last date before anchors 'the following day'. None for what has no date, and
    for bounds such as 'since May'.
    """
    words = _normal(phrase)
    if tense == "past" and (by := _BY.match(words)):
        words = words[by.end() :]  # 'by Wednesday he had resigned' is the day that we know of
    if not words or _BOUND.match(words):
        return None
    setting = Setting(_day(published), tense)
    if context is None:
        return _read(words, setting)
    setting = replace(setting, year=_year_in(context, setting.today), anchor=_anchor(context, phrase, setting))
    found = _read(words, setting)
    return _before_what_follows(found, words, context.partition(phrase)[2], setting)


def _read(words: str, setting: Setting) -> str | None:
    """Try every rule on the phrase, then once more without its first word of no weight ('on', 'early', 'the')."""
    for pattern in (_OF_THAT_YEAR, _THAT_MONTH):
        if match := pattern.fullmatch(words):
            return _in_year_of_anchor(match, setting)
    found = _by_rule(words, setting)
    if found is not None:
        return found
    if match := _WEEK_OF.fullmatch(words):
        day = _read(match["day"], setting)
        return week_month_or_year(day, "week") if day and len(day) == len("2016-07-18") else None
    bare = _LEAD.sub("", words, count=1) if _LEAD.match(words) else ""
    if bare and (found := _read(bare, setting)):
        return found
    return _range(words, setting)


def _in_year_of_anchor(match: re.Match[str], setting: Setting) -> str | None:
    """'May 6 of that year', 'that September', 'the following February': None where no date before tells the year."""
    if setting.anchor is None or setting.anchor[0].year != setting.anchor[1].year:
        return None
    start, end = setting.anchor
    if match.re is _THAT_MONTH and match["which"] in ("following", "previous"):
        back = match["which"] == "previous"
        return _read(match["bare"], Setting(start if back else end, "past" if back else "future"))
    step = {"following": 1, "previous": -1}.get(match["which"] or "", 0)
    return _read(match["bare"], replace(setting, year=start.year + step, tense=None))


def _before_what_follows(found: str | None, words: str, after: str, setting: Setting) -> str | None:
    """A bare month can't be later than the bare months listed after it: 'in July, and again in April'."""
    if found is None or setting.tense == "future" or setting.year is not None or not _BARE_MONTH.fullmatch(words):
        return found
    listed = [month for span in find(after) if _BARE_MONTH.fullmatch(month := _normal(span.phrase))]
    for month in (*reversed(listed), words):
        found = _read(month, setting)
        if found is not None:
            setting = replace(setting, today=dates.interval(found)[0], tense="past")
    return found


def _by_rule(words: str, setting: Setting) -> str | None:
    """The first rule whose pattern is the whole phrase decides, even if its answer is that nobody can tell."""
    try:
        for pattern, rule in _CALENDAR:
            if match := pattern.fullmatch(words):
                return _checked(rule(match, setting))
        for relative_pattern, relative_rule in _RELATIVE:
            if setting.today is not None and (match := relative_pattern.fullmatch(words)):
                return _checked(relative_rule(match, setting.today, setting))
    except (ValueError, OverflowError):  # no day of the calendar: 'February 30', a year past 9999
        return None
    return None


def _checked(found: str | None) -> str | None:
    return found if found is not None and dates.valid(found) else None


def _range(words: str, setting: Setting) -> str | None:
    """'between 30 March and 2 April', 'from Monday to Wednesday', 'July through September': the end dates the start."""
    match = _RANGE.fullmatch(words)
    last = _by_rule(match["last"], setting) if match else None
    if match is None or last is None or "/" in last:
        return None
    first = _by_rule(match["first"], Setting(dates.interval(last)[1], "past"))
    return _checked(f"{first}/{last}") if first and "/" not in first else None


def _normal(phrase: str) -> str:
    words = _FULL_STOP.sub("", phrase.lower().replace("’", "'"))
    words = _SPACE.sub(" ", words).strip(" ;:()")
    return words.removesuffix("'s").removesuffix("'")


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _year_in(context: str, today: date | None) -> int | None:
    """The year that the words around name, if it is only one."""
    years = set()
    for match in _YEAR_NAMED.finditer(context):
        if match["year"]:
            years.add(int(match["year"]))
        elif today is not None:
            years.add(today.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()])
    return years.pop() if len(years) == 1 else None


def _anchor(context: str, phrase: str, setting: Setting) -> tuple[date, date] | None:
    """The last date in the words around, up to the phrase itself."""
    before = context.partition(phrase)[0]
    found = None
    for span in find(before):
        words = _normal(span.phrase)
        found = (None if _BOUND.match(words) else _read(words, setting)) or found
    return dates.interval(found) if found else None
