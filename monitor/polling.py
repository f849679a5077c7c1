"""A poll of a workspace: its settings and sources, one pass, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager, closing
from typing import NamedTuple, ParamSpec, TypeVar

import msgspec

from events.article import Article
from events.errors import NotFoundError
from monitor import settings, toml
from monitor.coverage import sources
from monitor.coverage.health import of_workspace as health
from monitor.coverage.polling import look as looking
from monitor.coverage.polling import round as passes
from monitor.coverage.polling.clock import Clock, SystemClock
from monitor.coverage.polling.holding import held
from monitor.coverage.polling.look import Look
from monitor.coverage.polling.looking_again import look_again
from monitor.coverage.polling.opening import open_checked_client, open_parts
from monitor.coverage.polling.parts import Parts, Progress, Recorded
from monitor.coverage.polling.round import Summary
from monitor.coverage.polling.workers import open_workers
from monitor.coverage.relevance import Wanted, as_entry
from monitor.coverage.watches import Watches
from monitor.versions import Looked, Versions
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

__all__ = ["health", "look", "poll", "revisit"]

P = ParamSpec("P")
T = TypeVar("T")


def poll(
    workspace: Workspace, *, only: Sequence[str] = (), progress: Progress | None = None, clock: Clock | None = None
) -> Summary:
    """Poll the sources that are due, record the articles that they lead to, and look again at pages that are due.

    `only` are addresses of sources, and then no page is looked at again; none: all. Raises NotFoundError for one that
    isn't followed, InputError for wrong settings or stories, StoreError where another poll is under way.
    """
    urls = [source.url for source in sources.sources(workspace)]
    for url in only:
        if url not in urls:
            raise NotFoundError(f"no source has the address '{url}'", hint=toml.nearest(url, urls))

    async def run(parts: Parts, recording: _Recording) -> Summary:
        wanted = await recording.do(recording.wanted, parts.coverage.asked())
        parts.coverage.ask_again({article.id: as_entry(article) for article in wanted.articles}, wanted.asked)
        summary = await passes.run(list(only) or urls, parts)
        looked = Looked(0, 0, 0) if only else await _revisited(parts, recording)
        return msgspec.structs.replace(
            summary,
            looked=looked.looked,
            revised=summary.revised + looked.revised,
            suspected=summary.suspected + looked.suspected,
        )

    with held(workspace.data / "coverage.lock"):
        return asyncio.run(_with_parts(workspace, progress, clock or SystemClock(), run))


def revisit(workspace: Workspace, *, clock: Clock | None = None) -> Looked:
    """Look again at the pages that are due, and poll nothing. Raises as `poll` does."""
    with held(workspace.data / "coverage.lock"):
        return asyncio.run(_with_parts(workspace, None, clock or SystemClock(), _revisited))


def look(workspace: Workspace, url: str) -> Look:
    """What a poll of an address would find, or which feeds the page there names. Records nothing. Raises InputError."""
    return asyncio.run(_look(workspace, url))


async def _with_parts(
    workspace: Workspace,
    progress: Progress | None,
    clock: Clock,
    run: Callable[[Parts, _Recording], Awaitable[T]],
) -> T:
    chosen = settings.load(workspace)
    async with (
        _recording(workspace, clock) as recording,
        open_parts(
            workspace.data / "coverage.db",
            chosen.coverage,
            recording.record,
            progress=progress,
            clock=clock,
            lock_seconds=chosen.lock_seconds,
        ) as parts,
    ):
        return await run(parts, recording)


async def _revisited(parts: Parts, recording: _Recording) -> Looked:
    due = await recording.do(recording.versions.due)
    return await recording.do(recording.versions.keep, await look_again(due, parts)) if due else Looked(0, 0, 0)


async def _look(workspace: Workspace, url: str) -> Look:
    chosen = settings.load(workspace).coverage
    async with (
        open_checked_client(chosen, SystemClock()) as client,
        open_workers("feeds", count=1, seconds=chosen.parse_seconds) as parsers,
    ):
        return await looking.look(url, client, parsers)


class _Recording(NamedTuple):
    """The log and its readers in a thread of their own: reading claims doesn't keep the network waiting."""

    versions: Versions
    wanted: Callable[[int], Wanted]  # articles without texts that a story wants, to be fetched again
    thread: ThreadPoolExecutor

    async def do(self, work: Callable[P, T], *given: P.args, **more: P.kwargs) -> T:
        return await asyncio.get_running_loop().run_in_executor(self.thread, lambda: work(*given, **more))

    async def record(self, articles: list[Article], confirmed: frozenset[str]) -> Recorded:
        return await self.do(self.versions.take, articles, confirmed)


@asynccontextmanager
async def _recording(workspace: Workspace, clock: Clock) -> AsyncIterator[_Recording]:
    with ThreadPoolExecutor(1, "recording") as thread, ExitStack() as stack:

        def begin() -> tuple[Versions, Callable[[int], Wanted]]:
            monitor = stack.enter_context(open_monitor(workspace))
            watches = stack.enter_context(closing(Watches(workspace.data / "watches.db")))
            monitor.define()
            return Versions(monitor, watches, clock), monitor.wanted

        loop = asyncio.get_running_loop()
        try:
            yield _Recording(*await loop.run_in_executor(thread, begin), thread)
        finally:
            await loop.run_in_executor(thread, stack.close)
