"""How many answers are under way, or wait in memory to be read, at a time: of one host, and in all.

A request takes its slot only when its host lets it go: those that wait for a host hold up nobody else.
"""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from monitor.coverage.fetching.addresses import authority
from monitor.coverage.polling.hosts import Hosts


class Slots:
    """The slots that there are."""

    def __init__(self, hosts: Hosts, *, count: int, per_host: int) -> None:
        self._hosts = hosts
        self._all = asyncio.Semaphore(count)
        self._lanes: dict[str, asyncio.Semaphore] = {}
        self._per_host = per_host

    def slot(self) -> Slot:
        """A slot for one address and what it redirects to."""
        return Slot(self)

    async def turn(self, url: str) -> None:
        """Wait for the host's bucket. Raises HostClosedError."""
        await self._hosts.turn(url)

    async def take(self, url: str) -> asyncio.Semaphore:
        """Wait for the host's lane and then for a slot; the lane, to be given back."""
        lane = self._lanes.setdefault(authority(url), asyncio.Semaphore(self._per_host))
        await lane.acquire()
        try:
            await self._all.acquire()
        except BaseException:
            lane.release()
            raise
        return lane

    def give_back(self, lane: asyncio.Semaphore) -> None:
        """Let the next one go."""
        self._all.release()
        lane.release()


class Slot:
    """Taken by the first request's turn, and given back when the block ends."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._lane: asyncio.Semaphore | None = None

    async def __aenter__(self) -> Self:
        """Nothing is taken yet."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give back what was taken."""
        if self._lane is not None:
            self._slots.give_back(self._lane)
            self._lane = None

    async def turn(self, url: str) -> None:
        """Return when a request for the address may be sent. Raises HostClosedError."""
        await self._slots.turn(url)
        if self._lane is None:
            self._lane = await self._slots.take(url)
