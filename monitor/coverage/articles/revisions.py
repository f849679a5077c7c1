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
from monitor.coverage.articles.passages import in_order, passages
from monitor.coverage.seam import Parked

# After publication: corrections come soon or, after complaints, days later.
LOOKS = (*(timedelta(hours=hours) for hours in (0.25, 1, 3, 8, 24)), timedelta(days=7))
CONFIRM = timedelta(minutes=5)  # between seeing a change and looking whether it stays
_CONFIRMING_LOOKS = 3  # texts that differ each time they are looked at are no versions: the page is restless
_CUT = 0.6  # of the passages known; a page that shows fewer of them and nothing new may be cut off, not edited
_RESUMES = 0.2  # of the passages shown; that many behind the first gap are no beginning that is left of an article
_CUT_LOOKS = 3  # that show the same beginning, until it is believed to be all
CUT_AGAIN = timedelta(hours=1)  # between these looks: a fault of a server or cache has passed by then

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
    order: tuple[str, ...] = ()  # the passages known, in the order of their text; empty in watches of an older version
    beginning: frozenset[str] | None = None  # passages of a text that seemed cut off at the last look
    beginnings: int = 0  # looks in a row that showed just these

    @property
    def in_doubt(self) -> bool:
        """Whether the last look saw something that another one is to confirm."""
        return self.suspected is not None or self.beginning is not None


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
    return _over(article, since, seen)


def begun(article: Article, at: datetime) -> Watch:
    """The watch over an article that none was kept over, and whose page was fetched again at the UTC time `at`."""
    return msgspec.structs.replace(watch(article) or _over(article, at, at), looked_at=at)


def due(watch: Watch) -> datetime | None:
    """When the page is to be looked at next (UTC); None when it has been looked at often enough.

    Looks that were missed while the monitor was not running are made up for by one, not by all.
    """
    if watch.suspected is not None:
        return watch.looked_at + CONFIRM
    if watch.beginning is not None:
        return watch.looked_at + CUT_AGAIN
    return next((watch.since + after for after in LOOKS if watch.since + after > watch.looked_at), None)


def looked(watch: Watch, found: Article | Parked | None, at: datetime) -> Look:  # noqa: PLR0911  one for each finding
    """What a fetch at the UTC time `at` says of the article; `found` is None for 'not modified' (HTTP 304).

    A changed text is a version only when a second fetch shows the change too: what has come or gone in both. That
    fetch is to be unconditional, as `watch.suspected` tells: a cache may answer for a server that has thought again.
    """
    quiet = _quiet(watch, at)
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
    if _cut_off(watch, now, found.text):
        return _beginning(watch, now, found, at)
    if watch.suspected is not None and _stays(watch.known, watch.suspected, now):
        return _revised(quiet, found)
    return _differs(watch, now, at)


def _beginning(watch: Watch, now: frozenset[str], found: Article, at: datetime) -> Look:
    """A text that may be cut off: all there is once it stays the same, unless the page says what the rest costs."""
    quiet = _quiet(watch, at)
    told = found.provenance.get("text")
    if not _ENDS.search(found.text) or (told and told.note):
        return Look(quiet, "unchanged", reason="the page shows only a part of the article")
    looks = watch.beginnings + 1 if watch.beginning == now else 1
    if looks >= _CUT_LOOKS:
        return _revised(quiet, found)
    kept = msgspec.structs.replace(quiet, beginning=now, beginnings=looks)
    return Look(kept, "suspected", reason="the page shows only a part of the article, or that is all by now")


def _revised(quiet: Watch, found: Article) -> Look:
    order = in_order(found.text)
    kept = msgspec.structs.replace(quiet, known=frozenset(order), order=order, source=_source(found))
    return Look(kept, "revised", msgspec.structs.replace(found, id=quiet.article))


def _quiet(watch: Watch, at: datetime) -> Watch:
    """The watch after a look at which nothing was in doubt."""
    return msgspec.structs.replace(watch, looked_at=at, suspected=None, suspicions=0, beginning=None, beginnings=0)


def _differs(watch: Watch, now: frozenset[str], at: datetime) -> Look:
    """A difference that nothing confirms yet."""
    if watch.suspicions >= _CONFIRMING_LOOKS:
        return Look(_quiet(watch, at), "unchanged", reason="the page shows another text each time")
    suspicious = msgspec.structs.replace(_quiet(watch, at), suspected=now, suspicions=watch.suspicions + 1)
    return Look(suspicious, "suspected")


def _stays(known: frozenset[str], first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether two looks agree on something that came or went."""
    return bool((first & second) - known) or bool(known - (first | second))


def _cut_off(watch: Watch, now: frozenset[str], text: str) -> bool:
    """Whether a page may show but the beginning of an article, and no edited version of it.

    An editor says something new and ends, or takes something out of the middle: what stands behind that is shown.
    """
    new, ends = len(now - watch.known), _ENDS.search(text) is not None
    if len(now) >= len(watch.known) * _CUT or not (new == 0 or (new == 1 and not ends)):
        return False
    gap = next((place for place, one in enumerate(watch.order) if one not in now), 0)
    behind = sum(one in now for one in watch.order[gap:])
    return behind < max(2, len(now) * _RESUMES)


def _over(article: Article, since: datetime, seen: datetime) -> Watch:
    order = in_order(article.text)
    return Watch(
        article=article.id, since=since, looked_at=seen, known=frozenset(order), order=order, source=_source(article)
    )


def _source(article: Article) -> str:
    told = article.provenance.get("text")
    return told.source if told else "page"
