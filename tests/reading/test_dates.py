"""Date phrases: what they mean against a day of publication, and where they stand in a text."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from events import dates as partial_dates
from monitor.reading import dates

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yaml").read_text(encoding="utf-8"))
RESOLVE = [
    pytest.param(group["published"], case[0], case[1], case[2] if len(case) > 2 else {}, id=f"{case[0]}-{case[1:]}")
    for group in CASES["resolve"]
    for case in group["cases"]
]
TENSES = st.sampled_from([None, "past", "present", "future"])


@pytest.mark.parametrize(("published", "phrase", "expected", "hints"), RESOLVE)
def test_resolve(published, phrase, expected, hints):
    """A phrase means what a careful reader makes of it on the day of publication."""
    assert dates.resolve(str(phrase), published, **hints) == expected


@pytest.mark.parametrize("marked", CASES["find"])
def test_find(marked):
    """Every date phrase is found whole, and nothing that only looks like one."""
    text = re.sub(r"\[\[|\]\]", "", marked)
    assert [span.phrase for span in dates.find(text)] == re.findall(r"\[\[(.+?)\]\]", marked)


def test_a_utc_time_is_a_day():
    """A publication time counts as its UTC day."""
    assert dates.resolve("yesterday", "2017-03-02T23:59:00Z") == "2017-03-01"


@pytest.mark.parametrize("published", ["", "2017", "2017-03", "soon"])
def test_an_imprecise_publication_date(published):
    """Where the day of publication is unknown, only absolute dates resolve."""
    assert dates.resolve("yesterday", published) is None
    assert dates.resolve("8 May 2015", published) == "2015-05-08"


@settings(derandomize=True, max_examples=300)
@given(st.text(max_size=60), st.dates(), TENSES)
def test_any_text(text, published, tense):
    """Whatever the text, spans are true, ordered and apart, and what resolves is a valid partial date."""
    found = dates.resolve(text, published.isoformat(), tense=tense)
    assert found is None or partial_dates.valid(found)
    reached = 0
    for span in dates.find(text):
        assert text[span.start : span.end] == span.phrase
        assert span.start >= reached
        reached = span.end


WORDS = st.lists(
    st.sampled_from(
        ["on", "in", "the", "last", "next", "this", "May", "Sept.", "Monday", "Thursday night", "3", "30th", "2016",
         "week", "month", "year", "ago", "two", "a", "of", "and", "to", "between", "from", "summer", "winter", "Q3",
         "half", "first", "early", "mid-June", "weekend", "yesterday", "later", "that", "day", "before", "Christmas",
         "-", ","]
    ),
    min_size=1,
    max_size=7,
).map(" ".join)  # fmt: skip


@settings(derandomize=True, max_examples=1500)
@given(WORDS, st.dates(date(1990, 1, 1), date(2090, 1, 1)), TENSES, st.none() | WORDS)
def test_any_calendar_words(phrase, published, tense, context):
    """However the words of the calendar are strung together, the answer is a valid partial date or None."""
    found = dates.resolve(phrase, published.isoformat(), tense=tense, context=context)
    assert found is None or partial_dates.valid(found)
    for span in dates.find(phrase):
        assert phrase[span.start : span.end] == span.phrase


@settings(derandomize=True, max_examples=300)
@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_weekdays_by_tense(published, weekday):
    """A weekday lies within the week before or after, by tense, and is that weekday."""
    past = date.fromisoformat(dates.resolve(f"on {weekday}", published.isoformat(), tense="past"))
    future = date.fromisoformat(dates.resolve(f"on {weekday}", published.isoformat(), tense="future"))
    assert 0 <= (published - past).days < 7
    assert 0 <= (future - published).days < 7
    assert f"{past:%A}" == f"{future:%A}" == weekday


def test_linear():
    """Twice the text takes about twice the time, without any phrase, with many, and with prefixes piled up."""
    for unit in ("of the early late on in ", "3 May and ", "word ", "12 12 12 ", "last last ", "Monday, "):
        short, long = (unit * n for n in (2000, 16000))
        dates.find(short)
        took = []
        for text in (short, long):
            start = process_time()
            dates.find(text)
            took.append(process_time() - start)
        assert took[1] < 8 * 4 * took[0] + 0.05, unit
