"""Projections, as ratios of one run: `python -m benchmarks.projections [--articles N] [--quick] [--json]`.

Three things: catching up in batches against the library's one transaction an event; how soon `monitor status` has
printed on a log of N articles, against an interpreter that imports click and sqlite3; and what memory a rebuild needs
on N articles, against N / 4.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from benchmarks import made_up
from benchmarks.projections import pattern
from events.log import StoryDefined
from events.store.sqlite import SqliteStore
from monitor import cycle

_STORIES = 200
_MEASURE = """
import resource, sys
from pathlib import Path
from events.store.sqlite import SqliteStore
from monitor.projections import catching_up, database
folder = Path(sys.argv[1])
log, projections = SqliteStore(folder / "log.db"), database.Projections(folder / "projections.db")
print(catching_up.rebuild(log, projections), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def main(arguments: list[str]) -> int:
    """Measure, print, and answer 0; 1 when a figure that was promised is missed (never with --quick)."""
    parser = argparse.ArgumentParser(prog="benchmarks.projections", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles in the log (default 100,000)")
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that it runs; judges nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    count, events = (400, 200) if given.quick else (given.articles, 4_000)
    figures = {**_catching_up(events), **_large(count)}
    checks = {
        "catch-up: the library's way / ours, at least 10": figures["catch-up: the library's way / ours"] >= 10,
        "status: within 2x the imports + 0.3 s": figures["status: s"] <= 2 * figures["status: imports alone, s"] + 0.3,
        "rebuild: memory at N / at N/4, at most 1.25": figures["rebuild: memory at N / at N/4"] <= 1.25,
    }
    if given.json:
        print(json.dumps({"articles": count, "figures": figures, "checks": checks}))
    else:
        print(f"{count:,} articles, {_STORIES} stories, three claims an article")
        for name, value in figures.items():
            print(f"  {name:<48} {value:>12,.3f}")
        for name, kept in checks.items():
            print(f"  {'kept  ' if kept else 'MISSED'} {name}")
    return 1 if not all(checks.values()) and not given.quick else 0


def _catching_up(events: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="projections-benchmark-") as folder:
        ours, library = pattern.ours(Path(folder), events), pattern.library(Path(folder), events)
    return {
        "catch-up: ours, us an event": ours,
        "catch-up: the library's way, us an event": library,
        "catch-up: the library's way / ours": library / ours,
    }


def _large(count: int) -> dict[str, float]:
    figures: dict[str, float] = {}
    memory = {}
    with tempfile.TemporaryDirectory(prefix="projections-benchmark-") as folder:
        for size in (count // 4, count):
            workspace = Path(folder) / str(size)
            _fill(workspace, size)
            start = time.perf_counter()
            folded, memory[size] = map(int, _run(["-c", _MEASURE, str(workspace / "data")]).split())
            figures[f"rebuild: us an event, {size:,} articles"] = (time.perf_counter() - start) / folded * 1e6
        figures["rebuild: memory at N, MB"] = memory[count] / 1024
        figures["rebuild: memory at N / at N/4"] = memory[count] / memory[count // 4]
        figures["status: s"] = _best(["-m", "monitor", "-C", str(workspace), "status", "story-0"])
        figures["status: imports alone, s"] = _best(["-c", "import click, sqlite3"])
    return figures


def _fill(workspace: Path, articles: int) -> None:
    (workspace / "config" / "stories").mkdir(parents=True)
    (workspace / "data").mkdir()
    (workspace / "config" / "stories" / "story-0.toml").write_text(_toml(), encoding="utf-8")
    log = SqliteStore(workspace / "data" / "log.db")
    cycle.append(log, [StoryDefined(made_up.story(number)) for number in range(_STORIES)], datetime.now(UTC))
    batch: list[object] = []
    for pair in made_up.coverage(articles, _STORIES):
        batch.extend(pair)
        if len(batch) >= 1_000:
            cycle.append(log, batch, datetime.now(UTC))  # type: ignore[arg-type]
            batch = []
    cycle.append(log, batch, datetime.now(UTC))  # type: ignore[arg-type]
    log.close()


def _toml() -> str:
    story = msgspec.to_builtins(made_up.story(0))
    people = "".join(f"[[people]]\nname = {json.dumps(person['name'])}\n" for person in story["people"])
    return f"title = {json.dumps(story['title'])}\n{people}"


def _best(arguments: list[str], rounds: int = 5) -> float:
    _run(arguments)
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        _run(arguments)
        took.append(time.perf_counter() - start)
    return min(took)


def _run(arguments: list[str]) -> str:
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{arguments[:4]} failed: {done.stderr[-500:]}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
