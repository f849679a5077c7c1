"""Puts the parts of a poll together from the settings."""

from __future__ import annotations

import os
import random
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from aiohttp.abc import AbstractResolver

from monitor.coverage.fetching.client import Client, Limits, open_client
from monitor.coverage.fetching.resolving import Resolver
from monitor.coverage.polling.clock import Clock, SystemClock, moment
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.hosts import Hosts
from monitor.coverage.polling.parts import Parts, Progress, Record, Silent
from monitor.coverage.polling.robots import Robots
from monitor.coverage.polling.saving import Saving
from monitor.coverage.polling.schedule import Rules
from monitor.coverage.polling.slots import Slots
from monitor.coverage.polling.workers import open_workers
from monitor.coverage.settings import CoverageSettings

_SLOTS = 64  # answers under way: at 10 MiB each, and most are a thousandth of it
_PER_HOST = 6  # answers of one host under way: as many as browsers have
_MOST_WORKERS = 4  # of each kind


@asynccontextmanager
async def open_parts(
    path: Path,
    chosen: CoverageSettings,
    record: Record,
    *,
    progress: Progress | None = None,
    clock: Clock | None = None,
    draw: Callable[[], float] | None = None,
    tls: ssl.SSLContext | None = None,
    resolver: Callable[[], AbstractResolver] = Resolver,
    lock_seconds: float = 10.0,
) -> AsyncIterator[Parts]:
    """The parts, with what polling remembers in the file at `path`. Raises StoreError.

    `clock`, `draw` (a number from 0 up to 1), `tls` and `resolver` are the machine's own where none are given.
    """
    clock = clock or SystemClock()
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)
    async with AsyncExitStack() as stack:
        coverage = Coverage(path, timeout_seconds=lock_seconds)
        stack.callback(coverage.close)
        client = await stack.enter_async_context(open_checked_client(chosen, clock, tls=tls, resolver=resolver))
        hosts = Hosts(coverage, clock, per_second=chosen.requests_per_second, burst=chosen.burst)
        yield Parts(
            coverage=coverage,
            client=client,
            hosts=hosts,
            robots=Robots(coverage, client, hosts, clock),
            parsers=await stack.enter_async_context(open_workers("feeds", count=workers, seconds=chosen.parse_seconds)),
            extractors=await stack.enter_async_context(
                open_workers("pages", count=workers, seconds=chosen.parse_seconds)
            ),
            clock=clock,
            draw=draw or random.random,
            record=record,
            rules=Rules(shortest=chosen.poll_minutes * 60, idle=chosen.idle_hours * 3600),
            slots=Slots(hosts, count=_SLOTS, per_host=_PER_HOST),
            saving=Saving(coverage),
            pages_per_feed=chosen.pages_per_feed,
            progress=progress or Silent(),
        )


@asynccontextmanager
async def open_checked_client(
    chosen: CoverageSettings,
    clock: Clock,
    *,
    tls: ssl.SSLContext | None = None,
    resolver: Callable[[], AbstractResolver] = Resolver,
) -> AsyncIterator[Client]:
    """A client as the settings want it."""
    async with open_client(
        contact=chosen.contact,
        allowed=chosen.allowed_hosts,
        now=lambda: moment(clock.now()),
        limits=Limits(seconds=chosen.timeout_seconds),
        tls=tls,
        resolver=resolver,
    ) as client:
        yield client
