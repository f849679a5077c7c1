"""A story as JSON lines: one object a line, each with its `record`: story, article, a kind's fact, and so on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from events.claims import KINDS
from monitor.reports import claims, status
from monitor.reports.exports.material import Material

_ARTICLE = ("id", "version", "published", "publisher", "url", "title", "recorded_at")


def records(material: Material) -> Iterator[str]:
    """The story, its articles, facts, contradictions and changes, with the keys of `status` and `changes`."""
    for record, values in _all(material):
        yield msgspec.json.encode({"record": record, **values}).decode("utf-8", "replace") + "\n"


def _all(material: Material) -> Iterator[tuple[str, dict[str, Any]]]:
    view = status.status(material.known, None)
    story = material.known.story
    yield "story", {key: view[key] for key in ("story", "title", "as_of")} | {"articles": view["articles"]}
    for name in sorted(story.articles):
        one = story.articles[name]
        yield "article", {key: getattr(one, key) for key in _ARTICLE}
    for kind in KINDS:
        for fact in view[kind.plural]:
            yield "claim", fact
    for loose in view["ambiguous"]:
        yield "ambiguous", loose
    for contradiction in view["contradictions"]:
        yield "contradiction", contradiction
    for change in material.changes:
        yield "change", claims.change(change)
    for correction in material.corrections:
        yield "correction", msgspec.to_builtins(correction)
