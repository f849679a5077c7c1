"""A site on loopback that does what a test wants, and polls of it into a log in memory."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import msgspec
import pytest
from aiohttp import web

from events import codec
from events.errors import InputError
from events.log import ArticleRecorded
from events.store.memory import MemoryStore
from monitor import cycle
from monitor.coverage.polling import round as passes
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.opening import open_parts
from monitor.coverage.polling.parts import Recorded
from monitor.coverage.settings import CoverageSettings
from monitor.reading.port import Reading

WORDS = " ".join(f"The {n}th sentence of a report about the harbour says that the board met again." for n in range(12))


def item(number: object, *, link: str, extra: str = "", guid: object = None) -> str:
    """An item of RSS with its full text."""
    return (
        f"<item><title>Harbour report {number}</title><link>{link}</link>"
        f"<guid isPermaLink='false'>{number if guid is None else guid}</guid>"
        f"<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate><description>Report {number}. {WORDS}</description>{extra}</item>"
    )


def rss(*items: str, head: str = "") -> bytes:
    """A feed."""
    channel = f"<title>Harbour Post</title><link>https://post.example/</link>{head}{''.join(items)}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>'.encode()


def article(number: object) -> bytes:
    """A page with an article."""
    title = f"Harbour report {number}"
    text = f"<p>Report {number} of the harbour. {WORDS}</p><p>{WORDS}</p>"
    page = f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"
    return page.encode()


class Site:
    """What lies at each path, and who asked for it. Runs in a thread of its own."""

    def __init__(self):
        self.pages = {}  # path -> bytes, or what answers a request
        self.raw = {}  # path -> what writes to the connection itself
        self.requests = []
        self.on_request = lambda: None
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()
        self._thread.start()
        assert self._ready.wait(10)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> list:
        return [headers for asked, headers in self.requests if asked == path]

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _run(self):
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(self._runner.cleanup())
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _start(self):
        self._runner = web.ServerRunner(web.Server(self._answer), shutdown_timeout=0.01, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _answer(self, request):
        self.requests.append((request.path, dict(request.headers)))
        self.on_request()
        if request.path in self.raw:
            await self.raw[request.path](request.transport)
            return web.Response()
        found = self.pages.get(request.path)
        if found is None:
            return web.Response(status=404)
        if isinstance(found, bytes):
            kind = "text/html" if found.startswith(b"<html") else "application/rss+xml"
            return web.Response(body=found, content_type=kind)
        answer = found(request)
        return await answer if asyncio.iscoroutine(answer) else answer


class NoReader:
    """Takes no claims, and can't read some titles."""

    def __init__(self, refused=()):
        self.refused = refused

    name, version = "none", "1"

    def read(self, article):
        return self.reading(article).claims

    def reading(self, article):
        if article.title in self.refused:
            raise InputError("can't be read", where=article.title)
        return Reading((), self.name, self.version)


class Desk:
    """Polls a site again and again, with one memory and one log."""

    def __init__(self, path, **chosen):
        self.path = path
        self.log = MemoryStore()
        self.reader = NoReader()
        defaults = {
            "allowed_hosts": ("127.0.0.1",),
            "requests_per_second": 10000.0,
            "burst": 10000,
            "contact": "me@post.example",
        }
        self.settings = CoverageSettings(**{**defaults, **chosen})

    def poll(self, *sources, clock=None, watch=None, draw=lambda: 0.5, **more):
        async def run():
            async with self.parts(clock=clock, draw=draw, **more) as parts:
                if watch is not None:
                    return await watch(parts, passes.run(sources, parts))
                return await passes.run(sources, parts)

        return asyncio.run(run())

    @asynccontextmanager
    async def parts(self, **more):
        with ThreadPoolExecutor(1) as thread:

            async def record(articles, confirmed):
                del confirmed  # everything is recorded at once
                work = lambda: cycle.record(articles, self.log, self.reader, lambda: datetime.now(UTC))  # noqa: E731
                return Recorded(await asyncio.get_running_loop().run_in_executor(thread, work))

            async with open_parts(self.path / "coverage.db", self.settings, record, **more) as parts:
                yield parts

    def titles(self):
        """Of the articles in the log, in order."""
        events = [codec.decode(stored.type, stored.data) for stored in self.log.read()]
        return [event.article.title for event in events if isinstance(event, ArticleRecorded)]

    def memory(self, source):
        """What is remembered of a feed."""
        coverage = Coverage(self.path / "coverage.db")
        try:
            return coverage.feeds()[source]
        finally:
            coverage.close()

    def allow(self, **chosen):
        self.settings = msgspec.structs.replace(self.settings, **chosen)


@pytest.fixture
def site():
    """A site on loopback."""
    site = Site()
    yield site
    site.close()


@pytest.fixture
def desk(tmp_path):
    """A poller with an empty memory."""
    return Desk(tmp_path)


@pytest.fixture
def make():
    """What sites consist of."""
    from types import SimpleNamespace

    return SimpleNamespace(item=item, rss=rss, article=article, Desk=Desk, words=WORDS)


class SetClock:
    """A clock that a test sets; sleeping takes no time but its own."""

    def __init__(self, time=1_780_000_000.0):
        self.time = time

    def now(self):
        return self.time

    async def sleep(self, seconds):
        self.time += seconds


@pytest.fixture
def clock():
    """A clock that a test sets."""
    return SetClock()
