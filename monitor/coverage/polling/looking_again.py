"""Looks at the pages of recorded articles again, as politely as polling. Records nothing: it tells what was found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from events.article import Article
from events.errors import InputError
from monitor.coverage.articles import revisions
from monitor.coverage.articles.revisions import Look, Watch
from monitor.coverage.fetching.client import Turn
from monitor.coverage.fetching.errors import FetchError
from monitor.coverage.polling.clock import moment
from monitor.coverage.polling.fields import retry_after
from monitor.coverage.polling.hosts import HostClosedError
from monitor.coverage.polling.jobs import Extract, Extracted
from monitor.coverage.polling.parts import Parts
from monitor.coverage.polling.robots import RobotsUnreachableError
from monitor.coverage.polling.together import together
from monitor.coverage.seam import Entry, Parked
from monitor.coverage.watches import Page

_CLOSED = (429, 503)
_OK = 200


class PutOff(msgspec.Struct, frozen=True):
    """A page that wasn't asked for: its host wants no requests for now."""

    article: str  # the article's id
    until: float  # Unix seconds


async def look_again(due: Sequence[tuple[Watch, Page]], parts: Parts) -> list[Look | PutOff]:
    """What a look at each of the pages comes to."""
    found: list[Look | PutOff] = []

    async def one(watch: Watch, page: Page) -> None:
        async with parts.slots.slot() as slot:
            found.append(await _look(watch, page, parts, slot.turn))
        parts.progress.looks(len(found), len(due))

    async with together() as tasks:
        for watch, page in due:
            tasks.create_task(one(watch, page))
    parts.hosts.save()
    return found


async def _look(watch: Watch, page: Page, parts: Parts, turn: Turn) -> Look | PutOff:
    try:
        found = await _found(page, parts, turn)
    except (HostClosedError, RobotsUnreachableError) as error:
        return PutOff(watch.article, error.until)
    except FetchError as error:
        found = Parked(reason=error.what)
    return revisions.looked(watch, found, moment(parts.clock.now()))


async def _found(page: Page, parts: Parts, turn: Turn) -> Article | Parked:
    if not await parts.robots.allows(page.url):
        return Parked(reason="its host's robots.txt forbids it")
    answer = (await parts.client.get(page.url, turn=turn)).page
    if answer.status in _CLOSED and (wait := retry_after(answer.headers, parts.clock.now())):
        parts.hosts.close_for(answer.final_url, wait)
    if answer.status != _OK:
        return Parked(reason=f"HTTP {answer.status}")
    job = Extract(
        entry=msgspec.msgpack.encode(_entry(page)),
        seen_at=datetime.fromisoformat(page.first_seen),
        url=answer.url,
        final_url=answer.final_url,
        status=answer.status,
        headers=answer.headers,
        fetched_at=answer.fetched_at,
    )
    try:
        extracted = await parts.extractors.do(job, answer.body, Extracted, where=page.url)
    except InputError as error:
        return Parked(reason=error.what)
    return extracted.article or extracted.parked or Parked(reason="nothing came of it")


def _entry(page: Page) -> Entry:
    return Entry(
        feed=page.url,
        link=page.url,
        title=page.title,
        published=page.published,
        publisher=page.publisher,
        language=page.language,
        authors=page.authors,
    )
