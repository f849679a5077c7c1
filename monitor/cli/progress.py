"""A progress bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from monitor.coverage.polling.parts import Progress, Silent


@contextmanager
def progress() -> Iterator[Progress]:
    """Show how far feeds and pages are, on stderr."""
    if not sys.stderr.isatty():
        yield Silent()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Shown(
            bars.add_task("Feeds", total=None),
            bars.add_task("Pages", total=None),
            bars.add_task("Again", total=None),
            bars,
        )


class _Shown:
    def __init__(self, feeds: TaskID, pages: TaskID, looks: TaskID, bars: Bars) -> None:
        self._feeds, self._pages, self._looks, self._bars = feeds, pages, looks, bars

    def feeds(self, done: int, of: int) -> None:
        """So many feeds are done."""
        self._bars.update(self._feeds, completed=done, total=of)

    def pages(self, done: int, of: int) -> None:
        """So many pages are done."""
        self._bars.update(self._pages, completed=done, total=of)

    def looks(self, done: int, of: int) -> None:
        """So many pages were looked at again."""
        self._bars.update(self._looks, completed=done, total=of)
