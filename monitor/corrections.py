"""Corrections that persons make: recorded, and listed with what became of them; and what they are asked to review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from events import codec
from events.log import CorrectionMade
from monitor import correcting, cycle, identifying
from monitor.correcting import Wanted
from monitor.identifying import Named
from monitor.library import Library, now
from monitor.projections import stories
from monitor.reports import claims
from monitor.reports import corrections as reports
from monitor.review import Review


class Corrections:
    """What `Monitor.corrections` gives; used by the monitor's thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def make(self, wanted: Wanted, clock: Callable[[], datetime] = now) -> dict[str, Any]:
        """Record that a claim is wrong or right, or that this is taken back; what it changed.

        Raises NotFoundError, UsageError.
        """
        self._library.catch_up()
        at = clock()
        return self._record(correcting.event(self._library.projections, wanted, at), at)

    def name(self, said: Named, clock: Callable[[], datetime] = now) -> dict[str, Any]:
        """Record who is who; what it changed. Raises NotFoundError, UsageError."""
        self._library.follow(said.story)
        at = clock()
        return self._record(identifying.event(self._library.projections, said, at), at)

    def _record(self, event: CorrectionMade, at: datetime) -> dict[str, Any]:
        before = self._library.projections.position()
        cycle.append(self._library.log, [event], at)
        self._library.catch_up()
        news = stories.changes(self._library.projections, event.story, after=before)
        name = codec.event_id(event)
        return {
            "id": name,
            "story": event.story,
            "action": event.action,
            "changes": [claims.change(one) for one in news],
        }

    def review(self, story: str) -> Review:
        """What a person is asked to decide about a story. Raises NotFoundError, InputError."""
        self._library.follow(story)
        return Review(self._library.known(story, None, None), self._library.text)

    def listed(self, story: str) -> list[dict[str, Any]]:
        """What persons corrected in a story, in order."""
        self._library.follow(story)
        return reports.listed(stories.corrections(self._library.projections, story))
