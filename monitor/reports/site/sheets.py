"""Pages before they are drawn: what each shows, so that only those are drawn of which that has changed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from monitor.reports.site.chronology import Chronology
from monitor.reports.site.drawing import timeline
from monitor.reports.site.excerpt import Excerpt, excerpt
from monitor.reports.site.plain import text
from monitor.reports.site.templating import Templates

Texts = Callable[[str, int], str | None]  # the text of an article's version, if the log has it
_encode = msgspec.msgpack.Encoder().encode


class Sheet(NamedTuple):
    """One file of a site. It is a function of `shows`: while that is the same, so is the file."""

    file: str  # its place in the story's folder
    shows: tuple[object, ...]
    draw: Callable[[], str]

    def digest(self) -> bytes:
        """Of what it shows."""
        return blake2b(_encode(self.shows), digest_size=12).digest()


class Press:
    """Makes sheets from templates and what these are given, for one story."""

    def __init__(self, templates: Templates, texts: Texts, story: dict[str, str]) -> None:
        self.templates = templates
        self._texts = texts
        self._story = story

    def page(self, file: str, template: str, **values: Any) -> Sheet:  # noqa: ANN401 - what a template is given
        """A page. Beside `values`, its template has functions of them: `excerpt`, `drawing`."""
        root = "../" if "/" in file else ""

        def draw() -> str:
            return self.templates.render(
                template, story=self._story, root=root, excerpt=self._excerpt, drawing=self._drawing(root), **values
            )

        return Sheet(file, (template, self._story, values), draw)

    def picture(self, file: str, shown: Chronology, breadth: int) -> Sheet:
        """A drawing that is a file of its own."""
        return Sheet(file, (self._story, shown, breadth), lambda: self._drawing("")(shown, breadth, "timeline"))

    def _excerpt(self, article: str, version: int, start: int, end: int, quote: str) -> Excerpt:
        return excerpt(self._texts(article, version), start, end, quote)

    def _drawing(self, root: str) -> Callable[[Chronology, int, str], Markup]:
        def drawn(shown: Chronology, breadth: int, name: str) -> Markup:
            title = text(f"Timeline: {self._story['title']}")
            svg = timeline(
                shown, title=title, breadth=breadth, name=name, address=lambda one: f"{root}claims/{one}.html"
            )
            return Markup(svg)  # noqa: S704 - the drawing escapes every text in it

        return drawn
