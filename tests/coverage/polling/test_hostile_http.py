"""Answers that no proper server gives: floods, lies about length, poisoned connections, redirects to anywhere."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
import time
from email.utils import formatdate

import brotli
import pytest
from aiohttp import web
from backports import zstd
from harm import MIB, PARSING, SECONDS, both, encoded, moved

HOUR, DAY = 3600.0, 86400.0
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"


def raw(*pieces, times=1, close=True):
    """What writes such bytes, the last piece so often, to a connection."""

    async def write(transport):
        transport.write(b"".join(pieces[:-1]))
        for _ in range(times):
            if transport.is_closing():
                return
            transport.write(pieces[-1])
            await asyncio.sleep(0)
            while transport.get_write_buffer_size() > MIB and not transport.is_closing():  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.001)  # what isn't taken would be memory of this process, too
        while not close and not transport.is_closing():  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.05)
        transport.close()

    return write


def members(count, body=b""):
    """So many gzip members in a row."""
    return encoded(gzip.compress(body) * count, "gzip")


# What the server writes, and a piece of the reason that is given.
RAW = {
    "a flood of 100 Continue": (raw(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, times=3000, close=False), ""),
    "a flood of early hints": (raw(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 500, times=3000, close=False), ""),
    "another protocol is switched to": (raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", b"\x00" * 1000, times=2000), ""),
    "five thousand fields": (raw(_OK, b"".join(b"X-%d: y\r\n" % n for n in range(5000)) + b"\r\n<rss/>"), ""),
    "a field without an end": (raw(_OK + b"X-Long: ", b"x" * 65536, times=128), ""),
    "a status line without an end": (raw(b"HTTP/1.1 200 ", b"O" * 65536, times=128), ""),
    "a thousand cookies": (raw(_OK, b"".join(b"Set-Cookie: c%d=%s\r\n" % (n, b"x" * 4000) for n in range(1000)) + b"\r\n"), ""),
    "trailers without an end": (raw(_OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: " + b"y" * 8000 + b"\r\n", times=2000), ""),
    "a chunk of 16 exabytes": (raw(_OK + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n", b"x" * 65536, times=400), ""),
    "a chunk's size without an end": (raw(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 65536, times=128), ""),
    "a chunk's extension without an end": (raw(_OK + b"Transfer-Encoding: chunked\r\n\r\n5;x=", b"y" * 65536, times=128), ""),
    "chunks of a byte each": (raw(_OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 10000, times=1000), ""),
    "a negative length": (raw(_OK, b"Content-Length: -5\r\n\r\n<rss/>"), ""),
    "a length in words": (raw(_OK, b"Content-Length: many\r\n\r\n<rss/>"), ""),
    "two lengths": (raw(_OK, b"Content-Length: 6\r\nContent-Length: 60\r\n\r\n<rss/>"), ""),
    "a length and chunks": (raw(_OK, b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n\r\n"), ""),
    "a length of 2 to the 70th": (raw(_OK, b"Content-Length: 1180591620717411303424\r\n\r\n<rss/>"), ""),
    "a field's name with a blank": (raw(_OK, b"X Bad : y\r\n\r\n<rss/>"), ""),
    "NULs in a field": (raw(_OK, b"X-Bad: a\x00b\r\n\r\n<rss/>"), ""),
    "the oldest protocol": (raw(b"<rss><channel><title>No head</title></channel></rss>"), ""),
    "a status of its own": (raw(b"HTTP/1.1 999 Go away\r\nContent-Length: 0\r\n\r\n"), "HTTP 999"),
    "a status of four digits": (raw(b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"), ""),
    "not modified since nothing": (raw(b'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n'), "HTTP 304"),
    "silence after the first byte": (raw(b"H", b"", close=False), "took too long"),
}  # fmt: skip
PAGES = {
    "gzip members that are empty": (members(500_000), ""),
    "gzip members that add up": (members(400, bytes(MIB // 4)), "longer than 10 MiB"),
    "a brotli window of 16 MiB": (
        lambda _: web.Response(body=brotli.compress(bytes(64 * MIB), quality=1, lgwin=24), headers={"Content-Encoding": "br"}),
        "longer than 10 MiB"),
    "a brotli window of a gigabyte": (encoded(b"\x11\x1e" + bytes(100), "br"), "can't be decompressed"),
    "zstd frames in a row": (encoded(zstd.compress(bytes(MIB)) * 2000, "zstd"), ""),
    "no body that is compressed": (encoded(b"", "gzip"), "is empty"),
    "a part that nobody asked for": (lambda _: web.Response(status=206, body=b"<rss"), ""),
    "several choices": (lambda _: web.Response(status=300, body=b"choose"), "HTTP 300"),
    "to another scheme": (moved("ftp://127.0.0.1/feed"), "'ftp:' is not fetched"),
    "to a script": (moved("javascript:alert(1)"), "'javascript:' is not fetched"),
    "to itself as data": (moved("data:text/xml,<rss/>"), "'data:' is not fetched"),
    "to a port that is none": (moved("http://127.0.0.1:99999/"), "no web address"),
    "with a password": (moved("http://me:secret@127.0.0.1/"), "user name"),
    "to a host behind a zone": (moved("http://[fe80::1%25eth0]/"), ""),
    "to a mapped address": (moved("http://[::ffff:10.0.0.1]/"), "not of the public internet"),
    "to an address in hexadecimal": (moved("http://0x7f000001/"), ""),
    "to an address in one number": (moved("http://2130706433/"), ""),
    "to a short address": (moved("http://127.1/"), ""),
    "to a full-width address": (moved("http://\uff11\uff12\uff17.\uff10.\uff10.\uff12/"), ""),
    "to a name of this machine": (moved("http://localhost:1/"), ""),
    "to an address without a scheme": (moved("//169.254.169.254/latest"), "not of the public internet"),
    "to a name that is no name": (moved("http://xn--zzzzzz-\u2603.example/"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", [*RAW, *PAGES])
def test_an_answer_that_means_harm_is_refused(name, site, desk, make):
    """It costs at most 64 MiB and its time, leads nowhere, and the healthy feed beside it is recorded."""
    served, reason = {**RAW, **PAGES}[name]
    (site.raw if name in RAW else site.pages)["/harm"] = served
    summary = both(site, desk, make, "/harm")
    [failure] = summary.failed
    assert failure.feed == site.url("/harm")
    assert reason in failure.reason
    assert len(failure.reason) < 500
    assert summary.new == 3
    feed = desk.memory(failure.feed)
    assert (feed.etag, feed.last_modified, feed.digest) == (None, None, None)


def test_a_redirect_of_eight_megabytes_is_refused(site, desk, make):
    """Before it is kept, or shown."""
    site.raw["/harm"] = raw(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/", b"x" * 65536, times=128)
    [failure] = both(site, desk, make, "/harm").failed
    assert len(failure.reason) < 500


def test_what_follows_an_answer_is_no_answer_to_the_next_question(site, desk, make, clock):
    """A server (or who sits between) that sends a second answer unasked poisons nothing that is asked later."""
    poison = make.rss(make.item("poison", link=site.url("/poison")))
    whole = make.rss(make.item(1, link=site.url("/1")))
    answer = _OK + b"Content-Length: %d\r\n\r\n%s"
    site.raw["/harm"] = raw(answer % (len(whole), whole) + answer % (len(poison), poison), close=False)
    site.pages["/1"] = make.article(1)
    site.pages["/other"] = make.rss(make.item(2, link=site.url("/2")))
    site.pages["/2"] = make.article(2)
    for _ in range(2):
        desk.poll(site.url("/harm"), site.url("/other"), clock=clock)
        clock.time += 2 * HOUR
    assert sorted(desk.titles()) == ["Harbour report 1", "Harbour report 2"]


@pytest.mark.parametrize(
    "name", ["trailing garbage", "two members", "in capitals", "fields of strange bytes", "one strange validator"]
)
def test_an_answer_that_is_merely_odd_is_used(name, site, desk, make, clock):
    """What every browser reads is read, and what can't be kept is not kept."""
    body = make.rss(*(make.item(n, link=site.url(f"/page/{n}")) for n in range(5, 7)))
    half = len(body) // 2
    served = {
        "trailing garbage": encoded(gzip.compress(body) + b"garbage" * 1000, "gzip"),
        "two members": encoded(gzip.compress(body[:half]) + gzip.compress(body[half:]), "gzip"),
        "in capitals": encoded(gzip.compress(body), "X-GZIP, Identity"),
        "fields of strange bytes": raw(
            b"HTTP/1.1 200 \xff\xfe\r\nContent-Type: text/xml; charset=\xff\xfe\r\nX-Odd: \xff\r\nCache-Control: \xff\r\n"
            b'Last-Modified: caf\xe9\r\nETag: "\xe2\x98\x83\xff"\r\nContent-Length: %d\r\n\r\n%s' % (len(body), body)
        ),
        "one strange validator": raw(_OK + b"ETag: \xff\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)),
    }[name]  # fmt: skip
    (site.raw if asyncio.iscoroutinefunction(served) else site.pages)["/odd"] = served
    site.pages.update({f"/page/{n}": make.article(n) for n in range(5, 7)})
    summary = both(site, desk, make, "/odd", clock=clock)
    assert (summary.failed, summary.new) == ((), 5)
    clock.time += 7 * HOUR
    assert desk.poll(site.url("/odd"), clock=clock).failed == ()


_TIMES = ["3155760000", "-5", "0", "1.5", "1e9", "soon", "\u0663", "9" * 400, formatdate(0, usegmt=True), "Fri, 31 Dec 9999 23:59:59 GMT"]  # fmt: skip


@pytest.mark.parametrize(("status", "after"), [(status, time) for status in (200, 429, 503) for time in _TIMES])
def test_whoever_says_when_to_come_back_is_asked_between_an_hour_and_a_day_later(status, after, site, desk, clock):
    """A century, a date that has passed, and what is no time at all: nobody is flooded, and nobody forgotten."""
    headers = {"Retry-After": after, "Content-Type": "text/xml"}
    site.pages["/feed"] = lambda _: web.Response(status=status, body=b"<rss/>", headers=headers)
    feed = site.url("/feed")
    summary = desk.poll(feed, clock=clock)
    assert len(summary.failed) == (status != 200)
    assert HOUR <= desk.memory(feed).next_poll - clock.time <= 1.1 * DAY
    clock.time += 1.1 * DAY
    desk.poll(feed, clock=clock)
    assert len(site.asked("/feed")) == 2


@pytest.mark.parametrize("says", [b"", b"\x16\x03\x01", b"HTTP/1.1 400 Bad Request\r\n\r\n" * 1000], ids=["nothing", "a beginning", "no TLS"])  # fmt: skip
def test_a_handshake_that_stalls_costs_its_time_and_no_more(says, desk, make, site):
    """Whoever accepts a connection and says nothing of use holds up nobody else."""
    listener = socket.create_server(("127.0.0.1", 0))
    kept = []

    def accept():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            kept.append(connection)
            connection.sendall(says)

    thread = threading.Thread(target=accept)
    thread.start()
    site.pages["/healthy"] = make.rss(make.item(1, link=site.url("/1")))
    site.pages["/1"] = make.article(1)
    desk.allow(timeout_seconds=SECONDS)
    started = time.monotonic()
    summary = desk.poll(f"https://127.0.0.1:{listener.getsockname()[1]}/feed", site.url("/healthy"))
    assert time.monotonic() - started < 2 * SECONDS + PARSING + 4
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()
    for connection in kept:
        connection.close()
    assert (len(summary.failed), summary.new) == (1, 1)
