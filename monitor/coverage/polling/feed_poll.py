"""Polls one feed: asks the deciders, sends the request, stores what came. Decides nothing itself."""

from __future__ import annotations

import asyncio
from typing import Literal

import msgspec
from msgspec.structs import replace

from events.errors import InputError
from monitor.coverage.fetching.client import FEEDS, Answer, Turn
from monitor.coverage.fetching.errors import FetchError
from monitor.coverage.polling import moves, schedule
from monitor.coverage.polling.fields import max_age, retry_after
from monitor.coverage.polling.hosts import HostClosedError
from monitor.coverage.polling.jobs import ParsedFeed, ParseFeed
from monitor.coverage.polling.memory import FeedMemory
from monitor.coverage.polling.parts import Parts

_NOT_MODIFIED, _GONE = 304, 410
_CLOSED = (429, 503)
_REASONS = {
    401: "wants a password",
    403: "refuses us",
    404: "is not there",
    410: "is gone for good",
    429: "wants fewer requests",
}


class Polled(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one feed."""

    source: str
    outcome: Literal["fresh", "unchanged", "failed", "put off"]
    new: int = 0  # entries
    changed: int = 0  # entries
    reason: str | None = None  # of a failure, or why it was put off


async def poll(feed: FeedMemory, parts: Parts, turn: Turn) -> Polled:
    """Poll a feed that is due. What goes wrong with it is remembered, and told in the result; it is no error."""
    now = parts.clock.now()
    validators = schedule.validators(feed, now)
    asked = schedule.reserved(feed, now, parts.rules, unconditional=not validators)
    reserved = False

    async def last_moment(url: str) -> None:
        nonlocal reserved
        await turn(url)
        if not reserved:  # a program that is stopped while it waits for its turn has not polled
            reserved = True
            await parts.saving.save(asked)

    try:
        answer = await parts.client.get(feed.address, accept=FEEDS, validators=validators, turn=last_moment)
    except HostClosedError as error:
        await parts.saving.save(schedule.put_off(asked if reserved else feed, error.until, now, parts.rules))
        return Polled(source=feed.source, outcome="put off", reason="its host wants no requests for now")
    except FetchError as error:
        return await _failed(asked, parts, _said(error, feed))
    if not answer.conditional:
        asked = replace(asked, unconditional_at=now)
    return await _answered(asked, answer, parts)


async def _answered(feed: FeedMemory, answer: Answer, parts: Parts) -> Polled:
    page = answer.page
    now = parts.clock.now()
    if page.status == _NOT_MODIFIED and answer.conditional:
        return await _unchanged(feed, answer, parts)
    if page.status == _GONE:
        await parts.saving.save(schedule.gone(feed, now, parts.rules, parts.draw(), problem=_status(page.status)))
        return Polled(source=feed.source, outcome="failed", reason=_status(page.status))
    if not 200 <= page.status < 300:  # noqa: PLR2004 - success
        wait = retry_after(page.headers, now)
        if page.status in _CLOSED and wait:
            parts.hosts.close_for(page.final_url, wait)
        return await _failed(feed, parts, _status(page.status), retry=wait)
    if answer.digest == feed.digest:
        return await _unchanged(_validated(feed, answer), answer, parts)
    heard = schedule.answered(feed, now, parts.rules, max_age=max_age(page.headers))
    if heard.next_poll != feed.next_poll:
        await parts.saving.save(heard)
    return await _read(feed, answer, parts)


async def _read(feed: FeedMemory, answer: Answer, parts: Parts) -> Polled:
    """Parse a body that has changed, and store what is in it."""
    page = answer.page
    job = ParseFeed(
        content_type=page.headers.get("content-type", ""), source=feed.part_of or feed.source, base=page.final_url
    )
    try:
        parsed = await parts.parsers.do(job, page.body, ParsedFeed, where=feed.source)
    except InputError as error:
        return await _failed(feed, parts, _said(error, feed))
    if feed.part_of is not None and parsed.feed.parts:
        return await _failed(feed, parts, "is an index of sitemaps within another one: it is not followed")
    await asyncio.sleep(0)  # 2,000 entries were just unpacked: let others go before they are stored
    whole = not parsed.feed.cut_off  # else the next poll asks for all of it
    return _stored(_validated(feed, answer) if whole else _forgotten(feed), answer, parsed, parts)


def _stored(feed: FeedMemory, answer: Answer, parsed: ParsedFeed, parts: Parts) -> Polled:
    """Validators, body hash and entries, in one transaction."""
    now = parts.clock.now()
    said = parsed.feed
    feed = replace(feed, title=said.title or feed.title, format=said.format, every=said.every_seconds)
    with parts.coverage.transaction():
        parts.coverage.confirm(feed.source)  # before what has changed once more, and is confirmed by nothing
        if feed.part_of is None:
            parts.coverage.keep_parts(feed.source, said.parts)
        new, changed = parts.coverage.store_items(feed.source, parsed.items, now)
        feed = schedule.succeeded(
            feed, now, parts.rules, parts.draw(), brought_new=bool(new), max_age=max_age(answer.page.headers)
        )
        parts.coverage.put(moves.observed(feed, answer.moved_to, now))
    return Polled(source=feed.source, outcome="fresh", new=new, changed=changed, reason=said.flaw)


async def _unchanged(feed: FeedMemory, answer: Answer, parts: Parts) -> Polled:
    now = parts.clock.now()
    age = max_age(answer.page.headers)
    feed = schedule.succeeded(feed, now, parts.rules, parts.draw(), brought_new=False, max_age=age)
    await parts.saving.save(moves.observed(feed, answer.moved_to, now), unchanged=True)
    return Polled(source=feed.source, outcome="unchanged")


async def _failed(feed: FeedMemory, parts: Parts, problem: str, retry: float | None = None) -> Polled:
    now = parts.clock.now()
    await parts.saving.save(schedule.failed(feed, now, parts.rules, parts.draw(), problem=problem, retry_after=retry))
    return Polled(source=feed.source, outcome="failed", reason=problem)


def _validated(feed: FeedMemory, answer: Answer) -> FeedMemory:
    """With the validators of the answer, verbatim, and the hash of its body."""
    etag, modified = (answer.page.headers.get(name) for name in ("etag", "last-modified"))
    origin = answer.page.final_url if etag or modified else None
    return replace(feed, etag=etag, last_modified=modified, validators_from=origin, digest=answer.digest)


def _forgotten(feed: FeedMemory) -> FeedMemory:
    return replace(feed, etag=None, last_modified=None, validators_from=None, digest=None)


def _said(error: InputError, feed: FeedMemory) -> str:
    place = f" ({error.where})" if error.where not in (None, feed.source) else ""
    return f"{error.what}{place}{f'; {error.hint}' if error.hint else ''}"


def _status(status: int) -> str:
    reason = _REASONS.get(status) or ("has a fault" if status >= 500 else "can't be used")  # noqa: PLR2004 - server's
    return f"{reason} (HTTP {status})"
