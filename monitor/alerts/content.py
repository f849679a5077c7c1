"""What a mail shows, as plain values for its templates: the text and the HTML say the same because both say this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from events.changes import Change
from events.claims.claim import listed
from events.contradictions import STRENGTHS
from events.facts import Account, Fact
from events.policy import Candidate, Reader, Rule, rank
from monitor.alerts.headline import headline, label
from monitor.alerts.items import Item, items
from monitor.alerts.record import Record
from monitor.reports.clean import one_line
from monitor.reports.links import at_quotation
from monitor.reports.quoting import byline, outlet
from monitor.reports.screen import Screen, cut

_QUOTATIONS = 3  # an item; 'monitor why' has all
_QUOTED = 420  # characters of one quotation
_AGAINST = 3  # contradictions shown beside an item
_EARLIER = 2  # facts in the line of background


class Setting(msgspec.Struct, frozen=True):
    """What a mail's content depends on beside the story's record."""

    reader: Reader
    rules: tuple[Rule, ...]
    shown: int  # items
    correct_to: str  # a mail address


def content(story: str, found: Sequence[Candidate], record: Record, setting: Setting) -> dict[str, Any]:
    """The items of a mail about these changes, ranked as given, and how many are left out."""
    screen = Screen(zone=setting.reader.zone)
    ranks = {one.change.id: rank(one, setting.rules, story, setting.reader.address) for one in found}
    news = items(record.today(one.change) for one in found)
    since = {one.change.id: one.position for one in found}
    writer = _Writer(story, record, screen, setting)
    shown = []
    for item in news[: setting.shown]:
        first = min((ranks[one.id] for one in (item.lead, *item.also)), key=lambda ranked: ranked[0])
        shown.append(writer.item(item, *first, since[item.lead.id]))
    return {"items": shown, "number": len(news), "left_out": len(news) - len(shown)}


class _Writer:
    """Writes the items of one mail."""

    def __init__(self, story: str, record: Record, screen: Screen, setting: Setting) -> None:
        self._story = story
        self._record = record
        self._screen = screen
        self._setting = setting

    def item(self, item: Item, number: int, rule: Rule, since: int) -> dict[str, Any]:
        """Everything that is shown of a piece of news."""
        lead = item.lead
        fact = self._record.fact(lead.claim)
        before, after = self._course(item, since)
        return {
            "id": lead.id,
            "claim": lead.claim,
            "grounds": lead.claim if fact else lead.id,
            "change": lead.change,
            "label": label(item),
            "headline": one_line(headline(item, self._record)),
            "before": one_line(before),
            "after": one_line(after),
            "quotations": [self._quotation(account) for account in self._accounts(item)],
            "origins": self._origins(lead, fact),
            "also": self._also(item),
            "against": self._against(item),
            "background": self._background(item, since),
            "why": _why(number, rule),
            "mute": self._muting(lead),
            "mute_by_mail": self._mail_to("mute", lead),
            "correct_by_mail": self._mail_to("correct", lead),
        }

    def _origins(self, lead: Change, fact: Fact | None) -> str:
        """How many outlets found out what is told, for either side of a contradiction; '' when the fact is gone."""
        if fact is None:
            return ""
        other = self._record.fact(lead.other) if lead.change == "contradiction" and lead.other else None
        said = self._screen.counted(len(fact.origins), "origin")
        return f"{said}, against it {self._screen.counted(len(other.origins), 'origin')}" if other else said

    def _course(self, item: Item, since: int) -> tuple[str, str]:
        """What was known before, and what is now."""
        lead = item.lead
        fact = self._record.fact(lead.claim)
        other = self._record.fact(lead.other) if lead.other else None
        match lead.change:
            case "contradiction":
                denied = self._cited(fact) if fact else lead.sentence.split(" / ")[0]
                said = self._cited(other) if other else lead.after or ""
                newer = bool(fact and other and self._record.known_at(fact) > self._record.known_at(other))
                return (said, denied) if newer else (denied, said)
            case "answered":
                number = len(_answered(item))
                return f"{number} {'call' if number == 1 else 'calls'}, not answered", lead.after or ""
            case "support" | "conflict" | "detail" if fact:
                return self._accounts_before(item, fact), self._accounts_now(item, fact)
            case "new" if fact:
                known = len(self._record.earlier(lead.claim, since))
                what = fact.claim.kind if known == 1 else fact.claim.plural
                before = f"{known} {what} on record: {listed(fact.claim.parties())}" if known else "nothing on record"
                return before, fact.claim.sentence()
            case "corrected":
                return lead.before or "taken to be wrong", f"{lead.after or 'does not stand'} ({lead.reason})"
            case _:
                return lead.before or "nobody said", lead.after or "withdrawn"

    def _accounts_before(self, item: Item, fact: Fact) -> str:
        """What the other accounts say of the slots that the new ones fill, each with its outlet."""
        lead = item.lead
        fresh = {account.id for account in _fresh(item)}
        told = [
            f"{value} [{one_line(account.publisher or account.label)}]"
            for account in fact.accounts
            if account.id not in fresh
            for slot in _slots(lead, fact)
            if (value := getattr(account.claim, slot))
        ]
        if lead.slot is None:
            count = f"{lead.before} {'origin' if lead.before == '1' else 'origins'}"
            return "; ".join((count, *told))
        return "; ".join(told) or lead.before or "nobody said"

    def _accounts_now(self, item: Item, fact: Fact) -> str:
        """What the new accounts say of these slots, and how many origins there are."""
        lead, last = item.lead, (item.also or (item.lead,))[-1]
        told = [
            f"{value} [{one_line(account.publisher or account.label)}]"
            for account in _fresh(item)
            for slot in _slots(lead, fact)
            if (value := getattr(account.claim, slot))
        ]
        return "; ".join((*([f"{last.after} origins"] if lead.slot is None else []), *told)) or lead.after or ""

    def _accounts(self, item: Item) -> list[Account]:
        """The accounts to quote: those of the change, then those of the statements that belong to it."""
        changes = (item.lead, *(one for one in item.also if one.change != "contradiction"))
        found = {(one.article, one.claim.evidence[0].quote): one for change in changes for one in change.evidence}
        return list(found.values())[:_QUOTATIONS]

    def _quotation(self, account: Account) -> dict[str, Any]:
        claim, piece = account.claim, account.claim.evidence[0]
        source = {
            "publisher": account.publisher,
            "article": account.label,
            "published": account.published,
            "attributed_to": claim.attributed_to,
        }
        return {
            "quote": cut(piece.quote, _QUOTED),
            "speaker": one_line(getattr(claim, "speaker", "") or ""),
            "outlet": one_line(outlet(source)),
            "source": one_line(byline(source, self._screen)),
            "link": at_quotation(account.url, piece.quote),
        }

    def _also(self, item: Item) -> list[str]:
        """The changes that belong to the first one, a line each; what 'before' and 'now' say is not said again."""
        lines = []
        for one in _answered(item):
            fact = self._record.fact(one.claim)
            lines.append(f"Answers: {self._cited(fact) if fact else one_line(one.sentence)}")
        for one in item.also:
            if one.change == "support" and item.lead.change != "support":
                lines.extend(f"One more account [{self._byline(account)}]" for account in one.evidence)
            elif one.change not in ("contradiction", "answered", "support") and not _is_side(one, item.lead):
                was = f" (before: {one.before})" if one.before else ""
                lines.append(one_line(f"{label(Item(one))}: {one.after or one.sentence}{was}"))
        return lines

    def _against(self, item: Item) -> list[str]:
        """What contradicts the news, strongest first, each once; nothing for what is only told once more."""
        if item.lead.change in ("support", "answered"):
            return []
        mine = {item.lead.claim, *([item.lead.other] if item.lead.change == "contradiction" else [])}
        names = [item.lead.claim, *(one.claim for one in item.also if one.change == "new")]
        found = [one for name in names for one in self._record.against(name) if one.fact.id not in mine]
        found.sort(key=lambda one: STRENGTHS.index(one.contradiction.strength), reverse=True)
        lines: dict[str, str] = {}
        for contradiction, fact in found:
            lines.setdefault(fact.id, f"{contradiction.strength}: {self._cited(fact)}")
        more = len(lines) - _AGAINST
        shown = list(lines.values())[:_AGAINST]
        return [*shown, f"and {more} more: monitor why {item.lead.claim}"] if more > 0 else shown

    def _background(self, item: Item, since: int) -> str:
        """What was known before, each with its source; '' when nothing was."""
        earlier = self._record.earlier(item.lead.claim, since) if item.lead.change != "support" else []
        return "; ".join(self._cited(fact) for fact in earlier[-_EARLIER:])

    def _cited(self, fact: Fact) -> str:
        """A fact with the oldest account of it."""
        return one_line(f"{fact.claim.sentence()} [{self._byline(fact.accounts[0])}]")

    def _byline(self, account: Account) -> str:
        source = {"publisher": account.publisher, "article": account.label, "published": account.published}
        return one_line(byline(source, self._screen))

    def _muting(self, lead: Change) -> str:
        """The rule that has such changes told no more, as TOML for config/settings.toml."""
        stated = {"story": self._story, "change": lead.change, "kind": lead.kind}
        said = ", ".join(f'{key} = "{value}"' for key, value in stated.items())
        return f'rules = [{{ {said}, send = "never" }}]'

    def _mail_to(self, what: str, lead: Change) -> str:
        subject = quote(f"{what} {lead.change} {lead.kind} {lead.id} of {self._story}")
        return f"mailto:{quote(self._setting.correct_to, safe='@')}?subject={subject}"


def _answered(item: Item) -> list[Change]:
    """The demands that the item's act answers."""
    return [one for one in (item.lead, *item.also) if one.change == "answered"]


