"""Where the pages of seeds/ and their annotations lie, and how their main text is taken."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import trafilatura
import yaml

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
SHARED = HERE.parents[2] / "shared"  # other people's texts: beside the repository or, mostly, nowhere
EXPECTED = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))


@cache
def main_text(name: str) -> str:
    """Extract a page's main text: precision first, no comments, no tables."""
    html = (SEEDS / name).read_text(encoding="utf-8")
    return trafilatura.extract(html, include_comments=False, include_tables=False, favor_precision=True)


@cache
def load_gold(name: str) -> dict:
    """Read a page's annotations."""
    return json.loads((SEEDS / "gold" / name).with_suffix(".json").read_text(encoding="utf-8"))
