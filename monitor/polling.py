"""A poll of a workspace: its settings and sources, one pass, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager

from events.article import Article
from events.errors import NotFoundError
from monitor import settings, toml
from monitor.coverage import sources
from monitor.coverage.health import of_workspace as health
from monitor.coverage.polling import look as looking
from monitor.coverage.polling import round as passes
from monitor.coverage.polling.clock import SystemClock
from monitor.coverage.polling.holding import held
from monitor.coverage.polling.look import Look
from monitor.coverage.polling.opening import Record, open_checked_client, open_parts
from monitor.coverage.polling.parts import Progress
from monitor.coverage.polling.round import Summary
from monitor.coverage.polling.workers import open_workers
from monitor.coverage.relevance import as_entry
from monitor.cycle import Ingested
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

__all__ = ["health", "look", "poll"]


def poll(workspace: Workspace, *, only: Sequence[str] = (), progress: Progress | None = None) -> Summary:
    """Poll the sources that are due, and record the articles that they lead to.

    `only` are addresses of sources; none: all. Raises NotFoundError for one that isn't followed, InputError for wrong
    settings or stories, StoreError where another poll is under way.
    """
    urls = [source.url for source in sources.sources(workspace)]
    for url in only:
        if url not in urls:
            raise NotFoundError(f"no source has the address '{url}'", hint=toml.nearest(url, urls))
    with held(workspace.data / "coverage.lock"):
        return asyncio.run(_poll(workspace, list(only) or urls, progress))


def look(workspace: Workspace, url: str) -> Look:
    """What a poll of an address would find, or which feeds the page there names. Records nothing. Raises InputError."""
    return asyncio.run(_look(workspace, url))


async def _poll(workspace: Workspace, urls: Sequence[str], progress: Progress | None) -> Summary:
    chosen = settings.load(workspace)
    async with (
        _recording(workspace) as (record, wanted),
        open_parts(
            workspace.data / "coverage.db",
            chosen.coverage,
            record,
            progress=progress,
            lock_seconds=chosen.lock_seconds,
        ) as parts,
    ):
        parts.coverage.ask_again({article.id: as_entry(article) for article in wanted})
        return await passes.run(urls, parts)


async def _look(workspace: Workspace, url: str) -> Look:
    chosen = settings.load(workspace).coverage
    async with (
        open_checked_client(chosen, SystemClock()) as client,
        open_workers("feeds", count=1, seconds=chosen.parse_seconds) as parsers,
    ):
        return await looking.look(url, client, parsers)


@asynccontextmanager
async def _recording(workspace: Workspace) -> AsyncIterator[tuple[Record, list[Article]]]:
    """The log and its readers in a thread of their own: reading claims doesn't keep the network waiting.

    With it the articles without texts that a story wants, to be fetched again.
    """
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, "recording") as thread, ExitStack() as stack:
        monitor = await loop.run_in_executor(thread, lambda: stack.enter_context(open_monitor(workspace)))
        try:
            await loop.run_in_executor(thread, monitor.define)

            async def record(articles: list[Article]) -> Ingested:
                return await loop.run_in_executor(thread, monitor.take_fetched, articles)

            yield record, await loop.run_in_executor(thread, monitor.wanted)
        finally:
            await loop.run_in_executor(thread, stack.close)
