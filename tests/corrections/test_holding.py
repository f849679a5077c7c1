"""What a reader is unsure of is kept and shown, and told to nobody until a person keeps it or a surer account comes."""

from __future__ import annotations

import json

import pytest
from alerts.telling_reader import PlainReader
from corrections.doubtful_reader import DoubtfulReader

from events import codec
from events.log import ArticleRead
from monitor import cycle
from monitor.cli.main import run
from monitor.correcting import Wanted

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
OPERA = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the opera."
DENIED = "Amina Yusuf denied meeting Viktor Larsen."


def status(room):
    """What the story's status says."""
    with room.monitor() as monitor:
        return monitor.status("harbour")


def correct(room, claim, action, **more):
    """Correct a claim as Ida."""
    with room.monitor() as monitor:
        return monitor.corrections.make(Wanted(claim, action, "Ida", "I was there", **more), lambda: room.now)


def changes(room):
    """Kind and standing of every change so far."""
    with room.monitor() as monitor:
        return [(one["change"], one["held"]) for one in monitor.changes("harbour")]


def subjects(room):
    """The subjects of all mails, without the story's name."""
    return [str(mail["Subject"]).removeprefix("[harbour] ") for mail in room.mails()]


def rebuild(room):
    """Make the projections anew."""
    with room.monitor() as monitor:
        monitor.rebuild()


@pytest.fixture
def doubted(room):
    """The room, where an unsure reader has read of a meeting."""
    room.reader = DoubtfulReader()
    room.record(MET)
    return room


def test_what_is_unsure_is_shown_as_such_and_mailed_to_nobody(doubted) -> None:
    """Neither at once nor in a digest, however long one waits."""
    view = status(doubted)
    assert [(one["held"], one["kept"]) for one in view["meetings"]] == [(True, False)]
    assert view["unsure"] == 1
    with doubted.monitor() as monitor:
        [waiting] = monitor.alerts.outbox()["waiting"]
    assert (waiting["changes"], waiting["held"]) == (0, 1)
    assert doubted.deliver().sent == 0
    doubted.later(days=3)
    assert doubted.deliver().sent == 0
    assert changes(doubted) == [("new", True)]


def test_every_look_at_it_says_that_it_is_unsure(doubted, capsys) -> None:
    """The timeline, the people and the changes, as the status does."""
    for command, said in (("timeline", "unsure, to be reviewed"), ("changes", "unsure: new:")):
        assert run(["-C", str(doubted.workspace.root), command, "harbour"]) == 0
        assert said in capsys.readouterr().out
    doubted.record(DENIED)
    assert run(["-C", str(doubted.workspace.root), "who", "harbour", "Amina Yusuf"]) == 0
    assert "unsure, to be reviewed · denial-" in capsys.readouterr().out


def test_what_is_kept_is_told_once_as_what_it_is(doubted) -> None:
    """As new, not as a correction; a rebuild, undoing that and keeping it again tell nobody anew."""
    doubted.deliver()
    doubted.later(days=2)
    doubted.deliver()
    [meeting] = status(doubted)["meetings"]
    correct(doubted, meeting["id"], "keep")
    assert changes(doubted) == [("new", True), ("new", False)]
    assert status(doubted)["unsure"] == 0
    assert doubted.deliver().sent == 1
    [subject] = subjects(doubted)
    assert subject.startswith("Meeting reported")
    assert subject.endswith("4 March 2031, the Grand Hotel")
    rebuild(doubted)
    correct(doubted, meeting["id"], "undo")
    assert status(doubted)["meetings"][0]["held"]
    correct(doubted, meeting["id"], "keep")
    doubted.later(days=2)
    assert doubted.deliver().sent == 0


def test_what_is_kept_after_a_rebuild_is_told(doubted) -> None:
    """That nothing waited for a digest before the rebuild does not swallow it."""
    doubted.later(days=2)
    doubted.deliver()
    rebuild(doubted)
    doubted.later(days=2)
    assert doubted.deliver().sent == 0
    correct(doubted, status(doubted)["meetings"][0]["id"], "keep")
    assert doubted.deliver().sent == 1


def test_what_is_kept_and_undone_before_it_was_mailed_waits_for_the_next_review(doubted) -> None:
    """And is told once it is kept after all."""
    [meeting] = status(doubted)["meetings"]
    correct(doubted, meeting["id"], "keep")
    correct(doubted, meeting["id"], "undo")
    assert doubted.deliver().sent == 0
    correct(doubted, meeting["id"], "keep")
    assert doubted.deliver().sent == 1


def test_a_surer_account_makes_the_fact_news(doubted) -> None:
    """The mail has the sure account's words; the unsure one's differing place is told only when it is kept."""
    doubted.later(hours=1)
    doubted.reader = PlainReader()
    doubted.record(OPERA, publisher="Weekly")
    assert not status(doubted)["meetings"][0]["held"]
    assert doubted.deliver().sent == 1
    [mail] = doubted.mails()
    assert "opera" in mail["Subject"]
    assert changes(doubted) == [("new", True), ("new", False)]


def test_what_an_unsure_account_adds_to_a_known_fact_is_held_until_it_is_kept(room) -> None:
    """A conflict about the place is told when the account that makes it is kept, and not before."""
    room.record(OPERA, publisher="Weekly")
    room.deliver()
    room.later(hours=1)
    room.reader = DoubtfulReader()
    room.record(MET)
    room.later(days=2)
    assert room.deliver().sent == 0
    assert changes(room) == [("new", False), ("conflict", True)]
    [meeting] = status(room)["meetings"]
    [unsure] = [one["id"] for one in meeting["accounts"] if one["confidence"] < 0.68]
    correct(room, unsure, "keep")
    assert changes(room)[2:] == [("conflict", False)]
    assert room.deliver().sent == 1
    assert "Accounts differ" in subjects(room)[-1]


