"""The story that the project grew from, as a workspace follows it, and its mails taken apart."""

from __future__ import annotations

import re
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from alerts.conftest import Newsroom
from alerts.telling_reader import SEEDS
from lxml import html

from events.article import Article
from monitor import cycle
from monitor.coverage import files
from monitor.reading.port import Reader

ROOT = Path(__file__).parents[2]
SOURCES = ROOT.parent / "shared" / "seeds"  # other people's texts, and no part of the repository
NAME = "sessions-kislyak"


class Told(NamedTuple):
    """A piece of news in a mail."""

    headline: str
    text: str  # all of it on one line, headline included


class Following:
    """A workspace that follows the story; its pages are those of a folder, in the order of their dates."""

    def __init__(self, room: Newsroom, reader: Reader, folder: Path = SEEDS) -> None:
        definition = (ROOT / "config" / "stories" / f"{NAME}.toml").read_text(encoding="utf-8")
        (room.workspace.stories / "harbour.toml").unlink()
        room.define(definition, NAME)
        self.room = room
        self.reader = reader
        self.folder = folder
        self.pages = sorted(path.name for path in folder.glob("*.html" if folder == SEEDS else "*.txt"))

    def read(self, *names: str) -> None:
        """Record pages, and read them."""
        with self.room.monitor() as monitor:
            monitor.define()
            loaded = [one for one in files.load([self.folder / name for name in names]) if isinstance(one, Article)]
            assert len(loaded) == len(names)
            cycle.record(loaded, monitor.log, self.reader, lambda: self.room.now)
            monitor.catch_up()

    def fifth_mail(self) -> EmailMessage:
        """The mail that the fifth article makes, after the first four made theirs."""
        self.read(*self.pages[:4])
        self.room.deliver()
        self.room.later(minutes=1)
        known = len(self.room.mails())
        self.read(self.pages[4])
        assert self.room.deliver().sent == 1
        [mail] = self.room.mails()[known:]
        return mail


def lines_of(mail: EmailMessage) -> str:
    """The plain text, with line ends as Python has them."""
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def text_of(mail: EmailMessage) -> str:
    """The plain text on one line, so that wrapping doesn't matter."""
    return _one_line(lines_of(mail))


def told_in(mail: EmailMessage) -> list[Told]:
    """The pieces of news, in order."""
    page = html.fromstring(mail.get_body(("html",)).get_content())
    return [
        Told(_one_line(item.find("h2").text_content()).partition(". ")[2], _one_line(item.text_content()))
        for item in page.xpath("//article")
    ]


def _one_line(text: str) -> str:
    return re.sub(r"\s+(?:> )?", " ", text)
