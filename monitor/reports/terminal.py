"""A story's status as a screen: what is known, since when, from how many origins, what contradicts it, what is new.

The view is the one that `monitor status --json` prints; see status.py for its keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from events.claims import KINDS, Claim
from monitor.reports.quoting import byline, outlet
from monitor.reports.screen import Screen
from monitor.reports.terminal_changes import changed, weightiest_first
from monitor.reports.terminal_contradictions import contradictions

View = dict[str, Any]

SECTION = 6  # entries of a section, unless all are asked for
_NEWS_CELLS = 60  # of a quotation that stands for a change
_QUOTE_CELLS = 130  # of a quotation that stands for a fact; 'monitor why' has the whole


def status(view: View, screen: Screen, *, everything: bool = False) -> str:
    """The whole screen. Long sections are cut, unless `everything` is asked for."""
    limit = 10**9 if everything else SECTION
    facts = {fact["id"]: fact["sentence"] for kind in KINDS for fact in view[kind.plural]} | view.get("named", {})
    sections = [
        _head(view, screen),
        _new(view, screen, limit),
        contradictions(view, screen, everything=everything),
        *(_section(kind, view, screen, limit, facts) for kind in KINDS),
        _ambiguous(view, screen, limit, facts),
        _sources(view, screen, limit),
        _problems(view, screen),
        _next(view, screen, limit),
    ]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section)))


def news(view: View, screen: Screen, *, since: str | None = None) -> str:
    """Only what is new since the last look, or since `since`; nothing of it is cut."""
    entries = weightiest_first(view["new"])
    when = f"since {screen.when(since)}" if since else "since you last looked"
    lines = [*_head(view, screen), ""]
    lines.append(screen.heading(f"New {when} ({len(entries)})") if entries else f"Nothing new {when}.")
    for change in entries:
        lines.extend(changed(change, screen))
    return "\n".join(lines)


def _head(view: View, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(view["title"], bold=True)
    counts = f"{screen.counted(view['articles'], 'article')} from {screen.counted(view['origins'], 'origin')}"
    undated = "undated" if view["articles"] else "no coverage yet"
    as_of = f"as of {screen.when(view['as_of'])}" if view["as_of"] else undated
    recorded = f" · as recorded by {screen.when(view['recorded_by'])}" if view.get("recorded_by") else ""
    yield screen.paragraph(f"{as_of} · {counts}{recorded}", dim=True)
    if view.get("hindsight"):
        yield screen.paragraph("As read and corrected today; --recorded-by TIME shows what was known here.", dim=True)


def _new(view: View, screen: Screen, limit: int) -> Iterator[str]:
    if view["new"] is None:  # an earlier state, or the first look: there is no last time
        return
    news = weightiest_first(view["new"])
    if not news:
        yield screen.paragraph("Nothing new since you last looked.", dim=True)
        return
    yield screen.heading(f"New since you last looked ({len(news)})")
    for change in news[:limit]:
        yield from changed(change, screen, cells=_NEWS_CELLS)
    yield from screen.rest(len(news) - limit, f"monitor changes {view['story']}")


def _section(kind: type[Claim], view: View, screen: Screen, limit: int, facts: dict[str, str]) -> Iterator[str]:
    found = view[kind.plural]
    if not found:
        return
    fresh = _fresh(view)
    totals = view["totals"][kind.plural] if "totals" in view else None
    count, unsure = (totals["all"], totals["unsure"]) if totals else (len(found), sum(fact["held"] for fact in found))
    yield screen.heading(f"{kind.plural} ({count}{f', {unsure} unsure' if unsure else ''})")
    for fact in _weightiest(found, view, fresh, limit):
        yield from _fact(fact, screen, fresh)
        yield from _differences(fact, kind.side_by_side, screen)
        yield from _relations(fact, view, screen, facts)
    yield from screen.rest(count - limit, f"monitor status {view['story']} --all")


def _fresh(view: View) -> set[str]:
    return {change["claim"] for change in view["new"] or () if change["change"] == "new"}


def _weightiest(found: list[View], view: View, fresh: set[str], limit: int) -> list[View]:
    """The facts to show of a section, in its order; see monitor/projections/cards.py, which has the same order."""
    disputed = Counter(name for one in view["contradictions"] if one["strength"] == "direct" for name in one["between"])
    by_weight = sorted(
        found, key=lambda fact: (fact["held"], -disputed[fact["id"]], fact["id"] not in fresh, -fact["origins"])
    )
    chosen = {fact["id"] for fact in by_weight[:limit]}
    return [fact for fact in found if fact["id"] in chosen]


def _fact(fact: View, screen: Screen, fresh: set[str]) -> Iterator[str]:
    mark = "? " if fact["held"] else "* " if fact["id"] in fresh else "- "
    yield screen.paragraph(fact["sentence"], mark=mark, bold=True)
    if fact["held"]:
        yield screen.paragraph(f"unsure ({fact['confidence']:.2f}), to be reviewed", indent=4, fg="yellow")
    first = fact["evidence"][0]
    yield screen.quotation(first["quote"], indent=4, cells=_QUOTE_CELLS, source=outlet(first))
    grounds = f"{screen.counted(fact['origins'], 'origin')}, {screen.counted(fact['articles'], 'article')}"
    since = f"{'new, ' if fact['id'] in fresh else ''}since {screen.when(fact['since'])}"
    kept = " · kept by a person" if fact["kept"] else ""
    yield screen.paragraph(f"{since} · {grounds}{kept} · {fact['id']}", indent=4, dim=True)


def _differences(fact: View, slots: Iterable[str], screen: Screen) -> Iterator[str]:
    """What accounts say differently, where a fact keeps their words side by side."""
    for slot in slots:
        said = {account[slot]: account for account in reversed(fact["accounts"]) if account.get(slot)}
        if len(said) > 1:
            yield screen.paragraph(f"accounts differ ({slot}):", indent=4)
            for value, account in reversed(said.items()):
                yield screen.paragraph(f"{value} ({byline(account, screen)})", indent=4, mark="~ ")


def _relations(fact: View, view: View, screen: Screen, facts: dict[str, str]) -> Iterator[str]:
    """Whether the fact is answered, and how much stands against it."""
    if "answered_by" in fact:
        answer = fact.get("answer") or facts.get(fact["answered_by"] or "")
        said = f"answered: {answer}" if answer else "not answered yet"
        yield screen.paragraph(said, indent=4, fg="green" if answer else None)
    against = fact.get("against")
    if against is None:
        against = Counter(one["strength"] for one in view["contradictions"] if one["id"] in fact["contradicted_by"])
    if against:
        counts = ", ".join(f"{count} {strength}" for strength, count in against.items())
        yield screen.paragraph(f"contradicted: {counts}", indent=4, mark="! ", fg="red")


def _ambiguous(view: View, screen: Screen, limit: int, facts: dict[str, str]) -> Iterator[str]:
    found = view["ambiguous"]
    if not found:
        return
    count = view["totals"]["ambiguous"] if "totals" in view else len(found)
    yield screen.heading(f"Too vague to tell which ({count})")
    for one in found[:limit]:
        yield screen.paragraph(one["sentence"], mark="? ", bold=True)
        for piece in one["evidence"][:1]:
            yield screen.quotation(piece["quote"], indent=4, cells=_QUOTE_CELLS, source=byline(piece, screen))
        for other in one["may_be"]:
            yield screen.paragraph(f"may be: {facts.get(other, other)}", indent=4)
    yield from screen.rest(count - limit, f"monitor status {view['story']} --all")


def _sources(view: View, screen: Screen, limit: int) -> Iterator[str]:
    """The feeds' health: without it a silent source looks like a quiet story."""
    sources = sorted(view["sources"], key=lambda source: source["health"] == "ok")
    if not sources:
        yield screen.paragraph("No feeds are followed: only 'monitor ingest' brings coverage.", dim=True)
        return
    yield screen.heading(f"Sources ({len(sources)})")
    for source in sources[:limit]:
        health = source["health"] or "never asked"
        silent = source.get("silent_since")
        mark, colour = ("- ", None) if health == "ok" and not silent else ("! ", "red")
        since = f", but silent since {screen.when(silent)}" if silent else ""
        yield screen.paragraph(f"{source['feed']}: {health}{since}", mark=mark, fg=colour)
    yield from screen.rest(len(sources) - limit, f"monitor status {view['story']} --all")


