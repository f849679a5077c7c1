"""The ids that a story's facts had, looked up both ways: see events/lineage.py for why they change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from events.lineage import Named
from monitor.projections.database import Projections

# UNION, not UNION ALL: a sentence that is edited there and back gives a fact its first id again.
_EARLIER = (
    "WITH RECURSIVE names (id) AS (SELECT value FROM json_each(?1) UNION SELECT lineage.was FROM names"
    " JOIN lineage ON lineage.story = ?2 AND lineage.id = names.id) SELECT id FROM names"
)
_LATER = (
    "WITH RECURSIVE later (id, seq) AS (SELECT ?1, 0 UNION SELECT lineage.id, lineage.seq FROM later"
    " JOIN lineage ON lineage.story = ?2 AND lineage.was = later.id AND lineage.whole)"
    " SELECT later.id, accounts.fact FROM later LEFT JOIN accounts ON accounts.story = ?2 AND accounts.id = later.id"
    " ORDER BY accounts.fact IS NULL, later.seq DESC LIMIT 1"
)


def note(projections: Projections, story: str, named: Sequence[Named]) -> None:
    """Keep the ids that facts ceased to have."""
    projections.many(
        "INSERT OR REPLACE INTO lineage (story, id, was, whole) VALUES (?, ?, ?, ?)",
        [(story, one.id, one.was, one.whole) for one in named],
    )


def now(projections: Projections, story: str, name: str) -> str:
    """The id that a fact has now, or had at its end, by any id that it ever had."""
    [(last, fact)] = projections.rows(_LATER, name, story)
    return str(fact or last)


def names(projections: Projections, story: str, ids: Iterable[str]) -> list[str]:
    """These ids, and all by which the facts were known whose ids they are or were."""
    return [str(name) for (name,) in projections.rows(_EARLIER, array(ids), story)]


def of_fact(projections: Projections, story: str, name: str) -> list[str]:
    """All ids that the fact had, and those of its accounts, by any of them."""
    accounts = projections.rows(
        "SELECT id FROM accounts WHERE story = ? AND fact = ?", story, now(projections, story, name)
    )
    return names(projections, story, (name, *(str(account) for (account,) in accounts)))


def first(projections: Projections, story: str, name: str) -> str:
    """The id under which the fact first was news."""
    rows = projections.rows(
        "SELECT claim FROM changes WHERE story = ? AND claim IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 1",
        story,
        array(of_fact(projections, story, name)),
    )
    return str(rows[0][0]) if rows else name


def meaning(projections: Projections, start: str, end: str) -> list[tuple[str, str]]:
    """The stories that knew a fact by an id between these two, each with the id of an account that the fact has now."""
    rows = projections.rows("SELECT DISTINCT story, was FROM lineage WHERE was >= ? AND was < ? LIMIT 50", start, end)
    found = {(str(story), now(projections, str(story), str(was))) for story, was in rows}
    known = "SELECT 1 FROM accounts WHERE story = ? AND id = ?"
    return sorted(one for one in found if projections.rows(known, *one))


def array(ids: Iterable[str]) -> str:
    """Ids as SQLite's json_each takes them."""
    return msgspec.json.encode(list(ids)).decode()
