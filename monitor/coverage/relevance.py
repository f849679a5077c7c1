"""Which fetched articles bear on a story; of the others only what they are, and whom they name, is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from events import codec
from events.article import Article
from events.definition import StoryDefinition
from events.identities import Identities
from events.log import ArticleNoted, ArticleRecorded, StoryDefined
from events.parties import Cast, words_of
from events.store.port import Store
from events.story import bears_on, within
from monitor.coverage.seam import Entry

# Words that begin with a capital, as names do; a sentence's first word may be among them.
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]+(?:\s+(?:(?:de|van|von|bin|al|el|la|of)\s+)?[^\W\d_a-z][\w’'-]+){0,3}")
_MOST = 200  # names kept of one article
_NOTED, _RECORDED, _DEFINED = (
    str(kind.__struct_config__.tag) for kind in (ArticleNoted, ArticleRecorded, StoryDefined)
)


class Stories:
    """The stories that articles may bear on; hundreds cost little more than one."""

    def __init__(
        self, definitions: Iterable[StoryDefinition], identities: Mapping[str, Identities] | None = None
    ) -> None:
        """`identities` is who is who by story, as persons corrected it."""
        known = identities or {}
        casts = (Cast(one, known.get(one.id, Identities())) for one in definitions)
        self._casts = [(cast, cast.telling()) for cast in casts]

    def want(self, article: Article) -> bool:
        """Whether the article bears on any of them."""
        vocabulary = words_of(f"{article.title or ''}\n{article.text}").vocabulary
        return any(not telling.isdisjoint(vocabulary) and bears_on(cast, article) for cast, telling in self._casts)

    def any_defined_after(self, position: int, defined: Mapping[str, int]) -> bool:
        """Whether a definition came into the log after a position; `defined` says where each story's last one did."""
        return any(defined.get(cast.definition.id, 0) > position for cast, _ in self._casts)

    def may_want(self, noted: ArticleNoted, position: int, defined: Mapping[str, int]) -> bool:
        """Whether a story that was defined after a position may want an article whose text was not kept.

        It goes by the article's date and the names that were in it.
        """
        text = "\n".join((noted.article.title or "", *noted.names))
        published = noted.article.published
        return any(
            defined.get(cast.definition.id, 0) > position
            and within(cast.definition, published)
            and cast.mentions_any(text, published)
            for cast, _ in self._casts
        )


def noted(article: Article) -> ArticleNoted:
    """What is kept of an article that bears on no story: everything but its text, and the names in that."""
    found = tuple(dict.fromkeys(names(f"{article.title or ''}\n{article.text}")))[:_MOST]
    return ArticleNoted(msgspec.structs.replace(article, text=""), found)


def names(text: str) -> Iterator[str]:
    """The words and runs of words in a text that are written as names are."""
    return (re.sub(r"[’']s$", "", found[0]) for found in _NAME.finditer(text))


class Wanted(NamedTuple):
    """Articles that are worth fetching again, and the last definition that was asked."""

    articles: list[Article]
    asked: int  # position in the log


def wanted(log: Store, stories: Stories, asked: int = 0) -> Wanted:
    """The articles without a text, not recorded since, that a story defined later may want.

    A story that was defined when an article came has read it whole, and only then was the text let go. Definitions up
    to the position `asked` have asked already: what they hoped for and found not to be theirs is not fetched again.
    """
    defined: dict[str, int] = {}
    for stored in log.replay(types=(_DEFINED,)):
        event = codec.decode(stored.type, stored.data)
        if isinstance(event, StoryDefined):
            defined[event.definition.id] = stored.position
    found: dict[str, Article] = {}
    if stories.any_defined_after(asked, defined):
        for stored in log.replay(types=(_NOTED, _RECORDED)):
            match codec.decode(stored.type, stored.data):
                case ArticleNoted() as one if stories.may_want(one, max(stored.position, asked), defined):
                    found[one.article.id] = one.article
                case ArticleRecorded(article):
                    found.pop(article.id, None)
                case _:
                    pass
    return Wanted(list(found.values()), max(defined.values(), default=asked))


def as_entry(article: Article) -> Entry:
    """What leads again to the page of an article that nobody wanted when it came."""
    return Entry(
        past=True,
        feed=article.url or "",
        link=article.url,
        title=article.title,
        published=article.published,
        publisher=article.publisher,
        language=article.language,
        authors=article.authors,
    )
