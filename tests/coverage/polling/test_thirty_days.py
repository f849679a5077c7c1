"""A month of polls with restarts in between, on a clock that is set: what the servers saw of it."""

from __future__ import annotations

import asyncio
import itertools
import random
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from aiohttp import web

HOUR, DAY = 3600.0, 86400.0
SHORTEST = HOUR


class Feed:
    """A feed that publishes now and then, and writes down when it was asked, and with which validators."""

    def __init__(self, name, clock, draw, make, *, every, ttl=0, age=0, faults=0.0, lies=False, weak=False):
        self.name, self.clock, self.draw, self.make = name, clock, draw, make
        self.every, self.ttl, self.age, self.faults, self.lies, self.weak = every, ttl, age, faults, lies, weak
        self.born = clock.time
        self.asked = []  # (time, validators sent, status)
        self.not_before = 0.0

    def answer(self, request):
        sent = {
            name: request.headers[name] for name in ("If-None-Match", "If-Modified-Since") if name in request.headers
        }
        response = self._response(sent)
        self.asked.append((self.clock.time, sent, response.status, response.headers.get("ETag")))
        return response

    def _response(self, sent):
        if self.draw.random() < self.faults:
            wait = self.draw.choice((900, 3 * HOUR, 5 * HOUR))
            self.not_before = self.clock.time + wait
            when = datetime.fromtimestamp(self.not_before, UTC)
            after = self.draw.choice((str(int(wait)), format_datetime(when, usegmt=True)))
            return web.Response(status=self.draw.choice((429, 503)), headers={"Retry-After": after})
        count = int((self.clock.time - self.born) // self.every)
        tag = '"always"' if self.lies else f'{"W/" if self.weak else ""}"{self.name} {count}"'
        if sent.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag} | self._age())
        items = [self.make.item(f"{self.name} {n}", link="").replace("<link></link>", "") for n in range(count + 1)][
            -20:
        ]
        head = f"<ttl>{self.ttl}</ttl>" if self.ttl else ""
        headers = {
            "ETag": tag,
            "Last-Modified": "Sat, 1 Jan 2022 00:00:00 GMT",
            "Content-Type": "text/xml",
        } | self._age()
        return web.Response(body=self.make.rss(*items, head=head), headers=headers)

    def _age(self):
        return {"Cache-Control": f"public, max-age={self.age}"} if self.age else {}


def month(site, desk, make, clock, days):
    """The feeds after so many days with a tick every twenty minutes, and a restart in one of ten ticks."""
    draw = random.Random(20260303)
    feeds = [
        Feed("busy", clock, draw, make, every=2 * HOUR),
        Feed("quiet", clock, draw, make, every=9 * DAY, weak=True),
        Feed("slow", clock, draw, make, every=5 * HOUR, ttl=240),
        Feed("cached", clock, draw, make, every=5 * HOUR, age=5 * 3600),
        Feed("faulty", clock, draw, make, every=3 * HOUR, faults=0.2),
        Feed("liar", clock, draw, make, every=6 * HOUR, lies=True),
    ]
    for feed in feeds:
        site.pages[f"/{feed.name}"] = feed.answer
    sources = [site.url(f"/{feed.name}") for feed in feeds]
    end = clock.time + days * DAY

    async def until_restart(parts):
        from monitor.coverage.polling import round as passes

        while clock.time < end:
            clock.time += 1200
            going = asyncio.ensure_future(passes.run(sources, parts))
            if draw.random() < 0.1:  # stopped in the middle, or at the end, of a pass
                await asyncio.wait([going], timeout=draw.random() * 0.02)
                going.cancel()
                await asyncio.gather(going, return_exceptions=True)
                return
            await going

    async def run():
        while clock.time < end:
            async with desk.parts(clock=clock, draw=draw.random) as parts:
                await until_restart(parts)

    asyncio.run(run())
    return feeds


@pytest.mark.long
def test_a_month_is_polite(site, desk, make, clock, rounds):
    """No feed is asked early, validators come back byte for byte, and all is asked for at most once a day."""
    feeds = month(site, desk, make, clock, days=rounds(30, 3))
    for feed in feeds:
        assert len(feed.asked) > 3
        times = [time for time, *_ in feed.asked]
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
        assert min(gaps) >= SHORTEST, feed.name
        if asks := max(feed.ttl * 60, feed.age):
            settled = next(n for n, (_, _, status, _) in enumerate(feed.asked) if status == 200)
            assert min(gaps[settled + 1 :]) >= asks - 1200, feed.name
        _check_validators(feed)


def _check_validators(feed):
    given = None  # the validators that the client holds, as far as the server can know
    everything = []  # times of unconditional requests, once there were validators to send
    for time, sent, status, tag in feed.asked:
        if given is not None and not sent:
            everything.append(time)
        if sent:
            assert sent["If-None-Match"] in given, feed.name
            assert sent["If-Modified-Since"] == "Sat, 1 Jan 2022 00:00:00 GMT"
        if status == 200:
            given = {*(given or ()), tag}  # whoever is stopped before it has stored the body keeps the ones before
    days = [later - earlier for earlier, later in itertools.pairwise(everything)]
    assert all(gap >= DAY for gap in days), feed.name


@pytest.mark.long
def test_retry_after_is_kept_to(site, desk, make, clock, rounds):
    """Whoever says 429 or 503 with a Retry-After, in seconds or as a date, is left alone for that long."""
    draw = random.Random(5)
    feed = Feed("faulty", clock, draw, make, every=3 * HOUR, faults=0.5)
    early = []

    def answer(request):
        if clock.time < feed.not_before:
            early.append(clock.time)
        return feed.answer(request)

    site.pages["/feed"] = answer

    async def run():
        from monitor.coverage.polling import round as passes

        async with desk.parts(clock=clock, draw=draw.random) as parts:
            for _ in range(rounds(30, 6) * 72):
                clock.time += 1200
                await passes.run([site.url("/feed")], parts)

    asyncio.run(run())
    assert not early
    assert len(feed.asked) > 6


def test_a_clock_that_jumps_a_day_does_no_lasting_harm(site, desk, make, clock):
    """Forward and back again: the feed is polled on, without a day's pause and without a flood."""
    site.pages["/feed"] = lambda _: web.Response(body=make.rss(), headers={"Content-Type": "text/xml"})
    feed = site.url("/feed")
    desk.poll(feed, clock=clock)
    clock.time += DAY
    desk.poll(feed, clock=clock)
    clock.time -= DAY
    for _ in range(36):  # six hours
        clock.time += 600
        desk.poll(feed, clock=clock)
    assert 3 <= len(site.asked("/feed")) <= 2 + 6
