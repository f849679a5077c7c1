"""What people wait for, at scale: `python -m benchmarks.scale [--articles N] [--only PART] [--json]`.

On 100,000 articles with 300,000 claims, of which one story has a fifth: each command as a person runs it, a process of
its own, the best of three; the site when it is first written, and after one more article. The bounds are those that
issue 6 sets. The first run makes the workspace, which takes a while, and keeps it in the user's cache.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scale import looking, making, publishing
from benchmarks.scale.measuring import Figure
from monitor.workspace import Workspace

_PARTS = ("looking", "publishing")


def main(arguments: list[str]) -> int:
    """Measure, print, and answer 0; 1 when a bound is missed, which a small --articles judges nothing by."""
    parser = argparse.ArgumentParser(prog="benchmarks.scale", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles in the log (default 100,000)")
    parser.add_argument("--only", choices=_PARTS, help="measure one part")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args(arguments)
    workspace = making.made(given.articles)
    figures = []
    for figure in _figures(workspace, given.only):
        figures.append(figure)
        if not given.json:
            print(figure.line(), flush=True)
    if given.json:
        print(json.dumps({"articles": given.articles, "figures": [figure.as_json() for figure in figures]}))
    return int(any(figure.missed() for figure in figures))


def _figures(workspace: Workspace, only: str | None) -> Iterator[Figure]:
    if only != "publishing":
        yield from looking.figures(workspace)
    if only != "looking":
        with tempfile.TemporaryDirectory(prefix="scale-benchmark-") as folder:
            copy = making.copied(workspace, Path(folder) / "workspace")
            yield from publishing.figures(copy, Path(folder) / "site")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
