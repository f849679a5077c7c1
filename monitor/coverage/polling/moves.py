"""Decides when a feed has moved for good. Pure.

A permanent redirect is believed once it was seen on several days: captive portals, expired domains and mistakes send
them, too. It only counts while what it leads to is the feed, or has not changed since it was.
"""

from __future__ import annotations

from msgspec.structs import replace

from monitor.coverage.polling.memory import FeedMemory

_DAY = 86400.0
_DAYS = 3  # different days
_SPAN = 2 * _DAY  # seconds between the first and the last of them


def observed(feed: FeedMemory, target: str | None, now: float) -> FeedMemory:
    """After a poll that succeeded; `target` is where redirects that are all permanent led, None without one."""
    if target is None or target == feed.address:
        return _settled(feed, feed.address) if feed.moved_to else feed
    if target != feed.moved_to or feed.moved_first is None or feed.moved_last is None:
        return replace(feed, moved_to=target, moved_first=now, moved_last=now, moved_days=1)
    another = int(now // _DAY) != int(feed.moved_last // _DAY)
    days = feed.moved_days + another
    if days >= _DAYS and now - feed.moved_first >= _SPAN:
        return _settled(feed, target)
    return replace(feed, moved_last=now, moved_days=days)


def _settled(feed: FeedMemory, address: str) -> FeedMemory:
    return replace(feed, address=address, moved_to=None, moved_first=None, moved_last=None, moved_days=0)
