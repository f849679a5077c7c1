"""Everything that is done about alerts in a workspace, with the parts that its settings choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from events.errors import NotFoundError
from events.log import Event, Notice
from events.store.port import Store
from monitor import cycle
from monitor.alerts import fate, outbox, parts, planning, preview, sample
from monitor.alerts import settings as alerting
from monitor.alerts.dispatch import Dispatch, Dispatched, alone
from monitor.projections import catching_up
from monitor.projections.database import Projections
from monitor.settings import Settings
from monitor.workspace import Workspace


class Desk:
    """The alerts of one workspace; used by one thread. Times that are passed in are aware."""

    def __init__(self, log: Store, projections: Projections, settings: Settings, workspace: Workspace) -> None:
        self._log = log
        self._projections = projections
        self._settings = settings
        self._workspace = workspace

    def deliver(self, now: Callable[[], datetime], write: Callable[[str], None]) -> Dispatched:
        """Plan what is to be told, and send what is due; `write` shows mails that go to the screen.

        Raises StoreError when another process is sending, InputError for settings that can't be used.
        """
        with alone(self._workspace.data / "delivery.lock"):
            self._catch_up()
            carrier = parts.carrier(self._settings, self._workspace, write)
            try:
                composer = parts.composer(self._projections, self._settings, self._workspace)
                return Dispatch(self._log, self._projections, composer, carrier, now).run()
            finally:
                carrier.close()

    def notify(self, subject: str, notice: Notice, at: datetime, *, story: str = "") -> int:
        """Let recipients be told of something that is no change of a story, such as a source's health.

        `subject` identifies it for good: told again, nobody is mailed again. With a story, only its subscribers are
        told. The number of messages; they leave with the next `deliver`.
        """
        told = [one.address for one in self._settings.recipients if not story or alerting.follows(one, story)]
        return self._record(planning.notice(story, subject, notice, told, self._settings.delivery.sender), at)

    def preview(self, stories: Sequence[str], *, since: str | None = None) -> list[dict[str, Any]]:
        """What the settings would have had mailed of stories, in order of time, see preview.py."""
        rules, zone = alerting.rules(self._settings.alerts), self._settings.timezone
        mails = [
            mail
            for story in stories
            for one in self._settings.recipients
            if alerting.follows(one, story)
            for mail in preview.preview(
                self._projections, story, alerting.reader(self._settings.alerts, one, zone), rules, since=since
            )
        ]
        return sorted(mails, key=lambda mail: datetime.fromisoformat(mail["at"]))

    def fate(self, change: str, now: datetime) -> dict[str, Any]:
        """What became of a change for each recipient, and why, see fate.py. Raises NotFoundError."""
        self._catch_up()
        zone = self._settings.timezone
        readers = {one.address: alerting.reader(self._settings.alerts, one, zone) for one in self._settings.recipients}
        return fate.fate(self._projections, change, readers, alerting.rules(self._settings.alerts), now)

    def send_sample(self, recipient: str | None, at: datetime, write: Callable[[str], None]) -> tuple[str, str]:
        """Send one mail that tries the delivery out, to the first recipient if none is named. Nothing is recorded.

        The recipient and the subject. Raises NotFoundError where there is nobody to send it to, DeliveryError when it
        can't be handed over, InputError for settings that can't be used.
        """
        to = recipient or next((one.address for one in self._settings.recipients), None)
        if to is None:
            raise NotFoundError("the settings name no recipient", hint="add a [[recipients]] entry, or use --to")
        self._catch_up()
        carrier = parts.carrier(self._settings, self._workspace, write)
        try:
            composer = parts.composer(self._projections, self._settings, self._workspace)
            mail = sample.mail(composer, to, at, self._log.head())
            carrier.send(mail, parseaddr(self._settings.delivery.sender)[1], to)
        finally:
            carrier.close()
        return to, str(mail["Subject"])

    def outbox(self, *, everything: bool = False) -> dict[str, Any]:
        """The messages that have not left, and how many changes wait; with `everything`, past messages too."""
        self._catch_up()
        return {
            "messages": outbox.messages(self._projections, everything=everything),
            "waiting": outbox.waiting(self._projections),
        }

    def retry(self, messages: tuple[str, ...], at: datetime) -> int:
        """Have messages tried again; all parked ones when none is named. Raises NotFoundError."""
        self._catch_up()
        return self._record(outbox.resumed(self._projections, messages), at)

    def drop(self, messages: tuple[str, ...], at: datetime) -> int:
        """Drop messages for good. Raises NotFoundError."""
        self._catch_up()
        return self._record(outbox.dropped(self._projections, messages), at)

    def _record(self, events: Sequence[Event], at: datetime) -> int:
        cycle.append(self._log, list(events), at)
        self._catch_up()
        return len(events)

    def _catch_up(self) -> None:
        catching_up.catch_up(self._log, self._projections)
