"""One version of one published text, and where it came from."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Certainty = Literal[
    "stated", "likely", "guessed"
]  # declared for machines; inferred from what is shown; no more than that


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where something that is known about an article came from, and how sure that is."""

    source: (
        str  # 'linked data', 'meta og:title', 'feed', 'address' ...; of a text: 'page', 'feed content', 'feed summary'
    )
    certainty: Certainty
    note: str | None = None  # what a person should know of it: 'linked data said 2099-01-01, in the future'


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A published text as this monitor stored it. Offsets of evidence count characters (code points) of `text`.

    A text that the outlet edits keeps its `id` and gets the next `version`.
    """

    id: str  # see `identity`; 16 hex digits
    text: str  # verbatim, line ends included
    version: int = 1  # 1 for the text first seen
    published: str | None = None  # ISO 8601: a date, or a UTC time '2017-03-02T14:05:00Z'; None when nobody says
    publisher: str | None = None  # the outlet's name as readers know it
    url: str | None = None
    title: str | None = None
    name: str | None = None  # the file that it was ingested from; None for fetched pages
    language: str | None = None  # BCP 47; None when unknown
    authors: tuple[str, ...] = ()  # names as readers know them, in the order of the byline
    first_seen: str | None = None  # UTC time at which this monitor first saw it; None for ingested files
    backfilled: bool = False  # imported as past coverage: what follows from it is no news
    provenance: dict[str, Provenance] = {}  # by the name of the field, 'text' included; empty for ingested files

    @property
    def label(self) -> str:
        """What a person calls this article: its file name, or its id."""
        return self.name or self.id


def identity(*, url: str | None, text: str, publisher: str | None, published: str | None) -> str:
    """Name a published text for good: by its address if it has one, else by what it says, where and when."""
    parts = ("url", url) if url else ("text", text, publisher or "", published or "")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
