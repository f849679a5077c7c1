"""How many answers are under way, or wait in memory to be read, at a time.

A request takes its slot only when its host lets it go: those that wait for a host's bucket hold up nobody else.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from monitor.coverage.fetching.client import Turn


@asynccontextmanager
async def slot(slots: asyncio.Semaphore, turn: Turn) -> AsyncIterator[Turn]:
    """A turn that takes a slot after its first request's turn, which is given back at the end."""
    taken = False

    async def with_slot(url: str) -> None:
        nonlocal taken
        await turn(url)
        if not taken:
            await slots.acquire()
            taken = True

    try:
        yield with_slot
    finally:
        if taken:
            slots.release()
