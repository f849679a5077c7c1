"""What every reader promises: one article in, grounded claims out."""

from __future__ import annotations

from typing import Protocol

import msgspec

from events.article import Article
from events.claims import Claim
from events.errors import InputError


class Reading(msgspec.Struct, frozen=True):
    """What was read of an article, and by whom: a reader may leave an article to another one."""

    claims: tuple[Claim, ...]
    reader: str  # name of the reader that really read
    version: str  # and its version
    problem: InputError | None = None  # why another reader had to read; None when none had


class Reader(Protocol):
    """Turns an article into claims. The same article and version of the reader always give the same claims."""

    @property
    def name(self) -> str:
        """The reader's stable name, stored with what it read."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the reader may answer differently than before."""
        ...

    def read(self, article: Article) -> tuple[Claim, ...]:
        """The claims of one article, each quoting it verbatim at exact offsets. Raises InputError if it can't."""
        ...

    def reading(self, article: Article) -> Reading:
        """The claims of one article with the name and version of who read them, as they are recorded."""
        ...
