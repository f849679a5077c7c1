"""A mail that tries the delivery out: the latest changes of some story, or a few words where there are none yet."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from events.log import AlertDue, Notice
from events.store.port import Head
from monitor.alerts.composing import Composer
from monitor.alerts.planning import message_id

_CHANGES = 5


def mail(composer: Composer, recipient: str, now: datetime, head: Head) -> EmailMessage:
    """The sample, marked as a test in its subject. No two samples have the same Message-ID."""
    rows = composer.projections.rows("SELECT story, id FROM changes ORDER BY seq DESC LIMIT 1")
    story = str(rows[0][0]) if rows else ""
    ids = composer.projections.rows("SELECT id FROM changes WHERE story = ? ORDER BY seq DESC LIMIT ?", story, _CHANGES)
    changes = tuple(str(name) for (name,) in ids) or ("sample",)
    name = message_id(story, (*changes, "sample", now.isoformat()), recipient, composer.delivery.sender)
    words = Notice("Mail reaches you", ("This is what the monitor sends when something changes in a story.",))
    due = AlertDue(story, changes, recipient, name, "digest")
    made = (composer.mail(due, now, head) if story else None) or composer.notice(due, words, now)
    subject = str(made["Subject"])
    made.replace_header("Subject", f"Test: {subject}")
    return made
