"""Decides when a feed is polled next, and how. Pure: it fetches nothing, knows no clock and draws no lots.

Times are Unix seconds, `draw` is a number from 0 up to 1 that the caller drew.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from monitor.coverage.polling.memory import FeedMemory

DAY = 86400.0
_GONE = 7 * DAY
_LONGEST = _GONE * 1.1  # seconds that any decision here can put a poll off: more means that the clock was set
_FASTER, _SLOWER = 0.5, 1.25  # what a poll that brings something, or nothing, does to a feed's interval
_JITTER = 0.1  # of an interval, added, so that feeds don't fall into step
_SET_BACK = 300.0  # seconds that two clocks may differ
_DEAD = 7 * DAY  # of failures


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """What the settings say, in seconds."""

    shortest: float = 3600.0  # between two polls
    idle: float = 6 * 3600.0  # between polls of a feed that brings nothing
    longest: float = DAY  # that a feed or server may ask for, and that failures lead to


def is_due(feed: FeedMemory, now: float) -> bool:
    """Whether to poll now. A clock that was set back doesn't put polls off for longer than they were."""
    if feed.next_poll is None or now >= feed.next_poll:
        return True
    was_ahead = feed.polled_at is not None and feed.polled_at > now + _SET_BACK
    return was_ahead or feed.next_poll - now > _LONGEST


def validators(feed: FeedMemory, now: float) -> dict[str, dict[str, str]]:
    """The request fields that ask for changes only, by the address that they hold for; none once a day.

    A server whose validators lie would otherwise hide its news for good.
    """
    if feed.validators_from is None or feed.unconditional_at is None or abs(now - feed.unconditional_at) >= DAY:
        return {}
    fields = {"If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {feed.validators_from: {name: value for name, value in fields.items() if value is not None}}


def reserved(feed: FeedMemory, now: float, rules: Rules, *, unconditional: bool) -> FeedMemory:
    """What is stored before the request is sent: a program that dies meanwhile polls no earlier for it."""
    return replace(
        feed,
        polled_at=now,
        next_poll=now + max(rules.shortest, _asked(feed, rules)),
        unconditional_at=now if unconditional else feed.unconditional_at,
    )


def answered(feed: FeedMemory, now: float, rules: Rules, *, max_age: float | None) -> FeedMemory:
    """What is stored when an answer has come and is not read yet: a program that dies meanwhile keeps to its age."""
    feed = replace(feed, fresh=max_age)
    return replace(feed, next_poll=max(feed.next_poll or 0.0, now + _asked(feed, rules)))


def succeeded(
    feed: FeedMemory, now: float, rules: Rules, draw: float, *, brought_new: bool, max_age: float | None
) -> FeedMemory:
    """After an answer that could be used. `max_age` is what Cache-Control says, in seconds."""
    first = feed.interval is None
    habit = (feed.interval or rules.shortest) * (1 if first else _FASTER if brought_new else _SLOWER)
    habit = _clamped(habit, rules.shortest, max(rules.idle, rules.shortest))
    feed = replace(feed, fresh=max_age)
    wait = max(habit, _asked(feed, rules), rules.shortest) * (1 + _JITTER * draw)
    return replace(
        feed,
        interval=habit,
        next_poll=now + wait,
        succeeded_at=now,
        brought_new_at=now if brought_new else feed.brought_new_at,
        failures=0,
        failing_since=None,
        problem=None,
        gone=False,
    )


def failed(
    feed: FeedMemory, now: float, rules: Rules, draw: float, *, problem: str, retry_after: float | None = None
) -> FeedMemory:
    """After a failure: full jitter under a bound that doubles, up to a day. `retry_after` is in seconds.

    'Exponential Backoff And Jitter', M. Brooker, AWS Architecture Blog, 2015; here never below the shortest interval.
    """
    failures = feed.failures + 1
    bound = min(rules.longest, rules.shortest * 2.0 ** min(failures, 30))
    wait = max(rules.shortest, draw * bound, min(retry_after or 0.0, rules.longest))
    return replace(
        feed,
        next_poll=now + wait,
        failures=failures,
        failing_since=now if feed.failing_since is None else feed.failing_since,
        problem=problem,
        gone=False,
    )


def gone(feed: FeedMemory, now: float, rules: Rules, draw: float, *, problem: str) -> FeedMemory:
    """After 410: asked again in a week, since outlets have come back from it."""
    after = failed(feed, now, rules, draw, problem=problem)
    return replace(after, gone=True, next_poll=now + _GONE * (1 + _JITTER * draw))


def put_off(feed: FeedMemory, until: float, now: float, rules: Rules) -> FeedMemory:
    """The host wants no request before `until`, so none was sent."""
    return replace(feed, next_poll=min(until, now + rules.longest))


def health(feed: FeedMemory, now: float) -> str:
    """'ok', 'failing', or 'dead': gone, or nothing but failures for a week. Dead feeds are still polled, rarely."""
    if feed.problem is None:
        return "ok"
    lasting = feed.failing_since is not None and now - feed.failing_since >= _DEAD
    return "dead" if feed.gone or lasting else "failing"


def _asked(feed: FeedMemory, rules: Rules) -> float:
    """Seconds between polls that the feed's document and its server ask for."""
    return min(max(feed.every or 0.0, feed.fresh or 0.0), rules.longest)


def _clamped(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)
