"""What came of calls: someone recused themselves, resigned, was fired, an investigation was opened."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import ClassVar, Literal, Self

import msgspec

from events import dates
from events.claims.claim import Act, Claim
from events.wording import likeness

Action = Literal[
    "recused", "resigned", "fired", "investigation_opened", "investigation_closed", "withdrew", "apologized",
    "released", "testified",
]  # fmt: skip
Status = Literal["done", "refused", "announced"]
_WEIGHT = {"done": 2, "refused": 1, "announced": 0}
_DID = {
    "recused": "stepped aside from the matter (recusal)",
    "resigned": "resigned",
    "fired": "fired {}",
    "investigation_opened": "opened an investigation into {}",
    "investigation_closed": "closed an investigation into {}",
    "withdrew": "withdrew",
    "apologized": "apologised",
    "released": "released what was asked for",
    "testified": "testified",
}


class Outcome(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="outcome"):
    """The act that calls are about, done, refused or announced."""

    actor: str
    action: Action
    target: str | None = None  # who was fired, or is investigated
    status: Status = "done"
    when: str | None = None  # partial ISO date

    plural: ClassVar[str] = "outcomes"
    party_slots: ClassVar[tuple[str, ...]] = ("actor", "target")
    identity_slots: ClassVar[tuple[str, ...]] = ("action",)
    detail_slots: ClassVar[tuple[str, ...]] = ("when", "target")

    def block(self, principals: Collection[str] = ()) -> str:
        """One block an actor and act."""
        del principals
        return f"outcome:{self.action}:{self.actor}"

    def likeness(self, other: Self, apart: int | None) -> float:
        """Acts of one actor are one unless their dates or targets differ; nobody resigns twice within a month."""
        del apart
        targets = self.target is None or other.target is None or likeness((self.target,), (other.target,)) > 0
        return float((targets or self.target == other.target) and dates.near(self.when, other.when))

    def compared(self) -> Hashable:
        """Date and target."""
        return self.when, self.target

    def specificity(self) -> int:
        """An act without a date may be any of that actor's."""
        return int(self.when is not None)

    def merged(self, others: Sequence[Self]) -> Self:
        """The most precise date and the act done, if any account says that it was."""
        every = (self, *others)
        return msgspec.structs.replace(
            self,
            when=dates.most_precise(claim.when for claim in every),
            target=next((claim.target for claim in every if claim.target), None),
            status=max((claim.status for claim in every), key=_WEIGHT.__getitem__),
        )

    def answers(self) -> Act | None:
        """The calls on the actor, or on whoever was fired; a mere announcement answers nothing yet."""
        if self.status == "announced":
            return None
        return Act(act=self.action, by=tuple(name for name in (self.actor, self.target) if name))

    def sentence(self) -> str:
        """'John Roe resigned in February 2017'."""
        did = _DID[self.action]
        if self.action == "fired" and self.actor == self.target:
            did = "was fired"  # by nobody named
        elif "{}" in did:
            did = did.format(self.target) if self.target else did.removesuffix(" into {}").replace("{}", "somebody")
        elif self.target:
            did = f"{did}: {self.target}"
        when = f" {dates.phrase(self.when)}" if self.when else ""
        how = {"done": "", "refused": " (refused)", "announced": " (announced)"}[self.status]
        return f"{self.actor} {did}{when}{how}"
