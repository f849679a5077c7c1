"""What reads which kind of claim. The one list of the reader: a new kind is its own file and a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from events.claims import Call, Claim, Confirmation, Denial, Meeting, Outcome
from monitor.reading import call, confirmation, denial, meeting, outcome
from monitor.reading.scene import Scene

KIND_READERS: dict[type[Claim], Callable[[Scene], Iterable[Claim]]] = {
    Meeting: meeting.find,
    Denial: denial.find,
    Call: call.find,
    Outcome: outcome.find,
    Confirmation: confirmation.find,
}
