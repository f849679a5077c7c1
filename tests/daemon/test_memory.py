"""What takes too much memory is stopped by itself, and stops nothing else."""

from __future__ import annotations

import asyncio
import resource
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from daemon.harbour import DENIAL, SETTINGS, until

from events.errors import InputError
from monitor.coverage.fetching.client import open_client
from monitor.coverage.fetching.errors import FetchError
from monitor.coverage.polling.jobs import Extract, Extracted
from monitor.coverage.polling.workers import open_workers
from monitor.coverage.seam import Entry

_MB = 1024 * 1024
_URL = "https://times.example/report"


def bound(pid, kind):
    """What a process may take of something, in bytes."""
    return resource.prlimit(pid, kind)[0]


def size(pid):
    """How much address space a process takes, in bytes."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def test_a_page_that_needs_too_much_memory_is_parked_and_the_next_is_read():
    """An extracting process may take 512 MiB more than at its start; at its bound it gives a reason, and goes on or ends."""
    entry = msgspec.msgpack.encode(Entry(feed=_URL, link=_URL, title="The harbour contract"))
    now = datetime(2031, 5, 6, tzinfo=UTC)
    headers = {"content-type": "text/html; charset=utf-8"}
    job = Extract(entry=entry, seen_at=now, url=_URL, final_url=_URL, headers=headers, fetched_at=now)
    small = "".join(f"<p>{one}</p>" for one in DENIAL.split("\n\n"))
    large = small + "".join(f"<p>Report {n} on the harbour and on its contract.</p>" for n in range(30_000))

    async def reasons():
        async with open_workers("pages", count=1, seconds=30) as workers:

            async def reason(text):
                page = f"<html><body><article>{text}</article></body></html>".encode()
                try:
                    done = await workers.do(job, page, Extracted, where=_URL)
                except InputError as error:
                    return error.what
                return done.parked and done.parked.reason

            yield await reason(small)
            [process] = workers._idle
            _, most = resource.prlimit(process.pid, resource.RLIMIT_AS)
            assert 500 * _MB < most - size(process.pid) <= 512 * _MB
            # As if it had taken nearly all of that: a page that does takes longer, and no other way.
            resource.prlimit(process.pid, resource.RLIMIT_AS, (size(process.pid) + 6 * _MB, most))
            yield await reason(large)
            yield await reason(small)

    async def listed():
        return [one async for one in reasons()]

    first, told, last = asyncio.run(listed())
    assert first is None
    assert told
    assert last is None


def test_a_pass_that_needs_too_much_memory_fails_by_itself_until_it_may_have_more(workspace, site, start):
    """With a bound that polling can't keep to, polling fails with the reason and folding goes on; then the bound is raised."""
    workspace.settings_file.write_text(f"{SETTINGS}worker_mb = 64\n", encoding="utf-8")
    site.publish("denial", DENIAL)
    daemon = start()
    failing = daemon.healthy_when(lambda health: health["tasks"]["coverage"]["failures"] >= 2)
    assert not failing["healthy"]
    assert failing["tasks"]["stories"]["failures"] == 0
    assert failing["tasks"]["stories"]["succeeded_at"]
    assert bound(failing["tasks"]["stories"]["worker"], resource.RLIMIT_DATA) == 64 * _MB
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    until(lambda: list((workspace.root / "mail").glob("*.eml")), daemon, "a mail")
    healthy = daemon.healthy_when(lambda health: health["healthy"] and health["tasks"]["coverage"]["worker"])
    assert bound(healthy["tasks"]["coverage"]["worker"], resource.RLIMIT_DATA) == 2048 * _MB


def test_a_client_leaves_no_threads_behind():
    """Sixty event loops with a client each, as sixty polls have: the threads and descriptors that they start end again."""

    async def asked():
        client = open_client(contact="", allowed=("localhost",), now=lambda: datetime.now(UTC))
        async with client as opened:
            with pytest.raises(FetchError):
                await opened.get("http://localhost:1/")

    def counted():
        return [len(list(Path("/proc/self", kind).iterdir())) for kind in ("task", "fd")]

    before = counted()
    for _ in range(60):
        asyncio.run(asked())
    threads, descriptors = (now - then for now, then in zip(counted(), before, strict=True))
    assert threads < 30  # they end a while after their loop: about ten were seen, and sixty where they don't
    assert descriptors < 120
