"""Extraction on the kept pages: `python -m benchmarks.extraction [--rounds N] [--json]`.

F1 of the texts in words, and the share of right fields, for the built path; the F1 of the library alone beside it; and
the milliseconds of CPU that a page takes. The pages were written for the tests: figures say how the path stands, not
how it would do on the web at large.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import yaml
from trafilatura import extract as library

from events.article import Article
from monitor.coverage.articles.extraction import extract
from monitor.coverage.seam import Entry, Fetched

PAGES = Path(__file__).parents[2] / "tests" / "coverage" / "articles" / "pages"
SEEN = datetime(2032, 5, 6, 12, tzinfo=UTC)
FIELDS = ("url", "title", "authors", "publisher", "published", "language")


def f1(text: str, expected: str) -> float:
    """The harmonic mean of precision and recall, in words counted as often as they occur."""
    found, wanted = (Counter(re.findall(r"\w+", one.casefold())) for one in (text, expected))
    return 2 * (found & wanted).total() / max(found.total() + wanted.total(), 1)


def measured(rounds: int) -> dict[str, float]:
    """The figures."""
    every = yaml.safe_load((PAGES / "expected.yaml").read_text(encoding="utf-8"))
    cases = {name: case for name, case in every.items() if "expected" in case}
    ours, theirs, right, cpu = [], [], Counter(), 0.0
    for name, case in cases.items():
        body = (PAGES / f"{name}.html").read_bytes()
        said = {key: tuple(value) if isinstance(value, list) else value for key, value in case["entry"].items()}
        entry = Entry(feed="feed", link=case["fetched"], **said)
        page = Fetched(url=case["fetched"], final_url=case["fetched"], status=200, fetched_at=SEEN, body=body,
                       headers={"content-type": case["content_type"]})  # fmt: skip
        start = time.process_time()
        for _ in range(rounds):
            made = extract(entry, page, SEEN)
        cpu += (time.process_time() - start) / rounds
        wanted = case["expected"]
        text = made.text if isinstance(made, Article) else ""
        ours.append(f1(text, "\n".join(wanted["text"])))
        theirs.append(f1(library(body, include_comments=False) or "", "\n".join(wanted["text"])))
        for field in FIELDS:
            value = getattr(made, field, None)
            right[field] += (list(value) if isinstance(value, tuple) else value) == wanted[field]
    shares = {f"right: {field}": right[field] / len(cases) for field in FIELDS}
    return {
        "pages": len(cases), "F1": sum(ours) / len(ours), "F1, worst page": min(ours),
        "F1, the library alone": sum(theirs) / len(theirs), **shares, "CPU ms a page": cpu / len(cases) * 1000,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.extraction", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    figures = measured(options.rounds)
    if options.json:
        print(json.dumps(figures, indent=2))
    else:
        print("\n".join(f"{name:<24}{value:8.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
