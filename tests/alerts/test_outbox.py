"""What becomes of a message until it has left: once, whatever happens in between."""

from __future__ import annotations

import pytest

from events import codec
from events.errors import InputError, NotFoundError, StoreError
from events.log import AlertDue, Notice
from monitor import cycle
from monitor.alerts import parts
from monitor.alerts.delivery.port import DeliveryError
from monitor.alerts.dispatch import Dispatch, alone
from monitor.projections import catching_up, outbox

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
BO = '[[recipients]]\naddress = "bo@example.org"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
AGAIN = "Amina Yusuf met Viktor Larsen on 2031-04-09 at the fish market."


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
    [(_, subject)] = room.subjects()
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
    assert [subject for _, subject in room.subjects()] == ["[story-monitor] A feed is silent: news.example/rss"] * 2
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
