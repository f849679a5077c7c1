"""Text for a terminal: what is wrapped, indented and coloured, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo

import click
import msgspec

from events import dates
from monitor.reports.clean import cells, one_line

_NARROWEST = 40  # columns; a narrower screen wraps by itself


class Screen(msgspec.Struct, frozen=True):
    """What a person reads on. Text that goes through `paragraph` or `said` is made safe, see clean.py."""

    width: int = 80  # columns
    colour: bool = False
    zone: tzinfo = UTC  # the reader's

    def when(self, published: str | None) -> str:
        """A stored date or UTC time as the reader says it: '2 March 2017', '2 March 2017, 15:05 CET'."""
        if not published:
            return "undated"
        if len(published) <= len("2017-03-02"):
            return dates.phrase(published).split(" ", 1)[1]
        time = datetime.fromisoformat(published).astimezone(self.zone)
        return f"{time.day} {time:%B %Y, %H:%M} {time.tzname()}"

    def heading(self, text: str) -> str:
        """A section's title."""
        return self.said(text.upper(), bold=True)

    def said(self, text: str, *, bold: bool = False, dim: bool = False, fg: str | None = None) -> str:
        """A text on one line, coloured where colours can be shown."""
        text = one_line(text)
        return click.style(text, bold=bold or None, dim=dim or None, fg=fg) if self.colour and text else text

    def paragraph(
        self,
        text: str,
        *,
        indent: int = 0,
        mark: str = "",
        bold: bool = False,
        dim: bool = False,
        fg: str | None = None,
    ) -> str:
        """A text wrapped to the screen and indented; `mark` stands before its first line."""
        room = max(self.width, _NARROWEST) - indent - len(mark)
        lines = [self.said(line, bold=bold, dim=dim, fg=fg) for line in wrapped(one_line(text), room)] or [""]
        first = " " * indent + mark
        return "\n".join((first if number == 0 else " " * len(first)) + line for number, line in enumerate(lines))


def wrapped(text: str, room: int) -> Iterator[str]:
    """The lines of a text that are at most `room` columns wide; a longer word is cut."""
    line = ""
    for word in text.split(" "):
        if line and cells(line) + 1 + cells(word) <= room:
            line += f" {word}"
            continue
        if line:
            yield line
        *whole, line = _cut(word, room)
        yield from whole
    if line:
        yield line


def _cut(word: str, room: int) -> list[str]:
    """A word in pieces that fit."""
    if cells(word) <= room:
        return [word]
    pieces = [""]
    for char in word:
        if cells(pieces[-1]) + cells(char) > room:
            pieces.append("")
        pieces[-1] += char
    return pieces
