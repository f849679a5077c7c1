"""A speaker who denies, plays down, professes not to know, or refuses to answer."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Sequence
from functools import lru_cache
from typing import ClassVar, Literal, Self

import msgspec

from events.claims.claim import Claim, Rejection
from events.wording import content, excepted, likeness, subject

Form = Literal["denial", "no_knowledge", "no_comment", "clarification"]
_VERB = {
    "denial": "denied",
    "no_knowledge": "professed not to know",
    "no_comment": "declined to comment on",
    "clarification": "played down",
}
_READS_ON = {  # what is denied needs no pause behind these verbs
    "denial": re.compile(r"(?:that|any|\w{2,}ing)\b"),
    "no_knowledge": re.compile(r"(?:that|whether|who|what|when|where|why|how)\b"),
    "no_comment": re.compile(r"(?:whether|any|\w{2,}ing)\b"),
    "clarification": re.compile(r"that\b"),
}
_ONE_STATEMENT = 2  # days within which outlets carry one statement
_UNSAID = 0.4  # likeness by time alone
_HALF = 0.5
_MOST = 0.75
_OTHER_SUBJECT = 0.6  # of the likeness remains where one says what was not talked about, and the other does not


@lru_cache(maxsize=65536)
def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """How alike two wordings are, and what they say was not talked about; none where they leave other things open."""
    mine, theirs = ". ".join(one), ". ".join(other)
    if _open(mine, theirs) or _open(theirs, mine):
        return 0.0
    alike = likeness(one, other)
    topics, others = subject(mine), subject(theirs)
    return alike * _OTHER_SUBJECT if (topics or others) and not topics & others else alike


@lru_cache(maxsize=65536)
def _shared(speaker: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two wordings, summary first, share enough beside who speaks: that one speaks twice makes no one denial.

    Half of the summaries; of the quotations, which tell the speaker's office too, most where the summaries differ.
    """
    name = content(speaker)
    mine, theirs = ([content(text) - name for text in texts] for texts in (one, other))
    summed = bool(mine[0] and theirs[0])
    if summed and _overlap(mine[0], theirs[0]) >= _HALF:
        return True
    return any(_overlap(a, b) >= (_MOST if summed else _HALF) for a in mine for b in theirs if a and b)


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    """How much of the shorter of two sets of words the other holds."""
    return len(set(one) & set(other)) / min(len(one), len(other))


def _open(one: str, other: str) -> bool:
    """Whether a text leaves something open ('outside office hours') and the other has limits, but not there."""
    left, limits = excepted(one), excepted(other) | subject(other)
    return bool(left and limits and not left & limits)


class Denial(Claim, frozen=True, kw_only=True, omit_defaults=True, tag="denial"):
    """An answer to an accusation or a reported fact about the speaker, or the side that the speaker defends."""

    speaker: str
    form: Form = "denial"
    about: str = ""  # what is denied, under 15 words
    disputed_by: tuple[str, ...] = ()  # whose account the article itself says contradicts the denial

    plural: ClassVar[str] = "denials"
    party_slots: ClassVar[tuple[str, ...]] = ("speaker", "disputed_by")
    identity_slots: ClassVar[tuple[str, ...]] = ("form",)
    heeds_days: ClassVar[bool] = True

    def block(self, principals: Collection[str] = ()) -> str:
        """One block a speaker and form."""
        del principals
        return f"denial:{self.form}:{self.speaker}"

    def likeness(self, other: Self, apart: int | None) -> float:
        """Speaker and form agree within a block; what remains is the substance.

        Who doesn't know or won't say on one day says so once, however outlets word it; a denial without substance
        ('It is false') answers what the speaker is asked about at that time.
        """
        alike = (
            _alike(self.wording(), other.wording()) if _shared(self.speaker, self.wording(), other.wording()) else 0.0
        )
        if apart is None or apart > _ONE_STATEMENT:
            return alike
        shallow = self.form in ("no_knowledge", "no_comment") or self.specificity() < 0 or other.specificity() < 0
        return max(alike, _UNSAID) if shallow else alike

    def compared(self) -> Hashable:
        """The substance."""
        return self.wording()

    def specificity(self) -> int:
        """A denial that doesn't say of what is less specific than one that does."""
        return 0 if any(content(text) for text in self.wording()) else -1

    def wording(self) -> tuple[str, ...]:
        """The texts that carry the substance: the summary and the quotations."""
        return (self.about, *(piece.quote for piece in self.evidence))

    def merged(self, others: Sequence[Self]) -> Self:
        """The earliest account's words; every account that disputes it."""
        disputed = dict.fromkeys(name for claim in (self, *others) for name in claim.disputed_by)
        return msgspec.structs.replace(self, disputed_by=tuple(disputed))

    def rejects(self) -> Rejection | None:
        """The denied substance; a refusal to answer rejects nothing."""
        if self.form == "no_comment":
            return None
        strength = {"denial": "denies", "no_knowledge": "does not know", "clarification": "plays down"}[self.form]
        text = ". ".join(text for text in self.wording() if text)
        return Rejection(by=self.speaker, text=text, strength=strength, disputed_by=self.disputed_by)

    def sentence(self) -> str:
        """'John Roe denied meeting the minister', 'John Roe played down: he was there by chance'."""
        if not self.about:
            return f"{self.speaker} {_VERB[self.form]} it"
        pause = "" if _READS_ON[self.form].match(self.about) else ":"
        return f"{self.speaker} {_VERB[self.form]}{pause} {self.about}"
