"""Looks at the pages of recorded articles again, as politely as polling, and records the versions that are found."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from events.article import Article
from events.errors import InputError
from monitor.coverage.articles import revisions
from monitor.coverage.articles.revisions import Look, Watch
from monitor.coverage.fetching.client import Client
from monitor.coverage.fetching.errors import FetchError
from monitor.coverage.polling.clock import Clock, SystemClock, moment
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.fields import retry_after
from monitor.coverage.polling.holding import held
from monitor.coverage.polling.hosts import HostClosedError, Hosts
from monitor.coverage.polling.jobs import Extract, Extracted
from monitor.coverage.polling.opening import open_checked_client
from monitor.coverage.polling.robots import Robots, RobotsUnreachableError
from monitor.coverage.polling.workers import Workers, open_workers
from monitor.coverage.seam import Entry, Parked
from monitor.coverage.settings import CoverageSettings
from monitor.daemon.watches import Page, Watches
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

Progress = Callable[[], None]

_MOST = 100  # pages in one pass; the others wait for the next
_CLOSED = (429, 503)
_OK = 200


def look_again(workspace: Workspace, progress: Progress, clock: Clock | None = None) -> dict[str, int]:
    """Look at the pages that are due: how many were looked at, and how many articles turned out to be revised.

    Raises StoreError where a poll is under way.
    """
    clock = clock or SystemClock()
    with (
        held(workspace.data / "coverage.lock"),
        open_monitor(workspace) as monitor,
        contextlib.closing(Watches(workspace.data / "watches.db")) as watches,
    ):
        watches.fill(monitor.log)
        due = watches.due(clock.now(), _MOST)
        if not due:
            return {}
        with contextlib.closing(Coverage(workspace.data / "coverage.db")) as coverage:
            found = asyncio.run(_looks(due, monitor.settings.coverage, coverage, clock, progress))
        revised = [look.article for look in found if isinstance(look, Look) and look.article is not None]
        monitor.ingest(revised)  # before the looks are kept: a look that is repeated finds nothing new
        watches.looked(look.watch for look in found if isinstance(look, Look))
        for article, until in (one for one in found if not isinstance(one, Look)):
            watches.put_off(article, until)
        return {"looked": len(found), "revised": len(revised)}


async def _looks(
    due: Sequence[tuple[Watch, Page]], chosen: CoverageSettings, coverage: Coverage, clock: Clock, progress: Progress
) -> list[Look | tuple[str, float]]:
    """A look a page; or the article and until when its host wants no requests (Unix seconds)."""
    async with (
        open_checked_client(chosen, clock) as client,
        open_workers("pages", count=1, seconds=chosen.parse_seconds) as workers,
    ):
        hosts = Hosts(coverage, clock, per_second=chosen.requests_per_second, burst=chosen.burst)
        looker = _Looker(client, hosts, Robots(coverage, client, hosts, clock), workers, clock)
        found = []
        for watch, page in due:
            found.append(await looker.look(watch, page))
            progress()
        hosts.save()
        return found


class _Looker(NamedTuple):
    client: Client
    hosts: Hosts
    robots: Robots
    workers: Workers
    clock: Clock

    async def look(self, watch: Watch, page: Page) -> Look | tuple[str, float]:
        try:
            if not await self.robots.allows(page.url):
                return self._looked(watch, Parked(reason="its host's robots.txt forbids it"))
            answer = (await self.client.get(page.url, turn=self.hosts.turn)).page
        except (HostClosedError, RobotsUnreachableError) as error:
            return watch.article, error.until
        except FetchError as error:
            return self._looked(watch, Parked(reason=error.what))
        if answer.status in _CLOSED and (wait := retry_after(answer.headers, self.clock.now())):
            self.hosts.close_for(answer.final_url, wait)
        if answer.status != _OK:
            return self._looked(watch, Parked(reason=f"HTTP {answer.status}"))
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
            extracted = await self.workers.do(job, answer.body, Extracted, where=page.url)
        except InputError as error:
            return self._looked(watch, Parked(reason=error.what))
        return self._looked(watch, extracted.article or extracted.parked or Parked(reason="nothing came of it"))

    def _looked(self, watch: Watch, found: Article | Parked) -> Look:
        return revisions.looked(watch, found, moment(self.clock.now()))


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


def merged(polled: dict[str, Any], looked: dict[str, int]) -> dict[str, Any]:
    """What a poll and the looks after it came to together."""
    return {**polled, "looked": looked.get("looked", 0), "revised": polled["revised"] + looked.get("revised", 0)}
