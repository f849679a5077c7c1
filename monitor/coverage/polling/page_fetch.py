"""Makes articles of the entries that wait for it: page, extraction, log, and only then the entry is done with.

The log is a file of its own, so the two can't share a transaction. Appending comes first, since it may be repeated: a
program that dies in between appends the same article again, and the log keeps one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import reduce

import msgspec

from events.article import Article
from events.errors import InputError
from monitor.coverage.fetching.client import Turn
from monitor.coverage.fetching.errors import FetchError
from monitor.coverage.polling.clock import moment
from monitor.coverage.polling.database import Pending
from monitor.coverage.polling.fields import retry_after
from monitor.coverage.polling.hosts import HostClosedError
from monitor.coverage.polling.jobs import Extract, Extracted
from monitor.coverage.polling.parts import Parts, Recorded
from monitor.coverage.polling.robots import RobotsUnreachableError
from monitor.coverage.polling.together import together
from monitor.coverage.seam import Entry, Fetched
from monitor.cycle import Ingested

_BATCH = 32  # articles that are appended together
_TRIES = 5  # fetches of a page before the feed's own text has to do
_PAUSE, _LONGEST = 900.0, 86400.0  # seconds between tries: a quarter of an hour, doubled up to a day
_LATER = (408, 425, 429)  # statuses that promise an answer later, beside 5xx
_SERVER = 500

_entry = msgspec.msgpack.Decoder(Entry).decode


class Later(msgspec.Struct, frozen=True):
    """A page that couldn't be had this time."""

    until: float  # Unix seconds
    reason: str
    counts: bool = True  # as one of the tries


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What came of the entries of one pass."""

    ingested: Ingested
    suspected: int = 0  # known articles whose text differs: a second fetch decides
    parked: int = 0
    later: int = 0


class _Outcome(msgspec.Struct, frozen=True):
    number: int
    result: Article | str | Later  # a text is the reason why it is parked


async def take_in(pending: Sequence[Pending], parts: Parts) -> Taken:
    """Fetch and record the articles of entries."""
    outcomes: asyncio.Queue[_Outcome] = asyncio.Queue()
    pages: dict[str, list[Pending]] = {}
    for row in pending:
        pages.setdefault(_entry(row.entry).link or f"no link {row.number}", []).append(row)

    async def one(rows: Sequence[Pending]) -> None:
        async with parts.slots.slot() as slot:
            result = await _result(rows[0], parts, slot.turn)
        for row in rows:  # several feeds, or entries, that lead to one page
            outcomes.put_nowait(_Outcome(row.number, result))

    async with together() as tasks:
        for rows in pages.values():
            tasks.create_task(one(rows))
        return await _recorded({row.number: row for row in pending}, outcomes, parts)


async def _recorded(rows: dict[int, Pending], outcomes: asyncio.Queue[_Outcome], parts: Parts) -> Taken:
    """Record what has come, as it comes, until nothing is awaited any more."""
    ingested, suspected, parked, later, done = Ingested(), 0, 0, 0, 0
    while done < len(rows):
        batch = [await outcomes.get()]
        while len(batch) < _BATCH and not outcomes.empty():
            batch.append(outcomes.get_nowait())
        articles: list[tuple[int, Article]] = []
        for outcome in batch:
            match outcome.result:
                case Article():
                    articles.append((outcome.number, outcome.result))
                case Later(until, reason, counts):
                    later += 1
                    tries = rows[outcome.number].tries + counts
                    parts.coverage.put_off(outcome.number, until, tries=tries, reason=reason)
                case reason:
                    parked += 1
                    parts.coverage.park(outcome.number, reason)
        if articles:
            recorded, refused = await _appended(articles, {row for row in rows if rows[row].held}, parts)
            ingested, parked = ingested.plus(recorded.ingested), parked + refused
            suspected += recorded.suspected
        done += len(batch)
        parts.progress.pages(done, len(rows))
    return Taken(ingested=ingested, suspected=suspected, parked=parked, later=later)


async def _appended(articles: list[tuple[int, Article]], held: set[int], parts: Parts) -> tuple[Recorded, int]:
    """Append articles to the log, then be done with their entries; those that can't be are parked, and counted."""
    each = {article.id: article for _, article in articles}
    confirmed = frozenset(article.id for number, article in articles if number in held)
    try:
        recorded = await parts.record(list(each.values()), confirmed)
    except InputError as error:
        if len(each) == 1:
            for number, _ in articles:
                parts.coverage.park(number, str(error))
            return Recorded(Ingested()), len(articles)
        alone = [[pair for pair in articles if pair[1].id == article] for article in each]
        results = [await _appended(one, held, parts) for one in alone]
        return Recorded(
            reduce(Ingested.plus, (one.ingested for one, _ in results)), sum(one.suspected for one, _ in results)
        ), sum(refused for _, refused in results)
    parts.coverage.recorded(
        [(number, article.id) for number, article in articles if article.id not in recorded.waiting]
    )
    parts.coverage.hold(number for number, article in articles if article.id in recorded.waiting)
    return recorded, 0


async def _result(row: Pending, parts: Parts, turn: Turn) -> Article | str | Later:
    entry = _entry(row.entry)
    page = await _page(entry.link, row, parts, turn) if entry.link else None
    if isinstance(page, Later):
        if not page.counts or row.tries + 1 < _TRIES:
            return page
        page = None  # the feed's own text has to do
    job = Extract(entry=row.entry, seen_at=moment(row.seen_at))
    if page is not None:
        job = Extract(
            entry=row.entry,
            seen_at=job.seen_at,
            url=page.url,
            final_url=page.final_url,
            status=page.status,
            headers=page.headers,
            fetched_at=page.fetched_at,
        )
    where = entry.link or entry.feed
    try:
        extracted = await parts.extractors.do(job, page.body if page else b"", Extracted, where=where)
    except InputError as error:
        return error.what
    if extracted.article is not None:
        return extracted.article
    if extracted.parked is None:
        return "nothing came of it"
    if extracted.parked.retry and page is not None and row.tries + 1 < _TRIES:
        return _later(row, parts, extracted.parked.reason)
    return extracted.parked.reason


async def _page(url: str, row: Pending, parts: Parts, turn: Turn) -> Fetched | Later | None:
    """The page; None where there is none for us, and the feed's own text has to do."""
    try:
        if not await parts.robots.allows(url):
            return None
        page = (await parts.client.get(url, turn=turn)).page
    except HostClosedError as error:
        return Later(error.until, "its host wants no requests for now", counts=False)
    except RobotsUnreachableError as error:
        return Later(error.until, "its host's robots.txt can't be had")
    except FetchError as error:
        return None if error.lasting else _later(row, parts, error.what)
    if page.status in _LATER or page.status >= _SERVER:
        now = parts.clock.now()
        wait = retry_after(page.headers, now)
        if wait:
            parts.hosts.close_for(page.final_url, wait)
        later = _later(row, parts, f"HTTP {page.status}")
        return msgspec.structs.replace(later, until=max(later.until, now + min(wait or 0.0, _LONGEST)))
    return page


def _later(row: Pending, parts: Parts, reason: str) -> Later:
    wait = min(_PAUSE * 2.0**row.tries, _LONGEST)
    return Later(parts.clock.now() + max(_PAUSE, wait * parts.draw()), reason)
