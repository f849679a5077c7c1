"""A year with a clock that is passed in: digests, quiet hours and limits in two zones, across their clock changes."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from alerts.telling_reader import PlainReader

from events.article import Article
from events.definition import Person, StoryDefinition
from events.log import StoryDefined
from events.store.memory import MemoryStore
from monitor import cycle
from monitor.alerts import settings as alerting
from monitor.alerts import subscriptions
from monitor.alerts.composing import Composer
from monitor.alerts.dispatch import Dispatch
from monitor.alerts.templating import Templates
from monitor.projections import catching_up, database

_HOUR = timedelta(hours=1)
_QUIET = alerting.Quiet("22:00", "06:30")
RECIPIENTS = (
    alerting.Recipient("ana@example.org", timezone="Europe/Berlin", quiet=_QUIET, at_most=2),
    alerting.Recipient("bo@example.org", timezone="America/New_York", quiet=_QUIET, at_most=2),
)
SWITCHES = ("2031-03-09", "2031-03-30", "2031-10-26", "2031-11-02")  # New York, Berlin, Berlin, New York
STORY = StoryDefinition(id="harbour", title="The harbour", people=(Person("Amina Yusuf"), Person("Viktor Larsen")))


class Postbox:
    """Keeps what is handed over with the time of it, and takes everything."""

    def __init__(self, now) -> None:
        self.now = now
        self.mails: list[tuple[datetime, str, str, str]] = []  # time, recipient, Message-ID, subject

    def send(self, mail, sender, recipient) -> None:
        """Keep the mail."""
        self.mails.append((self.now(), recipient, str(mail["Message-ID"]), str(mail["Subject"])))

    def way(self, recipient) -> str:
        """One box for all."""
        return recipient and "box"

    def close(self) -> None:
        """Nothing is open."""


class Year:
    """A log in memory and an hourly clock; articles come at hours drawn by a seeded generator."""

    def __init__(self, folder) -> None:
        self.log = MemoryStore()
        self.projections = database.Projections(folder / "projections.db")
        self.now = datetime(2031, 1, 1, tzinfo=UTC)
        self.box = Postbox(lambda: self.now)
        self.draw = random.Random(7)
        self.number = 0
        alerts = alerting.Alerts()
        self.composer = Composer(
            projections=self.projections,
            alerts=alerts,
            delivery=alerting.Delivery(),
            readers={one.address: alerting.reader(alerts, one, "UTC") for one in RECIPIENTS},
            templates=Templates(folder / "templates"),
        )
        cycle.append(self.log, [StoryDefined(STORY)], self.now)
        catching_up.catch_up(self.log, self.projections)
        cycle.append(self.log, subscriptions.changed(self.projections, RECIPIENTS, ["harbour"]), self.now)
        catching_up.catch_up(self.log, self.projections)

    def record(self) -> None:
        """An article: a meeting that is news, or one more account of an old one, which is for the digest."""
        self.number += 1
        known = self.draw.random() < 0.5 and self.number > 1
        which = self.draw.randrange(1, self.number) if known else self.number
        guest = f"Guest {chr(65 + which // 676)}{chr(97 + which // 26 % 26)}{chr(97 + which % 26)}"
        text = f"Amina Yusuf met {guest} on 2030-05-06."
        article = Article(
            id=f"{self.number:016x}", text=text, published=self.now.date().isoformat(), publisher=f"Paper {self.number}"
        )
        cycle.record([article], self.log, PlainReader(), lambda: self.now)
        catching_up.catch_up(self.log, self.projections)

    def pass_until(self, end: datetime) -> None:
        """Hour by hour: perhaps an article, in bursts now and then, and a pass of the outbox."""
        while self.now < end:
            chance = self.draw.random()
            for _ in range(12 if chance > 0.995 else 1 if chance > 0.9 else 0):
                self.record()
            Dispatch(self.log, self.projections, self.composer, self.box, lambda: self.now).run()
            self.now += _HOUR


def local(at: datetime, recipient: str) -> datetime:
    """A time by the recipient's clock."""
    zone = next(one.timezone for one in RECIPIENTS if one.address == recipient)
    return at.astimezone(ZoneInfo(zone or "UTC"))


@pytest.fixture(scope="module")
def spans(tmp_path_factory, rounds):
    """What was mailed: over the whole year with LONG=1, else over the days around each clock change."""
    whole = rounds(True, False)
    middles = [datetime.fromisoformat(day).replace(tzinfo=UTC) for day in SWITCHES]
    spans = [(datetime(2031, 1, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC))] if whole else [
        (middle - timedelta(days=4), middle + timedelta(days=4)) for middle in middles
    ]  # fmt: skip
    made = []
    for start, end in spans:
        year = Year(tmp_path_factory.mktemp("year"))
        year.now = start
        year.pass_until(end)
        made.append(year)
    yield made
    for year in made:
        year.projections.close()


@pytest.mark.long
def test_digests_come_at_seven_by_the_readers_clock_on_every_day(spans) -> None:
    """07:00 in Berlin and 07:00 in New York, before and after each change of their clocks."""
    for year in spans:
        digests = [(at, to) for at, to, _, subject in year.box.mails if "Digest: " in subject]
        assert {to for _, to in digests} == {one.address for one in RECIPIENTS}
        assert {local(at, to).time() for at, to in digests} == {time(7)}
        days = Counter((local(at, to).date(), to) for at, to in digests)
        assert set(days.values()) == {1}


@pytest.mark.long
def test_no_alert_comes_in_quiet_hours(spans) -> None:
    """Nothing urgent happens in this year: nobody is woken."""
    for year in spans:
        clocks = [local(at, to).time() for at, to, _, subject in year.box.mails if "Digest: " not in subject]
        assert clocks
        assert all(time(6, 30) <= clock < time(22) for clock in clocks)


@pytest.mark.long
def test_nobody_has_more_alerts_an_hour_than_they_want(spans) -> None:
    """Bursts of a dozen articles within an hour included."""
    for year in spans:
        alerts = [(at, to) for at, to, _, subject in year.box.mails if "Digest: " not in subject]
        for at, to in alerts:
            assert sum(other == to and at - _HOUR < earlier <= at for earlier, other in alerts) <= 2


@pytest.mark.long
def test_everything_is_told_once_to_everyone(spans) -> None:
    """Each change has been sent to each recipient in one message, but for what waits for the next hour or morning."""
    for year in spans:
        rows = year.projections.rows("SELECT state, count(*), min(recorded_at) FROM outbox GROUP BY state")
        states = {state: (count, oldest) for state, count, oldest in rows}
        assert set(states) <= {"sent", "waiting"}
        assert states["sent"][0] >= 20
        oldest = states.get("waiting", (0, year.now.isoformat()))[1]
        assert datetime.fromisoformat(oldest) > year.now - timedelta(days=1, hours=1)
        ids = [name for _, _, name, _ in year.box.mails]
        assert len(ids) == len(set(ids))


@pytest.mark.long
def test_a_rebuild_at_the_end_mails_nobody(spans) -> None:
    """All of it follows from the log."""
    for year in spans:
        before = year.projections.rows("SELECT * FROM messages ORDER BY id, recipient")
        number = len(year.box.mails)
        catching_up.rebuild(year.log, year.projections)
        assert year.projections.rows("SELECT * FROM messages ORDER BY id, recipient") == before
        Dispatch(year.log, year.projections, year.composer, year.box, lambda year=year: year.now - _HOUR).run()
        assert len(year.box.mails) == number
