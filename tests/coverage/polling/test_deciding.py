"""When to poll, how long to wait, where a feed has moved: decided without clock, disk or network."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.coverage.polling import buckets, fields, moves, schedule
from monitor.coverage.polling.memory import FeedMemory

HOUR, DAY = 3600.0, 86400.0
NOW = 1_780_000_000.0
RULES = schedule.Rules()
FRESH = FeedMemory(source="s", address="s")
draws = st.floats(0, 1, exclude_max=True)


def after(feed=FRESH, *, new=False, every=None, max_age=None, draw=0.0):
    """A feed after a success."""
    from msgspec.structs import replace

    feed = replace(feed, every=every)
    return schedule.succeeded(feed, NOW, RULES, draw, brought_new=new, max_age=max_age)


@settings(derandomize=True)
@given(
    st.lists(st.tuples(st.booleans(), draws, st.none() | st.floats(0, 1e9), st.none() | st.floats(0, 1e9)), max_size=30)
)
def test_no_success_leads_to_a_poll_too_early_or_too_late(polls):
    """Whatever a feed brings and asks for, the next poll is an hour away at least, and a day and a tenth at most."""
    feed = FRESH
    for new, draw, every, max_age in polls:
        feed = after(feed, new=new, every=every, max_age=max_age, draw=draw)
        assert RULES.shortest <= feed.next_poll - NOW <= RULES.longest * 1.1


@settings(derandomize=True)
@given(st.lists(st.tuples(draws, st.none() | st.floats(0, 1e9)), min_size=1, max_size=60))
def test_no_failure_leads_to_a_poll_too_early_or_never(polls):
    """However often it fails, and whatever it asks for, a feed is polled again within a day, and not within the hour."""
    feed = FRESH
    for draw, retry in polls:
        feed = schedule.failed(feed, NOW, RULES, draw, problem="x", retry_after=retry)
        assert RULES.shortest <= feed.next_poll - NOW <= RULES.longest
    assert feed.failures == len(polls)


def test_a_feed_that_brings_nothing_is_polled_less_often():
    """Its interval grows up to six hours, and one that brings something is polled hourly again soon."""
    feed = after()
    for _ in range(20):
        feed = after(feed)
    assert feed.next_poll - NOW == RULES.idle
    for _ in range(3):
        feed = after(feed, new=True)
    assert feed.next_poll - NOW == RULES.shortest


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ({"every": 4 * HOUR}, 4 * HOUR),
        ({"max_age": 3 * HOUR}, 3 * HOUR),
        ({"every": 60.0}, HOUR),
        ({"every": 1e9}, DAY),
    ],
)
def test_what_a_feed_asks_for_is_clamped(asked, wait):
    """ttl, sy:* and Cache-Control count, between an hour and a day."""
    assert after(new=True, **asked).next_poll - NOW == wait


def test_gone_is_a_week_and_not_for_ever():
    """410 puts a feed off for a week; a success then makes it as good as new."""
    feed = schedule.gone(FRESH, NOW, RULES, 0.0, problem="gone")
    assert feed.next_poll - NOW == 7 * DAY
    assert schedule.health(feed, NOW) == "dead"
    assert schedule.health(after(feed), NOW) == "ok"


def test_health_tells_a_bad_day_from_a_dead_feed():
    """Failing until it has failed for a week, then dead."""
    feed = schedule.failed(FRESH, NOW, RULES, 0.5, problem="x")
    assert schedule.health(feed, NOW + DAY) == "failing"
    assert schedule.health(feed, NOW + 7 * DAY) == "dead"


def test_a_failure_keeps_the_validators():
    """They belong to the last body that was stored, which is still the last one."""
    feed = FeedMemory(source="s", address="s", etag='"1"', validators_from="s", unconditional_at=NOW)
    failed = schedule.failed(feed, NOW, RULES, 0.5, problem="x")
    assert schedule.validators(failed, NOW + HOUR) == {"s": {"If-None-Match": '"1"'}}


def test_whoever_dies_while_polling_polls_no_earlier():
    """What is stored before the request keeps to the hour, and to what the feed asks for."""
    for every, wait in ((None, HOUR), (4 * HOUR, 4 * HOUR), (1e9, DAY)):
        feed = FeedMemory(source="s", address="s", every=every)
        assert schedule.reserved(feed, NOW, RULES, unconditional=True).next_poll == NOW + wait


def test_validators_are_left_out_once_a_day():
    """And only then, whichever way the clock is set."""
    feed = FeedMemory(source="s", address="s", etag='"1"', validators_from="t", unconditional_at=NOW)
    assert schedule.validators(feed, NOW + DAY - 1) == {"t": {"If-None-Match": '"1"'}}
    assert schedule.validators(feed, NOW + DAY) == {}
    reserved = schedule.reserved(feed, NOW + DAY, RULES, unconditional=True)
    assert schedule.validators(reserved, NOW + DAY + HOUR) != {}


@pytest.mark.parametrize(
    ("times", "moved"),
    [
        ([0, DAY, 2 * DAY], True),
        ([0, HOUR, 2 * HOUR, 3 * HOUR], False),  # often, but on one day
        ([0, DAY, DAY + HOUR], False),
        ([0, 6 * DAY], False),  # long, but seen twice only
        ([0, 1 * DAY, 2 * DAY - HOUR], False),
    ],
)
def test_a_move_is_believed_after_days(times, moved):
    """A permanent redirect counts once it was seen on three days, two days apart at least."""
    feed, start = FRESH, NOW - NOW % DAY + HOUR
    for time in times:
        feed = moves.observed(feed, "t", start + time)
    assert feed.address == ("t" if moved else "s")
    assert feed.source == "s"


def test_a_move_that_is_taken_back_is_forgotten():
    """One answer without the redirect, or with another target, and counting starts anew."""
    start = NOW - NOW % DAY
    feed = moves.observed(moves.observed(FRESH, "t", start), "t", start + DAY)
    feed = moves.observed(feed, None, start + 2 * DAY)
    feed = moves.observed(feed, "t", start + 3 * DAY)
    assert (feed.address, feed.moved_days) == ("s", 1)


@settings(derandomize=True)
@given(st.lists(st.floats(-5 * DAY, 5 * DAY), min_size=1, max_size=50))
def test_a_bucket_never_waits_for_long_when_the_clock_is_set(jumps):
    """Whatever the clock does between two requests, the n-th of n waits n intervals at most."""
    bucket, now = buckets.full(NOW, 5.0), NOW
    for count, jump in enumerate(jumps, 1):
        now += jump
        bucket, wait = buckets.taken(bucket, now, per_second=2.0, burst=5.0)
        assert 0 <= wait <= count / 2.0
        assert bucket.tokens <= 5.0


def test_a_bucket_lets_a_burst_through_and_then_spaces():
    """Five at once, then one every half second."""
    bucket, waits = buckets.full(NOW, 5.0), []
    for _ in range(8):
        bucket, wait = buckets.taken(bucket, NOW, per_second=2.0, burst=5.0)
        waits.append(wait)
    assert waits == [0, 0, 0, 0, 0, 0.5, 1.0, 1.5]


def test_a_closed_host_opens_again():
    """When it said, and at once where the clock was set back by more than a day."""
    bucket = buckets.closed(buckets.full(NOW, 5.0), NOW, 600)
    assert buckets.opens_at(bucket, NOW + 599) == NOW + 600
    assert buckets.opens_at(bucket, NOW + 600) is None
    assert buckets.opens_at(bucket, NOW - 2 * DAY) is None
    assert buckets.opens_at(buckets.closed(bucket, NOW, 1e9), NOW) == NOW + DAY


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        ("Thu, 28 May 2026 20:27:40 GMT", 60.0),
        ("Thu, 28 May 2020 20:27:40 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(text, seconds):
    """RFC 9110, 10.2.3; what is neither is nothing."""
    assert fields.retry_after({"retry-after": text}, NOW) == seconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("max-age=3600", 3600.0),
        ("public, Max-Age = 60", 60.0),
        ("no-cache, max-age=60", None),
        ("s-maxage=60", None),
        ("", None),
    ],
)
def test_cache_control_says_how_long_an_answer_is_fresh(text, seconds):
    """Only max-age, and only where the answer may be used again unasked."""
    assert fields.max_age({"cache-control": text}) == seconds
