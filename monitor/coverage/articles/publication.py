"""When an article was published: everybody who says so, whom to believe, and how far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

import msgspec

from events.article import Certainty, Provenance
from monitor.coverage.articles.markup import Markup
from monitor.coverage.metadata import moment
from monitor.coverage.seam import Entry

_META = (
    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "date", "pubdate", "publishdate", "publish-date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_TIMES = "//article//time[@datetime] | //header//time[@datetime] | //*[@itemprop='datePublished']"
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d|[a-z]{3})[/-]?(\d\d)(?=\D|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONE_WITHOUT_COLON = re.compile(r"(?<=\d)([+-]\d\d)(\d\d)$")
_SHOWN = "date in the page"
_DAY = len("2017-03-02")
_EARLIEST = "1991-08-06"  # the first page of the web; earlier dates are zeros of some clock
_CLOCKS_DIFFER = timedelta(hours=26)  # between the latest and the earliest time zone


_Candidate = tuple[str, Certainty, str | None]  # who says so, how sure, what is said


class When(NamedTuple):
    """A time of publication, and what it rests on."""

    published: str  # as Article.published
    provenance: Provenance


def published(page: Markup | None, entry: Entry, url: str | None, seen_at: datetime) -> When:
    """The time of publication: what the page declares, else what the feed says, else what can be inferred.

    What lies in the future of `seen_at` (UTC) is not believed, and said. Where nobody says, it is the day on which
    the article was first seen, marked as a guess.
    """
    best, future = _best(_candidates(page, entry, url), seen_at)
    if best is None:
        best = When(seen_at.astimezone(UTC).date().isoformat(), Provenance("first seen", "guessed"))
    return When(best.published, msgspec.structs.replace(best.provenance, note=future))


def declared(page: Markup) -> str | None:
    """The time of publication that a page gives by itself, without a feed and with nothing guessed."""
    said = (one for one in _candidates(page, Entry(feed=""), None) if one[1] != "guessed")
    best, _ = _best(said, None)
    return best.published if best else None


def _best(said: Iterable[_Candidate], seen_at: datetime | None) -> tuple[When | None, str | None]:
    """The first time that can be right, to the minute if another source agrees on the day; and what is impossible."""
    future: str | None = None
    best: When | None = None
    for source, certainty, text in said:
        if best is not None and (len(best.published) > _DAY or source == _SHOWN):
            break
        when = _moment(text)
        if when is None or when < _EARLIEST:
            continue
        if seen_at is not None and _in_the_future(when, seen_at):
            future = future or f"{source} said {when}, in the future"
        elif best is None:
            best = When(when, Provenance(source, certainty))
        elif len(when) > _DAY and when.startswith(best.published):
            best = When(when, Provenance(source, best.provenance.certainty))
    return best, future


def _candidates(page: Markup | None, entry: Entry, url: str | None) -> Iterator[_Candidate]:
    """Who says when, most trustworthy first."""
    if page is not None:
        yield "linked data", "stated", _text(page.linked.get("datePublished"))
        for name in _META:
            yield f"meta {name}", "stated", page.said(name)
    yield "feed", "stated", entry.published
    if page is not None:
        for element in page.tree.xpath(_TIMES)[:3]:
            yield "time element", "likely", element.get("datetime") or element.get("content") or element.text
        yield "linked data dateCreated", "likely", _text(page.linked.get("dateCreated"))
    yield "feed's time of update", "likely", entry.updated
    yield "address", "likely", _in_address(url or entry.link or "")
    if page is not None:
        yield from _read_from(page, url)


def _read_from(page: Markup, url: str | None) -> Iterator[_Candidate]:
    """What htmldate finds: in the places where bylines stand, then anywhere in the page."""
    from htmldate import find_date

    looks: tuple[tuple[bool, Certainty], ...] = ((False, "likely"), (True, "guessed"))
    for extensive, certainty in looks:
        try:
            found = find_date(page.text, extensive_search=extensive, original_date=True, url=url)
        except (ValueError, RecursionError):
            found = None
        yield _SHOWN, certainty, found


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _in_address(url: str) -> str | None:
    found = _IN_PATH.search(url.lower())
    if not found:
        return None
    year, month, day = found.groups()
    if month in _MONTHS:
        month = f"{_MONTHS.index(month) + 1:02}"
    return f"{year}-{month}-{day}"


def _moment(text: str | None) -> str | None:
    """A date or time in any of the forms that pages declare it in, as it is stored; None for anything else."""
    text = (text or "").strip()
    for form in (text, _ZONE_WITHOUT_COLON.sub(r"\1:\2", text), text[:_DAY] if text[_DAY : _DAY + 1] in "T " else ""):
        try:
            return moment(form)
        except ValueError:
            continue
    try:
        time = parsedate_to_datetime(text)  # RFC 5322, as in HTTP and RSS
    except (ValueError, TypeError, OverflowError):
        return None
    return moment(time.isoformat())


def _in_the_future(when: str, seen_at: datetime) -> bool:
    if len(when) == _DAY:
        return date.fromisoformat(when) > (seen_at.astimezone(UTC) + timedelta(hours=14)).date()
    return datetime.fromisoformat(when) > seen_at + _CLOCKS_DIFFER
