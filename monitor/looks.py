"""Ways to look at what is known beside the status: compare, search, lay out in time, ask who said what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.library import Library


class Looks:
    """What `Monitor.looks` gives; used by the monitor's thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def diff(self, story: str, before: str, after: str) -> dict[str, Any]:
        """What changed in a story between two dates, both inclusive. Raises UsageError, NotFoundError."""
        from monitor.reports import diff

        diff.check(before, after)
        self._library.follow(story)
        return diff.diff(
            self._library.known(story, before, None), self._library.known(story, after, None), before, after
        )

    def timeline(self, story: str) -> dict[str, Any]:
        """When the facts of a story happened and when they became known. Raises NotFoundError."""
        from monitor.reports import timeline

        self._library.follow(story)
        return timeline.timeline(self._library.known(story, None, None))

    def who(self, story: str, name: str | None = None) -> list[dict[str, Any]]:
        """The parties of a story, or the one that `name` means, with what each said. Raises NotFoundError."""
        from monitor.projections import stories
        from monitor.reports import people

        self._library.follow(story)
        return people.people(
            self._library.known(story, None, None), stories.changes(self._library.projections, story), name
        )

    def origins(self, story: str) -> list[dict[str, Any]]:
        """Who found a story out, and who repeats others, see monitor/reports/origins.py. Raises NotFoundError."""
        from monitor.reports import origins

        self._library.follow(story)
        return origins.origins(self._library.known(story, None, None).story)

    def search(self, words: str, *, story: str | None, limit: int) -> dict[str, Any]:
        """What claims and articles have the words, see monitor/reports/search.py. Raises UsageError, NotFoundError."""
        from monitor.reports import search

        if story is None:
            self._library.catch_up()
        else:
            self._library.follow(story)
        return search.search(self._library.projections, words, self._library.article, story=story, limit=limit)

    def events(self, *, story: str | None, types: tuple[str, ...], after: int) -> Iterator[dict[str, Any]]:
        """The events of the log in order, one at a time, see monitor/reports/journal.py. Raises UsageError."""
        from monitor.reports import journal

        chosen = journal.chosen(types)
        if story is not None:
            self._library.follow(story)
        return journal.events(self._library.log, self._library.projections, story=story, types=chosen, after=after)
