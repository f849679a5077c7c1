"""A workspace with a log on disk, readers that say what a test wants, and the mails that come out of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from alerts.telling_reader import PlainReader

from events.article import Article, identity
from monitor import cycle
from monitor.alerts.dispatch import Dispatched
from monitor.wiring import Monitor
from monitor.workspace import create

START = datetime(2031, 5, 6, 9, tzinfo=UTC)
STORY = """\
title = "The harbour contract"

[[people]]
name = "Amina Yusuf"

[[people]]
name = "Viktor Larsen"

[[people]]
name = "Jo Grant"
"""


class Newsroom:
    """A workspace, its clock, and what is done in it."""

    def __init__(self, folder: Path, settings: str = "", story: str = STORY) -> None:
        self.workspace, _ = create(folder)
        self.set(settings)
        self.define(story)
        self.now = START
        self.reader = PlainReader()
        self._numbers = iter(range(1, 10**6))

    def set(self, settings: str) -> None:
        """Write the settings file."""
        self.workspace.settings_file.write_text(settings, encoding="utf-8")

    def define(self, story: str, name: str = "harbour") -> None:
        """Write a story's file."""
        (self.workspace.stories / f"{name}.toml").write_text(story, encoding="utf-8")

    @contextmanager
    def monitor(self) -> Iterator[Monitor]:
        """The monitor, opened anew as by a new process."""
        monitor = Monitor(self.workspace)
        try:
            yield monitor
        finally:
            monitor.close()

    def record(
        self, text: str, *, url: str | None = None, published: str | None = None, publisher: str = "Post"
    ) -> None:
        """Record an article now; without a URL it gets one of its own."""
        url = url or f"https://post.example/{next(self._numbers)}"
        published = published or self.now.date().isoformat()
        article = Article(
            id=identity(url=url, text=text, publisher=publisher, published=published),
            text=text,
            published=published,
            publisher=publisher,
            url=url,
        )
        with self.monitor() as monitor:
            monitor.define()
            cycle.record([article], monitor.log, self.reader, lambda: self.now)
            monitor.catch_up()

    def deliver(self) -> Dispatched:
        """One pass of the outbox, now."""
        with self.monitor() as monitor:
            return monitor.deliver(lambda: self.now)

    def later(self, **amount: float) -> None:
        """Let time pass."""
        self.now += timedelta(**amount)

    def mails(self) -> list[EmailMessage]:
        """The mails in the folder, oldest first; those of one second by their subject."""
        folder = self.workspace.root / "mail"
        mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
        return sorted(mails, key=lambda mail: (mail["Date"].datetime, mail["Subject"]))

    def subjects(self) -> list[tuple[str, str]]:
        """To whom, and about what, every mail in the folder is."""
        return [(str(mail["To"]), str(mail["Subject"])) for mail in self.mails()]

    def outbox(self) -> list[dict]:
        """Every message there ever was."""
        with self.monitor() as monitor:
            return monitor.alerts.outbox(everything=True)["messages"]


@pytest.fixture(scope="module")
def making_newsroom(tmp_path_factory):
    """Make a workspace that several tests look at."""
    return lambda: Newsroom(tmp_path_factory.mktemp("newsroom") / "workspace")


@pytest.fixture
def newsroom(tmp_path):
    """Make a workspace with settings, for a story about a harbour."""

    def made(settings: str = "", story: str = STORY) -> Newsroom:
        return Newsroom(tmp_path / "workspace", settings, story)

    return made
