"""One pass: every feed that is due, then the pages of every entry that waits."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from monitor.coverage.polling import page_fetch, schedule
from monitor.coverage.polling.feed_poll import Polled, poll
from monitor.coverage.polling.memory import FeedMemory
from monitor.coverage.polling.page_fetch import Taken
from monitor.coverage.polling.parts import Parts
from monitor.coverage.polling.together import together
from monitor.cycle import Ingested


class Failure(msgspec.Struct, frozen=True):
    """A feed that couldn't be used, and why."""

    feed: str
    reason: str


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a pass."""

    polled: int  # feeds that were asked
    unchanged: int  # of these: feeds with nothing new in them
    not_due: int  # feeds that were not asked: it is too early
    next_poll: float | None  # Unix seconds, of the feed that is due first; None without feeds
    entries: int  # that the feeds brought, new or changed
    new: int  # articles recorded for the first time
    noted: int  # articles that bear on no story: only what they are was kept
    revised: int  # articles whose text has changed
    suspected: int  # known articles whose text seems to have changed: another look decides
    looked: int = 0  # pages of recorded articles that were looked at again
    known: int  # articles that the log had already
    claims: int
    parked: int  # entries that give no article
    waiting: int  # entries that wait for the next pass
    failed: tuple[Failure, ...]
    notices: tuple[Failure, ...]  # feeds that were used all the same


async def run(sources: Sequence[str], parts: Parts) -> Summary:
    """One pass over the sources."""
    results: list[Polled] = []
    for _ in range(2):  # an index may name sitemaps that nobody knew
        asked = {result.source for result in results}
        now = parts.clock.now()
        due = [feed for feed in parts.coverage.polled_for(sources) if feed.source not in asked]
        results += await _polled([feed for feed in due if schedule.is_due(feed, now)], parts)
    feeds = [feed.source for feed in parts.coverage.polled_for(sources)]
    pending = parts.coverage.pending(parts.clock.now(), per_feed=parts.pages_per_feed, sources=feeds)
    taken = Taken(ingested=Ingested())
    if pending:
        taken = await page_fetch.take_in(pending, parts)
    parts.hosts.save()
    return _summary(results, taken, parts.coverage.polled_for(sources), parts)


async def _polled(due: Sequence[FeedMemory], parts: Parts) -> list[Polled]:
    results: list[Polled] = []

    async def one(feed: FeedMemory) -> None:
        async with parts.slots.slot() as slot:
            results.append(await poll(feed, parts, slot.turn))
        parts.progress.feeds(len(results), len(due))

    async with together() as tasks:
        for feed in due:
            tasks.create_task(one(feed))
    return results


def _summary(results: list[Polled], taken: Taken, feeds: list[FeedMemory], parts: Parts) -> Summary:
    asked = [result for result in results if result.outcome != "put off"]
    times = [feed.next_poll for feed in feeds]
    return Summary(
        polled=len(asked),
        unchanged=sum(result.outcome == "unchanged" for result in asked),
        not_due=len(feeds) - len(results),
        next_poll=min((time for time in times if time is not None), default=None),
        entries=sum(result.new + result.changed for result in results),
        new=taken.ingested.new,
        noted=taken.ingested.noted,
        revised=taken.ingested.revised,
        suspected=taken.suspected,
        known=taken.ingested.unchanged,
        claims=taken.ingested.claims,
        parked=taken.parked,
        waiting=parts.coverage.waiting(),
        failed=tuple(Failure(one.source, one.reason or "") for one in asked if one.outcome == "failed"),
        notices=tuple(
            Failure(one.source, one.reason) for one in results if one.reason and one.outcome in ("fresh", "put off")
        ),
    )
