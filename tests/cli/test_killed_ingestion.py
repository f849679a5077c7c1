"""`monitor ingest` killed at any moment: what is recorded is sound, and doing it again completes it without doubling."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from events import codec
from events.store.sqlite import SqliteStore
from monitor.projections import stories
from monitor.wiring import open_monitor
from monitor.workspace import Workspace

ROOT = Path(__file__).parents[2]
STORY = 'title = "The harbour"\n[[people]]\nname = "Amina Yusuf"\n[[people]]\nname = "Viktor Larsen"\n'
ARTICLES = 64


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Articles on one story, enough for several batches."""
    made = tmp_path_factory.mktemp("articles")
    for number in range(ARTICLES):
        day, month = number % 28 + 1, ("March", "April", "May")[number % 3]
        text = (
            f"The harbour papers, part {number}\n\nTransport minister Amina Yusuf met Viktor Larsen on {day} {month}, "
            f"the Harbour Post reported. “I never discussed the contract with anybody,” Yusuf said.\n"
        )
        (made / f"2031-06-{number % 28 + 1:02}-{number:03}.txt").write_text(text * 3, encoding="utf-8")
    return made


def workspace(root: Path) -> Workspace:
    """A new workspace with the story."""
    (root / "config" / "stories").mkdir(parents=True)
    (root / "config" / "stories" / "harbour.toml").write_text(STORY, encoding="utf-8")
    return Workspace(root)


def ingest(here: Workspace, folder: Path) -> subprocess.Popen[bytes]:
    """Start the command as a person would."""
    command = [sys.executable, "-m", "monitor", "-C", str(here.root), "ingest", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def logged(here: Workspace) -> tuple[Counter[str], int, bool]:
    """The number of events of each type, the most often that one article is recorded, and whether the log is sound."""
    log = SqliteStore(here.log)
    types = Counter(stored.type for stored in log.read())
    articles = Counter(codec.decode(s.type, s.data).article.id for s in log.read() if s.type == "article.recorded/1")
    sound = log.verify().sound
    log.close()
    return types, max(articles.values(), default=0), sound


def state(here: Workspace):
    """Facts, contradictions and what is logged."""
    with open_monitor(here) as monitor:
        monitor.catch_up()
        known = stories.load(monitor.projections, "harbour")
    facts = sorted((f.id, f.claim.sentence(), len(f.accounts)) for f in known.story.facts())
    return facts, sorted(known.contradictions), logged(here)


@pytest.mark.long
def test_ingestion_killed_at_any_moment_is_completed_by_doing_it_again(folder, tmp_path, rounds) -> None:
    """After kill -9 at a random moment the log is sound, every recorded article is read, nothing is doubled."""
    whole = workspace(tmp_path / "whole")
    start = time.monotonic()
    assert ingest(whole, folder).wait() == 0
    took = time.monotonic() - start
    expected = state(whole)
    draw, killed = random.Random(300), 0
    for number in range(rounds(300, 4)):
        here = workspace(tmp_path / str(number))
        process = ingest(here, folder)
        time.sleep(draw.uniform(0.1, took))  # the moment of the kill is what varies, no position to wait for
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
        if here.log.exists() and here.log.stat().st_size:
            types, most, sound = logged(here)
            assert sound
            assert types["article.recorded/1"] == types["article.read/1"]
            assert most <= 1
        again = ingest(here, folder)
        assert again.wait() == 0
        assert state(here) == expected
    assert killed, "some processes were killed while they worked"
