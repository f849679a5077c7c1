"""A mail as RFC 5322 and MIME have it: headers that let programs thread, mute and answer it, and two equal bodies."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

import msgspec

from monitor.reports.clean import one_line


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """What a mail's headers say."""

    message_id: str
    sender: str  # 'Name <address>'
    recipient: str  # an address
    subject: str
    date: datetime  # aware
    story: str  # '' for a notice about no story
    title: str  # of the story
    correct_to: str  # an address
    root: str | None = None  # Message-ID that the thread hangs from; None: a thread of its own
    domain: str = "localhost"


def message(envelope: Envelope, text: str, html: str) -> EmailMessage:
    """The mail. The same envelope and bodies give the same bytes."""
    subject = _header(envelope.subject)
    # A folded header may begin with a line of nothing, which some programs show; encoded words must be folded.
    mail = EmailMessage(policy=SMTP.clone(max_line_length=998) if subject.isascii() else SMTP)
    mail["Message-ID"] = envelope.message_id
    mail["Date"] = format_datetime(envelope.date)
    mail["From"] = envelope.sender
    mail["To"] = envelope.recipient
    mail["Reply-To"] = envelope.correct_to
    mail["Subject"] = subject
    if envelope.root and envelope.root != envelope.message_id:
        mail["In-Reply-To"] = envelope.root
        mail["References"] = envelope.root
    name = envelope.story or "notices"
    mail["List-Id"] = f"{_ascii(envelope.title)} <{name}.story-monitor.{envelope.domain}>"  # RFC 2919
    mail["List-Unsubscribe"] = f"<{unsubscribe(envelope)}>"  # RFC 2369
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation answers, please
    mail["Precedence"] = "list"
    mail.set_content(_body(text), subtype="plain", charset="utf-8", cte="quoted-printable")
    mail.add_alternative(_body(html), subtype="html", charset="utf-8", cte="quoted-printable")
    boundary = hashlib.sha256(envelope.message_id.encode()).hexdigest()[:32]
    mail.set_boundary(f"=_{boundary}")  # never in quoted-printable text: '=_' is no escape (RFC 2045, 6.7)
    return mail


def unsubscribe(envelope: Envelope) -> str:
    """The mailto address by which a recipient unsubscribes."""
    subject = quote(f"unsubscribe {envelope.story or 'notices'} {envelope.recipient}")
    return f"mailto:{quote(envelope.correct_to, safe='@')}?subject={subject}"


def root(story: str, recipient: str, thread: str, domain: str) -> str:
    """The Message-ID that all mails of a thread answer. No mail has it: programs thread by it all the same."""
    digest = hashlib.sha256(f"thread\x1f{story}\x1f{recipient}\x1f{thread}".encode()).hexdigest()
    return f"<{digest[:32]}.thread@{domain}>"


def _header(text: str) -> str:
    return one_line(text).encode("utf-8", "replace").decode()


def _ascii(text: str) -> str:
    """A phrase that needs no quoting in a header."""
    kept = "".join(char if char.isascii() and (char.isalnum() or char in " -") else " " for char in text)
    return " ".join(kept.split())[:80] or "Story"


def _body(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
