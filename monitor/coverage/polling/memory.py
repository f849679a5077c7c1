"""What is remembered of a feed from one poll to the next."""

from __future__ import annotations

import msgspec


class FeedMemory(msgspec.Struct, frozen=True, kw_only=True):
    """One feed. Times are Unix seconds (UTC); None where it has not happened yet."""

    source: str  # the address in the workspace's configuration; never changes
    address: str  # where it is fetched: `source`, or where that has moved to for good
    part_of: str | None = None  # the source whose sitemap index names it; None for a source
    title: str | None = None  # as the feed says
    format: str | None = None  # as Feed.format
    etag: str | None = None  # verbatim, as is `last_modified`
    last_modified: str | None = None
    validators_from: str | None = None  # the address, after redirects, whose answer had the validators
    digest: bytes | None = None  # SHA-256 of the body that was last parsed
    interval: float | None = None  # seconds between polls, as far as this feed's own habits say; None before the first
    every: float | None = None  # seconds between polls that the feed's document asks for
    fresh: float | None = None  # seconds for which the last answer was to stay fresh (Cache-Control)
    next_poll: float | None = None  # not before; None: at once
    polled_at: float | None = None  # the last request, whatever came of it
    unconditional_at: float | None = None  # the last request without validators
    succeeded_at: float | None = None  # the last answer that was a feed, or said that it has not changed
    brought_new_at: float | None = None  # the last poll that brought an entry
    failures: int = 0  # polls that failed since `succeeded_at`
    failing_since: float | None = None  # the first of these
    problem: str | None = None  # what the last poll's failure was; None after a success
    gone: bool = False  # the server said 410
    moved_to: str | None = None  # where it redirects to for good (301, 308), not yet confirmed
    moved_first: float | None = None
    moved_last: float | None = None
    moved_days: int = 0  # different days (UTC) on which it was seen
