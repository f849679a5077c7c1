"""A process that wants to write while another one does."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from events.errors import StoreError
from monitor.projections.database import Projections


class Hearing(logging.Handler):
    """Keeps what is said, and lets a test wait for the first of it."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.heard = Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Hear a line."""
        self.said.append(record.getMessage())
        self.heard.set()


@pytest.fixture
def hearing():
    """What the projections say beside their results."""
    handler, logger = Hearing(), logging.getLogger("monitor.projections.database")
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)


@pytest.fixture
def file(tmp_path):
    """A file of projections, and a connection that writes to it."""
    first = Projections(tmp_path / "projections.db")
    yield first
    first.close()


def moved(projections: Projections, to: int) -> None:
    """Write a position, as whoever folds does."""
    with projections.transaction():
        projections.db.execute("UPDATE checkpoint SET position = ?", (to,))


def test_it_waits_says_so_once_and_writes_when_it_can(file, hearing) -> None:
    """However short its patience with a lock is: whoever fills a story ends some time."""

    def write() -> int:
        second = Projections(file.path, timeout_seconds=0.001)
        moved(second, 7)
        position = second.position()
        second.close()
        return position

    with ThreadPoolExecutor(1) as pool:
        with file.transaction():
            done = pool.submit(write)
            assert hearing.heard.wait(60)
        assert done.result(60) == 7
    assert hearing.said == [f"another monitor is writing {file.path}: waiting for it"]


def test_it_gives_up_on_one_that_gets_nowhere(file, hearing) -> None:
    """A process that was stopped while it wrote holds the file for good: one line says what to do."""
    second = Projections(file.path, timeout_seconds=0.001, patience_seconds=0.01)
    with file.transaction(), pytest.raises(StoreError, match=r"database is locked.*another monitor is writing to it"):
        moved(second, 7)
    second.close()
    assert len(hearing.said) == 1
