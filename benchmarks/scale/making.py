"""The workspace that is measured: made once, kept beside other caches of the user, copied for each run."""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from benchmarks import made_up
from benchmarks.scale import affairs, coverage
from benchmarks.scale.measuring import run
from events.log import Event, StoryDefined
from events.store.sqlite import SqliteStore
from monitor import cycle
from monitor.workspace import Workspace, create

_BATCH = 1_000  # events a transaction


def made(articles: int) -> Workspace:
    """A workspace of so many articles with its projections, from the cache where an earlier run has made it."""
    place = _cache() / f"scale-{articles}-{_generator()}"
    if not (place / "made").exists():
        shutil.rmtree(place, ignore_errors=True)
        workspace = _recorded(place, articles)
        (place / "made").touch()
    workspace = Workspace(place)
    run(workspace, "stories")  # folds what is not folded yet
    return workspace


def copied(workspace: Workspace, folder: Path) -> Workspace:
    """A copy to be changed."""
    shutil.copytree(workspace.root, folder)
    return Workspace(folder)


def _recorded(place: Path, articles: int) -> Workspace:
    workspace, _ = create(place)
    workspace.data.mkdir(exist_ok=True)
    defined = coverage.stories(articles)
    for story in defined:
        (workspace.stories / f"{story.id}.toml").write_text(coverage.toml(story), encoding="utf-8")
    log = SqliteStore(workspace.log)
    events: Iterator[Event] = chain.from_iterable(coverage.coverage(articles))
    for batch in _batches(chain(map(StoryDefined, defined), events)):
        cycle.append(log, batch, datetime.now(UTC))
    log.close()
    return workspace


def _batches(events: Iterable[Event]) -> Iterator[list[Event]]:
    events = iter(events)
    while batch := list(islice(events, _BATCH)):
        yield batch


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "story-monitor"


def _generator() -> str:
    """A digest of what makes the coverage."""
    sources = (inspect.getsource(module) for module in (made_up, affairs, coverage))
    return hashlib.sha256("".join(sources).encode()).hexdigest()[:12]