def _problems(view: View, screen: Screen) -> Iterator[str]:
    """What keeps news from its readers, each with what to type."""
    found = view.get("problems") or []
    if found:
        yield screen.heading(f"Needs you ({len(found)}): 'monitor health' says more")
        yield from (screen.paragraph(one, mark="! ", fg="red") for one in found)


def _next(view: View, screen: Screen, limit: int) -> Iterator[str]:
    steps = {"monitor ingest PATH": "record more coverage"}
    listed = next((view[kind.plural] for kind in KINDS if view[kind.plural]), None)
    if listed:
        disputed = next((one for one in view["contradictions"] if one["strength"] != "tension"), None)
        first = (disputed or _weightiest(listed, view, _fresh(view), limit)[0])["id"]
        unsure = view["unsure"]
        reviewed = {f"monitor review {view['story']}": f"decide on {screen.counted(unsure, 'unsure claim')}"}
        steps = {
            **(reviewed if unsure else {}),
            f"monitor why {first}": "who said so, where, in which words",
            f"monitor changes {view['story']}": "what changed, in order",
            **steps,
        }
    yield screen.heading("Next")
    wide = max(map(len, steps))
    yield from (f"  {command.ljust(wide)}  {screen.said(does, dim=True)}" for command, does in steps.items())
