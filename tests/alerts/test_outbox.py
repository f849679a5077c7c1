"""What is told, to whom, and how often: once, whatever happens in between."""

from __future__ import annotations

import pytest
from alerts.conftest import STORY
from alerts.telling_reader import PlainReader

from events import codec
from events.article import identity
from events.errors import InputError, NotFoundError, StoreError
from events.log import AlertDue, ArticleBackfilled, ArticleRead, Notice
from monitor import cycle
from monitor.alerts import parts
from monitor.alerts.delivery.port import DeliveryError
from monitor.alerts.dispatch import Dispatch, alone
from monitor.projections import catching_up, outbox

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
BO = '[[recipients]]\naddress = "bo@example.org"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
AGAIN = "Amina Yusuf met Viktor Larsen on 2031-04-09 at the fish market."


def subjects(room):
    """To whom, and about what, every mail in the folder is."""
    return [(str(mail["To"]), str(mail["Subject"])) for mail in room.mails()]


class Ending:
    """Hands mails on, and then the process ends before it can note so."""

    def __init__(self, carrier) -> None:
        self.carrier = carrier

    def send(self, mail, sender, recipient) -> None:
        """Send, and end."""
        self.carrier.send(mail, sender, recipient)
        raise SystemExit

    def way(self, recipient) -> str:
        """The way of what it hands on to."""
        return self.carrier.way(recipient)

    def close(self) -> None:
        """Nothing is open."""


def test_nothing_is_told_of_what_was_known_before_the_subscription(newsroom) -> None:
    """A new recipient starts with the next news."""
    room = newsroom("recipients = []\n")
    room.record(MET)
    assert room.deliver().sent == 0
    room.set(LENA)
    assert room.deliver().sent == 0
    room.record(AGAIN)
    assert room.deliver().sent == 1
    [(to, subject)] = subjects(room)
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
    assert [(to, "9 April" in subject) for to, subject in subjects(room)] == [
        ("bo@example.org", False), ("bo@example.org", True), ("lena@example.org", True),
    ]  # fmt: skip


def test_what_waits_for_someone_who_leaves_is_not_sent(newsroom) -> None:
    """Taking a name out of the settings stops the mail to it at once."""
    room = newsroom(LENA)
    room.record(MET)
    room.set(BO)
    assert room.deliver().sent == 0
    assert subjects(room) == []


def test_a_recipient_gets_only_the_stories_that_they_want(newsroom) -> None:
    """Stories are named, or '*' for all."""
    room = newsroom(LENA + 'stories = ["other"]\n' + BO)
    room.record(MET)
    room.deliver()
    assert [to for to, _ in subjects(room)] == ["bo@example.org"]


