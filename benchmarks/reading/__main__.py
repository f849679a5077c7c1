"""How well the built-in reader reads the annotated articles, how sure it rightly is, and how fast it is.

python -m benchmarks.reading                        every part that is present, against the committed figures
python -m benchmarks.reading --articles DIR --gold DIR    other annotated articles, of the same form
python -m benchmarks.reading --errors tune          what was missed and what was made up, tuned parts only
python -m benchmarks.reading --kinds-of-error           how often each kind of error was made, every part, no text
python -m benchmarks.reading --floor                exit code 1 if a figure is below its floor
python -m benchmarks.reading --update               commit the figures to figures.toml
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.reading import corpora, figures, measures, misses, report, speed
from benchmarks.reading.scoring import Judged, judge, quotations
from events.errors import StoryMonitorError, UsageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; the exit code."""
    options = _options(arguments)
    try:
        return _run(options)
    except StoryMonitorError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _run(options: argparse.Namespace) -> int:
    if (options.articles is None) != (options.gold is None):
        raise UsageError("--articles and --gold belong together")
    parts = corpora.parts(options.articles, options.gold)
    if options.errors:
        return _errors(options.errors, parts)
    if options.kinds_of_error:
        for part in parts:
            print(
                f"{part.name}:",
                *(f"  {count:3} {what}" for what, count in misses.kinds_of_error(_judged(part))),
                sep="\n",
            )
        return 0
    judged = {part.name: _judged(part) for part in parts}
    tables = {name: measures.table(each) for name, each in judged.items()}
    bins = {name: measures.reliability([one for each in every for one in each]) for name, every in judged.items()}
    now = figures.of(tables)
    before, floors = figures.committed()
    fallen = figures.below(now, floors) if options.floor else []
    timing = None if options.quick else speed.measure([one.article.text for part in parts for one in part.articles])
    if options.json:
        print(json.dumps({
            "parts": {name: {kind: asdict(row) for kind, row in rows.items()} for name, rows in tables.items()},
            "reliability": {name: [asdict(one) for one in every] for name, every in bins.items()},
            "speed": asdict(timing) if timing else None, "below_floor": fallen,
        }, indent=1))  # fmt: skip
    else:
        for part in parts:
            report.part(part, tables[part.name], before.get(part.name, {}))
            report.reliability(bins[part.name])
        report.speed(timing)
    if options.update:
        figures.write(now)
    for line in fallen:
        print(line, file=sys.stderr)
    return 1 if fallen else 0


def _judged(part: corpora.Part) -> list[list[Judged]]:
    """Read and judge each article; every quotation must stand where the claim says."""
    from monitor.reading.builtin import BuiltinReader
    from monitor.reports.claims import read

    reader = BuiltinReader()
    every = []
    for one in part.articles:
        guesses = [read(claim) for claim in reader.read(one.article)]
        for guess in guesses:
            for piece in guess["evidence"]:
                if one.article.text[piece["start"] : piece["end"]] != piece["quote"]:
                    raise AssertionError(f"{one.article.label}: not verbatim at its offsets: {piece}")
        every.append(judge(one.gold, guesses))
    return every


def _errors(asked: str, parts: Sequence[corpora.Part]) -> int:
    if asked != "tune":
        raise UsageError("what is kept back is scored and never looked at", hint="--errors tune shows the tuned parts")
    for part in parts:
        if not part.readable:
            continue
        for one, judged in zip(part.articles, _judged(part), strict=True):
            for each in judged:
                claim = each.gold or each.guess
                if each.verdict in ("missed", "extra") and claim is not None:
                    slots = {key: value for key, value in claim.items() if key not in ("evidence", "kind", "certain")}
                    print(f"{each.verdict} {one.article.label} {each.kind} {json.dumps(slots, ensure_ascii=False)}")
                    print(*(f"    {quote}" for quote in quotations(claim)), sep="\n")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, help="a folder of texts, with a manifest.toml")
    parser.add_argument("--gold", type=Path, help="a folder of annotations, one JSON file per text under its name")
    parser.add_argument("--json", action="store_true", help="all figures as JSON")
    parser.add_argument("--kinds-of-error", action="store_true", help="how often each kind of error was made")
    parser.add_argument("--errors", metavar="PART", help="'tune': the missed and the extra claims of the tuned parts")
    parser.add_argument("--floor", action="store_true", help="fail if a figure is below its floor")
    parser.add_argument("--update", action="store_true", help="write the figures to figures.toml")
    parser.add_argument("--quick", action="store_true", help="don't measure the speed")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
