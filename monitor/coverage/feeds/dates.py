"""The dates that feeds write -> the form in which articles store them. What is no date becomes None, never a guess."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

# Minutes from UTC of the zone names that news sites write (RFC 5322, 4.3, knows North America's only).
_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "IST": 330, "CET": 60, "CEST": 120, "MEZ": 60,
    "MESZ": 120, "EET": 120, "EEST": 180, "MSK": 180, "SAST": 120, "EAT": 180, "WAT": 60, "CAT": 120, "PKT": 300,
    "SGT": 480, "HKT": 480, "PHT": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570, "AWST": 480,
    "NZST": 720, "NZDT": 780, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480,
    "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "AST": -240, "ADT": -180, "NST": -210, "NDT": -150,
    "BRT": -180, "ART": -180,
}  # fmt: skip
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_RFC = re.compile(
    r"(?:[A-Za-z]+\.?,?\s+)?(?P<day>\d{1,2})[\s-]+(?P<month>[A-Za-z]{3})[a-z]*\.?,?[\s-]+(?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<zone>[+-]\d{1,2}:?\d{2}|[A-Za-z]+)?)?(?:\s*\([^)]*\))?"
)
_ISO = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?:[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<zone>[+-]\d{2}:?\d{2}|[+-]\d{2}|[A-Za-z]+)?)?"
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_UNIX = re.compile(r"\d{9,10}|\d{12,13}")  # seconds or milliseconds, from 1973 on
_CENTURY = 50  # a year of two digits below this one is of this century, RFC 5322, 4.3
_LEAP = 60


def moment(text: str | None) -> str | None:
    """An RFC 822 or 5322, ISO 8601 or Unix time as an ISO date, or as a UTC time to the second.

    A time without a zone, or in one that isn't known, keeps only its date: whose clock it was nobody says. A day that
    no calendar has gives None. Dates in the future stay as they are: whether to believe them is decided elsewhere.
    """
    text = (text or "").strip()
    try:
        if _UNIX.fullmatch(text):
            seconds = int(text) / (1000 if len(text) > 10 else 1)  # noqa: PLR2004 - digits
            return _stored(datetime.fromtimestamp(seconds, UTC))
        if found := _ISO.fullmatch(text):
            return _put_together(date.fromisoformat(found["date"]), found)
        if (found := _RFC.fullmatch(text)) and (month := _MONTHS.get(found["month"].lower())):
            return _put_together(date(_year(found["year"]), month, int(found["day"])), found)
    except (ValueError, OverflowError, OSError):
        return None
    return None


def _put_together(day: date, found: re.Match[str]) -> str:
    zone = _zone(found["zone"])
    if found["hour"] is None or zone is None:
        return day.isoformat()
    second = int(found["second"] or 0)
    time = datetime(
        day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), min(second, 59), tzinfo=zone
    )
    return _stored(time + timedelta(seconds=second == _LEAP))


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if offset := _OFFSET.fullmatch(text):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    known = _ZONES.get(text.upper())
    return timezone(timedelta(minutes=known)) if known is not None else None


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004 - digits
        return year
    return year + (2000 if year < _CENTURY else 1900)


def _stored(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
