"""Servers that mean harm, or don't know better: each costs little, and none disturbs the feed beside it."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib

import brotli
import pytest
from aiohttp import web
from backports import zstd
from harm import MIB, Unknown, both, encoded, moved


def zeros(count: int) -> bytes:
    """Nothing, much of it."""
    return bytes(count)


def bomb(coding: str):
    """A hundred and more MiB of nothing in a few KiB."""
    size = 128 * MIB
    if coding == "gzip":
        return gzip.compress(zeros(size))
    if coding == "deflate":
        return zlib.compress(zeros(size))
    if coding == "br":
        return brotli.compress(zeros(size), quality=5, lgwin=22)
    if coding == "zstd":
        return zstd.compress(zeros(size))
    return gzip.compress(gzip.compress(zeros(size)))


async def slow_body(request):
    """A byte now and then, for as long as anyone listens."""
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    await trickle(response.write)
    return response


async def trickle(write):
    """Blanks, twenty a second."""
    for _ in range(200):
        result = write(b" ")
        if asyncio.iscoroutine(result):
            await result
        await asyncio.sleep(0.05)


async def endless(request):
    """As much as anyone takes."""
    response = web.StreamResponse(headers={"Content-Type": "application/rss+xml"})
    await response.prepare(request)
    for _ in range(4000):
        await response.write(b"<a>" * 10000)
    return response


async def slow_headers(transport):
    """A field that never ends."""
    transport.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    await trickle(transport.write)
    transport.close()


async def endless_headers(transport):
    """Field after field."""
    transport.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        if transport.is_closing():
            return
        transport.write(b"X-%d: %s\r\n" % (number, b"x" * 1000))
        if number % 100 == 0:
            await asyncio.sleep(0)
    transport.close()


async def no_http(transport):
    """Another protocol."""
    transport.write(b"\x00\xff\x01 nonsense\r\n\r\n")
    transport.close()


async def cut_off(transport):
    """Less than was promised."""
    transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>")
    transport.close()


LAUGHS = b"<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)

# Path -> what is served there, and a piece of the reason that is given for it.
REFUSED = {
    **{
        f"/bomb-{coding.replace(', ', '-')}": (encoded(bomb(coding), coding), "longer than 10 MiB")
        for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip")
    },
    "/bomb-too-deep": (encoded(b"x", "gzip, gzip, gzip, gzip"), "4 times over"),
    "/zstd-window": (encoded(zstd.compress(zeros(1000), options={zstd.CompressionParameter.window_log: 27,
        zstd.CompressionParameter.content_size_flag: 0}), "zstd"), ""),
    "/no-gzip": (encoded(b"<rss>not compressed at all</rss>", "gzip"), "can't be decompressed"),
    "/unknown-coding": (encoded(b"x", "compress"), "unknown way"),
    "/slow-body": (slow_body, "took too long"),
    "/endless": (endless, "longer than 10 MiB"),
    "/loop": (moved("/loop"), "in a circle"),
    "/loop-a": (moved("/loop-b", 301), "in a circle"),
    "/to-file": (moved("file:///etc/passwd"), "'file:' is not fetched"),
    "/to-inner": (moved("http://169.254.169.254/latest/meta-data"), "not of the public internet"),
    "/hop-1": (moved("/hop-2"), "more than 5 times"),
    "/empty": (lambda _: web.Response(body=b""), "is empty"),
    "/page": (b"<html><head><title>Home</title></head><body>Hello</body></html>", "is a web page, not a feed"),
    "/json": (lambda _: web.json_response({"error": "no"}), "no JSON Feed"),
    "/bad-json": (lambda _: web.Response(body=b'{"items": ['), "not valid JSON"),
    "/deep-json": (lambda _: web.Response(body=b'{"items":' + b"[" * 100_000), "not valid JSON"),
    "/nested": (lambda _: web.Response(body=b"<rss><channel>" + b"<a>" * 100_000), "nested too deeply"),
    "/404": (lambda _: web.Response(status=404), "HTTP 404"),
    "/500": (lambda _: web.Response(status=500), "HTTP 500"),
}  # fmt: skip
RAW = {
    "/slow-headers": (slow_headers, "took too long"),
    "/endless-headers": (endless_headers, ""),
    "/no-http": (no_http, "no proper HTTP"),
    "/cut-off": (cut_off, "cut off"),
}


@pytest.mark.parametrize("path", [*REFUSED, *RAW])
def test_a_hostile_feed_is_refused_with_a_reason(path, site, desk, make):
    """It costs at most 64 MiB and its time, the healthy feed beside it is recorded, and the reason is told."""
    served, reason = {**REFUSED, **RAW}[path]
    (site.raw if path in RAW else site.pages)[path] = served
    site.pages["/loop-b"] = moved("/loop-a", 301)
    site.pages.update({f"/hop-{n}": moved(f"/hop-{n + 1}") for n in range(2, 8)})
    summary = both(site, desk, make, path)
    [failure] = summary.failed
    assert failure.feed == site.url(path)
    assert reason in failure.reason
    assert summary.new == 3
    feed = desk.memory(failure.feed)
    assert (feed.etag, feed.last_modified, feed.digest) == (None, None, None)


def odd_feeds(make):
    """Path -> body, content type and how many entries it has all the same."""
    plain = make.rss(*(make.item(n, link=f"https://post.example/{n}") for n in range(4)))
    cafe = plain.replace(b"Harbour Post", "Café Post".encode())
    return {
        "truncated": (plain[:-900], "text/xml", 3),
        "ampersand": (plain.replace(b"Harbour report 2", b"Tom & Jo"), "text/xml", 4),
        "undeclared entity": (plain.replace(b"Harbour report 2", b"Tom&nbsp;Jo"), "text/xml", 4),
        "NULs": (plain.replace(b"report", b"re\x00port"), "text/xml", 4),
        "BOM": (b"\xef\xbb\xbf" + cafe, "text/xml", 4),
        "blanks before": (b"\r\n  " + cafe, "text/xml", 4),
        "wrong charset": (cafe, "application/rss+xml; charset=iso-8859-1", 4),
        "unknown charset": (cafe, "text/xml; charset=martian", 4),
        "latin undeclared": (cafe.decode().encode("latin-1"), "text/xml", 4),
        "UTF-16": (cafe.decode().replace('<?xml version="1.0"?>', "").encode("utf-16"), "text/xml", 4),
        "no content type": (cafe, "", 4),
        "as a picture": (cafe, "image/png", 4),
        "as a page": (cafe, "text/html", 4),
        "laughs": (
            LAUGHS + b"]>" + plain.replace(b'<?xml version="1.0"?>', b"").replace(b"report 2", b"&a9;"),
            "text/xml",
            4,
        ),
        "outer entity": (
            b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            + plain.replace(b'<?xml version="1.0"?>', b"").replace(b"report 2", b"&x;"),
            "text/xml",
            4,
        ),
        "100,000 entries": (
            make.rss(*(f"<item><link>https://post.example/{n}</link></item>" for n in range(100_000))),
            "text/xml",
            2000,
        ),
        "8 MB attribute": (plain.replace(b"<item>", b"<item a='" + b"x" * 8_000_000 + b"'>", 1), "text/xml", 4),
        "8 MB damaged": (plain.replace(b"<item>", b"<item>" + (b"&" + b"x" * 99) * 80_000, 1), "text/xml", 4),
    }


ODD = (
    "truncated", "ampersand", "undeclared entity", "NULs", "BOM", "blanks before", "wrong charset", "unknown charset",
    "latin undeclared", "UTF-16", "no content type", "as a picture", "as a page", "laughs", "outer entity", "100,000 entries",
    "8 MB attribute", "8 MB damaged",
)  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_feed_is_read_all_the_same(name, site, desk, make):
    """What is damaged, mislabelled or huge gives its entries, with no entity expanded, for at most 64 MiB."""
    body, kind, entries = odd_feeds(make)[name]
    site.pages["/odd"] = lambda _: web.Response(body=body, headers={"Content-Type": kind} if kind else {})
    desk.allow(pages_per_feed=3)
    summary = both(site, desk, make, "/odd", resolver=lambda: Unknown(0.0))
    assert summary.failed == ()
    assert summary.entries == entries + 3
    title = desk.memory(site.url("/odd")).title
    assert title in ("Harbour Post", "Café Post")
    assert not any("haha" in (shown or "") or "root:" in (shown or "") for shown in desk.titles())


def test_a_body_that_ends_in_the_middle_is_asked_for_again(site, desk, make, clock):
    """Whole entries are used, half ones are not, and no validator is kept for a body that wasn't."""
    whole = make.rss(*(make.item(n, link=site.url(f"/{n}")) for n in range(4)))
    site.pages.update({f"/{n}": make.article(n) for n in range(4)})
    headers = {"ETag": '"x"', "Content-Type": "text/xml"}
    site.pages["/feed"] = lambda _: web.Response(body=whole[:-900], headers=headers)
    assert desk.poll(site.url("/feed"), clock=clock).new == 3
    site.pages["/feed"] = lambda _: web.Response(body=whole, headers=headers)
    clock.time += 7200
    assert desk.poll(site.url("/feed"), clock=clock).new == 1
    assert "If-None-Match" not in site.asked("/feed")[1]


