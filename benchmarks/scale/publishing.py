"""How soon the site is written, first and after one more article, and how large its pages are."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import msgspec

from benchmarks.scale import coverage
from benchmarks.scale.measuring import Figure, Run, run
from events.article import Article
from events.log import ArticleRead, ArticleRecorded
from events.store.sqlite import SqliteStore
from monitor import cycle
from monitor.reports.site.server import served
from monitor.workspace import Workspace

_PAGE_SECONDS, _PAGE_BYTES = 2.0, 1_000_000  # as the issue has it


def figures(workspace: Workspace, out: Path) -> Iterator[Figure]:
    """The whole site, what one article changes in it, and the answer of a server."""
    yield from _written("site, first", run(workspace, "site", str(out), "--json"))
    pages = {path: path.stat().st_size for path in out.rglob("*.html")}
    largest = max(pages, key=lambda path: pages[path])
    yield Figure(f"largest page: {largest.relative_to(out)}", pages[largest], "bytes", _PAGE_BYTES)
    yield Figure("story page", pages[out / coverage.BIG / "index.html"], "bytes", _PAGE_BYTES)
    yield Figure("all pages", sum(pages.values()), "bytes")
    yield from _written("site, nothing new", run(workspace, "site", str(out), "--json"))
    for story in ("story-1", coverage.BIG):
        _one_more(workspace, story)
        run(workspace, "status", story)  # folds it
        yield from _written(f"site, one more article of {story}", run(workspace, "site", str(out), "--json"))
    with served(out, 0) as (address, _):
        start = time.perf_counter()
        with urlopen(f"{address}{coverage.BIG}/index.html") as answer:
            answer.read()
        yield Figure("serve: the story page", time.perf_counter() - start, "s", _PAGE_SECONDS)


def _written(name: str, done: Run) -> Iterator[Figure]:
    built = json.loads(done.output)
    yield Figure(name, done.seconds, "s", cpu=done.cpu, memory=done.memory)
    for what in ("drawn", "written"):
        if what in built:
            yield Figure(f"{name}: {what}", built[what], "files")


def _one_more(workspace: Workspace, story: str) -> None:
    """Record an article that tells what the story's latest one told."""
    log = SqliteStore(workspace.log)
    number = 0 if story == coverage.BIG else int(story.rpartition("-")[2])
    pairs = coverage.coverage(coverage.SHARE * 2_000)
    named = coverage.stories(coverage.SHARE * 2_000)[number].people[0].name
    recorded, read = next(one for one in pairs if named in (one[0].article.title or ""))
    article: Article = msgspec.structs.replace(recorded.article, id=f"ffffffff{number:08x}", published="2032-02-01")
    reading = ArticleRead(article.id, 1, "made-up", "1", read.claims)
    cycle.append(log, [ArticleRecorded(article), reading], datetime.now(UTC))
    log.close()
