"""What all kinds of claim share: grounds, mouths, and the few questions that the rest of the program asks of a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Self

import msgspec


class Evidence(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A verbatim quotation: `text[start:end] == quote` in the version of the article that was read."""

    start: int  # code points from the start of the text
    end: int
    quote: str


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """One thing that one article reports. Subclasses, one a kind, add the slots of the annotation guide.

    Party slots hold the fullest name that the article gives; which person of a story that is, is decided later.
    """

    evidence: tuple[Evidence, ...]  # at least one; the most telling first
    attributed_to: tuple[str, ...] = ()  # who reports whom, outermost first: ('The Washington Post', 'officials')
    confidence: float = 1.0  # 0 to 1: how often claims like this one are right
    how: dict[str, str] = {}  # slot -> the rule that filled it; 'kind' -> the rule that found the claim  # noqa: RUF012

    plural: ClassVar[str]  # the section of a status report: 'meetings'
    party_slots: ClassVar[tuple[str, ...]]  # slots that name parties, a str or a tuple of str
    detail_slots: ClassVar[tuple[str, ...]] = ()  # slots whose new value is news of the same fact

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

    def block(self) -> str:
        """Claims of different blocks are never the same fact; asked of a claim whose parties are resolved."""
        raise NotImplementedError

    def same(self, other: Self) -> bool:
        """Whether two claims of one block, from different places, report one fact. Must be symmetric."""
        raise NotImplementedError

    def vague(self) -> bool:
        """Whether the claim is too unspecific to be a fact of its own where specific ones of its block are known."""
        return False

    def merged(self, others: Sequence[Self]) -> Self:
        """The fact that this claim and `others` report together, most specific value of each slot."""
        raise NotImplementedError

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
