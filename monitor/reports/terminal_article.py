"""An article as text: its byline with who says so, its copies and versions, and the words that an edit changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.reports.screen import Screen

Shown = dict[str, Any]  # see article.py

_CONTEXT = 8  # words of what stayed, shown on either side of what changed
_MARKS = {"removed": ("[-", "-]"), "added": ("{+", "+}")}  # as GNU wdiff writes them
_FIELDS = {
    "authors": "by",
    "publisher": "in",
    "published": "published",
    "language": "language",
    "url": "at",
    "text": "text",
}


def article(shown: Shown, screen: Screen) -> str:
    """The article; where the versions come with their changes, these stand below."""
    parts = [_head(shown, screen), _copies(shown, screen), _versions(shown, screen), _next(shown, screen)]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _head(shown: Shown, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(shown["title"] or "Without a headline", bold=True)
    values = {**shown, "text": f"{len(shown['text'].split())} words", "authors": ", ".join(shown["authors"]),
              "published": screen.when(shown["published"])}  # fmt: skip
    for field, label in _FIELDS.items():
        if values[field]:
            yield screen.paragraph(f"{label} {values[field]}{_because(shown['provenance'].get(field))}", indent=2)
    if shown["first_seen"]:
        yield screen.paragraph(f"first seen {screen.when(shown['first_seen'])}", indent=2)
    bears = f"bears on {', '.join(shown['stories'])}" if shown["stories"] else "bears on no story"
    yield screen.paragraph(f"{bears} · {screen.counted(len(shown['claims']), 'claim')} · {shown['id']}", indent=2)


def _because(told: dict[str, Any] | None) -> str:
    if told is None:
        return ""
    note = f"; {told['note']}" if told.get("note") else ""
    return f" ({told['source']}, {told['certainty']}{note})"


def _copies(shown: Shown, screen: Screen) -> Iterator[str]:
    if not shown["copies"]:
        return
    yield screen.heading("Copies")
    whose = f"The report is {shown['copied_from']}'s." if shown["copied_from"] else "The report is this outlet's."
    yield screen.paragraph(f"{whose} One origin, however many print it.", indent=2)
    for one in shown["copies"]:
        where = (
            f"{one['publisher'] or 'unknown publisher'}, {screen.when(one['published'])}: {one['title'] or one['id']}"
        )
        yield screen.paragraph(where, indent=2, mark="= ")


def _versions(shown: Shown, screen: Screen) -> Iterator[str]:
    yield screen.heading("Versions")
    for one in shown["versions"]:
        edit = f", {one['removed']} removed, {one['added']} added" if one["version"] > 1 else ""
        line = f"{one['version']}  recorded {screen.when(one['recorded_at'])}: {one['words']} words{edit}"
        yield screen.paragraph(line, indent=2)
        yield from _changes(one.get("changes", ()), screen)


def _changes(passages: list[dict[str, str]], screen: Screen) -> Iterator[str]:
    """Each place where words changed, with a few words around it."""
    place: list[str] = []
    for number, one in enumerate(passages):
        words = one["text"].split()
        if one["kind"] != "kept":
            before, after = _MARKS[one["kind"]]
            place.append(f"{before}{one['text']}{after}")
        elif len(words) > 2 * _CONTEXT or number in (0, len(passages) - 1):
            if place:
                yield screen.paragraph(" ".join((*place, *words[:_CONTEXT], *_gap(words))), indent=4)
            place = [*_gap(words), *words[-_CONTEXT:]] if number < len(passages) - 1 else []
        else:
            place.append(one["text"])
    if place:
        yield screen.paragraph(" ".join(place), indent=4)


def _gap(words: list[str]) -> list[str]:
    return ["…"] if len(words) > _CONTEXT else []


def _next(shown: Shown, screen: Screen) -> Iterator[str]:
    yield screen.heading("Next")
    if len(shown["versions"]) > 1 and "changes" not in shown["versions"][-1]:
        yield f"  monitor article {screen.said(shown['id'])} --versions"
    if shown["stories"]:
        yield f"  monitor status {screen.said(shown['stories'][0])}"
    else:
        yield f"  monitor why-not {screen.said(shown['id'])} STORY"
