"""What a reader took from articles, as the JSON of the contract and as text for a person."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from events.article import Article
from events.claims import Claim
from events.errors import InputError
from monitor.reports import claims
from monitor.reports.screen import Screen


def reading(article: Article, found: Sequence[Claim]) -> dict[str, Any]:
    """One article's claims."""
    return {
        "article": article.label,
        "published": article.published,
        "claims": [claims.read(claim) for claim in found],
    }


def text(readings: Sequence[dict[str, Any]], screen: Screen) -> str:
    """Every claim as a sentence, with its kind, how sure it is, and its first quotation."""
    blocks = []
    for one in readings:
        lines = [screen.paragraph(f"{one['article']}, {screen.when(one['published'])}: {len(one['claims'])} claims")]
        for claim in one["claims"]:
            lines.append(
                screen.paragraph(f"{claim['kind']} ({claim['confidence']:.2f}): {claim['sentence']}", mark="- ")
            )
            lines.append(screen.paragraph(claim["evidence"][0]["quote"], mark="    > "))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def write(folder: Path, read: dict[str, Any]) -> Path:
    """One JSON file under the article's name, replaced as a whole. Raises InputError where it can't be written."""
    path = folder / f"{Path(read['article']).stem}.json"
    content = msgspec.json.format(msgspec.json.encode(read), indent=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{path.stem}")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(temporary).replace(path)
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error
    return path
