"""The figures that were committed last, and the floors that a change may not fall below: `figures.toml`.

[figures."<part>".<kind or group>] holds gold, hit, extra, precision, recall and f1; [floors."<part>".<kind or group>]
holds the least f1 and precision that are accepted.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from benchmarks.reading.measures import Row

PATH = Path(__file__).parent / "figures.toml"
Figures = dict[str, dict[str, dict[str, float]]]  # part -> row -> figure -> value
_KEPT = ("gold", "hit", "extra", "precision", "recall", "f1")
_DIGITS = 3


def of(tables: Mapping[str, Mapping[str, Row]]) -> Figures:
    """What is committed of the tables of all parts."""
    return {
        part: {
            name: {key: round(getattr(row, key), _DIGITS) for key in _KEPT}
            for name, row in rows.items()
            if row.gold or row.extra
        }
        for part, rows in tables.items()
    }


def committed(path: Path = PATH) -> tuple[Figures, Figures]:
    """The figures and the floors of the file; empty ones where there is none."""
    if not path.exists():
        return {}, {}
    known = tomllib.loads(path.read_text("utf-8"))
    return known.get("figures", {}), known.get("floors", {})


def write(figures: Figures, path: Path = PATH) -> None:
    """Replace the figures of the parts that were measured; other parts and the floors stay."""
    old, floors = committed(path)
    lines = ["# Written by `python -m benchmarks.reading --update`; the floors are set by hand.", ""]
    for section, parts in (("floors", floors), ("figures", {**old, **figures})):
        for part, rows in parts.items():
            for name, row in rows.items():
                lines.append(f'[{section}."{part}".{name}]')
                lines += [f"{key} = {value}" for key, value in row.items()]
                lines.append("")
    path.write_text("\n".join(lines), "utf-8")


def below(figures: Figures, floors: Figures) -> list[str]:
    """Each figure that has fallen below its floor, in words. A part that isn't present is not held."""
    return [
        f"{part}, {name}: {key} {figures[part].get(name, {}).get(key, 0.0):.3f} is below the floor of {least:.3f}"
        for part, rows in floors.items()
        if part in figures
        for name, row in rows.items()
        for key, least in row.items()
        if figures[part].get(name, {}).get(key, 0.0) < least
    ]
