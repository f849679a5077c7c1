"""What every reader promises: one article in, grounded claims out."""

from __future__ import annotations

from typing import Protocol

from events.article import Article
from events.claims import Claim


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
