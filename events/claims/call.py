"""A speaker who says that somebody should act: recuse themselves, resign, testify."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import ClassVar, Literal, Self

import msgspec

from events.claims.claim import Claim, Request

Action = Literal["recuse", "resign", "fire", "investigate", "withdraw", "apologize", "release", "testify", "other"]
_FOR = {
    "recuse": "the recusal of {}",
    "resign": "the resignation of {}",
    "fire": "the dismissal of {}",
    "investigate": "an investigation by {}",
    "withdraw": "the withdrawal of {}",
    "apologize": "an apology from {}",
    "release": "disclosure by {}",
    "testify": "testimony from {}",
    "other": "action by {}",
}
ANSWERED_BY = {  # action -> the action of the outcome that answers it
    "recuse": "recused",
    "resign": "resigned",
    "fire": "fired",
    "investigate": "investigation_opened",
    "withdraw": "withdrew",
    "apologize": "apologized",
    "release": "released",
    "testify": "testified",
}


class Call(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="call"):
    """A demand, an urging, a call on a target to do something about the matter."""

    speaker: str
    action: Action = "other"
    target: str | None = None  # who should act; None when the call is general

    plural: ClassVar[str] = "calls"
    party_slots: ClassVar[tuple[str, ...]] = ("speaker", "target")
    identity_slots: ClassVar[tuple[str, ...]] = ("action",)
    detail_slots: ClassVar[tuple[str, ...]] = ("target",)
    demands: ClassVar[bool] = True

    def block(self, principals: Collection[str] = ()) -> str:
        """One block a speaker and action."""
        del principals
        return f"call:{self.action}:{self.speaker}"

    def likeness(self, other: Self, apart: int | None) -> float:
        """A call without a target may be any of the speaker's calls for that action."""
        del apart
        return float(self.target is None or other.target is None or self.target == other.target)

    def compared(self) -> Hashable:
        """The target."""
        return self.target

    def specificity(self) -> int:
        """A call on nobody in particular is less specific than one on somebody."""
        return int(self.target is not None)

    def merged(self, others: Sequence[Self]) -> Self:
        """The target, if any account names one."""
        return msgspec.structs.replace(self, target=next((c.target for c in (self, *others) if c.target), None))

    def asks(self) -> Request | None:
        """The outcome that would answer the call."""
        return Request(act=ANSWERED_BY[self.action], of=self.target) if self.action in ANSWERED_BY else None

    def sentence(self) -> str:
        """'Ann Hall called for the resignation of John Roe'."""
        wanted = _FOR[self.action].format(self.target) if self.target else _FOR[self.action].rsplit(" ", 2)[0]
        return f"{self.speaker} called for {wanted}"
