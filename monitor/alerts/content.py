"""What a mail shows, as plain values for its templates: the text and the HTML say the same because both say this."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from events import dates
from events.changes import Change
from events.contradictions import STRENGTHS
from events.facts import Account, Fact
from events.policy import Candidate, Reader, Rule, rank
from monitor.alerts.citing import cited, source, telling
from monitor.alerts.course import Course
from monitor.alerts.headline import headline, label
from monitor.alerts.items import Item, answered, items
from monitor.alerts.record import Record
from monitor.reports.clean import one_line
from monitor.reports.links import at_quotation
from monitor.reports.quoting import byline, outlet
from monitor.reports.screen import Screen, cut

_QUOTATIONS = 3  # an item; 'monitor why' has all
_QUOTED = 320  # characters of one quotation
_BRIEF = 130  # characters of a headline in the list of them
_SHORT = 60  # characters that may stand there again and again
_AGAINST = 2  # contradictions shown beside an item


class Setting(msgspec.Struct, frozen=True):
    """What a mail's content depends on beside the story's record."""

    reader: Reader
    rules: tuple[Rule, ...]
    shown: int  # items
    correct_to: str  # a mail address


def content(story: str, found: Sequence[Candidate], record: Record, setting: Setting) -> dict[str, Any]:
    """The items of a mail about these changes, ranked as given, and how many are left out."""
    ranks = {one.change.id: rank(one, setting.rules, story, setting.reader.address) for one in found}
    news = items(record.today(one.change) for one in found)
    since = {one.change.id: one.position for one in found}
    writer = _Writer(story, record, setting, {one.change.claim for one in found if one.change.change == "new"})
    shown = []
    for item in news[: setting.shown]:
        first = min((ranks[one.id] for one in (item.lead, *item.also)), key=lambda ranked: ranked[0])
        shown.append(writer.item(item, *first, since[item.lead.id]))
    _refer(shown)
    return {"items": shown, "number": len(news), "left_out": len(news) - len(shown), "mutes": _mutes(shown)}


class _Writer:
    """Writes the items of one mail."""

    def __init__(self, story: str, record: Record, setting: Setting, born: Collection[str]) -> None:
        self._story = story
        self._record = record
        self._screen = Screen(zone=setting.reader.zone)
        self._setting = setting
        self._course = Course(record, self._screen, born)

    def item(self, item: Item, number: int, rule: Rule, since: int) -> dict[str, Any]:
        """Everything that is shown of a piece of news."""
        lead = item.lead
        fact = self._record.fact(lead.claim)
        before, after = self._course.of(item, since)
        return {
            "id": lead.id,
            "claim": lead.claim,
            "grounds": lead.claim if fact else lead.id,
            "change": lead.change,
            "label": label(item),
            "headline": (said := one_line(headline(item, self._record))),
            "brief": cut(said, _BRIEF),
            "before": before,
            "after": after,  # a template may leave out what the headline says
            "quotations": [self._quotation(account) for account in self._accounts(item)],
            "origins": self._origins(lead, fact),
            "also": self._also(item, after),
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

    def _accounts(self, item: Item) -> list[Account]:
        """The accounts to quote: those of the change, then those of the statements that belong to it."""
        changes = (item.lead, *(one for one in item.also if one.change != "contradiction"))
        found = {(one.article, telling(one.claim).quote): one for change in changes for one in change.evidence}
        return list(found.values())[:_QUOTATIONS]

    def _quotation(self, account: Account) -> dict[str, Any]:
        claim, piece = account.claim, telling(account.claim)
        said = {
            "publisher": account.publisher,
            "article": account.label,
            "published": account.published,
            "attributed_to": claim.attributed_to,
        }
        return {
            "quote": cut(piece.quote, _QUOTED),
            "speaker": one_line(getattr(claim, "speaker", "") or ""),
            "outlet": one_line(outlet(said)),
            "source": one_line(byline(said, self._screen)),
            "link": at_quotation(account.url, piece.quote),
        }

    def _also(self, item: Item, after: str) -> list[str]:
        """The changes that belong to the first one, a line each; what 'before' and 'now' say is not said again."""
        lines = []
        for one in answered(item):
            fact = self._record.fact(one.claim)
            lines.append(f"Answers: {cited(fact, self._screen) if fact else one_line(one.sentence)}")
        for one in item.also:
            if one.change == "support" and item.lead.change != "support":
                lines.extend(f"One more account [{source(account, self._screen)}]" for account in one.evidence)
            elif one.change not in ("contradiction", "answered", "support") and not _told(one, item, after):
                was = f" (before: {_worded(one.before)})" if one.before else ""
                lines.append(one_line(f"{label(Item(one))}: {_worded(one.after or one.sentence)}{was}"))
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
            lines.setdefault(fact.id, f"{contradiction.strength}: {cited(fact, self._screen)}")
        more = len(lines) - _AGAINST
        shown = list(lines.values())[:_AGAINST]
        return [*shown, f"and {more} more: monitor why {item.lead.claim}"] if more > 0 else shown

    def _background(self, item: Item, since: int) -> str:
        """What was known before, each with its source; '' when nothing was, or 'before' tells it."""
        told = item.lead.change in ("new", "support")
        return "" if told else self._course.earlier(self._record.earlier(item.lead.claim, since))

    def _muting(self, lead: Change) -> str:
        """The rule that has such changes told no more, as an inline table of TOML."""
        stated = {"story": self._story, "change": lead.change, "kind": lead.kind}
        said = ", ".join(f'{key} = "{value}"' for key, value in stated.items())
        return f'{{ {said}, send = "never" }}'

    def _mail_to(self, what: str, lead: Change) -> str:
        subject = quote(f"{what} {lead.change} {lead.kind} {lead.id} of {self._story}")
        return f"mailto:{quote(self._setting.correct_to, safe='@')}?subject={subject}"


def _told(one: Change, item: Item, after: str) -> bool:
    """Whether 'before' and 'now' tell of a change: a new claim that is a side of what leads, a new one's detail."""
    lead = item.lead
    if one.change == "detail":
        return lead.change == "new" and one.after is not None and _worded(one.after) in after
    sides = {lead.other, *(each.claim for each in answered(item))}
    if lead.change == "contradiction":
        sides.add(lead.claim)
    return one.change == "new" and one.claim in sides


