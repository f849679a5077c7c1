"""robots.txt (RFC 9309), for pages: what is allowed, by the Protego parser, kept for a day."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from protego import Protego

from monitor.coverage.fetching.client import ROBOT, Client
from monitor.coverage.fetching.errors import FetchError
from monitor.coverage.polling.clock import Clock
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.hosts import Hosts

_KEPT = 86400.0  # seconds, RFC 9309, 2.4
_UNREACHABLE = 3600.0  # seconds until a robots.txt that couldn't be had is asked for again
_SIZE = 512 * 1024  # bytes that are read, and no more, RFC 9309, 2.5
_ALLOW_ALL = ""


class RobotsUnreachableError(Exception):
    """A host's robots.txt can't be had, which forbids all for now."""

    def __init__(self, until: float) -> None:
        super().__init__(until)
        self.until = until  # Unix seconds


class Robots:
    """The rules of every host that was asked."""

    def __init__(self, coverage: Coverage, client: Client, hosts: Hosts, clock: Clock) -> None:
        self._coverage = coverage
        self._client = client
        self._hosts = hosts
        self._clock = clock
        self._parsed: dict[str, tuple[Protego | None, float]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def allows(self, url: str) -> bool:
        """Whether the page may be fetched. Raises RobotsUnreachableError, HostClosedError."""
        parts = urlsplit(url)
        authority = f"{parts.scheme}://{parts.netloc}"
        async with self._locks.setdefault(authority, asyncio.Lock()):
            rules, fetched_at = await self._rules(authority)
        if rules is None:
            raise RobotsUnreachableError(fetched_at + _UNREACHABLE)
        return bool(rules.can_fetch(url, ROBOT))

    async def _rules(self, authority: str) -> tuple[Protego | None, float]:
        known = self._parsed.get(authority)
        if known is None and (stored := self._coverage.robots(authority)) is not None:
            known = (await _parse(stored[0]), stored[1])
        if known is None or not 0 <= self._clock.now() - known[1] < (_KEPT if known[0] else _UNREACHABLE):
            text = await self._fetched(authority)
            known = (await _parse(text), self._clock.now())
            self._coverage.save_robots(authority, text, known[1])
        self._parsed[authority] = known
        delay = known[0].crawl_delay(ROBOT) if known[0] else None
        if delay:
            self._hosts.space(authority, float(delay))
        return known

    async def _fetched(self, authority: str) -> str | None:
        """The text; empty where there is none (4xx), None where the host doesn't say."""
        try:
            answer = await self._client.get(
                f"{authority}/robots.txt", accept="text/plain, */*;q=0.5", turn=self._hosts.turn, most=_SIZE
            )
        except FetchError as error:
            return _ALLOW_ALL if error.kind == "redirects" else None
        status = answer.page.status
        if 200 <= status < 300:  # noqa: PLR2004 - success
            return answer.page.body.decode("utf-8-sig", "replace").replace("\x00", "")
        return _ALLOW_ALL if 400 <= status < 500 and status != 429 else None  # noqa: PLR2004 - RFC 9309, 2.3.1.3


async def _parse(text: str | None) -> Protego | None:
    return None if text is None else await asyncio.to_thread(Protego.parse, text)
