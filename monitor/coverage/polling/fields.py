"""What servers say about when to come back: Retry-After and Cache-Control (RFC 9110, 10.2.3; RFC 9111, 5.2.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_REUSED = re.compile(r"no-cache|no-store|must-revalidate", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from `now` (Unix seconds) that the server wants to be left alone; a date in the past gives 0."""
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        time = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return max(0.0, (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp() - now)


def max_age(headers: Mapping[str, str]) -> float | None:
    """Seconds for which the answer stays fresh; None where it doesn't say, or wants to be asked each time."""
    text = headers.get("cache-control", "")
    found = _MAX_AGE.search(text)
    return float(found[1]) if found and not _REUSED.search(text) else None
