"""Changes that are one piece of news are one item of a mail: one denial and all that contradicts it, one act and
all calls that it answers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import msgspec

from events.changes import Change


class Item(msgspec.Struct, frozen=True):
    """A piece of news: the change that leads it, and those that belong to it."""

    lead: Change
    also: tuple[Change, ...] = ()


def items(changes: Iterable[Change]) -> list[Item]:
    """The changes of a mail, most important first, as pieces of news in the same order."""
    given = list(changes)
    fresh = {change.claim for change in given if change.change == "new"}
    grouped: list[list[Change]] = []
    for change in given:
        home = next((group for group in grouped if _belongs(change, group)), None)
        if home is None:
            grouped.append([change])
        else:
            home.append(change)
    return [_led(group, fresh) for group in grouped]


def answered(item: Item) -> list[Change]:
    """The changes by which the item's act answers demands."""
    return [one for one in (item.lead, *item.also) if one.change == "answered"]


def _led(group: list[Change], fresh: Collection[str]) -> Item:
    """The item; of contradictions as strong as the first one, that which something new makes leads."""
    first = group[0]
    lead = next(
        (one for one in group if one.change == first.change and one.strength == first.strength and one.other in fresh),
        first,
    )
    lead = lead if first.change == "contradiction" else first
    return Item(lead, tuple(one for one in group if one is not lead))


def _belongs(change: Change, group: list[Change]) -> bool:
    lead = group[0]
    match change.change:
        case "contradiction":
            return change.claim == lead.claim or (lead.change == "new" and change.other == lead.claim)
        case "answered":
            return lead.change == "answered" and change.other == lead.other
        case "new":
            if lead.change == "answered":  # what is asked for and done at once is one piece of news
                return change.claim in {lead.other, *(one.claim for one in group if one.change == "answered")}
            said = change.claim == lead.claim or (change.claim == lead.other and _is_statement(change))
            return lead.change == "contradiction" and said
        case "support":
            return change.claim == lead.claim and lead.change not in ("contradiction", "answered")
        case _:
            return change.claim == lead.claim and lead.change not in ("contradiction", "answered", "support")


def _is_statement(change: Change) -> bool:
    """Whether somebody says it, so that it is news only by what it contradicts; what happened is news by itself."""
    asserted = change.evidence[0].claim.asserts() if change.evidence else None
    return asserted is not None and asserted.by is not None
