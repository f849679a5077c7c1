"""What is told, and to whom: what is new since a subscription began, each thing once, and no more."""

from __future__ import annotations

import pytest
from alerts.conftest import STORY
from alerts.telling_reader import PlainReader

from events import codec
from events.article import identity
from events.log import ArticleBackfilled, ArticleRead
from monitor import cycle

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
BO = '[[recipients]]\naddress = "bo@example.org"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
AGAIN = "Amina Yusuf met Viktor Larsen on 2031-04-09 at the fish market."


def test_nothing_is_told_of_what_was_known_before_the_subscription(newsroom) -> None:
    """A new recipient starts with the next news."""
    room = newsroom("recipients = []\n")
    room.record(MET)
    assert room.deliver().sent == 0
    room.set(LENA)
    assert room.deliver().sent == 0
    room.record(AGAIN)
    assert room.deliver().sent == 1
    [(to, subject)] = room.subjects()
    assert to == "lena@example.org"
    assert "Second meeting reported: 9 April 2031" in subject


def test_a_recipient_who_comes_back_is_not_told_of_the_time_between(newsroom) -> None:
    """A subscription that ended and begins anew begins with the next news."""
    room = newsroom(LENA)
    room.deliver()
    room.set(BO)
    room.record(MET)
    room.deliver()
    room.set(LENA + BO)
    room.record(AGAIN)
    room.deliver()
    assert [(to, "9 April" in subject) for to, subject in room.subjects()] == [
        ("bo@example.org", False), ("bo@example.org", True), ("lena@example.org", True),
    ]  # fmt: skip


def test_what_waits_for_someone_who_leaves_is_not_sent(newsroom) -> None:
    """Taking a name out of the settings stops the mail to it at once."""
    room = newsroom(LENA)
    room.record(MET)
    room.set(BO)
    assert room.deliver().sent == 0
    assert room.subjects() == []


def test_a_recipient_gets_only_the_stories_that_they_want(newsroom) -> None:
    """Stories are named, or '*' for all."""
    room = newsroom(LENA + 'stories = ["other"]\n' + BO)
    room.record(MET)
    room.deliver()
    assert [to for to, _ in room.subjects()] == ["bo@example.org"]


def test_a_story_that_is_defined_late_mails_nobody(newsroom) -> None:
    """What follows from coverage recorded before is backfill."""
    room = newsroom(LENA)
    room.record(MET)
    room.deliver()
    room.define(STORY.replace("harbour contract", "grand hotel"), "hotel")
    assert room.deliver().sent == 0
    room.record(AGAIN)
    assert room.deliver().sent == 2
    assert sorted(subject.split("]")[0] for _, subject in room.subjects()) == ["[harbour", "[harbour", "[hotel"]


def test_a_better_reader_mails_nobody(newsroom) -> None:
    """Reading a known text again changes the story; it is no news."""
    room = newsroom(LENA)
    room.record(MET, url="https://post.example/1")
    room.deliver()
    with room.monitor() as monitor:
        [read] = [codec.decode(one.type, one.data) for one in monitor.log.read() if one.type.startswith("article.read")]
        better = PlainReader("2").read(
            type("Text", (), {"text": f"{AGAIN} Amina Yusuf denied any meeting with Viktor Larsen."})()
        )
        cycle.append(monitor.log, [ArticleRead(read.article, 1, "plain", "2", better)], room.now)
        monitor.catch_up()
        assert [change["change"] for change in monitor.changes("harbour")].count("new") == 3
    assert room.deliver().sent == 0
    assert len(room.subjects()) == 1


def test_an_article_from_an_archive_is_no_news_until_it_changes(newsroom) -> None:
    """What is brought in as backfill mails nobody; what the outlet changes later does."""
    room = newsroom(LENA)
    room.deliver()
    url = "https://post.example/1"
    with room.monitor() as monitor:
        cycle.append(monitor.log, [ArticleBackfilled(identity(url=url, text="", publisher="", published=""))], room.now)
    room.record(MET, url=url)
    assert room.deliver().sent == 0
    room.record(f"{MET} Jo Grant wants Viktor Larsen to resign.", url=url)
    assert room.deliver().sent == 1
    assert [subject for _, subject in room.subjects()] == [
        "[harbour] Jo Grant called for the resignation of Viktor Larsen"
    ]


def test_a_changed_text_is_news(newsroom) -> None:
    """What an outlet adds to its article is told; what it takes out is told to whoever had it, in the same thread."""
    room = newsroom(LENA)
    room.record(MET, url="https://post.example/1")
    room.deliver()
    room.later(hours=1)
    room.set(LENA + BO)
    room.record("Amina Yusuf met Jo Grant on 2031-05-01 at the pier.", url="https://post.example/1")
    room.deliver()
    first, *others = room.mails()
    assert sorted(str(mail["To"]) for mail in others) == ["bo@example.org", "lena@example.org"]
    by_name = {str(mail["To"]): mail for mail in others}
    assert "Withdrawn: Amina Yusuf and Viktor Larsen met" in by_name["lena@example.org"]["Subject"]
    assert "Withdrawn" not in by_name["bo@example.org"].get_body(("plain",)).get_content()
    assert by_name["lena@example.org"]["References"] == first["References"]


@pytest.mark.parametrize(
    "edited",
    [
        f"{MET} The ministry did not comment.",
        "Amina Yusuf met Viktor Larsen on 2031-03-04 at the old Grand Hotel.",
    ],
)
def test_an_outlet_that_edits_its_words_withdraws_nothing(newsroom, edited) -> None:
    """The same fact, in the same or other words: nobody is told that it went and came."""
    room = newsroom(LENA)
    room.record(MET, url="https://post.example/1")
    room.deliver()
    room.later(hours=1)
    room.record(edited, url="https://post.example/1")
    assert room.deliver().sent == 0
    assert len(room.subjects()) == 1


def test_a_detail_that_is_said_in_other_words_is_told_once(newsroom) -> None:
    """Two outlets gave the date, one edits its sentence: neither the date nor what is denied of it is told again."""
    room = newsroom(LENA)
    room.record("Amina Yusuf met Viktor Larsen at the Grand Hotel.", url="https://post.example/1")
    room.record(MET, url="https://quay.example/1", publisher="Quay Weekly")
    room.record("Amina Yusuf denied any contact with Viktor Larsen.", url="https://post.example/2")
    room.deliver()
    room.later(days=1, hours=1)
    room.deliver()
    told = len(room.subjects())
    room.record(f"{MET} It rained.", url="https://quay.example/1", publisher="Quay Weekly")
    room.record(
        "Amina Yusuf met Viktor Larsen on 2031-03-04 at the old Grand Hotel.",
        url="https://quay.example/1",
        publisher="Quay Weekly",
    )
    room.deliver()
    room.later(days=1, hours=1)
    room.deliver()
    assert room.subjects()[told:] == []
