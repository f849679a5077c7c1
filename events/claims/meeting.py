"""An encounter or direct contact between two or more parties."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Hashable, Sequence
from typing import ClassVar, Literal, Self

import msgspec

from events import dates
from events.claims.claim import Assertion, Claim, listed

Status = Literal["reported", "confirmed", "denied", "planned"]
# What wins where accounts differ: an acknowledgement outweighs a report, whoever made it first.
_WEIGHT = {"confirmed": 3, "reported": 2, "denied": 1, "planned": 0}
_SAME_DATE = 0.8  # likely, not certain: the same parties may meet twice in a month
_SPANS = (0, 6, 30, 92)  # days from the first to the last: a day, a week, a month, a season; more is a year


class Meeting(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="meeting"):
    """A meeting, call or conversation that an article reports as having happened, alleged, planned or denied."""

    participants: tuple[str, ...]
    when: str | None = None  # partial ISO date: '2016-07'; None when the article gives none
    where: str | None = None  # place or occasion, in the article's words
    status: Status = "reported"
    count: int | None = None  # a sentence that only counts them ('met twice'); None for one meeting
    topics: str | None = None  # what was talked about, in the article's words

    plural: ClassVar[str] = "meetings"
    party_slots: ClassVar[tuple[str, ...]] = ("participants",)
    identity_slots: ClassVar[tuple[str, ...]] = ("when", "where", "count")
    detail_slots: ClassVar[tuple[str, ...]] = ("when", "where", "topics")
    side_by_side: ClassVar[tuple[str, ...]] = ("where",)

    def block(self, principals: Collection[str] = ()) -> str:
        """One block a set of principals: the story's own parties if two of them met, else everyone who did."""
        known = sorted(name for name in self.participants if name in principals)
        return "meeting:" + "|".join(known if len(known) > 1 else sorted(self.participants))

    def likeness(self, other: Self, apart: int | None) -> float:
        """Principals are the same within a block; what remains is whether the dates agree."""
        del apart
        return _SAME_DATE if dates.agree(self.when, other.when) else 0.0

    def compared(self) -> Hashable:
        """The date."""
        return self.when

    def specificity(self) -> int:
        """A day, a week, a month, a season, a year, no date at all, a mere count: each less specific than the last."""
        if self.count:
            return -len(_SPANS) - 2
        if self.when is None:
            return -len(_SPANS) - 1
        first, last = dates.interval(self.when)
        return -bisect_left(_SPANS, (last - first).days)

    def counted(self) -> int:
        """How many meetings the sentence counts."""
        return self.count or 1

    def merged(self, others: Sequence[Self]) -> Self:
        """The most precise date, the weightiest status; places stay with the accounts."""
        every = (self, *others)
        return msgspec.structs.replace(
            self,
            when=dates.most_precise(claim.when for claim in every),
            where=next((claim.where for claim in every if claim.where), None),
            topics=next((claim.topics for claim in every if claim.topics), None),
            status=max((claim.status for claim in every), key=_WEIGHT.__getitem__),
        )

    def asserts(self) -> Assertion | None:
        """That the participants were in contact."""
        if self.status in ("denied", "planned"):
            return None
        text = f"met meeting contact {' '.join(self.participants)}"
        return Assertion(parties=self.participants, text=text, topics=self.topics or "", when=self.when)

    def sentence(self) -> str:
        """'Ann Hall and John Roe met in July 2016 (at the races; confirmed)'."""
        times = f" {self.count} times" if self.count else ""
        when = f" {dates.phrase(self.when)}" if self.when else ""
        verb = "are to meet" if self.status == "planned" else "met"
        known = "; ".join(part for part in (self.where, self.status) if part)
        return f"{listed(self.participants)} {verb}{times}{when} ({known})"
