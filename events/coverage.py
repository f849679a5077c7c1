"""An article as a story knows it."""

from __future__ import annotations

import msgspec


class Coverage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article that bears on a story, without its text."""

    id: str
    version: int
    label: str
    recorded_at: str  # of this version; UTC, ISO 8601
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    backfilled: bool = False  # past coverage: what follows from it is no news
    read: int = 0  # the version that its claims are of: an earlier one until this one is read; 0: none is read
    blocks: tuple[str, ...] = ()  # keys of the blocks that hold its claims
    copies: tuple[str, ...] = ()  # ids of the articles of which its text is a copy, or which are copies of it; sorted
    copied_from: str | None = None  # the publisher of the earliest of those; None where that is this article itself
