"""Decides how long a request to a host has to wait: a token bucket a host. Pure; times are Unix seconds."""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

_LONGEST = 86400.0  # seconds that a host may close itself for


class Bucket(msgspec.Struct, frozen=True):
    """What is left of a host's patience."""

    tokens: float  # requests that may be sent at once; below 0: requests that are waiting already
    at: float  # when that was so
    closed_until: float = 0.0  # the host said 429 or 503: no request before
    spacing: float = 0.0  # seconds between two requests that its robots.txt asks for (Crawl-delay)


def full(now: float, burst: float) -> Bucket:
    """The bucket of a host that was not asked before."""
    return Bucket(tokens=burst, at=now)


def taken(bucket: Bucket, now: float, *, per_second: float, burst: float) -> tuple[Bucket, float]:
    """The bucket after one more request, and how many seconds that has to wait.

    A clock that was set changes nothing but how full the bucket is: between empty and full.
    """
    if bucket.spacing > 0:
        per_second, burst = min(per_second, 1 / bucket.spacing), 1.0
    passed = min(max(now - bucket.at, 0.0), 2 * burst / per_second + max(-bucket.tokens, 0.0) / per_second)
    tokens = min(bucket.tokens + passed * per_second, burst) - 1
    return replace(bucket, tokens=tokens, at=now), max(0.0, -tokens / per_second)


def closed(bucket: Bucket, now: float, seconds: float) -> Bucket:
    """The host wants no request for so many seconds, a day at most."""
    return replace(bucket, closed_until=now + min(max(seconds, 0.0), _LONGEST))


def opens_at(bucket: Bucket, now: float) -> float | None:
    """When a closed host may be asked again; None where it is open. A clock that was set back opens it."""
    if bucket.closed_until <= now or bucket.closed_until - now > _LONGEST:
        return None
    return bucket.closed_until
