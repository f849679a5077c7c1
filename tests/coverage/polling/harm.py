"""Polls of a feed that means harm, with a healthy one beside it: what they cost, and whether that one was disturbed."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from aiohttp import web

MIB = 1024 * 1024
SECONDS = 2.0  # of a whole request, in these tests
PARSING = 5.0  # seconds of parsing, in these tests


def encoded(body: bytes, coding: str):
    """What answers with a compressed body."""
    return lambda _: web.Response(
        body=body, headers={"Content-Encoding": coding, "Content-Type": "application/rss+xml"}
    )


def moved(to: str, status: int = 302):
    """A redirect."""
    return lambda _: web.Response(status=status, headers={"Location": to})


def peak(process: int | str = "self") -> int:
    """The most memory (bytes) that a process had at a time since `fresh`."""
    text = Path(f"/proc/{process}/status").read_text()
    return int(text.split("VmHWM:")[1].split()[0]) * 1024


def fresh(process: int | str = "self") -> int:
    """Forget the peak; the memory of now."""
    Path(f"/proc/{process}/clear_refs").write_text("5")
    return peak(process)


async def measured(parts, going):
    """The summary of a poll, its seconds, and by how many bytes this process and the parser grew meanwhile."""
    before = fresh()
    workers = {process.pid: fresh(process.pid) for process in (*parts.parsers._idle, *parts.extractors._idle)}
    started = time.monotonic()
    summary = await going
    seconds = time.monotonic() - started
    idle = {process.pid for process in (*parts.parsers._idle, *parts.extractors._idle)}
    alive = [pid for pid in workers if pid in idle]
    grown = [peak() - before, *(peak(pid) - workers[pid] for pid in alive)]
    return summary, seconds, max(grown)


def both(site, desk, make, path, **more):
    """Poll a hostile feed and a healthy one beside it, with parsers that have started already."""
    site.pages["/healthy"] = make.rss(*(make.item(n, link=site.url(f"/page/{n}")) for n in range(3)))
    site.pages.update({f"/page/{n}": make.article(n) for n in range(3)})
    site.pages["/warm"] = make.rss(make.item("warm", link=site.url("/warm-page")))
    site.pages["/warm-page"] = make.article("warm")
    desk.allow(timeout_seconds=SECONDS, parse_seconds=PARSING)

    async def watch(parts, going):
        from monitor.coverage.polling import round as passes

        await passes.run([site.url("/warm")], parts)
        return await measured(parts, going)

    summary, seconds, grown = desk.poll(site.url(path), site.url("/healthy"), watch=watch, **more)
    assert [title for title in desk.titles() if title in {f"Harbour report {n}" for n in range(3)}]
    assert grown < 64 * MIB, grown / MIB
    assert seconds < 2 * SECONDS + PARSING + 4
    return summary


class Unknown:
    """Knows no name, and takes its time to say so."""

    def __init__(self, seconds):
        self.seconds = seconds

    async def resolve(self, host, port=0, family=0):
        await asyncio.sleep(self.seconds)
        raise OSError(f"{host} is not known")

    async def close(self):
        pass
