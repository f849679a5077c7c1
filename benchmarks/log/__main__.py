"""How the log compares, as ratios of one run: `python -m benchmarks.log [--quick] [--articles FOLDER] [--json]`.

Every side keeps its file in WAL mode with synchronous=FULL: a commit waits for one fsync.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.log import appending, library, payloads, replaying

WANTED = {
    "append: eventsourcing's save an article / ours": ("at least", 2.0),
    "append: sqlite3 with the same rows / ours": ("at least", 0.7),
    "replay: eventsourcing's recorder and mapper / ours": ("at least", 5.0),
    "stored: bytes of the file an article of 4,096 bytes": ("at most", 2000.0),
}


def main(arguments: list[str]) -> int:
    """Measure, print, and answer 0; 1 when a figure that was promised is missed (never with --quick)."""
    parser = argparse.ArgumentParser(prog="benchmarks.log", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that it runs; judges nothing")
    parser.add_argument(
        "--articles",
        type=Path,
        default=payloads.OWN_ARTICLES,
        help="folder of .txt files to cut articles from (default: those written for the tests of the reader)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    count, claims, rounds = (300, 2_000, 1) if given.quick else (2_000, 100_000, 7)

    articles = payloads.articles(given.articles, count)
    with tempfile.TemporaryDirectory(prefix="log-benchmark-") as folder:
        _refuse_unlike_durability(Path(folder))
        append = appending.compare(articles, rounds)
    with tempfile.TemporaryDirectory(prefix="log-benchmark-") as folder:
        stored = appending.stored_bytes(articles, count, Path(folder))
    with tempfile.TemporaryDirectory(prefix="log-benchmark-") as folder:
        replay = replaying.compare(payloads.claims(claims), rounds, Path(folder))

    ours = append["ours, batches of 100"]
    ratios = {
        "append: eventsourcing's save an article / ours": append["eventsourcing, a save an article"] / ours,
        "append: eventsourcing's save a batch / ours": append["eventsourcing, a save a batch of 100"] / ours,
        "append: sqlite3 with the same rows / ours": append["sqlite3, same rows"] / ours,
        "append: sqlite3, neither compressed nor chained / ours": append["sqlite3, neither compressed nor chained"]
        / ours,
        "replay: eventsourcing's recorder and mapper / ours": replay["eventsourcing, recorder and mapper"]
        / replay["ours, replayed and decoded"],
        "stored: bytes of the file an article of 4,096 bytes": stored["ours"],
    }
    if given.json:
        print(json.dumps({"ratios": ratios, "append_us": append, "stored_bytes": stored, "replay_us": replay}))
    else:
        print(
            f"SQLite {sqlite3.sqlite_version}; {count:,} articles from {given.articles.name}/, {claims:,} claim events"
        )
        _table("Appending, microseconds an article", append)
        _table("Stored, bytes an article", stored)
        _table("Replaying, microseconds an event", replay)
        print("\nRatios")
        for name, value in ratios.items():
            print(f"  {name:<58} {value:>9,.2f}  {_judged(name, value)}")
    missed = [name for name in WANTED if _judged(name, ratios[name]).startswith("MISSED")]
    return 1 if missed and not given.quick else 0


def _table(title: str, figures: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, value in figures.items():
        print(f"  {name:<58} {value:>9,.1f}")


def _judged(name: str, value: float) -> str:
    if name not in WANTED:
        return ""
    bound, limit = WANTED[name]
    met = value >= limit if bound == "at least" else value <= limit
    return f"{'ok' if met else 'MISSED'}, {bound} {limit:g}"


def _refuse_unlike_durability(folder: Path) -> None:
    with closing(library.application(folder / "es.db")) as app:
        found = library.durability(app)
    if found != ("wal", 2):
        raise SystemExit(f"eventsourcing commits with {found}, not with WAL and FULL: no fair comparison")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
