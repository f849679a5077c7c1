"""What waits, is due or was told while its story is defined anew and the projections are made anew."""

from __future__ import annotations

import pytest
from alerts.conftest import STORY

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
DIGEST = '[alerts]\nrules = [{ send = "digest" }]\n'
NO_SERVER = '[delivery]\nto = "smtp://127.0.0.1:1"\n'
POST = "https://post.example/of-the-day"
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
PIER = "Amina Yusuf met Jo Grant on 2031-05-01 at the pier."
NOTHING = "Amina Yusuf and Viktor Larsen did not comment."
DENIED = "Tom Bell denied any plan of Amina Yusuf."

MORE = f'{STORY}\n[[people]]\nname = "Tom Bell"\n'
OTHER_NAME = STORY.replace('name = "Viktor Larsen"', 'name = "Victor H. Larsen"\naliases = ["Viktor Larsen"]')
LARSEN_ONLY = 'title = "Without the minister"\n[[people]]\nname = "Viktor Larsen"\n'


def not_at_all(room):
    """Leave the projections as they are."""


def by_command(room):
    """`monitor rebuild`."""
    with room.monitor() as monitor:
        monitor.rebuild()


def from_nothing(room):
    """As after an update of the program, or when the file was deleted."""
    for path in room.workspace.data.glob("projections.db*"):
        path.unlink()


MADE_ANEW = pytest.mark.parametrize("make_anew", [not_at_all, by_command, from_nothing])


def define(room, *stories):
    """Let the story be defined anew, once or more often."""
    for story in stories:
        room.define(story)
        with room.monitor() as monitor:
            monitor.define()
            monitor.catch_up()


def told(room):
    """The subjects of the mails, oldest first."""
    return [str(mail["Subject"]).removeprefix("[harbour] ") for mail in room.mails()]


def text(mail):
    """What a mail says, in one line."""
    return " ".join(mail.get_body(("plain",)).get_content().split())


@MADE_ANEW
@pytest.mark.parametrize("stories", [(MORE,), (MORE, STORY), (MORE, OTHER_NAME, MORE)])
def test_a_digest_that_waits_is_told_as_if_nothing_had_been(newsroom, stories, make_anew) -> None:
    """Both meetings wait; people are added, named otherwise, taken out again: one digest with both, once."""
    room = newsroom(DIGEST + LENA)
    room.deliver()
    room.record(MET)
    room.record(PIER)
    define(room, *stories)
    make_anew(room)
    room.later(days=1)
    assert room.deliver().sent == 1
    make_anew(room)
    room.later(days=1)
    assert room.deliver().sent == 0
    [mail] = room.mails()
    assert mail["Subject"].endswith("(+ 1 more)")
    assert MET in text(mail)
    assert PIER in text(mail)


@MADE_ANEW
def test_a_party_that_is_named_otherwise_is_told_by_its_new_name(newsroom, make_anew) -> None:
    """The change that waits is the same, though its sentence is another."""
    room = newsroom(DIGEST + LENA)
    room.deliver()
    room.record(MET)
    define(room, OTHER_NAME)
    make_anew(room)
    room.later(days=1)
    room.deliver()
    assert told(room) == ["Digest: Meeting reported: Amina Yusuf and Victor H. Larsen, 4 March 2031, the Grand Hotel"]


@MADE_ANEW
def test_what_the_story_is_about_no_more_is_not_told(newsroom, make_anew) -> None:
    """The minister is taken out: of two meetings that wait, the one without Larsen is dropped, for good."""
    room = newsroom(DIGEST + LENA)
    room.deliver()
    room.record(MET)
    room.record(PIER)
    define(room, LARSEN_ONLY)
    make_anew(room)
    room.later(days=1)
    room.deliver()
    [mail] = room.mails()
    assert MET in text(mail)
    assert "pier" not in text(mail)
    define(room, STORY)
    make_anew(room)
    room.later(days=1)
    assert room.deliver().sent == 0


@MADE_ANEW
def test_what_only_the_new_definition_finds_is_no_news(newsroom, make_anew) -> None:
    """What Tom Bell said was recorded before he was of the story: that is backfill, whenever projections are made."""
    room = newsroom(DIGEST + LENA)
    room.deliver()
    room.record(MET)
    room.record(DENIED.replace("Amina Yusuf", "nobody"))
    define(room, MORE)
    make_anew(room)
    room.later(days=1)
    room.deliver()
    assert len(told(room)) == 1
    assert "Tom Bell" not in text(room.mails()[0])


@MADE_ANEW
def test_what_was_told_is_not_told_again_and_its_end_is(newsroom, make_anew) -> None:
    """Told before the story was defined anew: no second mail, but one when the outlet takes it back."""
    room = newsroom(LENA)
    room.deliver()
    room.record(MET, url=POST)
    room.deliver()
    define(room, MORE)
    make_anew(room)
    assert room.deliver().sent == 0
    room.later(days=2)
    room.deliver()
    make_anew(room)
    room.record(NOTHING, url=POST)
    room.deliver()
    assert [subject.partition(":")[0] for subject in told(room)] == ["Meeting reported", "Withdrawn"]
    assert room.mails()[0]["References"] == room.mails()[1]["References"]


@MADE_ANEW
def test_a_message_that_is_due_leaves_once_under_its_id(newsroom, make_anew) -> None:
    """No server at first; then the story is defined anew, and the server is there."""
    room = newsroom(LENA + NO_SERVER)
    room.deliver()
    room.record(MET)
    room.record(PIER)
    assert len(room.deliver().failed) == 1
    [due] = room.outbox()
    define(room, LARSEN_ONLY)
    make_anew(room)
    room.set(LENA)
    room.later(hours=1)
    assert room.deliver().sent == 1
    [mail] = room.mails()
    assert mail["Message-ID"] == due["message"]
    assert "pier" not in text(mail)
    make_anew(room)
    assert room.deliver().sent == 0


@MADE_ANEW
def test_quiet_hours_outlast_a_rebuild(newsroom, make_anew) -> None:
    """An alert that waits for the morning is an alert in the morning, told once."""
    room = newsroom('[alerts]\nquiet = { start = "08:00", end = "20:00" }\n' + LENA)
    room.deliver()
    room.record(MET)
    room.deliver()
    define(room, MORE)
    make_anew(room)
    assert room.deliver().sent == 0
    room.later(hours=12)
    assert room.deliver().sent == 1
    make_anew(room)
    assert room.deliver().sent == 0
    assert told(room) == ["Meeting reported: Amina Yusuf and Viktor Larsen, 4 March 2031, the Grand Hotel"]
