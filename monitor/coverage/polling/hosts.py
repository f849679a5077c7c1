"""One bucket a host, shared by feeds, pages and robots.txt, and remembered between passes."""

from __future__ import annotations

from monitor.coverage.fetching.addresses import authority
from monitor.coverage.polling import buckets
from monitor.coverage.polling.buckets import Bucket
from monitor.coverage.polling.clock import Clock
from monitor.coverage.polling.database import Coverage

_SPACING = 30.0  # seconds between two requests, at most, however much a robots.txt asks for


class HostClosedError(Exception):
    """A host said that it wants no requests for a while."""

    def __init__(self, until: float) -> None:
        super().__init__(until)
        self.until = until  # Unix seconds


class Hosts:
    """Waits for the turn of a request."""

    def __init__(self, coverage: Coverage, clock: Clock, *, per_second: float, burst: int) -> None:
        self._coverage = coverage
        self._clock = clock
        self._per_second = per_second
        self._burst = float(burst)
        self._buckets = coverage.hosts()
        self._changed: set[str] = set()

    async def turn(self, url: str) -> None:
        """Return when a request for the address may be sent. Raises HostClosedError."""
        name = authority(url)
        self._open(name)
        bucket, wait = buckets.taken(
            self._bucket(name), self._clock.now(), per_second=self._per_second, burst=self._burst
        )
        self._put(name, bucket)
        if wait > 0:
            await self._clock.sleep(wait)
            self._open(name)

    def close_for(self, url: str, seconds: float) -> None:
        """The host of the address said to come back after so many seconds."""
        name = authority(url)
        self._put(name, buckets.closed(self._bucket(name), self._clock.now(), seconds))

    def space(self, url: str, seconds: float) -> None:
        """The host's robots.txt asks for so many seconds between two requests."""
        name = authority(url)
        self._put(name, Bucket(*_fields(self._bucket(name)), spacing=min(max(seconds, 0.0), _SPACING)))

    def save(self) -> None:
        """Remember what changed."""
        self._coverage.save_hosts({name: self._buckets[name] for name in self._changed})
        self._changed.clear()

    def _bucket(self, name: str) -> Bucket:
        return self._buckets.get(name) or buckets.full(self._clock.now(), self._burst)

    def _put(self, name: str, bucket: Bucket) -> None:
        self._buckets[name] = bucket
        self._changed.add(name)

    def _open(self, name: str) -> None:
        until = buckets.opens_at(self._bucket(name), self._clock.now())
        if until is not None:
            raise HostClosedError(until)


def _fields(bucket: Bucket) -> tuple[float, float, float]:
    return bucket.tokens, bucket.at, bucket.closed_until