def test_a_story_that_is_defined_late_mails_nobody(newsroom) -> None:
    """What follows from coverage recorded before is backfill."""
    room = newsroom(LENA)
    room.record(MET)
    room.deliver()
    room.define(STORY.replace("harbour contract", "grand hotel"), "hotel")
    assert room.deliver().sent == 0
    room.record(AGAIN)
    assert room.deliver().sent == 2
    assert sorted(subject.split("]")[0] for _, subject in subjects(room)) == ["[harbour", "[harbour", "[hotel"]


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
    assert len(subjects(room)) == 1


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
    assert [subject for _, subject in subjects(room)] == [
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
    assert len(subjects(room)) == 1


def test_a_detail_that_is_said_in_other_words_is_told_once(newsroom) -> None:
    """Two outlets gave the date, one edits its sentence: neither the date nor what is denied of it is told again."""
    room = newsroom(LENA)
    room.record("Amina Yusuf met Viktor Larsen at the Grand Hotel.", url="https://post.example/1")
    room.record(MET, url="https://quay.example/1", publisher="Quay Weekly")
    room.record("Amina Yusuf denied any contact with Viktor Larsen.", url="https://post.example/2")
    room.deliver()
    room.later(days=1, hours=1)
    room.deliver()
    told = len(subjects(room))
    room.record(f"{MET} It rained.", url="https://quay.example/1", publisher="Quay Weekly")
    room.record(
        "Amina Yusuf met Viktor Larsen on 2031-03-04 at the old Grand Hotel.",
        url="https://quay.example/1",
        publisher="Quay Weekly",
    )
    room.deliver()
    room.later(days=1, hours=1)
    room.deliver()
    assert subjects(room)[told:] == []


def test_a_rebuild_gives_the_same_outbox_and_mails_nobody(newsroom) -> None:
    """Sent, due and parked messages follow from the log, attempts included."""
    room = newsroom(LENA + '[delivery]\nto = "smtp://127.0.0.1:1"\n')
    room.record(MET)
    assert len(room.deliver().failed) == 1
    before = room.outbox()
    for path in room.workspace.data.glob("projections.db*"):
        path.unlink()
    assert room.outbox() == before
    assert [(one["state"], one["attempts"]) for one in before] == [("due", 1)]
    assert room.deliver() == room.deliver()  # a minute hasn't passed


def test_a_process_that_ends_after_sending_sends_the_same_mail_again(newsroom) -> None:
    """Not noted, so sent once more: under the same Message-ID, although more news has come meanwhile."""
    room = newsroom(LENA)
    room.record(MET)
    with room.monitor() as monitor:
        composer = parts.composer(monitor.projections, monitor.settings, room.workspace)
        carrier = Ending(parts.carrier(monitor.settings, room.workspace, print))
        dispatch = Dispatch(monitor.log, monitor.projections, composer, carrier, lambda: room.now)
        with pytest.raises(SystemExit):
            dispatch.run()
    [sent] = room.mails()
    room.record(AGAIN)
    assert room.deliver().sent == 2
    ids = [str(mail["Message-ID"]) for mail in room.mails()]
    assert str(sent["Message-ID"]) in ids
    assert len(ids) == len(set(ids)) == 2
    changes = [change for one in room.outbox() for change in one["changes"]]
    assert len(changes) == len(set(changes))


def test_a_digest_that_waits_outlives_a_change_of_the_story(newsroom) -> None:
    """What the story still says is told; what it no longer says is dropped with the reason."""
    rules = '[alerts]\nrules = [{ change = "new", send = "digest" }]\n'
    room = newsroom(rules + LENA)
    room.deliver()
    room.record(MET)
    room.record("Amina Yusuf met Jo Grant on 2031-05-01 at the pier.")
    room.define('title = "Without the minister"\n[[people]]\nname = "Viktor Larsen"\n')
    room.later(days=1)
    assert room.deliver().sent == 1
    [(_, subject)] = subjects(room)
    assert "Digest: " in subject
    assert "Viktor Larsen" in subject
    assert "+ " not in subject


def test_what_was_settled_is_not_told_by_a_program_that_sees_it_otherwise(newsroom) -> None:
    """After an update, projections made anew may name old changes otherwise: they are no news."""
    room = newsroom(LENA)
    room.record(MET)
    room.deliver()
    room.later(days=1)
    room.deliver()
    with room.monitor() as monitor:
        marks = [codec.decode(one.type, one.data) for one in monitor.log.read() if one.type == "alert.due/1"]
        assert [mark.up_to > 0 for mark in marks] == [False, True]
        with monitor.projections.transaction():
            monitor.projections.db.execute("UPDATE outbox SET state = 'waiting', change = 'change-otherwise'")
            [stored] = [one for one in monitor.log.read() if one.type == "alert.due/1"][1:]
            outbox.follow(monitor.projections, marks[1], stored)
        assert monitor.projections.rows("SELECT state FROM outbox") == [("dropped",)]


def test_a_message_can_be_dropped_by_hand(newsroom) -> None:
    """It is never sent, and the reason is kept."""
    room = newsroom(LENA + '[delivery]\nto = "smtp://127.0.0.1:1"\n')
    room.record(MET)
    room.deliver()
    [message] = room.outbox()
    with room.monitor() as monitor:
        with pytest.raises(NotFoundError, match="no message 'nothing' is due or parked"):
            monitor.alerts.drop(("nothing",), room.now)
        assert monitor.alerts.drop((message["message"].strip("<>")[:8],), room.now) == 1
        assert monitor.alerts.outbox()["messages"] == []
    room.set(LENA)
    room.later(days=1)
    assert room.deliver().sent == 0
    assert [(one["state"], one["reason"]) for one in room.outbox()] == [("dropped", "dropped by hand")]


def test_a_notice_is_sent_once_to_everyone(newsroom) -> None:
    """The health of a source is told as often as its subject changes, not as often as it is noticed."""
    room = newsroom(LENA + BO)
    silent = Notice("A feed is silent: news.example/rss", ("Nothing came from it for nine days.",))
    for _ in range(3):
        with room.monitor() as monitor:
            monitor.alerts.notify("feed-silent news.example/rss 2031-05-01", silent, room.now)
        room.deliver()
        room.later(days=1)
    assert [subject for _, subject in subjects(room)] == ["[story-monitor] A feed is silent: news.example/rss"] * 2
    with room.monitor() as monitor:
        monitor.alerts.notify("feed-back news.example/rss 2031-05-09", Notice("It is back"), room.now)
    assert room.deliver().sent == 2


def test_a_notice_gives_times_in_the_zone_of_its_reader(newsroom) -> None:
    """It is recorded once, in UTC."""
    room = newsroom(LENA + 'timezone = "Europe/Berlin"\n' + BO)
    with room.monitor() as monitor:
        notice = Notice("Source silent: https://a.example/", ("Nothing new since 2031-05-06T20:30:00Z.",))
        monitor.alerts.notify("source silent", notice, room.now)
    room.deliver()
    texts = {str(mail["To"]): mail.get_body(("plain",)).get_content() for mail in room.mails()}
    assert "Nothing new since 6 May 2031, 22:30 CEST." in texts["lena@example.org"]
    assert "Nothing new since 6 May 2031, 20:30 UTC." in texts["bo@example.org"]


def test_only_one_process_sends_at_a_time(newsroom) -> None:
    """The second one says so and sends nothing; the lock goes with the process that holds it."""
    room = newsroom(LENA)
    room.record(MET)
    with alone(room.workspace.data / "delivery.lock"), pytest.raises(StoreError, match="another process is sending"):
        room.deliver()
    assert room.deliver().sent == 1


def test_a_template_that_is_wrong_loses_no_alert(newsroom) -> None:
    """The error names file and line; with the template mended, the mail goes out."""
    room = newsroom(LENA)
    room.record(MET)
    template = room.workspace.root / "config" / "templates" / "alert.txt.j2"
    template.parent.mkdir()
    template.write_text("Hello\n{% for %}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"alert\.txt\.j2:2: is no template"):
        room.deliver()
    template.write_text("Hello {{ nobody }}", encoding="utf-8")
    with pytest.raises(InputError, match="'nobody' is undefined"):
        room.deliver()
    template.write_text("My own: {{ items[0].headline }}", encoding="utf-8")
    assert room.deliver().sent == 1
    [mail] = room.mails()
    assert mail.get_body(("plain",)).get_content().startswith("My own: Meeting reported: Amina Yusuf and Viktor Larsen")


def test_a_burst_is_one_mail_an_hour_with_the_rest_counted(newsroom) -> None:
    """Nobody's mailbox is flooded by an import: the limit holds, and a mail shows so many items and counts the others."""
    room = newsroom(LENA + "[alerts]\nat_most = 2\nitems = 5\n")
    for minute in range(30):
        room.record(f"Amina Yusuf met Viktor Larsen on 20{minute:02}-03-04.")
        room.deliver()
        room.later(minutes=1)
    assert len(room.mails()) == 2
    room.later(hours=1)
    room.deliver()
    assert len(room.mails()) == 3
    assert "+ 23 more: monitor changes harbour" in room.mails()[-1].get_body(("plain",)).get_content()
    assert "(+ 27 more)" in room.mails()[-1]["Subject"]


def test_a_disk_that_is_full_keeps_the_mail(newsroom) -> None:
    """A folder that can't be written fails like a server that is gone."""
    room = newsroom(LENA)
    room.record(MET)
    (room.workspace.root / "mail").write_text("no folder", encoding="utf-8")
    [failure] = room.deliver().failed
    assert not failure.parked
    assert "no mail can be written" in failure.reason
    (room.workspace.root / "mail").unlink()
    room.later(minutes=1)
    assert room.deliver().sent == 1


def test_a_sample_is_sent_and_changes_nothing(newsroom) -> None:
    """`monitor alerts test` tries the delivery out; nobody is subscribed, told or marked by it."""
    room = newsroom(LENA)
    with room.monitor() as monitor:
        events = monitor.log.head().position
        to, subject = monitor.alerts.send_sample(None, room.now, print)
        assert (to, subject) == ("lena@example.org", "Test: [story-monitor] Mail reaches you")
        assert monitor.log.head().position == events
    room.record(MET)
    with room.monitor() as monitor:
        assert "Test: [harbour] Digest: Meeting reported" in monitor.alerts.send_sample("x@y.org", room.now, print)[1]
    assert room.deliver().sent == 1


def test_a_preview_tells_a_day_what_would_have_been_mailed(newsroom) -> None:
    """The policy is replayed by the dates of publication, backfill included; nothing is sent."""
    room = newsroom(LENA)
    room.record(MET, published="2031-03-05")
    room.record(f"{MET} Jo Grant wants Viktor Larsen to resign.", published="2031-03-07", publisher="Weekly")
    room.define(STORY.replace("harbour contract", "grand hotel"), "hotel")
    with room.monitor() as monitor:
        mails = monitor.alerts_preview(story="hotel")
        assert [(mail["at"][:10], mail["form"]) for mail in mails] == [
            ("2031-03-05", "alert"), ("2031-03-07", "alert"), ("2031-03-08", "digest"),
        ]  # fmt: skip
        assert mails[1]["headlines"] == ["Jo Grant called for the resignation of Viktor Larsen"]
        assert [mail["at"][:10] for mail in monitor.alerts_preview(since="2031-03-06")] == [
            "2031-03-07", "2031-03-07", "2031-03-08", "2031-03-08",
        ]  # fmt: skip
    assert subjects(room) == []


def test_a_preview_is_the_same_after_the_mails_have_left(newsroom) -> None:
    """It asks what would have been mailed, not what is left to be."""
    room = newsroom(LENA)
    room.deliver()
    room.record(MET)

    def previewed():
        with room.monitor() as monitor:
            return monitor.alerts.preview(["harbour"])

    before = previewed()
    assert len(before) == 1
    assert room.deliver().sent == 1
    assert previewed() == before


def test_errors_of_delivery_are_of_the_projects_tree() -> None:
    """Whoever catches the project's errors catches these."""
    error = DeliveryError("550 no", where="mail.example", permanent=True)
    assert (str(error), error.permanent, error.everyone) == ("mail.example: 550 no", True, False)


def test_a_message_without_changes_is_no_message(newsroom) -> None:
    """An event that only says how far all is settled makes nothing due."""
    room = newsroom(LENA)
    with room.monitor() as monitor:
        monitor.define()
        cycle.append(monitor.log, [AlertDue("harbour", (), "lena@example.org", "", up_to=3)], room.now)
        catching_up.catch_up(monitor.log, monitor.projections)
        assert monitor.alerts.outbox(everything=True)["messages"] == []
