"""How the sources are: what was remembered of each when it was last polled. Looks only."""

from __future__ import annotations

import time
from typing import Any

from monitor.coverage import sources
from monitor.coverage.polling import schedule, silence
from monitor.coverage.polling.clock import moment
from monitor.coverage.polling.database import Coverage
from monitor.coverage.polling.memory import FeedMemory
from monitor.coverage.sources import Source
from monitor.workspace import Workspace

_HOUR = 3600.0
_CONDITIONS = ("ok", "failing", "dead")


def of_story(workspace: Workspace, story: str) -> list[dict[str, Any]]:
    """The sources that may bear on a story: its own feeds and the workspace's, without the list of parked entries.

    Health is None for one that was never asked.
    """
    shown = []
    for source in _of(workspace, sources.of_story(workspace, story)):
        asked = source["health"] if source["health"] != "new" else None
        kept = {name: value for name, value in source.items() if name not in ("parked", "stories")}
        shown.append({**kept, "health": asked})
    return shown


def of_workspace(workspace: Workspace) -> list[dict[str, Any]]:
    """Every source; before its first poll its health is 'new'. Times are ISO 8601, UTC. Raises InputError."""
    return _of(workspace, sources.sources(workspace))


def _of(workspace: Workspace, listed: list[Source]) -> list[dict[str, Any]]:
    path = workspace.data / "coverage.db"
    if not path.exists():
        return [_known(source) for source in listed]
    coverage = Coverage(path)
    try:
        feeds = coverage.feeds()
        parts: dict[str | None, list[FeedMemory]] = {}
        for feed in feeds.values():
            parts.setdefault(feed.part_of, []).append(feed)
        now = time.time()
        return [_shown(source, feeds.get(source.url), parts.get(source.url, []), coverage, now) for source in listed]
    finally:
        coverage.close()


def _known(source: Source) -> dict[str, Any]:
    return {"feed": source.url, "title": source.title, "stories": source.stories, "health": "new"}


def _shown(
    source: Source, feed: FeedMemory | None, parts: list[FeedMemory], coverage: Coverage, now: float
) -> dict[str, Any]:
    """A source as it is; an index of sitemaps is what it and those of its sitemaps are that are read for it."""
    if feed is None:
        return _known(source)
    names = [source.url, *(part.source for part in parts)]
    counts = coverage.entries_by_state(names)
    silent = silence.silence(coverage.arrivals(names, silence.REMEMBERED), feed.succeeded_at)
    worst = max((feed, *parts), key=lambda one: _CONDITIONS.index(schedule.health(one, now)))
    return {
        **_known(source),
        "title": source.title or feed.title,
        "health": schedule.health(worst, now),
        "problem": worst.problem if worst is feed else f"{worst.source}: {worst.problem}",
        "failures": worst.failures,
        "format": feed.format,
        "address": feed.address,
        "polled": _time(feed.polled_at),
        "succeeded": _time(feed.succeeded_at),
        "brought_new": _time(max((one.brought_new_at for one in (feed, *parts) if one.brought_new_at), default=None)),
        "silent_since": _time(silent.since) if silent else None,
        "usual_hours": round(silent.usual / _HOUR, 1) if silent else None,
        "next_poll": _time(feed.next_poll),
        "entries": {state: counts.get(state, 0) for state in ("recorded", "pending", "parked")},
        "parked": [{"entry": key, "reason": reason} for key, reason in coverage.parked(names)],
        "parts": [
            {"feed": part.source, "health": schedule.health(part, now), "problem": part.problem} for part in parts
        ],
    }


def _time(seconds: float | None) -> str | None:
    return None if seconds is None else moment(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")
