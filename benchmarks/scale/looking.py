"""How soon the terminal shows what is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.scale.coverage import BIG
from benchmarks.scale.measuring import Figure, best, run
from monitor.workspace import Workspace

_SMALL = "story-1"
_STATUS, _SEARCH = 0.5, 0.3  # seconds, as the issue has it
_DATES = ("2030-03-01", "2030-09-01")
_WORDS = ("minister", '"the harbour office"', "n*", "ba*", "harb*", "contract loan", '"it was reported"', "qqqq")


def figures(workspace: Workspace) -> Iterator[Figure]:
    """Each command on the big story, and status on one of the others too."""
    yield best(workspace, "--help")
    for story in (_SMALL, BIG):
        yield best(workspace, "status", story, bound=_STATUS)
    yield best(workspace, "status", BIG, "--json")
    yield best(workspace, "status", _SMALL, "--as-of", _DATES[0])
    yield best(workspace, "status", BIG, "--as-of", _DATES[0])
    yield best(workspace, "diff", BIG, *_DATES)
    yield best(workspace, "timeline", BIG)
    yield best(workspace, "who", BIG)
    yield best(workspace, "sources", "list")
    for words in (*_WORDS, rare(workspace)):
        yield best(workspace, "search", words, bound=_SEARCH)
    yield best(workspace, "search", "--story", BIG, "minister", bound=_SEARCH)
    yield best(workspace, "log", "--after", "199900")
    yield best(workspace, "why", _claim(workspace))
    yield best(workspace, "changes", BIG, "--since", "2031-12-01")


def rare(workspace: Workspace) -> str:
    """A word that few articles have."""
    found = json.loads(run(workspace, "search", "--limit", "1", "--json", "the").output)
    words = sorted(found["articles"][0]["snippet"].split(), key=len)
    return str(words[-1]).strip(".,…")


def _claim(workspace: Workspace) -> str:
    found = json.loads(run(workspace, "search", "--story", BIG, "--limit", "1", "--json", "minister OR harbour").output)
    return str(found["claims"][0]["id"])
