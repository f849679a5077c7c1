"""One report in many outlets: articles linked as copies have one origin, the outlet that had it first.

Which articles are linked, and whose the report is, depend on the set of articles alone. Links hold between pairs of
texts (see copies.py); what is linked through others is one report.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from events.copies import Print, Prints, copies_of, print_of
from events.coverage import Coverage


class Linked(msgspec.Struct, frozen=True):
    """What becomes of the articles of a story when one of them comes, changes or leaves: new values by id."""

    articles: dict[str, Coverage | None]
    prints: dict[str, Print | None]

    def moved(self, before: Mapping[str, Coverage]) -> dict[str, Coverage]:
        """The articles whose report turns out to be another outlet's than was thought."""
        known = ((one, before.get(name)) for name, one in self.articles.items())
        return {
            one.id: one for one, earlier in known if one and earlier and one.version == earlier.version
            and first_outlet(one) != first_outlet(earlier)
        }  # fmt: skip


def first_outlet(coverage: Coverage) -> str | None:
    """The publisher of the report, wherever it was copied to."""
    return coverage.copied_from or coverage.publisher


def covered(articles: Mapping[str, Coverage], prints: Prints, coverage: Coverage, text: str) -> Linked:
    """An article is recorded or revised."""
    found = print_of(coverage.title or "", text)
    copies = copies_of(coverage.id, found, prints) if found else ()
    known = articles.get(coverage.id)
    new = {coverage.id: msgspec.structs.replace(coverage, copies=copies)}
    for name in copies:
        other = articles[name]
        new[name] = msgspec.structs.replace(other, copies=tuple(sorted({*other.copies, coverage.id})))
    new = _parted(articles, new, known, set(copies))
    return Linked(dict(_credited(articles, new)), {coverage.id: found} if found or prints.get(coverage.id) else {})


def dropped(articles: Mapping[str, Coverage], coverage: Coverage) -> Linked:
    """An article bears on the story no more."""
    new = _parted(articles, {}, coverage, set())
    return Linked({**_credited(articles, new), coverage.id: None}, {coverage.id: None})


def among(articles: Mapping[str, Coverage]) -> dict[str, Coverage]:
    """The articles as they are linked when there are no others."""
    linked = {name: one for name, one in articles.items() if one.copies}
    if not linked:
        return dict(articles)
    new = {
        name: msgspec.structs.replace(one, copies=tuple(other for other in one.copies if other in articles))
        for name, one in linked.items()
    }
    return {**articles, **_credited(articles, new)}


def report(name: str, articles: Mapping[str, Coverage], new: Mapping[str, Coverage | None]) -> frozenset[str]:
    """The ids of the articles that are linked with one, itself included; `new` says what is different by now."""
    found: set[str] = set()
    pending = [name]
    while pending:
        one = pending.pop()
        coverage = new[one] if one in new else articles.get(one)
        if one not in found:
            found.add(one)
            pending.extend(coverage.copies if coverage else ())
    return frozenset(found)


def _parted(
    articles: Mapping[str, Coverage], new: dict[str, Coverage], known: Coverage | None, still: set[str]
) -> dict[str, Coverage]:
    """With the links of an earlier version taken from those that are no copies of the new one."""
    for name in known.copies if known else ():
        if name not in still and known is not None:
            other = new.get(name) or articles[name]
            kept = tuple(one for one in other.copies if one != known.id)
            new[name] = msgspec.structs.replace(other, copies=kept)
    return new


def _credited(articles: Mapping[str, Coverage], new: dict[str, Coverage]) -> dict[str, Coverage]:
    """The new values, and those of everything linked with them, with the outlet that had the report first."""
    found: dict[str, Coverage] = {}
    for start in new:
        if start in found:
            continue
        report = _report(start, articles, new)
        first = min(report, key=_by_age)
        for one in report:
            source = first.publisher if one.id != first.id else None
            if one.id in new or one.copied_from != source:
                found[one.id] = msgspec.structs.replace(one, copied_from=source)
    return found


def _report(start: str, articles: Mapping[str, Coverage], new: Mapping[str, Coverage]) -> list[Coverage]:
    """Everything that is linked with an article, itself included."""
    return [new[name] if name in new else articles[name] for name in sorted(report(start, articles, new))]


def _by_age(coverage: Coverage) -> tuple[bool, str, str]:
    """Earliest published first; an outlet that nobody names is nobody's source."""
    return (coverage.publisher is None, coverage.published or "9999", coverage.id)
