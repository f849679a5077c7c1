"""The figures as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.reading.corpora import Part
from benchmarks.reading.measures import Bin, Row, calibration_error
from benchmarks.reading.speed import Speed


def part(scored: Part, rows: Mapping[str, Row], before: Mapping[str, Mapping[str, float]]) -> None:
    """One part's table; 'was' is what was committed last, brackets hold the middle 95 % of resamples."""
    print(f"\n{scored.name} ({len(scored.articles)} articles)")
    print(f"{'':<13}{'gold':>5}{'hit':>5}{'extra':>6}  {'precision':<18}{'recall':<8}{'F1':<20}{'was':<7}slots right")
    for name, row in rows.items():
        if not (row.gold or row.extra):
            continue
        was = before.get(name, {}).get("f1")
        slots = ", ".join(f"{slot} {right}/{of}" for slot, (right, of) in row.slots.items() if of)
        print(
            f"{name:<13}{row.gold:>5}{row.hit:>5}{row.extra:>6}  "
            f"{row.precision:.2f} [{row.precision_low:.2f}, {row.precision_high:.2f}] {row.recall:.2f}    "
            f"{row.f1:.3f} [{row.f1_low:.2f}, {row.f1_high:.2f}]  {'' if was is None else f'{was:.3f}':<7}{slots}"
        )


def reliability(bins: Sequence[Bin]) -> None:
    """Confidence against how often claims were right."""
    if not bins:
        return
    print(f"confidence and how often right, off by {calibration_error(bins):.2f} on average:")
    for one in bins:
        against = f"said {one.confidence:.2f}, was {one.precision:.2f}"
        print(f"  {one.low:.1f} to {one.high:.1f}: {one.claims:>4} claims, {against}")


def speed(measured: Speed | None) -> None:
    """Start-up, speed, memory."""
    if measured:
        print(
            f"\n{measured.words_per_second:,.0f} words a second on one core over {measured.words:,} words; "
            f"ready after {measured.startup_seconds:.2f} s; at most {measured.peak_megabytes:.0f} MB; "
            f"a text 32 times as long takes {measured.growth:.2f} times the time a word"
        )
