"""A speaker who acknowledges, admits or confirms what had been alleged or reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from events.claims.claim import Claim
from events.wording import alike


class Confirmation(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="confirmation"):
    """An acknowledgement, admission or confirmation."""

    speaker: str
    about: str = ""  # what is confirmed, under 15 words

    plural: ClassVar[str] = "confirmations"
    party_slots: ClassVar[tuple[str, ...]] = ("speaker",)

    def block(self) -> str:
        """One block a speaker."""
        return f"confirmation:{self.speaker}"

    def same(self, other: Self) -> bool:
        """The speaker agrees within a block; what remains is the substance."""
        return alike(self.wording(), other.wording())

    def wording(self) -> tuple[str, ...]:
        """The texts that carry the substance: the summary and the quotations."""
        return (self.about, *(piece.quote for piece in self.evidence))

    def merged(self, others: Sequence[Self]) -> Self:
        """The earliest account's words."""
        del others
        return self

    def sentence(self) -> str:
        """'The Justice Department confirms that Sessions met the ambassador'."""
        return f"{self.speaker} confirms{' ' + self.about if self.about else ' it'}"
