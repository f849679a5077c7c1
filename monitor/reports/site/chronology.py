"""What a timeline shows: what happened against when it became known, who denied it, what was demanded and answered.

Everything is asked of the kinds (does a claim assert, reject, demand or answer?), never of their names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from events import dates
from events.contradictions import Strength
from events.facts import Fact
from monitor.projections.stories import Known
from monitor.reports.site.plain import sentence

_ROWS = 8  # of each band; a drawing with more is no picture any more
_WEIGHT: dict[Strength, int] = {"direct": 3, "apparent": 2, "tension": 1}


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, or that somebody granted."""

    id: str
    label: str
    known: date  # when the first report of it was published
    start: date | None = None  # first and last day that its date may mean; None where no account dates it
    end: date | None = None


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """Something that somebody denied, played down or professed not to know."""

    id: str
    label: str
    said: date  # when the first report of it was published
    against: tuple[tuple[str, Strength], ...]  # ids of happenings, and how directly they contradict it


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """Something that somebody asked for."""

    id: str
    label: str
    made: date  # when the first report of it was published
    answered: date | None = None  # when the act happened, or was first reported; None: no act is known
    answer: str | None = None  # the act in words
    act: str | None = None  # the id of the act


class Month(msgspec.Struct, frozen=True):
    """How much of a story falls into a month."""

    first: date  # its first day
    happened: int  # facts that are dated to it, or begin in it
    known: int  # facts first reported in it


class Chronology(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of a timeline, band by band, and how many rows there was no room for."""

    happenings: tuple[Happening, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    demands: tuple[Demand, ...] = ()
    left_out: tuple[int, int, int] = (0, 0, 0)  # of each band
    months: tuple[Month, ...] = ()  # everything, where rows are left out; in order, those with anything

    def days(self) -> list[date]:
        """Every day that the drawing must reach."""
        found = [day for one in self.happenings for day in (one.known, one.start, one.end) if day]
        found += [one.said for one in self.rejected]
        return found + [day for one in self.demands for day in (one.made, one.answered) if day]


def chronology(known: Known, rows: int = _ROWS) -> Chronology:
    """The weightiest rows of a story, each band in the order of time. What no dated article reports is not shown.

    A happening weighs what speaks against it, then how many origins report it; what is undated shows only if a denial
    stands against it.
    """
    facts = {fact.id: fact for fact in known.story.facts() if _published(fact)}
    standing: dict[str, list[tuple[str, Strength]]] = defaultdict(list)
    weight: dict[str, int] = defaultdict(int)
    for one in known.contradictions:
        denied, asserted = one.between
        if denied in facts and asserted in facts:
            standing[denied].append((asserted, one.strength))
            weight[asserted] = max(weight[asserted], _WEIGHT[one.strength])
            weight[denied] = max(weight[denied], _WEIGHT[one.strength])
    happened = [
        fact
        for fact in facts.values()
        if (_when(fact) and (fact.claim.asserts() or fact.claim.answers())) or weight[fact.id] == _WEIGHT["direct"]
        if fact.id not in standing
    ]
    shown = _weightiest(happened, weight, rows)
    visible = {fact.id for fact in shown}
    denials = [facts[name] for name, against in standing.items() if any(other in visible for other, _ in against)]
    demands = [fact for fact in facts.values() if fact.claim.demands]
    asked = _weightiest(demands, weight, rows)
    acts = {answer.demand: facts[answer.act] for answer in reversed(known.answers) if answer.act in facts}
    saying = _weightiest(denials, weight, rows)
    rejected = [_rejected(fact, standing[fact.id], visible) for fact in saying]
    demanded = [_demand(fact, acts.get(fact.id)) for fact in asked]
    left_out = (len(happened) - len(shown), len(denials) - len(saying), len(demands) - len(asked))
    return Chronology(
        months=tuple(_months(facts.values())) if any(left_out) else (),
        happenings=tuple(sorted(map(_happening, shown), key=lambda one: (one.start or one.known, one.id))),
        rejected=tuple(sorted(rejected, key=lambda one: (one.said, one.id))),
        demands=tuple(sorted(demanded, key=lambda one: (one.made, one.id))),
        left_out=left_out,
    )


def _months(facts: Iterable[Fact]) -> Iterator[Month]:
    happened: Counter[date] = Counter()
    known: Counter[date] = Counter()
    for fact in facts:
        known[_known(fact).replace(day=1)] += 1
        if when := _when(fact):
            happened[dates.interval(when)[0].replace(day=1)] += 1
    yield from (Month(first, happened[first], known[first]) for first in sorted(happened.keys() | known.keys()))


def _weightiest(facts: Iterable[Fact], weight: dict[str, int], rows: int) -> list[Fact]:
    return sorted(facts, key=lambda fact: (-weight[fact.id], -len(fact.origins), -len(fact.accounts), fact.id))[:rows]


def _happening(fact: Fact) -> Happening:
    when = _when(fact)
    start, end = dates.interval(when) if when else (None, None)
    return Happening(id=fact.id, label=_label(fact), known=_known(fact), start=start, end=end)


def _rejected(fact: Fact, against: list[tuple[str, Strength]], visible: set[str]) -> Rejected:
    drawn = tuple(sorted((other, strength) for other, strength in against if other in visible))
    return Rejected(id=fact.id, label=_label(fact), said=_known(fact), against=drawn)


def _demand(fact: Fact, act: Fact | None) -> Demand:
    if act is None:
        return Demand(id=fact.id, label=_label(fact), made=_known(fact))
    when = _when(act)
    answered = max(dates.interval(when)[0], _known(fact)) if when else _known(act)
    label, made = _label(fact), _known(fact)
    return Demand(id=fact.id, label=label, made=made, answered=answered, answer=_label(act), act=act.id)


def _label(fact: Fact) -> str:
    return sentence(fact.claim.sentence())


def _when(fact: Fact) -> str | None:
    when = getattr(fact.claim, "when", None)
    return when if isinstance(when, str) and dates.valid(when) else None


def _published(fact: Fact) -> str | None:
    return fact.accounts[0].published  # the oldest; undated ones come last


def _known(fact: Fact) -> date:
    return date.fromisoformat((_published(fact) or "")[:10])
