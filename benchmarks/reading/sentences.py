"""How well the built-in reader reads the bank of short news passages in tests/reading/sentences.

python -m benchmarks.reading.sentences                 each kind's figures, tuned and kept back
python -m benchmarks.reading.sentences --errors tune   what was missed and what was made up, tuned passages only
python -m benchmarks.reading.sentences --errors tune --kind denial    claims of this kind only
python -m benchmarks.reading.sentences --floors        set floors.toml, which the tests hold, just below the figures
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from benchmarks.reading.corpora import OWN
from benchmarks.reading.scoring import GROUPS, SLOTS, Judged, counts, judge
from events.article import Article
from events.errors import InputError, StoryMonitorError, UsageError

BANK = OWN / "sentences"
FILES = (*SLOTS, "bait")  # a file of passages for each kind, and one of passages without any claim
PARTS = {"tune": BANK, "kept_back": BANK / "kept_back"}
ROWS = {**{kind: (kind,) for kind in SLOTS}, **GROUPS}
FLOORS = BANK / "floors.toml"
BELOW = {"precision": 0.03, "recall": 0.01}  # how far below what is measured a floor is set; precision wavers more
_SHOWN = ("participants", "speaker", "actor", "action", "target", "form", "when", "where", "status")


@dataclass(frozen=True)
class Passage:
    """A few sentences, as an article would hold them, and every claim in them."""

    id: str
    published: str  # YYYY-MM-DD
    text: str
    claims: Sequence[dict[str, Any]]
    file: str  # one of FILES


@dataclass(frozen=True)
class Figures:
    """How many claims there are, were found and were made up, and what share of each that is."""

    gold: int
    hit: int
    extra: int
    slots: dict[str, tuple[int, int]]  # slot -> right, of how many that the annotator filled

    @property
    def precision(self) -> float:
        """The share of the claims read that are right; 0 if none was read."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 0.0

    @property
    def recall(self) -> float:
        """The share of the annotated claims that were read; 0 if there are none."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.hit / (self.gold + self.hit + self.extra) if self.hit else 0.0


def passages(part: str, files: Iterable[str] = FILES) -> list[Passage]:
    """The passages of one part, in the order of the files. Raises InputError."""
    return [one for file in files for one in _load(PARTS[part] / f"{file}.yaml", file)]


def judged(passage: Passage) -> list[Judged]:
    """What the built-in reader makes of a passage, against its annotation.

    Annotations carry no evidence: a claim stands anywhere in its passage.
    """
    from monitor.reports.claims import read

    article = Article(id=passage.id, name=passage.id, text=passage.text, published=passage.published)
    wanted = [{**claim, "evidence": [passage.text]} for claim in passage.claims]
    return judge(wanted, [read(claim) for claim in _reader().read(article)])


def table(every: Iterable[Sequence[Judged]]) -> dict[str, Figures]:
    """The figures of each kind, of the core kinds and of all kinds."""
    total: Counter[tuple[str, str]] = sum((counts(each) for each in every), Counter())
    return {name: _figures(name, kinds, total) for name, kinds in ROWS.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it; the exit code."""
    options = _options(arguments)
    try:
        if options.errors:
            _errors(options.errors, options.kind)
        elif options.floors:
            _set_floors()
        else:
            for part in PARTS:
                _report(part)
    except StoryMonitorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


@cache
def _reader() -> Any:
    from monitor.reading.builtin import BuiltinReader

    return BuiltinReader()


def _load(path: Path, file: str) -> list[Passage]:
    try:
        records = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"can't be read: {error}", where=str(path), hint="expected a list of passages") from error
    return [Passage(file=file, **record) for record in records]


def _figures(name: str, kinds: Sequence[str], total: Counter[tuple[str, str]]) -> Figures:
    gold, hit, extra = (sum(total[kind, what] for kind in kinds) for what in ("gold", "hit", "extra"))
    slots = {slot: (total[name, slot], total[name, slot + "_of"]) for slot in SLOTS.get(name, ())}
    return Figures(gold, hit, extra, slots)


def _report(part: str) -> None:
    every = [(one, judged(one)) for one in passages(part)]
    print(f"\n{part} ({len(every)} passages)")
    print(f"{'':<13}{'gold':>5}{'hit':>5}{'extra':>6}  precision  recall  F1     slots right")
    for name, row in table(each for _, each in every).items():
        slots = ", ".join(f"{slot} {right}/{of}" for slot, (right, of) in row.slots.items() if of)
        print(
            f"{name:<13}{row.gold:>5}{row.hit:>5}{row.extra:>6}  "
            f"{row.precision:<9.3f}  {row.recall:<6.3f}  {row.f1:.3f}  {slots}"
        )
    bait = [each for one, each in every if one.file == "bait"]
    print(f"bait: {sum(not each for each in bait)} of {len(bait)} passages read as empty")


def _errors(part: str, kind: str | None) -> None:
    if part != "tune":
        raise UsageError("what is kept back is scored and never looked at", hint="--errors tune shows the tuned part")
    for passage in passages(part):
        wrong = [one for one in judged(passage) if one.verdict in ("missed", "extra") and kind in (None, one.kind)]
        if wrong:
            print(f"\n{passage.id} ({passage.published}) {passage.text}")
        for one in wrong:
            claim = one.gold or one.guess or {}
            shown = {key: value for key, value in claim.items() if key in _SHOWN and value}
            print(f"  {one.verdict} {one.kind} {json.dumps(shown, ensure_ascii=False)}")


def _set_floors() -> None:
    lines = [
        "# The least that the built-in reader must reach; set by `python -m benchmarks.reading.sentences --floors`.",
        "",
    ]
    for part in PARTS:
        for name, row in table(map(judged, passages(part))).items():
            lines.append(f"[{part}.{name}]")
            for figure, below in BELOW.items():
                least = max(0, math.floor(100 * (getattr(row, figure) - below)))
                lines.append(f"{figure} = {least / 100:.2f}")
            lines.append("")
    FLOORS.write_text("\n".join(lines), "utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.reading.sentences",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--errors", metavar="PART", help="'tune': the missed and the extra claims of the tuned part")
    parser.add_argument("--floors", action="store_true", help="set the floors that the tests hold to what is measured")
    parser.add_argument("--kind", choices=tuple(SLOTS), help="with --errors: claims of this kind only")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
