"""The annotated articles, in parts: those that the reader is tuned on, and those that are only scored."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from events.article import Article
from events.errors import InputError

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SHARED = ROOT.parent / "shared" / "claims"  # other people's articles, annotated; absent from a fresh clone
OWN = ROOT / "tests" / "reading"  # articles written for the tests
SOURCES = 5  # the first files of the shared articles: the documents that the project grew from
TUNED, KEPT = "tuned", "kept back"


@dataclass(frozen=True)
class Annotated:
    """An article and the claims that an annotator took from it."""

    article: Article
    gold: Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """Some annotated articles that are scored together."""

    name: str
    readable: bool  # whether its errors may be looked at; False for what is kept back
    articles: Sequence[Annotated]


def parts(articles: Path | None = None, gold: Path | None = None) -> list[Part]:
    """Every part that is present, or the articles of one folder as a single part that isn't looked into."""
    if articles is not None and gold is not None:
        every = _read(articles, gold)
        return [Part(articles.name, readable=False, articles=every)]
    found = []
    if (SHARED / "gold").is_dir():
        shared = _read(SHARED / "articles", SHARED / "gold")
        found = _split("shared", shared, HERE / "split.toml")
        found.append(Part("sources", readable=True, articles=shared[:SOURCES]))
    if (OWN / "gold").is_dir():
        found += _split("own", _read(OWN / "articles", OWN / "gold"), OWN / "articles" / "split.toml")
    return found


def _split(name: str, every: Sequence[Annotated], split: Path) -> list[Part]:
    tune = set(tomllib.loads(split.read_text("utf-8"))["tune"])
    tuned = [one for one in every if _stem(one) in tune]
    kept = [one for one in every if _stem(one) not in tune]
    return [
        Part(f"{name}, {TUNED}", readable=True, articles=tuned),
        Part(f"{name}, {KEPT}", readable=False, articles=kept),
    ]


def _stem(one: Annotated) -> str:
    return Path(one.article.label).stem


def _read(articles: Path, gold: Path) -> list[Annotated]:
    """The articles that have a gold file, in the order of their names. Raises InputError."""
    manifest = articles / "manifest.toml"
    about = tomllib.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
    found = []
    for path in sorted(gold.glob("*.json")):
        annotated = json.loads(path.read_text("utf-8"))
        text_file = articles / f"{path.stem}.txt"
        if not text_file.exists():
            raise InputError("has no article", where=str(path), hint=f"expected {text_file}")
        known = about.get(text_file.name, {})
        published = str(known.get("published") or annotated.get("published") or "") or None
        with text_file.open(encoding="utf-8", errors="replace", newline="") as file:
            text = file.read()
        article = Article(
            id=path.stem, name=text_file.name, text=text, published=published,
            publisher=known.get("publisher"), title=known.get("title"),
        )  # fmt: skip
        found.append(Annotated(article, annotated["claims"]))
    if not found:
        raise InputError("no gold files (*.json)", where=str(gold), hint="one JSON file per article, under its name")
    return found
