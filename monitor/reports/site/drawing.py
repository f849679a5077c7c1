"""The timeline as SVG: a pure function of what it shows and how wide it may be. No script, no font of its own.

Three bands share one line of time. Above, a bar stands where something happened and a dot where it became known. From
each bar a line drops through the denials below, and where a denial is set against it, their crossing is marked: full
for a direct contradiction, half for an apparent one, hollow for a tension. Below, demands and the acts that answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from html import escape
from itertools import count

from monitor.reports.site import scale
from monitor.reports.site.chronology import Chronology, Demand, Happening, Rejected
from monitor.reports.site.lettering import lines, width
from monitor.reports.site.scale import Scale

_TEXT, _SMALL, _HEAD = 13.0, 11.5, 12.0  # sizes of type, in units of the drawing: pixels at its own width
_LEADING, _GAP = 16.5, 13.0  # of lines of a label; between rows
_COLUMN, _GUTTER = 344.0, 26.0  # the labels' column of a wide drawing, and its distance from the chart
_WIDE = 640.0  # a narrower drawing sets its labels above the rows
_DROPS_APART = 13.0  # the least distance between two dropped lines
_COLUMNS = 34.0  # height of a row of columns
_BEND = 14.0  # how far down a dropped line leads aside, at most
_INDENT = 8.0  # of the legend
_TIP, _ARROW = 7.0, 24.0  # how far an arrow ends before its mark; the shortest line that has one
_PRECISE = 31  # days; a date that may mean more is drawn as a frame
_BANDS = (
    "What happened, and when it became known",
    "What was denied",
    "What was demanded, and what came of it",
)
_STRENGTHS = {"direct": "direct contradiction", "apparent": "apparent contradiction", "tension": "tension"}
STYLE = """
.tl{font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;font-size:13px;fill:var(--ink,#1b1b1b)}
.tl a{fill:inherit;text-decoration:none}.tl a:hover text,.tl a:focus text{text-decoration:underline}
.tl .small{font-size:11.5px;fill:var(--quiet,#555)}.tl .head{font-size:12px;font-weight:700;letter-spacing:.02em}
.tl .halo{paint-order:stroke;stroke:var(--paper,#fff);stroke-width:4px;stroke-linejoin:round}
.tl .rule{stroke:var(--rule,#c9c6bf);stroke-width:1}.tl .base{stroke:var(--ink,#1b1b1b);stroke-width:1.5}
.tl .year{stroke:var(--rule,#c9c6bf);stroke-width:1.5}.tl .tick{stroke:var(--rule,#c9c6bf);stroke-width:.6}
.tl .bar{fill:var(--happened,#2b5d8a)}
.tl .span{fill:var(--paper,#fff);stroke:var(--happened,#2b5d8a);stroke-width:1.5}
.tl .wait{stroke:var(--happened,#2b5d8a);stroke-width:2}
.tl .arrow{fill:none;stroke:var(--happened,#2b5d8a);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.tl .gained{fill:var(--paper,#fff);stroke:var(--happened,#2b5d8a);stroke-width:1.2}
.tl .sheet{fill:var(--paper,#fff)}
.tl .known{fill:var(--paper,#fff);stroke:var(--happened,#2b5d8a);stroke-width:2.5}
.tl .drop{fill:none;stroke:var(--happened,#2b5d8a);stroke-width:1.2;stroke-dasharray:2 3}
.tl .reach{stroke:var(--denied,#a8322a);stroke-width:1.5}.tl .said{fill:var(--denied,#a8322a)}
.tl .ring{fill:var(--paper,#fff);stroke:var(--denied,#a8322a);stroke-width:2}.tl .fill{fill:var(--denied,#a8322a)}
.tl .open{stroke:var(--asked,#5b5470);stroke-width:1.5;stroke-dasharray:1 4;stroke-linecap:round}
.tl .kept{stroke:var(--asked,#5b5470);stroke-width:2}.tl .asked{fill:var(--asked,#5b5470)}
.tl .hollow{fill:var(--paper,#fff);stroke:var(--asked,#5b5470);stroke-width:2}
""".strip()


def timeline(shown: Chronology, *, title: str, breadth: float, name: str, address: Callable[[str], str]) -> str:
    """The drawing, or '' where nothing is dated.

    `breadth` is its width in pixels; `name` makes its ids unlike those of another drawing on the page; `address` is
    the link of a claim by its id.
    """
    if not shown.days():
        return ""
    return _Sheet(shown, breadth, address).drawn(title, name)


def description(shown: Chronology) -> str:
    """The drawing in words, for those who don't see it."""
    labels = {one.id: one.label for one in shown.happenings}
    said = [_told(one) for one in shown.happenings]
    said += [
        f"{scale.short(one.said)}: {one.label}; set against {len(one.against)}: "
        + "; ".join(f"{labels[other]} ({strength})" for other, strength in one.against)
        for one in shown.rejected
    ]
    said += [
        f"{scale.short(one.made)}: {one.label}; "
        + (f"answered {scale.short(one.answered)}: {one.answer}" if one.answered else "no answer known")
        for one in shown.demands
    ]
    return ". ".join(said) + "."


def _told(one: Happening) -> str:
    ended = one.end or one.start  # as it is drawn: what happened in some month has happened when the month is over
    if ended is None or one.known <= ended:
        return f"{one.label}: known {scale.short(one.known)}"
    return f"{one.label}: known {scale.short(one.known)}, {scale.apart(ended, one.known)} later"


class _Sheet:
    """One drawing in the making: parts are added from top to bottom, the grid goes underneath at the end."""

    def __init__(self, shown: Chronology, breadth: float, address: Callable[[str], str]) -> None:
        self.shown = shown
        self.breadth = breadth
        self.stacked = breadth < _WIDE
        left = 12.0 if self.stacked else _COLUMN + _GUTTER
        self.room = breadth - 8 if self.stacked else _COLUMN
        self.scale: Scale = scale.over(shown.days(), left, breadth - 12)
        self.address = address
        self.y = 0.0
        self.parts: list[str] = []
        self.drops: dict[str, tuple[float, float, float]] = {}  # happening -> where its line drops; where its mark is
        self.reached: dict[str, float] = {}  # happening -> how far down
        self.dated: date | None = None  # the date written last in the band

    def drawn(self, title: str, name: str) -> str:
        """The whole SVG element."""
        self._axis_room()
        top = self.y
        if self.shown.months:
            self._months()
            top = -1.0
        bands: tuple[tuple[Sequence[Happening | Rejected | Demand], Callable[..., None]], ...] = (
            (self.shown.happenings, self._happening),
            (self.shown.rejected, self._rejected),
            (self.shown.demands, self._demand),
        )
        for number, (rows, draw) in enumerate(bands):
            self.dated = None
            if rows:
                self._head(_BANDS[number], self.shown.left_out[number], first=self.y == top)
                for row in rows:
                    draw(row)
        bottom = self.y
        parts = [*self._grid(bottom), *self._drop_lines(), *self.parts, *self._legend()]
        height = self.y + 8
        return (
            f'<svg class="tl" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.breadth:g} {height:.0f}" '
            f'width="{self.breadth:g}" height="{height:.0f}" role="group" aria-labelledby="{name}-title" '
            f'aria-describedby="{name}-desc"><title id="{name}-title">{escape(title)}</title>'
            f'<desc id="{name}-desc">{escape(description(self.shown))}</desc>'
            f"<style>{STYLE}</style>{''.join(parts)}</svg>"
        )

    # The frame

    def _axis_room(self) -> None:
        self.y = 44.0

    def _grid(self, bottom: float) -> Iterator[str]:
        ticks = self.scale.ticks(38 if self.stacked else 34)
        for tick in ticks:
            yield _line(tick.x, 40, tick.x, bottom, "year" if tick.major else "tick")
            if not tick.label.isdigit():
                yield _text(tick.x, 34, tick.label, "small", anchor="middle")
        reached = self.breadth
        for year in reversed(self.scale.years()):  # the last ones first: of the first year there may be little
            if year.x + width(year.label, _HEAD) + 8 <= reached:
                yield _text(year.x, 15, year.label, "head")
                reached = year.x
        yield _line(self.scale.left, 40, self.scale.right, 40, "base")

    def _head(self, text: str, left_out: int, *, first: bool) -> None:
        self.y += 10 if first else 20
        if not first:
            self.parts.append(_line(0, self.y - 8, self.breadth, self.y - 8, "rule"))
        if left_out:
            text += f" (+ {left_out} not drawn)"
        self.y += 14
        for line in lines(text, _HEAD * 1.08, self.room, 2):
            self.parts.append(_text(0, self.y, line, "head halo"))
            self.y += 15
        self.y += 2

    def _label(self, claim: str, label: str) -> tuple[float, float]:
        """Write a row's label; the heights of the middle of its line of marks, and of its end."""
        written = lines(label, _TEXT, self.room, 4 if self.stacked else 3)
        y = self.y + 12
        texts = "".join(_text(0, y + number * _LEADING, line, "halo") for number, line in enumerate(written))
        if self.stacked:  # dropped lines pass behind the label, not through it
            texts = "".join(map(self._sheet, written, count(y, _LEADING))) + texts
        self.parts.append(f'<a href="{escape(self.address(claim))}">{texts}</a>')
        height = len(written) * _LEADING
        if self.stacked:
            return self.y + height + 21, self.y + height + 34 + _GAP
        return self.y + max(height, 30) / 2, self.y + max(height, 30) + _GAP

    def _sheet(self, line: str, y: float) -> str:
        return f'<rect class="sheet" x="0" y="{y - 12:.1f}" width="{width(line, _TEXT) + 4:.1f}" height="{_LEADING}"/>'

    def _months(self) -> None:
        """Two rows of columns, a column a month: of all that happened, and of all that became known."""
        self._head("Everything within these days, month by month", 0, first=True)
        for words, style, counted in (
            ("happened", "bar", [(one.first, one.happened) for one in self.shown.months]),
            ("became known", "gained", [(one.first, one.known) for one in self.shown.months]),
        ):
            most = max(count for _, count in counted)
            base = self.y + _COLUMNS + (16 if self.stacked else 0)
            self.parts.append(_text(0, self.y + 12 if self.stacked else base - 4, f"{words}: up to {most} a month", ""))
            for first, number in counted:
                left = max(self.scale.x(first), self.scale.left)
                right = min(self.scale.x(first + timedelta(days=30)), self.scale.right)
                if number and left < right:
                    height = max(number / most * (_COLUMNS - 4), 1.5)
                    self.parts.append(_column(left, base, max(right - left - 1, 1), height, style))
            self.parts.append(_line(self.scale.left, base, self.scale.right, base, "rule"))
            self.y = base + 10

    # The rows

    def _happening(self, one: Happening) -> None:
        middle, end = self._label(one.id, one.label)
        known = self.scale.x(one.known)
        drop = known
        if one.start and one.end:
            start, stop = self.scale.x(max(one.start, self.scale.first)), self.scale.x(min(one.end, self.scale.last))
            stop = max(stop, start + 5)
            drop = round((start + min(stop, known if known > start else stop)) / 2, 1)
            if known > stop:
                self.parts.append(_line(stop, middle, known, middle, "wait"))
                if known - stop > _ARROW:
                    self.parts.append(_arrow(known - _TIP, middle, "arrow"))
            style = "span" if (one.end - one.start).days > _PRECISE else "bar"
            self.parts.append(_bar(start, middle, stop - start, style))
            self._waited(one.start if one.end > one.known else one.end, one.known, stop, known, middle)
        self.parts.append(_circle(known, middle, 5, "known"))
        self._dated(known, middle, one.known)
        self.drops[one.id] = (self._free(drop), drop, middle)
        self.y = end

    def _waited(self, from_day: date, to: date, start: float, stop: float, middle: float) -> None:
        """How long it took, above the line and clear of the date at its end."""
        text = scale.apart(from_day, to)
        stop -= width(scale.short(to), _SMALL) / 2
        if text and stop - start > width(text, _SMALL) + 6:
            self.parts.append(_text((start + stop) / 2, middle - 6, text, "small halo", anchor="middle"))

    def _rejected(self, one: Rejected) -> None:
        middle, end = self._label(one.id, one.label)
        said = self.scale.x(one.said)
        at = [(self.drops[other][0], strength) for other, strength in one.against if other in self.drops]
        reach = [said, *(x for x, _ in at)]
        self.parts.append(_line(min(reach), middle, max(reach), middle, "reach"))
        self.parts.extend(_mark(x, middle, strength) for x, strength in at)
        self.parts.append(_diamond(said, middle, "said"))
        if one.said != self.dated:
            self._dated(said, middle, one.said)
        self.reached.update((other, middle) for other, _ in one.against if other in self.drops)
        self.y = end

    def _demand(self, one: Demand) -> None:
        middle, end = self._label(one.id, one.label)
        made = self.scale.x(one.made)
        if one.answered is None:
            self.parts.append(_line(made, middle, self.scale.right, middle, "open"))
            note, at = "no answer known", self.scale.right
        else:
            at = self.scale.x(one.answered)
            self.parts.append(_line(made, middle, at, middle, "kept"))
            self.parts.append(_square(at, middle, "asked"))
            note = f"answered {scale.short(one.answered)}"
        self.parts.append(_circle(made, middle, 5, "hollow"))
        if one.made != self.dated:
            self._dated(made, middle, one.made)
        if at + 8 + width(note, _SMALL) <= self.breadth:
            self.parts.append(_text(at + 10, middle + 4, note, "small halo"))
        elif self.stacked and at - width(note, _SMALL) < made + 6:
            self.parts.append(_text(self.breadth, middle + 18, note, "small halo", anchor="end"))
        else:
            self.parts.append(_text(min(at + 6, self.breadth), middle + 17, note, "small halo", anchor="end"))
        self.y = end

    # Marks

    def _dated(self, x: float, middle: float, day: date) -> None:
        """The date of a mark, above it; of several rows of one date, the first has it."""
        self.dated = day
        text = scale.short(day)
        half = width(text, _SMALL) / 2
        x = min(max(x, half), self.breadth - half)
        self.parts.append(_text(x, middle - 9, text, "small halo", anchor="middle"))

    def _free(self, x: float) -> float:
        """Where a line may drop, near `x`, so that it is told from its neighbours."""
        taken = [drop for drop, _, _ in self.drops.values()]
        step = 0
        while any(abs(x - other) < _DROPS_APART for other in taken):
            step += 1
            x += _DROPS_APART * step * (1 if step % 2 else -1)
        return round(x, 1)

    def _drop_lines(self) -> Iterator[str]:
        for happening, bottom in self.reached.items():
            x, mark, top = self.drops[happening]
            bend = top + min(abs(x - mark), _BEND)
            yield f'<path class="drop" d="M{mark:.1f} {top:.1f}L{x:.1f} {bend:.1f}V{bottom:.1f}"/>'

    def _legend(self) -> Iterator[str]:
        entries = list(self._marks())
        self.y += 14
        yield _line(0, self.y, self.breadth, self.y, "rule")
        self.y += 20
        x = _INDENT
        for mark, words in entries:
            needed = width(words, _SMALL) + 34
            if x + needed > self.breadth and x > _INDENT:
                x, self.y = _INDENT, self.y + 20
            yield f'<g transform="translate({x + 2:.1f} {self.y:.1f})">{mark}</g>'
            yield _text(x + 16, self.y + 4, words, "small")
            x += needed

    def _marks(self) -> Iterator[tuple[str, str]]:
        """The marks that the drawing uses, and what each means."""
        if self.shown.happenings:
            yield _bar(-8, 0, 16, "bar"), "happened"
            if any(one.start and one.end and (one.end - one.start).days > _PRECISE for one in self.shown.happenings):
                yield _bar(-8, 0, 16, "span"), "happened some time within"
            yield _line(-10, 0, 2, 0, "wait") + _arrow(2, 0, "arrow") + _circle(6, 0, 4, "known"), "became known"
        if self.shown.rejected:
            yield _diamond(0, 0, "said"), "denied, played down or not known to"
        strengths = {strength for one in self.shown.rejected for _, strength in one.against}
        yield from ((_mark(0, 0, one), words) for one, words in _STRENGTHS.items() if one in strengths)
        if self.shown.demands:
            yield _circle(0, 0, 5, "hollow"), "demanded"
            if any(one.answered for one in self.shown.demands):
                yield _square(0, 0, "asked"), "answered"


def _bar(x: float, y: float, length: float, style: str) -> str:
    return f'<rect class="{style}" x="{x:.1f}" y="{y - 5:.1f}" width="{length:.1f}" height="10" rx="2"/>'


def _column(x: float, base: float, breadth: float, height: float, style: str) -> str:
    return f'<rect class="{style}" x="{x:.1f}" y="{base - height:.1f}" width="{breadth:.1f}" height="{height:.1f}"/>'


def _line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    return f'<line class="{style}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _text(x: float, y: float, text: str, style: str, anchor: str = "") -> str:
    placed = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}"{placed}>{escape(text)}</text>'


def _circle(x: float, y: float, radius: float, style: str) -> str:
    return f'<circle class="{style}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"/>'


def _diamond(x: float, y: float, style: str) -> str:
    return f'<path class="{style}" d="M{x:.1f} {y - 7:.1f}l7 7-7 7-7-7z"/>'


def _arrow(x: float, y: float, style: str) -> str:
    """The head of an arrow that points to the right, its tip at `x`."""
    return f'<path class="{style}" d="M{x - 5:.1f} {y - 4:.1f}L{x:.1f} {y:.1f}L{x - 5:.1f} {y + 4:.1f}"/>'


def _square(x: float, y: float, style: str) -> str:
    return f'<rect class="{style}" x="{x - 5:.1f}" y="{y - 5:.1f}" width="10" height="10"/>'


def _mark(x: float, y: float, strength: str) -> str:
    """Where a denial meets what it is set against."""
    ring = _circle(x, y, 5.5, "ring")
    if strength == "direct":
        return ring + _circle(x, y, 5.5, "fill")
    if strength == "apparent":
        return ring + f'<path class="fill" d="M{x:.1f} {y - 5.5:.1f}a5.5 5.5 0 0 1 0 11z"/>'
    return ring
