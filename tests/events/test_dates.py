"""Partial dates: what they span, when two agree, how they read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events import dates

SINGLE = st.one_of(
    st.integers(1000, 9998).map(str),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(lambda day: f"{day:%Y-%m}"),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(
        lambda day: f"{day.isocalendar().year}-W{day.isocalendar().week:02}"
    ),
)
PARTIAL = st.one_of(
    SINGLE,
    st.tuples(SINGLE, SINGLE).map("/".join).filter(dates.valid),
)


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016-07-18", "2016-07-18", "2016-07-18"),
        ("2017-W08", "2017-02-20", "2017-02-26"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2016-06/2016-08", "2016-06-01", "2016-08-31"),
        ("2017-03-02/2017-03-05", "2017-03-02", "2017-03-05"),
        ("2014/2015-06", "2014-01-01", "2015-06-30"),
    ],
)
def test_interval(partial, first, last):
    """A partial date spans whole calendar days, leap years and 53rd weeks included."""
    assert dates.interval(partial) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["", "16", "2016-7", "2016-13", "2016-02-30", "2019-W53", "2016-W00", "2016/2015", "2016/", "/2016",
     "2016-07-18T10:00", " 2016", "2016\n", "٢٠١٦", "0000", "2016/2017/2018", "9999-W52", "July"],
)  # fmt: skip
def test_refusals(text):
    """What is no partial date is refused, and the error shows what it was."""
    assert not dates.valid(text)
    with pytest.raises(ValueError, match="not a partial date") as caught:
        dates.interval(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, "2016", True), (None, None, True),
        ("2016", "2016-07", True), ("2016-07", "2016-07-18", True), ("2016", "2016-07-18", True),
        ("2016-07", "2016-08", False), ("2016-07-18", "2016-07-19", False), ("2015", "2016-01", False),
        ("2017-W09", "2017-02", True), ("2017-W09", "2017-03", True), ("2017-W09", "2017-04", False),
        ("2017-W09", "2017-03-01", True), ("2017-W09", "2017-03-08", False), ("2017-W09", "2017-W10", False),
        ("2020-W53", "2021", True),
        ("2016-06/2016-08", "2016-07", True), ("2016-06/2016-08", "2016-09", False),
        ("2016-06/2016-08", "2016-08/2016-10", False), ("2016-06/2016-08", "2016-08-31", True),
        ("2016-07-18/2016-07-21", "2016-07", True), ("2016-07-30/2016-08-02", "2016-07", False),
        ("2016-07-30/2016-08-02", "2016-08-02", True),
    ],
)  # fmt: skip
def test_agree(one, other, expected):
    """Dates agree when one contains the other; a week agrees with the months it overlaps."""
    assert dates.agree(one, other) is expected
    assert dates.agree(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "days", "expected"),
    [
        ("2017-02", "2017-03-02", 31, True), ("2017-01", "2017-03-02", 31, True), ("2017-01", "2017-03-04", 31, False),
        ("2017-03-01", "2017-03-04", 3, True), ("2017-03-01", "2017-03-04", 2, False), (None, "1999", 0, True),
        ("2016", "2017", 1, True), ("2016", "2018", 31, False),
    ],
)  # fmt: skip
def test_near(one, other, days, expected):
    """Dates are near when at most so many days lie between their nearest days."""
    assert dates.near(one, other, days) is expected
    assert dates.near(other, one, days) is expected


@pytest.mark.parametrize(
    ("partial", "words"),
    [
        ("2016", "in 2016"), ("2016-07", "in July 2016"), ("2016-07-18", "on 18 July 2016"),
        ("2017-W08", "in the week of 20 February 2017"),
        ("2016-06/2016-08", "in June to August 2016"), ("2016-12/2017-02", "in December 2016 to February 2017"),
        ("2017-03-02/2017-03-05", "from 2 to 5 March 2017"),
        ("2017-03-30/2017-04-02", "from 30 March to 2 April 2017"),
        ("2016-12-31/2017-01-01", "from 31 December 2016 to 1 January 2017"),
        ("2014/2015", "in 2014 to 2015"), ("2016-12/2017", "in December 2016 to 2017"),
    ],
)  # fmt: skip
def test_phrase(partial, words):
    """A partial date reads as an editor would write it, with its preposition."""
    assert dates.phrase(partial) == words


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        ("2016", "2016"), ("2016-07", "2016-07"), ("2016-07-18", "2016-07-18"),
        ("2017-W08", "2017-02"), ("2017-W09", "2017-03"), ("2016-W17", "2016-04"), ("2020-W53", "2020-12"),
        ("2017-02-25/2017-02-26", "2017-02"), ("2016-06/2016-08", "2016"), ("2016-12/2017-02", None),
        ("2016-07/2016-07", "2016-07"), ("2016-01/2016-12", "2016"), ("2014/2015", None),
    ],
)  # fmt: skip
def test_plain(partial, expected):
    """A week or range is, in plain form, the month or year that holds it."""
    assert dates.plain(partial) == expected


def test_phrase_refuses():
    """Nothing is said about what is no date."""
    with pytest.raises(ValueError, match="'soon'"):
        dates.phrase("soon")


def test_most_precise():
    """The shortest span wins, the earliest of equals, and nothing comes of nothing."""
    assert dates.most_precise(["2016", None, "2016-07", "2016-W29"]) == "2016-W29"
    assert dates.most_precise(["2016-07-19", "2016-07-18"]) == "2016-07-18"
    assert dates.most_precise(["2016-07-18/2016-07-18", "2016-07-18"]) == "2016-07-18"
    assert dates.most_precise([None, None]) is None
    assert dates.most_precise([]) is None


def test_order():
    """Dates sort by their first day, a vaguer one before what it contains, undated ones last."""
    shuffled = [None, "2016-07", "2016-01", "2015-12-31", "2016-01-01", "2016"]
    assert sorted(shuffled, key=dates.order) == ["2015-12-31", "2016", "2016-01", "2016-01-01", "2016-07", None]


@settings(derandomize=True, max_examples=300)
@given(PARTIAL, PARTIAL)
def test_laws(one, other):
    """Agreement is symmetric and reflexive, implies nearness and an overlap; every valid date has words and a key."""
    assert dates.agree(one, one)
    assert dates.agree(one, other) == dates.agree(other, one)
    assert dates.near(one, other) == dates.near(other, one)
    (a_start, a_end), (b_start, b_end) = dates.interval(one), dates.interval(other)
    if dates.agree(one, other):
        assert dates.near(one, other, 0)
        assert max(a_start, b_start) <= min(a_end, b_end)
    assert dates.phrase(one)
    assert (dates.order(one) < dates.order(other)) == (not dates.order(one) >= dates.order(other))


@settings(derandomize=True, max_examples=200)
@given(st.lists(st.one_of(st.none(), PARTIAL), max_size=6), st.randoms(use_true_random=False))
def test_most_precise_whatever_the_order(partials, shuffler):
    """The order in which accounts arrive doesn't decide which date wins."""
    shuffled = list(partials)
    shuffler.shuffle(shuffled)
    assert dates.most_precise(shuffled) == dates.most_precise(partials)


@settings(derandomize=True, max_examples=200)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_days_apart(day, gap):
    """Two days are near exactly when the gap between them is within the limit."""
    assert dates.near(day.isoformat(), (day + timedelta(days=gap)).isoformat(), 31) is (gap <= 31)