def test_a_contradiction_with_something_unsure_is_told_when_that_is_kept(room) -> None:
    """The denial is told at once; that a meeting contradicts it, once somebody keeps the meeting."""
    room.record(DENIED)
    room.deliver()
    room.later(hours=1)
    room.reader = DoubtfulReader()
    room.record(MET)
    view = status(room)
    assert [one["held"] for one in view["contradictions"]] == [True]
    assert room.deliver().sent == 0
    correct(room, view["meetings"][0]["id"], "keep")
    assert room.deliver().sent == 1
    assert subjects(room)[-1].startswith("Contradicted: Amina Yusuf denied")


def test_what_is_rejected_in_review_is_never_told(doubted) -> None:
    """Neither the claim nor that it was wrong; undoing the rejection brings it back to be reviewed."""
    [meeting] = status(doubted)["meetings"]
    correct(doubted, meeting["id"], "reject")
    doubted.later(days=2)
    assert doubted.deliver().sent == 0
    assert status(doubted)["unsure"] == 0
    correct(doubted, meeting["id"], "undo")
    assert status(doubted)["meetings"][0]["held"]
    doubted.later(days=2)
    assert doubted.deliver().sent == 0


def test_whoever_sets_a_slot_vouches_for_the_claim(doubted) -> None:
    """It is told as new, with the slot as set."""
    [meeting] = status(doubted)["meetings"]
    correct(doubted, meeting["id"], "set", slot="where", value="the fish market")
    assert doubted.deliver().sent == 1
    [subject] = subjects(doubted)
    assert subject.startswith("Meeting reported")
    assert subject.endswith("4 March 2031, the fish market")


def test_what_is_kept_stays_kept_through_rereading_and_rebuild(doubted) -> None:
    """Another version of the reader, as unsure, of the same words; undoing leaves nothing of it."""
    [meeting] = status(doubted)["meetings"]
    correct(doubted, meeting["id"], "keep")
    with doubted.monitor() as monitor:
        [stored] = monitor.log.read(types=("article.recorded/1",))
        article = codec.decode(stored.type, stored.data).article
        again = ArticleRead(article.id, 1, "plain", "2", DoubtfulReader(0.55, "2").read(article))
        cycle.append(monitor.log, [again], doubted.now)
    for _ in range(2):
        [now] = status(doubted)["meetings"]
        assert (now["held"], now["kept"]) == (False, True)
        rebuild(doubted)
    correct(doubted, meeting["id"], "undo")
    [now] = status(doubted)["meetings"]
    assert (now["held"], now["kept"]) == (True, False)


def test_a_surer_reading_of_the_same_text_mails_nobody(doubted) -> None:
    """A better reader never does; the fact is sure from then on."""
    doubted.deliver()
    with doubted.monitor() as monitor:
        [stored] = monitor.log.read(types=("article.recorded/1",))
        article = codec.decode(stored.type, stored.data).article
        again = ArticleRead(article.id, 1, "plain", "2", PlainReader("2").read(article))
        cycle.append(monitor.log, [again], doubted.now)
    assert not status(doubted)["meetings"][0]["held"]
    doubted.later(days=2)
    assert doubted.deliver().sent == 0


@pytest.mark.parametrize(("line", "held"), [(0.5, False), (0.6, False), (0.61, True), (1, True)])
def test_the_line_stands_in_the_storys_file(doubted, line, held) -> None:
    """As sure as the line is sure enough."""
    from alerts.conftest import STORY

    doubted.define(f"unsure_below = {line}\n{STORY}")
    assert status(doubted)["meetings"][0]["held"] is held


def test_the_preview_says_what_is_held(doubted) -> None:
    """As an entry of its own, behind the mails; nothing of it once it is kept."""
    with doubted.monitor() as monitor:
        [held] = monitor.alerts_preview()
    assert (held["form"], held["changes"]) == ("held", 1)
    correct(doubted, status(doubted)["meetings"][0]["id"], "keep")
    with doubted.monitor() as monitor:
        assert [mail["form"] for mail in monitor.alerts_preview()] == ["alert"]


def test_why_a_change_was_not_told_is_said_for_each_recipient(doubted, capsys) -> None:
    """Held for review is told apart from waiting for the digest, dropped and sent."""

    def why(name):
        assert run(["-C", str(doubted.workspace.root), "why-not", name, "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        [one] = shown["recipients"]
        return one["state"], one["why"]

    with doubted.monitor() as monitor:
        [held] = [one["id"] for one in monitor.changes("harbour")]
    assert why(held)[0] == "held"
    assert "monitor review harbour" in why(held)[1]
    doubted.reader = PlainReader()
    doubted.record(OPERA, publisher="Weekly")
    new = next(one["id"] for one in whole_changes(doubted) if not one["held"])
    assert why(held) == ("waiting", "will not be told: held for review no more: what came of it is told by itself")
    assert "leaves with the next" in why(new)[1]
    doubted.deliver()
    assert why(new) == ("sent", "was told")
    assert why(held)[0] == "dropped"
    doubted.record(OPERA, publisher="Courier")
    support = whole_changes(doubted)[-1]
    assert (support["change"], "waits for the digest at 07:00" in why(support["id"])[1]) == ("support", True)


def whole_changes(room):
    """Every change so far."""
    with room.monitor() as monitor:
        return monitor.changes("harbour")
