"""The words of the calendar in news English, normalised to lower case without full stops: months, days, numbers."""

from __future__ import annotations

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}  # first month, in the northern hemisphere
UNITS = ("day", "week", "month", "year")
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
# Only days that fall on one date wherever they are kept; Easter, Thanksgiving or Diwali do not.
HOLIDAYS = {
    "new year's day": (1, 1), "australia day": (1, 26), "valentine's day": (2, 14), "st patrick's day": (3, 17),
    "april fools' day": (4, 1), "anzac day": (4, 25), "may day": (5, 1), "juneteenth": (6, 19),
    "fourth of july": (7, 4), "bastille day": (7, 14), "halloween": (10, 31), "bonfire night": (11, 5),
    "armistice day": (11, 11), "remembrance day": (11, 11), "veterans day": (11, 11), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31),
}  # fmt: skip
PARTS_OF_DAY = ("morning", "afternoon", "evening", "night", "lunchtime", "midday", "noon", "midnight")


def month_number(word: str) -> int:
    """1 for 'january', 'jan' or 'jan.'."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(word.rstrip(".").lower()[:3]))


def weekday_number(word: str) -> int:
    """0 for 'monday' or 'mon.', as `date.weekday` counts."""
    return next(number for number, day in enumerate(WEEKDAYS) if day.startswith(word.lower()[:3]))


def count_of(word: str) -> int:
    """2 for 'two', '2' or 'a couple of'."""
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
