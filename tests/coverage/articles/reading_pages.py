"""Pages and entries for the tests of extraction, made from few words."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.coverage.seam import Entry, Fetched

SEEN = datetime(2024, 5, 6, 12, tzinfo=UTC)
_WORDS = "the minister said that a contract with port owners had been signed before any council vote in spring".split()


def filler(count: int) -> str:
    """As many words as asked for, in sentences."""
    words = [_WORDS[at % len(_WORDS)] for at in range(count)]
    return ". ".join(" ".join(words[at : at + 12]).capitalize() for at in range(0, count, 12)) + "."


def fetched(html: str | bytes, url: str = "https://pressroom.example/a", **more) -> Fetched:
    """An outlet's answer to a request."""
    answer = {
        "url": url,
        "final_url": url,
        "status": 200,
        "headers": {"content-type": "text/html; charset=utf-8"},
        "body": html.encode() if isinstance(html, str) else html,
        "fetched_at": SEEN,
    }
    return Fetched(**(answer | more))


def entry(**said) -> Entry:
    """An entry of a feed."""
    return Entry(**({"feed": "https://pressroom.example/feed", "link": "https://pressroom.example/a"} | said))


def page(*, head: str = "", body: str = "", title: str = "Minister signed early", text: str | None = None) -> str:
    """A page with an article in it."""
    words = filler(120) if text is None else text
    paragraphs = "".join(f"<p>{line}</p>" for line in words.split("\n"))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article>{body}<h1>{title}</h1>{paragraphs}</article></body></html>"
    )