def test_dead_names_keep_no_live_host_waiting(site, desk, make):
    """A hundred names that nobody knows, and are slow to say so, take no longer than one of them."""
    site.pages["/healthy"] = make.rss(make.item(1, link=site.url("/1")))
    site.pages["/1"] = make.article(1)
    desk.allow(timeout_seconds=5)
    dead = [f"http://dead-{n}.example/feed" for n in range(100)]
    started = time.monotonic()
    summary = desk.poll(*dead, site.url("/healthy"), resolver=lambda: Unknown(0.5))
    assert time.monotonic() - started < 6
    assert (len(summary.failed), summary.new) == (100, 1)
    assert "is not known" in summary.failed[0].reason


def test_the_loop_stays_free_while_a_huge_feed_is_parsed(site, desk, make):
    """At the 99th percentile, the loop is busy for less than 50 ms at a time while 100,000 entries are read and stored.

    Its own CPU time counts, so that other programs on the machine don't.
    """
    huge = make.rss(*(f"<item><link>https://post.example/{n}</link></item>" for n in range(100_000)))
    site.pages["/huge"] = lambda _: web.Response(body=huge, headers={"Content-Type": "text/xml"})
    site.pages["/robots.txt"] = lambda _: web.Response(text="User-agent: *\nDisallow: /")
    desk.allow(pages_per_feed=1)
    late = []

    async def watch(parts, going):
        task = asyncio.ensure_future(going)
        while not task.done():
            before = time.thread_time()
            await asyncio.sleep(0.001)
            late.append(time.thread_time() - before)
        return task.result()

    assert desk.poll(site.url("/huge"), watch=watch, resolver=lambda: Unknown(0.0)).entries == 2000
    assert late
    assert sorted(late)[int(len(late) * 0.99)] < 0.05


