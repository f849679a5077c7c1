"""Ways to look at what is known beside the status: compare, search, lay out in time, ask who said what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from events.article import Article
from events.store.port import Store
from monitor.projections import catching_up, stories
from monitor.projections.database import Projections
from monitor.projections.stories import Known


class Looks:
    """What `Monitor.looks` gives; used by the monitor's thread."""

    def __init__(
        self,
        log: Store,
        projections: Projections,
        follow: Callable[[str], None],
        known: Callable[[str, str | None, str | None], Known],
        article: Callable[[str, int], Article | None],
    ) -> None:
        """`follow` brings the projections and a story up to date, `known` gives its state, now or as of a date."""
        self._log = log
        self._projections = projections
        self._follow = follow
        self._known = known
        self._article = article

    def diff(self, story: str, before: str, after: str) -> dict[str, Any]:
        """What changed in a story between two dates, both inclusive. Raises UsageError, NotFoundError."""
        from monitor.reports import diff

        diff.check(before, after)
        self._follow(story)
        return diff.diff(self._known(story, before, None), self._known(story, after, None), before, after)

    def timeline(self, story: str) -> dict[str, Any]:
        """When the facts of a story happened and when they became known. Raises NotFoundError."""
        from monitor.reports import timeline

        self._follow(story)
        return timeline.timeline(self._known(story, None, None))

    def who(self, story: str, name: str | None = None) -> list[dict[str, Any]]:
        """The parties of a story, or the one that `name` means, with what each said. Raises NotFoundError."""
        from monitor.reports import people

        self._follow(story)
        return people.people(self._known(story, None, None), stories.changes(self._projections, story), name)

    def search(self, words: str, *, story: str | None, limit: int) -> dict[str, Any]:
        """What claims and articles have the words, see monitor/reports/search.py. Raises UsageError, NotFoundError."""
        from monitor.reports import search

        if story is None:
            catching_up.catch_up(self._log, self._projections)
        else:
            self._follow(story)
        return search.search(self._projections, words, self._article, story=story, limit=limit)

    def events(self, *, story: str | None, types: tuple[str, ...], after: int) -> Iterator[dict[str, Any]]:
        """The events of the log in order, one at a time, see monitor/reports/journal.py. Raises UsageError."""
        from monitor.reports import journal

        chosen = journal.chosen(types)
        if story is not None:
            self._follow(story)
        return journal.events(self._log, self._projections, story=story, types=chosen, after=after)
