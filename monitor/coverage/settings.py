"""What `[coverage]` in `config/settings.toml` sets: how politely, and where, feeds and pages are fetched."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

_DAY_MINUTES = 24 * 60


class CoverageSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key that is left out has the default stated here."""

    contact: str = ""  # an e-mail or web address that servers' owners find in their logs; empty: nobody is named
    poll_minutes: float = 60.0  # between two polls of a feed, at least
    idle_hours: float = 6.0  # between two polls of a feed that brings nothing new
    requests_per_second: float = 2.0  # to one host, feeds and pages together
    burst: int = 20  # requests to one host that needn't wait
    pages_per_feed: int = 100  # pages of one feed that are fetched in one pass; the others wait for the next
    timeout_seconds: float = 30.0  # for one answer, redirects included
    keep_texts: bool = False  # of articles that bear on no story; else only what they are and whom they name is kept
    parse_seconds: float = 5.0  # for reading one feed or page
    allowed_hosts: tuple[str, ...] = ()  # 'localhost' or '127.0.0.1:8080': hosts that may lie in your own network


def faults(coverage: CoverageSettings) -> Iterator[tuple[str, str]]:
    """What is wrong with the settings: the key, and what it has to be."""
    if not 0 < coverage.poll_minutes <= _DAY_MINUTES:
        yield "poll_minutes", "must be more than 0 and at most 1440"
    if not 0 < coverage.idle_hours <= 24:  # noqa: PLR2004 - hours
        yield "idle_hours", "must be more than 0 and at most 24"
    for key in ("requests_per_second", "burst", "pages_per_feed", "timeout_seconds", "parse_seconds"):
        if getattr(coverage, key) <= 0:
            yield key, "must be more than 0"
    if "\n" in coverage.contact or "\r" in coverage.contact or not coverage.contact.isascii():
        yield "contact", "must be plain text on one line: an e-mail or web address"