def test_a_parser_that_hangs_is_killed(site, desk, make):
    """A job that takes too long ends with its process, and the next one gets another."""
    from events.errors import InputError
    from monitor.coverage.polling.jobs import ParsedFeed, ParseFeed
    from monitor.coverage.polling.workers import open_workers

    job = ParseFeed(content_type="", source="s", base="https://post.example/")

    async def run():
        async with open_workers("feeds", count=1, seconds=0.3) as workers:
            slow = make.rss(*(make.item(f"{n} & more", link="https://post.example/") for n in range(30_000)))
            with pytest.raises(InputError, match=r"takes longer than 0.3 s"):
                await workers.do(job, slow, ParsedFeed, where="slow")
            return await workers.do(job, make.rss(make.item(1, link="https://post.example/1")), ParsedFeed, where="s")

    assert len(asyncio.run(run()).items) == 1


def test_a_constant_etag_is_seen_through_within_a_day(site, desk, make, clock):
    """A server that says 'not modified' whatever changed is asked without validators once a day."""
    state = {"items": [make.item(0, link=site.url("/0"))]}

    def answer(request):
        if request.headers.get("If-None-Match") == '"x"':
            return web.Response(status=304)
        return web.Response(body=make.rss(*state["items"]), headers={"ETag": '"x"', "Content-Type": "text/xml"})

    site.pages["/feed"] = answer
    site.pages.update({f"/{n}": make.article(n) for n in range(2)})
    feed = site.url("/feed")
    desk.poll(feed, clock=clock)
    state["items"].append(make.item(1, link=site.url("/1")))
    until = clock.time + 86400 + 8 * 3600
    while clock.time < until:
        clock.time += 7200
        desk.poll(feed, clock=clock)
    assert desk.titles() == ["Harbour report 0", "Harbour report 1"]
    assert sum("If-None-Match" not in headers for headers in site.asked("/feed")) == 2


def test_a_last_modified_in_2041_goes_back_as_it_came(site, desk, make, clock):
    """Validators are strings of the server's, and nobody else's to judge."""
    written = "Thu, 05 Dec 2041 7:00:00 +0000"
    headers = {"Last-Modified": written, "ETag": 'W/"a,b" ', "Content-Type": "text/xml"}
    site.pages["/feed"] = lambda _: web.Response(body=make.rss(), headers=headers)
    desk.poll(site.url("/feed"), clock=clock)
    clock.time += 7 * 3600
    desk.poll(site.url("/feed"), clock=clock)
    first, second = site.asked("/feed")
    assert "If-Modified-Since" not in first
    assert (second["If-Modified-Since"], second["If-None-Match"]) == (written, 'W/"a,b"')
