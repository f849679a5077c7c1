"""A story's status as a screen: what is known, since when, from how many origins, what contradicts it, what is new.

The view is the one that `monitor status --json` prints; see status.py for its keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from events.claims import KINDS, Claim
from monitor.reports.quoting import byline, cut, quotation
from monitor.reports.screen import Screen

View = dict[str, Any]

_SECTION = 6  # entries of a section, unless all are asked for
_QUOTE_CELLS = 150  # of a quotation that stands for a fact; 'monitor why' has the whole
_MARKS = {"contradiction": "! ", "conflict": "! ", "withdrawn": "- ", "corrected": "* ", "answered": "> "}
_COLOURS = {"direct": "red", "apparent": "yellow", "tension": "yellow"}


def status(view: View, screen: Screen, *, everything: bool = False) -> str:
    """The whole screen. Long sections are cut, unless `everything` is asked for."""
    limit = 10**9 if everything else _SECTION
    facts = {fact["id"]: fact for kind in KINDS for fact in view.get(kind.plural, [])}
    sections = [
        _head(view, screen),
        _new(view, screen, limit),
        _contradictions(view, screen, limit),
        *(_facts(kind, view, screen, limit, facts) for kind in KINDS),
        _ambiguous(view, screen, limit, facts),
        _sources(view, screen, limit),
        _next(view, screen, facts),
    ]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def _head(view: View, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(view.get("title") or view["story"], bold=True)
    counts = f"{counted(view['articles'], 'article')} from {counted(view['origins'], 'origin')}"
    as_of = f"as of {screen.when(view['as_of'])}" if view.get("as_of") else "no coverage yet"
    yield screen.said(f"{as_of} · {counts}", dim=True)


def _new(view: View, screen: Screen, limit: int) -> Iterator[str]:
    news = view.get("new")
    if news is None:  # an earlier state, or the first look: there is no last time
        return
    if not news:
        yield screen.said("Nothing new since you last looked.", dim=True)
        return
    yield screen.heading(f"New since you last looked ({len(news)})")
    for change in news[:limit]:
        yield from changed(change, screen)
    yield from _rest(news, limit, f"monitor changes {view['story']}", screen)


def changed(change: View, screen: Screen) -> Iterator[str]:
    """One change: what it is, before and after, and when it was published."""
    kind = change["change"]
    mark = _MARKS.get(kind, "+ ")
    colour = "red" if mark == "! " else "green" if kind == "new" else None
    yield screen.paragraph(f"{kind}: {change['sentence']}", mark=mark, fg=colour)
    before, after = change.get("before"), change.get("after")
    if before is not None and after is not None:
        yield screen.paragraph(f"was {before}, now {after}", indent=4)
    elif after is not None and after != change["sentence"]:
        yield screen.paragraph(f"{after}", indent=4)
    published = change.get("published")
    where = f"{screen.when(published)} · " if published else ""
    yield screen.paragraph(f"{where}{change['id']}", indent=4, dim=True)


def _contradictions(view: View, screen: Screen, limit: int) -> Iterator[str]:
    found = view.get("contradictions", [])
    if not found:
        return
    yield screen.heading(f"Contradictions ({len(found)})")
    for one in found[:limit]:
        strength = one["strength"]
        yield screen.paragraph(f"{strength}: {one['why']}", mark="! ", fg=_COLOURS.get(strength))
        for side in one.get("quotes", []):
            speaker = f"{side['speaker']}: " if side.get("speaker") else ""
            yield screen.paragraph(f"{speaker}{quotation(cut(side['quote'], _QUOTE_CELLS))}", indent=4)
            yield screen.paragraph(byline(side, screen), indent=6, dim=True)
        since = f"since {screen.when(one['since'])} · " if one.get("since") else ""
        yield screen.paragraph(f"{since}{one['id']}", indent=4, dim=True)
    yield from _rest(found, limit, f"monitor status {view['story']} --all", screen)


def _facts(kind: type[Claim], view: View, screen: Screen, limit: int, facts: dict[str, View]) -> Iterator[str]:
    found = view.get(kind.plural, [])
    if not found:
        return
    yield screen.heading(f"{kind.plural} ({len(found)})")
    for fact in found[:limit]:
        yield from _fact(fact, screen)
        yield from _differences(fact, kind.side_by_side, screen)
        yield from _relations(fact, view, screen, facts)
    yield from _rest(found, limit, f"monitor status {view['story']} --all", screen)


def _fact(fact: View, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(fact["sentence"], mark="- ", bold=True)
    since = f"since {screen.when(fact['since'])}" if fact["since"] else "undated"
    grounds = f"{counted(fact['origins'], 'origin')}, {counted(fact['articles'], 'article')}"
    yield screen.paragraph(f"{since} · {grounds} · {fact['id']}", indent=4, dim=True)
    for evidence in fact["evidence"][:1]:
        yield screen.paragraph(quotation(cut(evidence["quote"], _QUOTE_CELLS)), indent=4)
        yield screen.paragraph(byline(evidence, screen), indent=6, dim=True)


def _differences(fact: View, slots: Iterable[str], screen: Screen) -> Iterator[str]:
    """What accounts say differently, where a fact keeps their words side by side."""
    for slot in slots:
        said = {account[slot]: account for account in reversed(fact["accounts"]) if account.get(slot)}
        if len(said) > 1:
            yield screen.paragraph(f"accounts differ ({slot}):", indent=4)
            for value, account in reversed(said.items()):
                yield screen.paragraph(f"{value} ({byline(account, screen)})", indent=4, mark="~ ")


def _relations(fact: View, view: View, screen: Screen, facts: dict[str, View]) -> Iterator[str]:
    """What answers the fact, and what contradicts it."""
    if "answered_by" in fact:
        answer = facts.get(fact["answered_by"] or "")
        if answer:
            yield screen.paragraph(f"answered: {answer['sentence']}", indent=4, fg="green")
        else:
            yield screen.paragraph("not answered yet", indent=4)
    for one in view["contradictions"]:
        if one["id"] in fact["contradicted_by"]:
            other = next((name for name in one["between"] if name != fact["id"]), "")
            said = facts[other]["sentence"] if other in facts else other
            yield screen.paragraph(f"{one['strength']} contradiction: {said}", indent=4, mark="! ", fg="red")


def _ambiguous(view: View, screen: Screen, limit: int, facts: dict[str, View]) -> Iterator[str]:
    found = view.get("ambiguous", [])
    if not found:
        return
    yield screen.heading(f"Too vague to tell which ({len(found)})")
    for one in found[:limit]:
        yield screen.paragraph(one["sentence"], mark="? ")
        for other in one["may_be"]:
            yield screen.paragraph(
                f"may be: {facts[other]['sentence'] if other in facts else other}", indent=4, dim=True
            )
    yield from _rest(found, limit, f"monitor status {view['story']} --all", screen)


def _sources(view: View, screen: Screen, limit: int) -> Iterator[str]:
    """The feeds' health: without it a silent source looks like a quiet story."""
    sources = view.get("sources", [])
    if not sources:
        yield screen.said("No feeds are followed: only 'monitor ingest' brings coverage.", dim=True)
        return
    yield screen.heading(f"Sources ({len(sources)})")
    for source in sorted(sources, key=lambda source: source["health"] == "ok")[:limit]:
        health = source["health"] or "never asked"
        mark, colour = ("- ", None) if health == "ok" else ("! ", "red")
        yield screen.paragraph(f"{source['feed']}: {health}", mark=mark, fg=colour)
    yield from _rest(sources, limit, f"monitor status {view['story']} --all", screen)


def _next(view: View, screen: Screen, facts: dict[str, View]) -> Iterator[str]:
    steps = [("monitor ingest PATH", "record more coverage")]
    if facts:
        disputed = next(iter(view.get("contradictions", [])), None)
        first = disputed["between"][0] if disputed else next(iter(facts))
        steps = [
            (f"monitor why {first}", "who said so, where, in which words"),
            (f"monitor changes {view['story']}", "what changed, in order"),
            *steps,
        ]
    yield screen.heading("Next")
    wide = max(len(command) for command, _ in steps)
    yield from (f"  {screen.said(command.ljust(wide))}   {screen.said(does, dim=True)}" for command, does in steps)


def _rest(entries: list[View], limit: int, command: str, screen: Screen) -> Iterable[str]:
    if len(entries) > limit:
        yield screen.said(f"  + {len(entries) - limit} more ({command})", dim=True)


def counted(number: int, thing: str) -> str:
    """'1 article', '2 articles'."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
