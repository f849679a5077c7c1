"""One cycle of the monitor in a process of its own, to be killed anywhere: record, fold, plan, send, note."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alerts.telling_reader import PlainReader

from events.article import Article
from monitor import cycle
from monitor.wiring import Monitor
from monitor.workspace import Workspace


def text(number: int) -> str:
    """The article of a round: news of a meeting that no other article reports."""
    letters = "".join(chr(97 + number // 26**power % 26) for power in range(3))
    return f"Amina Yusuf met Guest X{letters} on 2031-03-04."


def run(root: Path, number: int) -> None:
    """Record the article of this round, and all that an earlier round may have been killed before; then deliver."""
    monitor = Monitor(Workspace(root))
    try:
        monitor.define()
        articles = [Article(id=f"{one:016x}", text=text(one)) for one in range(max(number - 3, 1), number + 1)]
        cycle.record(articles, monitor.log, PlainReader(), lambda: datetime.now(UTC))
        monitor.catch_up()
        monitor.deliver()
    finally:
        monitor.close()
