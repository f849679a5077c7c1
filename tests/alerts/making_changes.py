"""Changes and candidates for the tests of the policy, made from few words."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from events.changes import Change
from events.policy import Candidate

_NUMBERS = itertools.count(1)


def change(what: str, claim: str = "meeting-1", /, **more: object) -> Change:
    """A change of a sort ('new', 'support' ...) to a claim."""
    given = {"kind": "meeting", "sentence": f"{what} {claim}", **more}
    return Change(id=f"change-{next(_NUMBERS):05}", change=what, claim=claim, **given)


def candidate(
    what: str, claim: str = "meeting-1", /, *, at: datetime | str, position: int = 1, **more: object
) -> Candidate:
    """A change that waits since a time; a text is a UTC time."""
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at
    history = {key: more.pop(key) for key in ("first", "disputed", "told", "as_told") if key in more}
    unsure = more.pop("unsure", None)  # whether the fact is so now; `held` says whether it was then
    history["held"] = bool(more.get("held") if unsure is None else unsure)
    return Candidate(change=change(what, claim, **more), position=position, recorded_at=moment, **history)
