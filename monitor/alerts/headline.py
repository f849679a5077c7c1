"""What a piece of news is called: in a mail's subject, and above the item."""

from __future__ import annotations

from events import dates
from events.claims.claim import Claim, listed
from monitor.alerts.items import Item, answered
from monitor.alerts.record import Record
from monitor.reports.clean import one_line

_ORDINALS = ("", "", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
_LABELS = {
    "new": "New", "detail": "Detail", "status": "Status changed", "conflict": "Accounts differ", "answered": "Answered",
    "support": "Support", "withdrawn": "Withdrawn", "corrected": "Corrected",
}  # fmt: skip
_CONTRADICTED = {"direct": "Contradicted", "apparent": "Apparently contradicted", "tension": "In tension"}
_SUBJECT = 140  # characters; mail programs show fewer


def headline(item: Item, record: Record) -> str:
    """What happened, in a line."""
    lead = item.lead
    fact = record.fact(lead.claim)
    match lead.change:
        case "contradiction":
            denied = fact.claim.sentence() if fact else lead.sentence.split(" / ")[0]
            return f"{_CONTRADICTED.get(lead.strength or '', 'Contradicted')}: {denied}"
        case "answered":
            number = len(answered(item))
            return f"{lead.after}; answers {'a call' if number == 1 else f'{number} calls'}"
        case "new":
            return _new(fact.claim, record.place(lead.claim)) if fact else lead.sentence
        case "corrected" if lead.after is None:
            return f"Corrected, does not stand: {lead.sentence}"
        case "support" if lead.evidence:
            number = sum(len(one.evidence) for one in (lead, *item.also))
            more = "one more account" if number == 1 else f"{number} more accounts"
            return f"Known, {more}: {lead.evidence[0].claim.sentence()}"
        case _:
            return f"{label(item)}: {lead.sentence}"


def label(item: Item) -> str:
    """What sort of news it is: 'New meeting', 'Direct contradiction'."""
    lead = item.lead
    if lead.change == "corrected" and lead.undone and lead.after:
        return "Restored"
    if lead.change == "contradiction":
        return f"{(lead.strength or '').capitalize()} contradiction".strip()
    name = _LABELS[lead.change]
    return f"{name} {lead.kind}" if lead.change == "new" else name


def subject(story: str, form: str, headlines: list[str], number: int) -> str:
    """A mail's subject: the first item, and how many there are beside it."""
    first = one_line(headlines[0]) if headlines else "nothing new"
    more = f" (+ {number - 1} more)" if number > 1 else ""
    start = f"[{story}] {'Digest: ' if form == 'digest' else ''}"
    room = _SUBJECT - len(start) - len(more)
    if len(first) > room:
        first = first[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-(") + "…"
    return f"{start}{first}{more}"


def _new(claim: Claim, number: int) -> str:
    """The claim; if it is told by when and where it was, 'Third meeting reported: April 2016, the Mayflower Hotel'."""
    if not claim.side_by_side:
        return claim.sentence()
    status = getattr(claim, "status", None) or "reported"
    when = getattr(claim, "when", None)
    places = [value for slot in claim.side_by_side if (value := getattr(claim, slot))]
    said = [*([dates.phrase(when).split(" ", 1)[1]] if when else []), *places]
    if number > 1 and said:
        ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"No. {number}:"
        return f"{ordinal} {claim.kind} {status}: {', '.join(said)}"
    return f"{claim.kind.capitalize()} {status}: {', '.join((listed(claim.parties()), *said))}"
