"""Puts the parts of a workspace together: its library, the reader that the settings choose, and what they are for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from events.article import Article
from events.definition import StoryDefinition
from events.store.port import Verification
from monitor import looked, settings
from monitor.library import Library, now
from monitor.projections import definitions
from monitor.workspace import Workspace

if TYPE_CHECKING:
    from monitor.alerts.desk import Desk
    from monitor.alerts.dispatch import Dispatched
    from monitor.corrections import Corrections
    from monitor.coverage import relevance
    from monitor.cycle import Ingested
    from monitor.looks import Looks
    from monitor.publishing import Publishing
    from monitor.reading.port import Reader


class Monitor:
    """A workspace with its parts put together; opened by `open_monitor`, used by one thread."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.library = Library(workspace)
        self.settings = self.library.settings
        self.log = self.library.log
        self.projections = self.library.projections

    def define(self) -> None:
        """Record the definitions of stories that are new or have changed in `config/`. Raises InputError."""
        self.library.define()

    def catch_up(self) -> int:
        """Fold what the log has beyond the projections."""
        return self.library.catch_up()

    def stories(self) -> list[dict[str, Any]]:
        """The stories of the workspace, with how much is known of each."""
        return self.library.stories()

    def ingest(self, articles: Iterable[Article], keep: Callable[[Article], bool] | None = None) -> Ingested:
        """Record articles, read their claims, and bring every story up to date; see `cycle.record` for `keep`."""
        from monitor import cycle

        self.define()
        done = cycle.record(articles, self.log, self.reader(), now, keep)
        self.catch_up()
        return done

    def take_fetched(self, articles: Iterable[Article]) -> Ingested:
        """Record fetched articles, with the texts of those that bear on a story; of all, if the settings say so."""
        return self.ingest(articles, None if self.settings.coverage.keep_texts else self._stories.want)

    def wanted(self, asked: int) -> relevance.Wanted:
        """Articles whose texts were not kept, and which a story that was defined since may want, see relevance.py."""
        from monitor.coverage import relevance

        return relevance.wanted(self.log, self._stories, asked)

    def reader(self) -> Reader:
        """The reader that the settings choose. Raises InputError where its key can't be read."""
        from monitor.reading.builtin import BuiltinReader

        endpoint = self.settings.endpoint
        if endpoint is None:
            return BuiltinReader()
        from monitor.reading.endpoint.client import ChatClient
        from monitor.reading.endpoint.reader import EndpointReader

        file = self.workspace.settings_file
        chosen = endpoint.checked(f"{file} [endpoint]")
        return EndpointReader(chosen, ChatClient(chosen, chosen.key(file.parent, os.environ)), BuiltinReader())

    def rebuild(self) -> int:
        """Make the projections anew; the number of events folded."""
        from monitor.projections import catching_up

        self.define()
        return catching_up.rebuild(self.log, self.projections)

    def verify(self) -> Verification:
        """Compare the whole log with its digests."""
        return self.log.verify()

    def status(self, story: str, *, as_of: str | None = None, recorded_by: str | None = None) -> dict[str, Any]:
        """What is known of a story: now, from what was published by `as_of`, or recorded by `recorded_by`.

        Both are inclusive: a date means the whole of it, in UTC.
        """
        from monitor.coverage import health
        from monitor.projections import stories
        from monitor.reports import claims, status

        self.library.follow(story)
        known = self.library.known(story, as_of, recorded_by)
        view = status.status(known, as_of)
        position = self.projections.position()
        seen = looked.position(self.workspace.looked, story)
        news = stories.changes(self.projections, story, after=seen) if seen is not None else []
        return {
            **view,
            "sources": health.of_story(self.workspace, story),
            "recorded_by": recorded_by,
            "position": position,
            "new": [claims.change(one) for one in news],
        }

    def overview(self, story: str, *, most: int) -> dict[str, Any]:
        """What a screen shows of a story as it is now, `most` entries a section, however long the story."""
        from monitor.coverage import health
        from monitor.projections import stories
        from monitor.reports import claims, overview

        self.library.follow(story)
        position = self.projections.position()
        seen = looked.position(self.workspace.looked, story)
        news = stories.changes(self.projections, story, after=seen) if seen is not None else []
        fresh = [one.change.claim for one in news if one.change.change == "new"]
        return {
            **overview.overview(self.projections, story, fresh=fresh, most=most),
            "sources": health.of_story(self.workspace, story),
            "position": position,
            "new": [claims.change(one) for one in news],
        }

    def changes(self, story: str, *, since: str | None = None) -> list[dict[str, Any]]:
        """What changed in a story, in order; `since`: made by coverage published on that date or later."""
        from monitor.projections import stories
        from monitor.reports import claims

        self.library.follow(story)
        every = stories.changes(self.projections, story)
        return [claims.change(one) for one in every if since is None or (one.published or one.recorded_at) >= since]

    def why(self, claim: str) -> dict[str, Any]:
        """The grounds of a claim, contradiction or change."""
        from monitor.reports.why import why

        self.catch_up()
        return why(self.projections, claim)

    def article(self, name: str, *, versions: bool = False) -> dict[str, Any]:
        """What is recorded of an article, see monitor/recorded.py for how it may be named."""
        from monitor import recorded
        from monitor.reports.article import article

        self.catch_up()
        return article(recorded.history(self.log, self.projections, name), self.projections, versions=versions)

    def why_not(self, article: str, story: str) -> dict[str, Any]:
        """Why an article bears on a story, or why it doesn't."""
        from monitor import recorded
        from monitor.projections import stories
        from monitor.reports.why_not import why_not

        self.library.follow(story)
        history = recorded.history(self.log, self.projections, article)
        return why_not(history, stories.cast(self.projections, story))

    @property
    def looks(self) -> Looks:
        """Ways to look beside the status: compare, search, lay out in time, ask who said what."""
        from monitor.looks import Looks

        return Looks(self.library)

    @property
    def publishing(self) -> Publishing:
        """What leaves the workspace: the site, exports, bundles."""
        from monitor.publishing import Publishing

        return Publishing(self.library)

    @property
    def corrections(self) -> Corrections:
        """What persons corrected."""
        from monitor.corrections import Corrections

        return Corrections(self.library)

    @property
    def alerts(self) -> Desk:
        """Who is told of what, and what became of it."""
        from monitor.alerts.desk import Desk

        return Desk(self.log, self.projections, self.settings, self.workspace)

    def deliver(self, now: Callable[[], datetime] = now, write: Callable[[str], None] = print) -> Dispatched:
        """Plan what is to be told, and send what is due, see monitor/alerts/desk.py."""
        self.define()
        return self.alerts.deliver(now, write)

    def alerts_preview(self, *, since: str | None = None, story: str | None = None) -> list[dict[str, Any]]:
        """What the settings would have had mailed, in order; `since`: of coverage published on that date or later.

        Raises NotFoundError for an unknown story, InputError for a file that is wrong.
        """
        names = [story] if story else settings.story_ids(self.workspace)
        for name in names:
            self.library.define_one(settings.story(self.workspace, name))
        self.catch_up()
        return self.alerts.preview(names, since=since)

    def close(self) -> None:
        """Let go of the files."""
        self.library.close()

    @cached_property
    def _stories(self) -> relevance.Stories:
        from monitor.coverage import relevance

        defined = [one for one in settings.stories(self.workspace) if isinstance(one, StoryDefinition)]
        return relevance.Stories(defined, definitions.identities(self.projections))


@contextmanager
def open_monitor(workspace: Workspace) -> Iterator[Monitor]:
    """The monitor of a workspace. Raises InputError for wrong settings, StoreError for a log that can't be used."""
    monitor = Monitor(workspace)
    try:
        yield monitor
    finally:
        monitor.close()
