"""What exports are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec

from events.article import Article
from events.facts import Account
from events.log import ArticleRead, CorrectionMade
from monitor.projections.stories import Known, Recorded


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A story and the coverage behind it, as one workspace knows them."""

    known: Known
    changes: list[Recorded]  # in the order in which they came about
    corrections: list[CorrectionMade]
    article: Callable[[str, int], Article | None]  # by id and version; None where the log doesn't have it
    reading: Callable[[str, int], ArticleRead | None]  # the one that holds; None where nobody read it
    whole_texts: bool = False  # a bundle holds all of each text, not only what is quoted

    def accounts(self) -> Iterator[tuple[Account, str | None]]:
        """Every account with the id of its fact; None for one too vague to be placed. In the order of their ids."""
        placed = [(account, fact.id) for fact in self.known.story.facts() for account in fact.accounts]
        loose = [(one.account, None) for one in self.known.story.loose()]
        return iter(sorted([*placed, *loose], key=lambda one: one[0].id))
