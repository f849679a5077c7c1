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
        first, rest = " " * indent + mark, " " * (indent + len(mark))
        lines = wrapped(one_line(text), self._room(rest)) or [""]
        return "\n".join(
            (rest if number else first) + self.said(line, bold=bold, dim=dim, fg=fg)
            for number, line in enumerate(lines)
        )

    def quotation(self, text: str, *, indent: int = 0, cells: int | None = None, source: str = "") -> str:
        """A text in somebody's own words: '> ' before each line, the source behind; cut to `cells` columns."""
        before = " " * indent + "> "
        whole = f"{cut(text, cells)} — {one_line(source)}" if source else cut(text, cells)
        return "\n".join(before + self.said(line) for line in wrapped(whole, self._room(before)))

    def rest(self, number: int, command: str, *, indent: int = 2) -> Iterator[str]:
        """A line that says how many more entries there are, if any, and which command shows them."""
        if number > 0:
            yield self.paragraph(f"+ {number} more ({command})", indent=indent, dim=True)

    def counted(self, number: int, thing: str) -> str:
        """'1 article', '2 articles', '2 entries'."""
        several = f"{thing[:-1]}ies" if thing.endswith("ry") else f"{thing}s"
        return f"{number} {thing if number == 1 else several}"

    def _room(self, before: str) -> int:
        return max(self.width, _NARROWEST) - len(before)


def wrapped(text: str, room: int) -> list[str]:
    """The lines of a text that are at most `room` columns wide; a longer word is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cells(lines[-1]) + 1 + cells(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.extend(_pieces(word, room))
    return lines


def cut(text: str, room: int | None) -> str:
    """The beginning of a text that is longer than `room` columns, up to a word's end."""
    text = one_line(text)
    if room is None or cells(text) <= room:
        return text
    kept = _pieces(text, room - 1)[0]
    return f"{(kept.rsplit(' ', 1)[0] if ' ' in kept else kept).rstrip(' ,;:–-')}…"


def _pieces(word: str, room: int) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    filled = 0
    for char in word:
        wide = cells(char)
        if filled + wide > room:
            pieces.append("")
            filled = 0
        pieces[-1] += char
        filled += wide
    return pieces
