"""What all kinds of claim share: grounds, mouths, and the few questions that the rest of the program asks of a kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import ClassVar, Self

import msgspec


class Evidence(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A verbatim quotation: `text[start:end] == quote` in the version of the article that was read."""

    start: int  # code points from the start of the text
    end: int
    quote: str


class Assertion(msgspec.Struct, frozen=True):
    """Something that a claim says happened, as contradictions look at it."""

    parties: tuple[str, ...]  # who it happened between, or who speaks of it
    text: str  # what is said of it
    topics: str = ""  # what was talked about, if anybody says
    when: str | None = None  # partial ISO date
    by: str | None = None  # who asserts it; None: the press


class Rejection(msgspec.Struct, frozen=True):
    """Something that a speaker says isn't so, or isn't known to them."""

    by: str
    text: str
    strength: str  # 'denies', 'plays down' or 'does not know'
    disputed_by: tuple[str, ...] = ()  # whose account an article itself sets against it


class Request(msgspec.Struct, frozen=True):
    """Somebody should do something."""

    act: str  # the action of the outcome that would answer it
    of: str | None  # who should act; None: nobody in particular


class Act(msgspec.Struct, frozen=True):
    """Somebody did, refused or announced something that had been asked for."""

    act: str
    by: tuple[str, ...]  # whom the demand may have named


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """One thing that one article reports. Subclasses, one a kind, add the slots of the annotation guide.

    Party slots hold the fullest name that the article gives; which person of a story that is, is decided later.
    """

    evidence: tuple[Evidence, ...]  # at least one; the most telling first
    attributed_to: tuple[str, ...] = ()  # who reports whom, outermost first: ('The Washington Post', 'officials')
    confidence: float = 1.0  # 0 to 1: how often claims like this one are right
    how: dict[str, str] = {}  # slot -> the rule that filled it; 'kind' -> the rule that found the claim

    plural: ClassVar[str]  # the section of a status report: 'meetings'
    party_slots: ClassVar[tuple[str, ...]]  # slots that name parties, a str or a tuple of str
    identity_slots: ClassVar[
        tuple[str, ...]
    ]  # beside the parties, the slots that tell two claims of one sentence apart
    detail_slots: ClassVar[tuple[str, ...]] = ()  # slots whose new value is news of the same fact

    heeds_days: ClassVar[bool] = False  # whether `likeness` heeds how far apart claims were published
    demands: ClassVar[bool] = False  # whether claims of the kind ask for something that may be answered
    side_by_side: ClassVar[tuple[str, ...]] = ()  # slots of which a fact keeps every account's value

    @property
    def kind(self) -> str:
        """The kind's stable name, as stored."""
        return kind_name(type(self))

    def parties(self) -> tuple[str, ...]:
        """Every party that the claim names, in the order of the slots."""
        return tuple(name for slot in self.party_slots for name in as_names(getattr(self, slot)))

    def renamed(self, rename: Callable[[str], str]) -> Self:
        """The same claim with every party named by `rename`."""
        changed: dict[str, str | tuple[str, ...]] = {}
        for slot in self.party_slots:
            value = getattr(self, slot)
            if isinstance(value, str):
                changed[slot] = rename(value)
            elif value is not None:
                changed[slot] = tuple(dict.fromkeys(rename(name) for name in value))
        return msgspec.structs.replace(self, **changed)

    def block(self, principals: Collection[str] = ()) -> str:
        """Claims of different blocks are never the same fact; asked of a claim whose parties are resolved.

        `principals` are the parties that the story is about.
        """
        raise NotImplementedError

    def likeness(self, other: Self, apart: int | None) -> float:
        """How surely two claims of one block report one fact: 0 never, 1 certainly. Symmetric.

        `apart` is the number of days between their publications, None when that isn't known.
        """
        raise NotImplementedError

    def compared(self) -> Hashable:
        """What `likeness` compares: claims of a block that are equal in it are equally like any other."""
        return id(self)

    def specificity(self) -> int:
        """How precisely the claim says which fact it means. A less specific claim joins the one fact that it fits."""
        return 0

    def counted(self) -> int:
        """How many facts of its block the claim speaks of: 2 for 'met twice'."""
        return 1

    def merged(self, others: Sequence[Self]) -> Self:
        """The fact that this claim and `others` report together, most specific value of each slot."""
        raise NotImplementedError

    def asserts(self) -> Assertion | None:
        """What a denial could contradict, if the claim asserts that something happened."""
        return None

    def rejects(self) -> Rejection | None:
        """What the claim says did not happen or isn't known, if it is a denial of some sort."""
        return None

    def asks(self) -> Request | None:
        """What the claim asks for, if it is a demand."""
        return None

    def answers(self) -> Act | None:
        """Which demand the claim would answer, if it is an act."""
        return None

    def sentence(self) -> str:
        """The claim as a person would say it, without a full stop."""
        raise NotImplementedError


def kind_name(kind: type[Claim]) -> str:
    """The stable, stored name of a kind."""
    tag = kind.__struct_config__.tag
    return str(tag)


def as_names(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """A party slot's value as a tuple of names."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def listed(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else "nobody named"
