"""What a mail says was known before, and what is now."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from events.changes import Change
from events.facts import Account, Fact
from monitor.alerts.citing import cited
from monitor.alerts.items import Item, answered
from monitor.alerts.record import Record
from monitor.reports.clean import one_line
from monitor.reports.screen import Screen

_NOTHING = "nothing on record"
_EARLIER = 2  # facts that are named of those on record


class Course:
    """Tells the course of a piece of news. `born` are the facts that the mail itself makes known."""

    def __init__(self, record: Record, screen: Screen, born: Collection[str]) -> None:
        self._record = record
        self._screen = screen
        self._born = born

    def of(self, item: Item, since: int) -> tuple[str, str]:
        """What was known before the event at position `since`, and what is now, a line each."""
        before, after = self._told(item, since)
        return one_line(before), one_line(after)

    def _told(self, item: Item, since: int) -> tuple[str, str]:
        lead = item.lead
        fact = self._record.fact(lead.claim)
        match lead.change:
            case "contradiction":
                return self._sides(lead, fact)
            case "answered":
                number = len(answered(item))
                return f"{number} {'call' if number == 1 else 'calls'}, not answered", lead.after or ""
            case "support" | "conflict" | "detail" if fact:
                return _accounts_before(item, fact), _accounts_now(item, fact)
            case "new" if fact:
                return self._on_record(lead, fact, since), fact.claim.sentence()
            case "corrected":
                return lead.before or "taken to be wrong", f"{lead.after or 'does not stand'} ({lead.reason})"
            case _:
                return lead.before or "nobody said", lead.after or "withdrawn"

    def _on_record(self, lead: Change, fact: Fact, since: int) -> str:
        """How many facts of the sort were known before, and the latest of them, each with its source."""
        known = self._record.earlier(lead.claim, since)
        if not known:
            return _NOTHING
        what = fact.claim.kind if len(known) == 1 else fact.claim.plural
        return f"{len(known)} {what} on record: {self.earlier(known)}"

    def earlier(self, known: Sequence[Fact]) -> str:
        """The latest of some facts, each with its source; '' where there are none."""
        dots = "… " if len(known) > _EARLIER else ""
        return dots + "; ".join(cited(fact, self._screen) for fact in known[-_EARLIER:])

    def _sides(self, lead: Change, fact: Fact | None) -> tuple[str, str]:
        """What is denied and what is said against it: what came first, then the other; both where neither was known."""
        other = self._record.fact(lead.other) if lead.other else None
        denied = cited(fact, self._screen) if fact else lead.sentence.split(" / ")[0]
        said = cited(other, self._screen) if other else lead.after or ""
        if {lead.claim, lead.other} <= {*self._born}:
            return _NOTHING, f"{denied}; against it: {said}"
        newer = bool(fact and other and self._record.known_at(fact) > self._record.known_at(other))
        return (said, denied) if newer else (denied, said)


def fresh(item: Item) -> list[Account]:
    """The accounts that made the changes of an item, each once."""
    made = [account for one in (item.lead, *item.also) if one.claim == item.lead.claim for account in one.evidence]
    return list({account.id: account for account in made}.values())


def _accounts_before(item: Item, fact: Fact) -> str:
    """What the other accounts say of the slots that the new ones fill, each with its outlet."""
    lead = item.lead
    new = {account.id for account in fresh(item)}
    told = _values([account for account in fact.accounts if account.id not in new], lead, fact)
    if lead.slot is None:
        count = f"{lead.before} {'origin' if lead.before == '1' else 'origins'}"
        return "; ".join((count, *told))
    return "; ".join(told) or lead.before or "nobody said"


def _accounts_now(item: Item, fact: Fact) -> str:
    """What the new accounts say of these slots, and how many origins there are."""
    lead, last = item.lead, (item.also or (item.lead,))[-1]
    told = _values(fresh(item), lead, fact)
    return "; ".join((*([f"{last.after} origins"] if lead.slot is None else []), *told)) or lead.after or ""


def _values(accounts: list[Account], lead: Change, fact: Fact) -> list[str]:
    """What accounts say in the slots that a change is about, each with its outlet: its own, else those kept of all."""
    slots = (lead.slot,) if lead.slot else fact.claim.side_by_side
    return [
        f"{value} [{one_line(account.publisher or account.label)}]"
        for account in accounts
        for slot in slots
        if (value := getattr(account.claim, slot))
    ]