def _worded(value: str) -> str:
    """A slot's value as a person would say it."""
    return dates.phrase(value) if dates.valid(value) else value


def _refer(shown: Sequence[dict[str, Any]]) -> None:
    """Say once what several items have before them; the later ones name the first."""
    first: dict[str, int] = {}
    for number, item in enumerate(shown, 1):
        known = first.setdefault(item["before"], number)
        if known < number and len(item["before"]) > _SHORT:
            item["before"] = f"as under {known}"


def _mutes(shown: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The rules that mute what is shown, each with the numbers of the items that it mutes."""
    numbers: dict[str, list[str]] = {}
    for number, item in enumerate(shown, 1):
        numbers.setdefault(item["mute"], []).append(str(number))
    return [{"numbers": ", ".join(those), "rule": rule} for rule, those in numbers.items()]


def _why(number: int, rule: Rule) -> str:
    """The rule that sent the change, in words."""
    stated = {
        "story": rule.story, "kind": rule.kind, "change": rule.change, "strength": rule.strength,
        "recipient": rule.recipient, "first": rule.first, "disputed": rule.disputed, "told": rule.told,
    }  # fmt: skip
    said = ", ".join(f"{key} = {str(value).lower()}" for key, value in stated.items() if value is not None)
    return f"sent {rule.send.replace('digest', 'with the digest')} by rule {number + 1} ({said or 'everything else'})"
