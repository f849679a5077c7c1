"""What a search found, as text: the words that were looked for stand out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import click

from monitor.reports.clean import one_line
from monitor.reports.quoting import byline, outlet
from monitor.reports.screen import Screen, wrapped

_BEFORE, _AFTER = "\x02", "\x03"  # one cell each, in place of colour while lines are filled; cleaned texts hold none
_MARKED = re.compile(f"{_BEFORE}([^{_BEFORE}{_AFTER}]*){_AFTER}")
_NARROWEST = 40  # columns
_JOINT = " … "  # between the passages of a claim, see monitor/projections/search.py
_PASSAGES = 2  # shown of one claim; 'monitor why' has all


def search(found: dict[str, Any], screen: Screen) -> str:
    """Claims first: they are what can be asked 'why'. Then the articles."""
    sections = [list(_claims(found, screen)), list(_articles(found, screen))]
    if not any(sections):
        return screen.paragraph(f"Nothing has these words: {found['words']}")
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _claims(found: dict[str, Any], screen: Screen) -> Iterator[str]:
    claims = found["claims"]
    if not claims:
        return
    yield screen.heading(f"Claims ({len(claims)})")
    for one in claims:
        yield highlighted(one["sentence"], one["sentence_matches"], screen, indent=0, mark="- ")
        for quote, matches in _telling(one["quote"], one["quote_matches"]):
            yield highlighted(quote, matches, screen, indent=4, mark="> ")
        yield screen.paragraph(f"{byline(one, screen)} · {one['story']} · {one['id']}", indent=4, dim=True)
    yield from _rest(found, "claims", screen)


def _telling(quote: str, matches: list[list[int]]) -> list[tuple[str, list[list[int]]]]:
    """Of the passages that a claim quotes, the first that have what was looked for; the first of all if none has."""
    passages, at = [], 0
    for passage in quote.split(_JOINT):
        end = at + len(passage)
        passages.append((passage, [[start - at, stop - at] for start, stop in matches if at <= start and stop <= end]))
        at = end + len(_JOINT)
    return [one for one in passages if one[1]][:_PASSAGES] or passages[:1]


def _articles(found: dict[str, Any], screen: Screen) -> Iterator[str]:
    articles = found["articles"]
    if not articles:
        return
    yield screen.heading(f"Articles ({len(articles)})")
    for one in articles:
        title, matches = (one["title"], one["title_matches"]) if one["title"] else (outlet(one), [])
        yield highlighted(title, matches, screen, indent=0, mark="- ")
        yield highlighted(one["snippet"], one["snippet_matches"], screen, indent=4, mark="> ")
        stories = ", ".join(one["stories"]) or "bears on no story"
        yield screen.paragraph(f"{byline(one, screen)} · {stories} · {one['article_id']}", indent=4, dim=True)
    yield from _rest(found, "articles", screen)


def _rest(found: dict[str, Any], things: str, screen: Screen) -> Iterator[str]:
    if found[f"more_{things}"]:
        yield screen.paragraph(f"+ more {things} (--limit shows them)", indent=2, dim=True)


def highlighted(text: str, matches: list[list[int]], screen: Screen, *, indent: int, mark: str) -> str:
    """A text wrapped to the screen with its matches standing out: in colour, or between asterisks."""
    pieces, done = [], 0
    for start, end in matches:
        pieces += [_within(text[done:start]), _each_word(text[start:end])]
        done = end
    first = " " * indent + mark
    rest = first if mark == "> " else " " * len(first)
    lines = wrapped("".join([*pieces, _within(text[done:])]), max(screen.width, _NARROWEST) - len(first))
    return "\n".join((rest if number else first) + _styled(line, screen) for number, line in enumerate(lines))


def _within(text: str) -> str:
    """Made safe like `one_line`, with the spaces at either end."""
    safe = one_line(text)
    if not safe:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{safe}{' ' if text[-1].isspace() else ''}"


def _each_word(text: str) -> str:
    """Each word of a match marked by itself, so that lines may end between them."""
    return " ".join(f"{_BEFORE}{word}{_AFTER}" for word in one_line(text).split(" ") if word)


def _styled(line: str, screen: Screen) -> str:
    def style(match: re.Match[str]) -> str:
        return click.style(match[1], bold=True, fg="yellow") if screen.colour else f"*{match[1]}*"

    return _MARKED.sub(style, line).replace(_BEFORE, "").replace(_AFTER, "")
