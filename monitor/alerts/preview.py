"""A policy replayed over a story's history: what would have been mailed, had somebody followed it all along.

The clock of the replay is that of publication: a story that is filled from an archive is previewed day by day too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

import msgspec

from events import policy
from events.policy import Candidate, Reader, Rule
from monitor.alerts import waiting
from monitor.alerts.headline import headline
from monitor.alerts.items import items
from monitor.alerts.record import Record
from monitor.projections import stories
from monitor.projections.database import Projections

_HOUR = timedelta(hours=1)
_NOON = "T12:00:00+00:00"  # when a text was published whose day is all that is known


def preview(
    projections: Projections, story: str, reader: Reader, rules: Sequence[Rule], *, since: str | None = None
) -> list[dict[str, Any]]:
    """The mails that a reader of a story would have had, in order; `since`: of changes published on that date or later.

    Each with its local date and time, form, number of pieces of news, and their headlines. What is held for review
    comes last, as of the form 'held': no mail tells it until somebody keeps it.
    """
    record = Record(projections, story)
    history = _history(projections, story, reader.address, since)
    by_id = {one.change.id: one for one in history}
    return [
        {
            "story": story,
            "recipient": reader.address,
            "at": at.astimezone(reader.zone).isoformat(timespec="minutes"),
            "form": form,
            "changes": len(changes),
            "headlines": [headline(item, record) for item in items(by_id[name].change for name in changes)],
        }
        for at, form, changes in _replayed(history, story, reader, rules)
    ]


def _history(projections: Projections, story: str, recipient: str, since: str | None) -> list[Candidate]:
    """All changes as if they had been recorded when they were published, oldest first, each once."""
    found: dict[str, Candidate] = {}
    for recorded in stories.changes(projections, story):
        published = recorded.published or recorded.recorded_at
        if since is not None and published < since:
            continue
        one = waiting.candidate(projections, story, recipient, recorded.change.id)
        if one is not None:
            at = datetime.fromisoformat(published + _NOON if len(published) == len("2017-03-02") else published)
            anew = msgspec.structs.replace(one, recorded_at=at.astimezone(UTC), as_told=False)  # as if nothing had been
            found.setdefault(recorded.change.id, anew)
    return sorted(found.values(), key=lambda one: (one.recorded_at, one.position))


def _replayed(
    history: Sequence[Candidate], story: str, reader: Reader, rules: Sequence[Rule]
) -> Iterator[tuple[datetime, str, Sequence[str]]]:
    """The messages with times and forms: a plan for each arrival, and one an hour while anything waits."""
    left: list[Candidate] = []
    held: dict[str, datetime] = {}  # ids, with when each came
    told: set[str] = set()
    sent: list[datetime] = []
    arrivals = [(at, list(group)) for at, group in groupby(history, key=lambda one: one.recorded_at)]
    for number, (at, group) in enumerate(arrivals):
        left += [msgspec.structs.replace(one, told=one.change.claim in told) for one in group]
        following = arrivals[number + 1][0] if number + 1 < len(arrivals) else datetime.max.replace(tzinfo=UTC)
        now = at
        while left and now < following:
            made = policy.plan(left, rules, reader, now, story=story, sent=sent)
            gone = {name for _, names in made.dropped for name in names}
            held |= dict.fromkeys(made.held, now)
            for mail in made.messages:
                yield now, mail.form, mail.changes
                gone |= set(mail.changes)
                sent += [now] if mail.form == "alert" else []
            told |= {one.change.claim for one in left if one.change.id in gone}
            left = [one for one in left if one.change.id not in gone | held.keys()]
            now = now.replace(minute=0, second=0, microsecond=0) + _HOUR
    if held:
        yield max(held.values()), "held", list(held)
