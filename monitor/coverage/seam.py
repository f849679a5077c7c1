"""What passes from fetching to extraction: an entry of a feed, the page that it links to, and what became of them.

Fetching (feeds, pages, politeness) makes `Entry` and `Fetched`; extraction turns them into an Article or says why not.
Everything here is a plain value, so that extraction can run in another process.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from events.article import Article


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One entry of a feed, as the feed has it. None, or empty, for what the feed doesn't say."""

    feed: str  # the address of the source, as the workspace names it; stays the same when the feed moves
    guid: str | None = None  # RSS guid, Atom id or JSON Feed id, verbatim; may be shared, rotated or missing
    link: str | None = None  # absolute http(s) address of the page, tracking parameters and all
    title: str | None = None  # plain text, without mark-up
    summary: str | None = None  # HTML, not sanitised: never show it as it is
    content: str | None = None  # HTML of the full text, not sanitised; None where the feed has summaries only
    published: str | None = None  # as Article.published: an ISO date or a UTC time; None: missing or no date at all
    published_text: str | None = None  # what the feed wrote, verbatim, where it wrote anything
    updated: str | None = None  # the same form as `published`
    authors: tuple[str, ...] = ()  # names as written
    language: str | None = None  # BCP 47; the entry's, else the feed's
    past: bool = False  # asked for by a story that was defined after it had been seen: what it says is no news
    publisher: str | None = None  # the outlet: the entry's source (aggregated feeds), else the feed's title


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a request for a page, whatever its status, after redirects and with its body decompressed."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int  # HTTP status of the last answer
    headers: Mapping[str, str]  # of the last answer, names in lower case; repeated fields joined by ', '
    body: bytes  # decompressed, at most 10 MiB; not decoded, see the content-type and the page itself
    fetched_at: datetime  # UTC, when the last byte arrived


class Parked(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that gives no article, by itself and with its reason. It is shown in the sources' status."""

    reason: str  # one line for a person: 'a consent page stands before the article'
    retry: bool = False  # whether a later look at the page may do better


class Extractor(Protocol):
    """Makes an article of an entry. Importable by name, without state: it runs in a process that may be killed."""

    def __call__(self, entry: Entry, page: Fetched | None, seen_at: datetime) -> Article | Parked:
        """The article of `entry`, from its page, else from the feed's own text.

        `page` is None where there is no link, robots.txt forbids it, or it could not be had after several tries.
        `seen_at` (UTC) is when this monitor first saw the entry.
        """
