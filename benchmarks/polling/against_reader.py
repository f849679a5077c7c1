"""Client CPU per feed against the PyPI package `reader`, in one run: first pass and unchanged pass, HTTP and HTTPS.

    .venv/bin/python benchmarks/polling/against_reader.py [FEEDS]

The server is a process of its own on loopback; what is counted is the CPU time, user and system, of the client and of
the processes that it started. Both clients fetch the same feeds and store their entries; neither fetches the pages.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import multiprocessing
import resource
import shutil
import ssl
import subprocess
import sys
import tempfile
from pathlib import Path

FEEDS = 300
ENTRIES = 30
_TEXT = "More words follow here, as they do in news, and then some more. " * 8


def body(number: int) -> bytes:
    """An RSS feed as outlets write them, 25 KB."""
    items = "".join(
        f"<item><title>Harbour report {n} of {number}</title><link>https://post.example/{number}/{n}</link>"
        f'<guid isPermaLink="false">tag:post.example,{number}:{n}</guid>'
        f"<pubDate>Tue, 03 Mar 2026 10:{n:02}:00 GMT</pubDate><dc:creator>Ann Lee</dc:creator>"
        f"<description>&lt;p&gt;The &lt;b&gt;board&lt;/b&gt; met and &lt;a href='/x'&gt;said so&lt;/a&gt;. "
        f"{_TEXT}&lt;/p&gt;</description><category>harbour</category></item>"
        for n in range(ENTRIES)
    )
    head = f"<title>Post {number}</title><link>https://post.example/</link><description>News</description>"
    start = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    return f"{start}<channel>{head}{items}</channel></rss>".encode()


def serve(folder: str, pipe) -> None:
    """The server: an ETag for each feed, over HTTP and HTTPS."""
    from aiohttp import web

    async def answer(request: web.Request) -> web.Response:
        tag = f'"{request.path}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        number = int(request.path.strip("/") or 0)
        return web.Response(body=body(number), headers={"ETag": tag, "Content-Type": "application/rss+xml"})

    async def run() -> None:
        runner = web.ServerRunner(web.Server(answer))
        await runner.setup()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        pipe.send([address[1] for address in runner.addresses])
        await asyncio.get_running_loop().run_in_executor(None, pipe.recv)

    asyncio.run(run())


def cpu() -> float:
    """Seconds of this process and of its children that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def ours(folder: Path, urls: list[str], certificate: str) -> dict[str, float]:
    """CPU seconds of two passes of this project."""
    from monitor.coverage.polling import round as passes
    from monitor.coverage.polling.clock import SystemClock
    from monitor.coverage.polling.opening import open_parts
    from monitor.coverage.settings import CoverageSettings

    class Later(SystemClock):
        ahead = 0.0

        def now(self) -> float:
            return super().now() + self.ahead

    clock = Later()
    chosen = CoverageSettings(allowed_hosts=("127.0.0.1", "localhost"), requests_per_second=1e6, burst=10**6)

    async def no_articles(articles, confirmed):
        raise AssertionError(articles, confirmed)

    async def one_pass() -> None:
        context = ssl.create_default_context(cafile=certificate)
        async with open_parts(folder / "coverage.db", chosen, no_articles, clock=clock, tls=context) as parts:
            known = parts.coverage.feeds()
            feeds = [known.get(url) or passes.FeedMemory(source=url, address=url) for url in urls]
            results = await passes._polled(feeds, parts)  # noqa: SLF001 - the feeds' half of a pass
            outcome = {result.outcome for result in results}
            assert outcome == {"fresh"} if not known else outcome == {"unchanged"}, outcome

    times = {}
    for name in ("first", "unchanged"):
        before = cpu()
        asyncio.run(one_pass())
        times[name] = cpu() - before
        clock.ahead = 7200.0
    return times


def theirs(folder: Path, urls: list[str], certificate: str) -> dict[str, float]:
    """CPU seconds of two passes of `reader`."""
    import certifi

    certifi.where = lambda: certificate  # before `requests` asks: `reader` takes no certificates of one's own
    from reader import make_reader

    reader = make_reader(str(folder / "reader.sqlite"))
    for url in urls:
        reader.add_feed(url)
    times = {}
    for name in ("first", "unchanged"):
        before = cpu()
        reader.update_feeds(scheduled=False)
        times[name] = cpu() - before
        feeds = list(reader.get_feeds())
        assert all(feed.last_exception is None and feed.last_updated for feed in feeds), feeds[0].last_exception
    reader.close()
    return times


def alone(which, *arguments) -> dict[str, float]:
    """The result of a client in a process of its own, so that none profits from the other's imports."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(which, arguments)


def main(feeds: int) -> None:
    """Print the figures of one run."""
    folder = Path(tempfile.mkdtemp())
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run([*make, *names], check=True, capture_output=True)
    mine, other = multiprocessing.get_context("spawn").Pipe()
    server = multiprocessing.get_context("spawn").Process(target=serve, args=(str(folder), other), daemon=True)
    server.start()
    try:
        plain, secure = mine.recv()
        for scheme, port in (("http", plain), ("https", secure)):
            urls = [f"{scheme}://localhost:{port}/{number}" for number in range(feeds)]
            figures = {}
            for client in (theirs, ours):
                place = folder / f"{scheme}-{client.__name__}"
                place.mkdir()
                figures[client.__name__] = alone(client, place, urls, str(folder / "cert.pem"))
            for name in ("first", "unchanged"):
                reader, here = (figures[client][name] * 1000 / feeds for client in ("theirs", "ours"))
                line = {"scheme": scheme, "pass": name, "reader_ms": reader, "ours_ms": here, "ratio": here / reader}
                print(
                    json.dumps(
                        {key: round(value, 3) if isinstance(value, float) else value for key, value in line.items()}
                    )
                )
    finally:
        with contextlib.suppress(OSError):
            mine.send("stop")
        server.join(5)
        server.kill()
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FEEDS)
