"""What takes too much memory is stopped by itself, and stops nothing else."""

from __future__ import annotations

import asyncio
import resource
from datetime import UTC, datetime
from pathlib import Path

import pytest
from daemon.harbour import DENIAL, SETTINGS, until

from monitor.coverage.fetching.client import open_client
from monitor.coverage.fetching.errors import FetchError

_MB = 1024 * 1024


def bound(pid, kind):
    """What a process may take of something, in bytes."""
    return resource.prlimit(pid, kind)[0]


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
