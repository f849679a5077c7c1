"""A speaker who denies, plays down, professes not to know, or refuses to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal, Self

import msgspec

from events.claims.claim import Claim
from events.wording import alike

Form = Literal["denial", "no_knowledge", "no_comment", "clarification"]
_VERB = {
    "denial": "denies",
    "no_knowledge": "professes not to know",
    "no_comment": "declines to comment on",
    "clarification": "plays down",
}


class Denial(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="denial"):
    """An answer to an accusation or a reported fact about the speaker, or the side that the speaker defends."""

    speaker: str
    form: Form = "denial"
    about: str = ""  # what is denied, under 15 words
    disputed_by: tuple[str, ...] = ()  # whose account the article itself says contradicts the denial

    plural: ClassVar[str] = "denials"
    party_slots: ClassVar[tuple[str, ...]] = ("speaker", "disputed_by")

    def block(self) -> str:
        """One block a speaker and form."""
        return f"denial:{self.form}:{self.speaker}"

    def same(self, other: Self) -> bool:
        """Speaker and form agree within a block; what remains is the substance."""
        return alike(self.wording(), other.wording())

    def wording(self) -> tuple[str, ...]:
        """The texts that carry the substance: the summary and the quotations."""
        return (self.about, *(piece.quote for piece in self.evidence))

    def merged(self, others: Sequence[Self]) -> Self:
        """The earliest account's words; every account that disputes it."""
        disputed = dict.fromkeys(name for claim in (self, *others) for name in claim.disputed_by)
        return msgspec.structs.replace(self, disputed_by=tuple(disputed))

    def sentence(self) -> str:
        """'Jeff Sessions denies meeting Russian officials to discuss the campaign'."""
        return f"{self.speaker} {_VERB[self.form]}{' ' + self.about if self.about else ' it'}"