def _is_side(one: Change, lead: Change) -> bool:
    """Whether a new claim is a side of what leads, so that 'before' and 'now' tell of it."""
    sides = (lead.claim, lead.other) if lead.change == "contradiction" else (lead.other,)
    return one.change == "new" and one.claim in sides


def _fresh(item: Item) -> list[Account]:
    """The accounts that made the changes of an item, each once."""
    made = [account for one in (item.lead, *item.also) if one.claim == item.lead.claim for account in one.evidence]
    return list({account.id: account for account in made}.values())


def _slots(lead: Change, fact: Fact) -> tuple[str, ...]:
    """The slots that a change is about: its own, else those of which every account's value is kept."""
    return (lead.slot,) if lead.slot else fact.claim.side_by_side


def _why(number: int, rule: Rule) -> str:
    """The rule that sent the change, in words."""
    stated = {
        "story": rule.story, "kind": rule.kind, "change": rule.change, "strength": rule.strength,
        "recipient": rule.recipient, "first": rule.first, "disputed": rule.disputed, "told": rule.told,
    }  # fmt: skip
    said = ", ".join(f"{key} = {str(value).lower()}" for key, value in stated.items() if value is not None)
    return f"sent {rule.send.replace('digest', 'with the digest')} by rule {number + 1} ({said or 'everything else'})"
