"""Texts and addresses of feeds, tidied: titles without mark-up, links that lead somewhere."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin, urlsplit

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PERIODS = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2629800, "yearly": 31557600}  # seconds


def plain(text: str | None) -> str | None:
    """A title that may be HTML, as plain text on one line; None where nothing is left."""
    if not text:
        return None
    if "<" in text:
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split()) or None


def kept(text: str | None) -> str | None:
    """A text as it is; None for one that is empty."""
    return text.strip() or None if text else None


def link(text: str | None, base: str) -> str | None:
    """The absolute web address that a link means; None where it is none."""
    text = (text or "").strip()
    if not text:
        return None
    try:
        url = urljoin(base, text)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def every(ttl: str | None, period: str | None, frequency: str | None) -> float | None:
    """Seconds between polls that a feed asks for: RSS' ttl is in minutes, sy:* is 'so many times a period'."""
    asked: list[float] = []
    try:
        if ttl and float(ttl) > 0:
            asked.append(float(ttl) * 60)
        if period or frequency:
            asked.append(_PERIODS[(period or "daily").strip().lower()] / max(float(frequency or 1), 0.001))
    except (ValueError, KeyError):
        pass  # what can't be understood asks for nothing
    return max((seconds for seconds in asked if seconds < float("inf")), default=None)
