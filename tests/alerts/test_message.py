"""What a mail is made of: headers that programs understand, and words that people do."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from events.errors import InputError
from monitor import settings
from monitor.alerts.message import Envelope, message, root

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
DESK = '[delivery]\nsender = "The desk <desk@example.org>"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."


def sent(**more) -> bytes:
    """A mail as it goes over the wire."""
    given = {
        "message_id": "<1@example.org>", "sender": "The desk <desk@example.org>", "recipient": "lena@example.org",
        "subject": "[harbour] Meeting reported", "date": datetime(2031, 5, 6, 9, tzinfo=UTC), "story": "harbour",
        "title": "The harbour contract", "correct_to": "desk@example.org", "root": "<0@example.org>",
        "domain": "example.org",
    }  # fmt: skip
    return message(Envelope(**{**given, **more}), "Größe — “quoted”\n", "<p>Größe</p>\n").as_bytes()


def test_a_mail_has_the_headers_that_programs_sort_by() -> None:
    """Thread, list, how to leave it, that no machine is to answer, and a date in UTC."""
    mail = message_from_bytes(sent(), policy=policy.default)
    assert {name: str(mail[name]).strip() for name in mail if not name.startswith(("MIME", "Content"))} == {
        "Message-ID": "<1@example.org>",
        "Date": "Tue, 06 May 2031 09:00:00 +0000",
        "From": "The desk <desk@example.org>",
        "To": "lena@example.org",
        "Reply-To": "desk@example.org",
        "Subject": "[harbour] Meeting reported",
        "In-Reply-To": "<0@example.org>",
        "References": "<0@example.org>",
        "List-Id": "The harbour contract <harbour.story-monitor.example.org>",
        "List-Unsubscribe": "<mailto:desk@example.org?subject=unsubscribe%20harbour%20lena%40example.org>",
        "Auto-Submitted": "auto-generated",
        "Precedence": "list",
    }
    assert [part["Content-Transfer-Encoding"] for part in mail.iter_parts()] == ["quoted-printable"] * 2
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_a_mail_is_ascii_in_short_lines_and_comes_back_as_it_was() -> None:
    """Any server passes it on unchanged (RFC 5321, 4.5.3.1.6)."""
    data = sent()
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    plain = message_from_bytes(data, policy=policy.default).get_body(("plain",))
    assert plain.get_content().splitlines() == ["Größe — “quoted”"]


def test_the_same_message_is_the_same_bytes() -> None:
    """A duplicate can be told by any means: nothing in a mail is random."""
    assert sent() == sent()


@pytest.mark.parametrize(
    "subject", ["Line\r\nBcc: all@example.org", "\x1b[31mred", "tab\tand\u2028line", "\ud83d lone", "Ünïcode 会議"]
)
def test_no_headline_can_add_a_header(subject) -> None:
    """Other people's words stay within the subject."""
    mail = message_from_bytes(sent(subject=f"[harbour] {subject}"), policy=policy.default)
    assert mail["Bcc"] is None
    assert str(mail["Subject"]).startswith("[harbour] ")
    assert not re.search(r"[\x00-\x1f\u2028]", str(mail["Subject"]))


@pytest.mark.parametrize(("threads", "roots"), [("story", 1), ("claim", 2), ("none", 0)])
def test_mails_hang_together_as_the_settings_say(newsroom, threads, roots) -> None:
    """All of a story, those of one claim, or none."""
    room = newsroom(f'[alerts]\nthreads = "{threads}"\n{LENA}')
    for text in (MET, "Jo Grant wants Viktor Larsen to resign."):
        room.record(text)
        room.deliver()
    assert len({str(mail["References"]) for mail in room.mails()} - {"None"}) == roots
    assert len(room.mails()) == 2


def test_each_recipient_has_a_thread_of_their_own() -> None:
    """Message-IDs name the recipient: one person's mail never tells of another's."""
    assert root("harbour", "lena@example.org", "", "x.org") != root("harbour", "bo@example.org", "", "x.org")


def test_a_digest_has_the_logs_head(newsroom) -> None:
    """The outside witness of the log: its hash as it was when the digest was sent."""
    room = newsroom(f'[alerts]\nrules = [{{ send = "digest" }}]\n{LENA}')
    room.record(MET)
    room.later(days=1)
    room.deliver()
    [mail] = room.mails()
    [(position, digest)] = re.findall(
        r"log's head is event (\d+), SHA-256\s+([0-9a-f]{64})", mail.get_body(("plain",)).get_content()
    )
    with room.monitor() as monitor:
        [event] = [one for one in monitor.log.read() if one.position == int(position)]
        assert event.digest.hex() == digest


def test_times_are_shown_in_the_readers_zone_with_its_name(newsroom) -> None:
    """Stored in UTC, told by the clock on the reader's wall."""
    room = newsroom(f'{LENA}timezone = "America/New_York"\n')
    room.record(MET, published="2031-05-06T08:30:00Z")
    room.deliver()
    [mail] = room.mails()
    text = mail.get_body(("plain",)).get_content()
    assert "Post, 6 May 2031, 04:30 EDT" in text
    assert "recorded 6 May 2031, 05:00 EDT" in text


def test_html_of_other_people_is_shown_not_run(newsroom) -> None:
    """What a page says is text in the mail, whatever it looks like."""
    room = newsroom(LENA)
    room.record("Amina Yusuf met Viktor Larsen on 2031-03-04 at <script>alert(1)</script>.")
    room.deliver()
    [mail] = room.mails()
    html = mail.get_body(("html",)).get_content()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[recipients]]\naddress = "nobody"\n', "'nobody' is no mail address"),
        (LENA + LENA, "stands here twice"),
        (f'{LENA}timezone = "Mars/Olympus"\n', "no time zone is called 'Mars/Olympus'"),
        (f'{LENA}digest_at = "7 am"\n', "'7 am' is no time of day"),
        (f"{LENA}quiet = {{ start = '22:00' }}\n", "key 'end' is missing"),
        ('[alerts]\nrules = [{ change = "new", sned = "never" }]\n', "sned"),
        ('[alerts]\nrules = [{ change = "new", send = "often" }]\n', "often"),
        ("[alerts]\nat_most = 0\n", "at least 1"),
        ('[delivery]\nto = "pigeon:"\n', "'pigeon:' is no way to deliver"),
        ('[delivery]\nsender = "me"\n', "'me' is no sender"),
        ('[delivery]\npassword = "secret"\n', "unknown key 'password'"),
        ('[delivery]\nwithout_tls = "yes"\n', "without_tls"),
    ],
)
def test_a_wrong_setting_is_named_with_file_and_line(newsroom, text, said) -> None:
    """One clear line, with what to do."""
    room = newsroom(text)
    with pytest.raises(InputError, match=re.escape(said)) as error:
        settings.load(room.workspace)
    assert re.search(r"settings\.toml:\d+", str(error.value.where))
