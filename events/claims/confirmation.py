"""A speaker who acknowledges, admits or confirms what had been alleged or reported."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import ClassVar, Self

from events.claims.claim import Assertion, Claim
from events.wording import likeness


class Confirmation(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="confirmation"):
    """An acknowledgement, admission or confirmation."""

    speaker: str
    about: str = ""  # what is confirmed, under 15 words

    plural: ClassVar[str] = "confirmations"
    party_slots: ClassVar[tuple[str, ...]] = ("speaker",)
    identity_slots: ClassVar[tuple[str, ...]] = ("about",)

    def block(self, principals: Collection[str] = ()) -> str:
        """One block a speaker."""
        del principals
        return f"confirmation:{self.speaker}"

    def likeness(self, other: Self, apart: int | None) -> float:
        """The speaker agrees within a block; what remains is the substance."""
        del apart
        return likeness(self.wording(), other.wording())

    def compared(self) -> Hashable:
        """The substance."""
        return self.wording()

    def wording(self) -> tuple[str, ...]:
        """The texts that carry the substance: the summary and the quotations."""
        return (self.about, *(piece.quote for piece in self.evidence))

    def merged(self, others: Sequence[Self]) -> Self:
        """The earliest account's words."""
        del others
        return self

    def asserts(self) -> Assertion | None:
        """What the speaker grants."""
        text = self.about or self.evidence[0].quote
        return Assertion(parties=(self.speaker,), text=text, by=self.speaker)

    def sentence(self) -> str:
        """'The ministry confirmed that the two met'."""
        return f"{self.speaker} confirmed{' ' + self.about if self.about else ' it'}"
