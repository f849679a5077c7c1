"""Which of many stories an event may concern: a quick look, so that hundreds of stories cost little more than one."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable

from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade, Event
from events.parties import words_of
from monitor.projections.database import Projections
from monitor.projections.follower import Follower

_REMEMBERED = 4096  # articles whose stories are remembered; those of others are looked up


class Audience:
    """The followers of all stories, by words of their parties' names and by the articles they cover."""

    def __init__(self, projections: Projections, followers: Iterable[Follower]) -> None:
        self._projections = projections
        self.followers: dict[str, Follower] = {}
        self._by_word: dict[str, set[str]] = defaultdict(set)
        self._covering: OrderedDict[str, set[str]] = OrderedDict()
        for follower in followers:
            self.add(follower)

    def add(self, follower: Follower) -> None:
        """Let a story take part, in place of an earlier definition of it."""
        name = follower.definition.id
        self.followers[name] = follower
        for stories in self._by_word.values():
            stories.discard(name)
        for word in follower.telling():
            self._by_word[word].add(name)
        self._covering.clear()

    def concerned(self, event: Event) -> list[Follower]:
        """The followers to which the event may matter, in the order of their stories' ids."""
        match event:
            case ArticleRecorded(article) | ArticleRevised(article):
                words = words_of(f"{article.title or ''}\n{article.text}").vocabulary & self._by_word.keys()
                named = {story for word in words for story in self._by_word[word]}
                stories = named | self._covered(article.id)
                self._remember(article.id, stories)
            case ArticleRead():
                stories = self._covered(event.article)
            case CorrectionMade():
                stories = {event.story}
            case _:
                stories = set()
        return [self.followers[story] for story in sorted(stories) if story in self.followers]

    def _covered(self, article: str) -> set[str]:
        known = self._covering.get(article)
        if known is None:
            rows = self._projections.rows("SELECT story FROM articles WHERE id = ?", article)
            known = {str(story) for (story,) in rows}
            self._remember(article, known)
        return known

    def _remember(self, article: str, stories: set[str]) -> None:
        self._covering[article] = stories
        while len(self._covering) > _REMEMBERED:
            self._covering.popitem(last=False)
