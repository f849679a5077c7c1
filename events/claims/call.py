"""A speaker who says that somebody should act: recuse themselves, resign, testify."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

import msgspec

from events.claims.claim import Claim

Action = Literal["recuse", "resign", "fire", "investigate", "withdraw", "apologize", "release", "testify", "other"]
_TO = {
    "recuse": "to recuse themselves",
    "resign": "to resign",
    "fire": "to be fired",
    "investigate": "to investigate",
    "withdraw": "to withdraw",
    "apologize": "to apologise",
    "release": "to release what they hold",
    "testify": "to testify",
    "other": "to act",
}


class Call(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="call"):
    """A demand, an urging, a call on a target to do something about the matter."""

    speaker: str
    action: Action = "other"
    target: str | None = None  # who should act; None when the call is general

    plural: ClassVar[str] = "calls"
    party_slots: ClassVar[tuple[str, ...]] = ("speaker", "target")
    detail_slots: ClassVar[tuple[str, ...]] = ("target",)

    def block(self) -> str:
        """One block a speaker and action."""
        return f"call:{self.action}:{self.speaker}"

    def same(self, other: Self) -> bool:
        """A call without a target may be any of the speaker's calls for that action."""
        return self.target is None or other.target is None or self.target == other.target

    def vague(self) -> bool:
        """A call on nobody in particular."""
        return self.target is None

    def merged(self, others: Sequence[Self]) -> Self:
        """The target, if any account names one."""
        return msgspec.structs.replace(self, target=next((c.target for c in (self, *others) if c.target), None))

    def sentence(self) -> str:
        """'Al Franken calls on Jeff Sessions to recuse himself'."""
        if self.action == "fire":
            return f"{self.speaker} calls for {self.target or 'somebody'} {_TO[self.action]}"
        on = f"on {self.target} {_TO[self.action]}" if self.target else f"for somebody {_TO[self.action]}"
        return f"{self.speaker} calls {on}"
