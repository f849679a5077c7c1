"""When an article's page is looked at again, and whether what is found there is another version of it.

Decides only: what it is told about comes in, what is to be done comes out. Whoever fetches keeps a `Watch` an article
and stores the one that comes back, in the transaction in which it acts on the verdict.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from events.article import Article
from monitor.coverage.articles.passages import passages
from monitor.coverage.seam import Parked

# After publication: corrections come soon or, after complaints, days later.
LOOKS = (*(timedelta(hours=hours) for hours in (0.25, 1, 3, 8, 24)), timedelta(days=7))
CONFIRM = timedelta(minutes=5)  # between seeing a change and looking whether it stays
_CONFIRMING_LOOKS = 3  # texts that differ each time they are looked at are no versions: the page is restless
_CUT = 0.6  # of the passages known; a page that shows fewer of them and nothing new is cut off, not edited

_ENDS = re.compile(r"[.!?][\"'”’)\]]*\s*$")

Verdict = Literal["unchanged", "suspected", "revised", "unusable"]


class Watch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of an article's page between two looks at it. Times are UTC."""

    article: str  # the article's id
    since: datetime  # publication, or first sight where publication is not known to the minute
    looked_at: datetime  # the last look, the first fetch included
    known: frozenset[str]  # passages of the version recorded last, see passages.py
    source: str = "page"  # where that version's text came from: the provenance of its text
    suspected: frozenset[str] | None = None  # passages of a text that differed at the last look
    suspicions: int = 0  # looks in a row at which it differed


class Look(msgspec.Struct, frozen=True):
    """What a look came to."""

    watch: Watch  # to be kept from now on
    verdict: Verdict
    article: Article | None = None  # with 'revised': what to record, under the id of the article
    reason: str | None = None  # with 'unusable', and where a difference was not taken for a change


def watch(article: Article) -> Watch | None:
    """The watch over an article that was fetched and recorded just now; None for one that has no page to look at."""
    if article.url is None or article.first_seen is None:
        return None
    seen = datetime.fromisoformat(article.first_seen)
    published = article.published or ""
    since = min(datetime.fromisoformat(published), seen) if "T" in published else seen
    return Watch(article=article.id, since=since, looked_at=seen, known=passages(article.text), source=_source(article))


def begun(article: Article, at: datetime) -> Watch:
    """The watch over an article that none was kept over, and whose page was fetched again at the UTC time `at`."""
    begun = watch(article) or Watch(
        article=article.id, since=at, looked_at=at, known=passages(article.text), source=_source(article)
    )
    return msgspec.structs.replace(begun, looked_at=at)


def due(watch: Watch) -> datetime | None:
    """When the page is to be looked at next (UTC); None when it has been looked at often enough.

    Looks that were missed while the monitor was not running are made up for by one, not by all.
    """
    if watch.suspected is not None:
        return watch.looked_at + CONFIRM
    return next((watch.since + after for after in LOOKS if watch.since + after > watch.looked_at), None)


def looked(watch: Watch, found: Article | Parked | None, at: datetime) -> Look:  # noqa: PLR0911  one for each finding
    """What a fetch at the UTC time `at` says of the article; `found` is None for 'not modified' (HTTP 304).

    A changed text is a version only when a second fetch shows the change too: what has come or gone in both. That
    fetch is to be unconditional, as `watch.suspected` tells: a cache may answer for a server that has thought again.
    """
    quiet = msgspec.structs.replace(watch, looked_at=at, suspected=None, suspicions=0)
    if found is None and watch.suspected is not None:
        return _differs(watch, watch.suspected, at)  # as at the last look, and that differed
    if found is None:
        return Look(quiet, "unchanged")
    if isinstance(found, Parked):
        return Look(quiet, "unusable", reason=found.reason)
    if _source(found) != watch.source and watch.source == "page":
        return Look(quiet, "unusable", reason=f"only the {_source(found)} could be had, not the page")
    now = passages(found.text)
    if now == watch.known:
        return Look(quiet, "unchanged")
    if _cut_off(watch.known, now, found.text):
        return Look(quiet, "unchanged", reason="the page shows only a part of the article")
    if watch.suspected is not None and _stays(watch.known, watch.suspected, now):
        kept = msgspec.structs.replace(quiet, known=now, source=_source(found))
        return Look(kept, "revised", msgspec.structs.replace(found, id=watch.article))
    return _differs(watch, now, at)


def _differs(watch: Watch, now: frozenset[str], at: datetime) -> Look:
    """A difference that nothing confirms yet."""
    if watch.suspicions >= _CONFIRMING_LOOKS:
        quiet = msgspec.structs.replace(watch, looked_at=at, suspected=None, suspicions=0)
        return Look(quiet, "unchanged", reason="the page shows another text each time")
    suspicious = msgspec.structs.replace(watch, looked_at=at, suspected=now, suspicions=watch.suspicions + 1)
    return Look(suspicious, "suspected")


def _stays(known: frozenset[str], first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two looks agree on something that came or went."""
    return bool((first & second) - known) or bool(known - (first | second))


def _cut_off(known: frozenset[str], now: frozenset[str], text: str) -> bool:
    """Whether a page shows a part of what is known and breaks off; an editor who cuts says something new, and ends."""
    new, ends = len(now - known), _ENDS.search(text) is not None
    return len(now) < len(known) * _CUT and (new == 0 or (new == 1 and not ends))


def _source(article: Article) -> str:
    told = article.provenance.get("text")
    return told.source if told else "page"
