"""What the status screen shows of each fact, kept so that it need not open the blocks: a card a fact.

A card has the keys that monitor/reports/status.py gives a fact, as far as the screen needs them: the first quotation,
and of the accounts those that say something of their own of what is kept side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from events.facts import Account, Block, Fact, Loose
from monitor.projections.database import Projections

Card = dict[str, Any]
_VAGUE = ""  # the kind of a card of an account that is too vague to be placed
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder().decode
# Facts by weight: the surest, then those most directly contradicted, those that are new, those of most origins.
_WEIGHTIEST = """
SELECT data FROM (
    SELECT cards.at, cards.data FROM cards LEFT JOIN (
        SELECT fact, count(*) AS times FROM (
            SELECT rejected AS fact FROM contradictions WHERE story = ?1 AND strength = 'direct'
            UNION ALL SELECT asserted FROM contradictions WHERE story = ?1 AND strength = 'direct'
        ) GROUP BY fact
    ) AS disputed ON disputed.fact = cards.id
    WHERE cards.story = ?1 AND cards.kind = ?2
    ORDER BY cards.held, coalesce(disputed.times, 0) DESC, cards.id NOT IN (SELECT value FROM json_each(?3)),
        cards.origins DESC, cards.at
    LIMIT ?4
) ORDER BY at
"""


def replace(projections: Projections, story: str, before: Block, after: Block, line: float) -> None:
    """Bring the cards of a block from what it was to what it is. What is less sure than `line` is held for review."""
    kept = {id(one) for one in (*before.facts, *before.loose)} & {id(one) for one in (*after.facts, *after.loose)}
    now = {one.id: one for one in after.facts} | {one.account.id: one for one in after.loose}
    was = {one.id for one in before.facts} | {one.account.id for one in before.loose}
    projections.many("DELETE FROM cards WHERE story = ? AND id = ?", [(story, name) for name in was - now.keys()])
    projections.many(
        "INSERT OR REPLACE INTO cards (story, id, kind, held, origins, at, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [_row(story, one, line) for one in now.values() if id(one) not in kept],
    )


def weightiest(projections: Projections, story: str, kind: str, fresh: Iterable[str], most: int) -> list[Card]:
    """The weightiest facts of a kind, by when they happened; those that are `fresh` come before their equals."""
    new = msgspec.json.encode(list(fresh)).decode()
    return [_decode(data) for (data,) in projections.rows(_WEIGHTIEST, story, kind, new, most)]


def vague(projections: Projections, story: str, most: int) -> list[Card]:
    """The first of the accounts that are too vague to be placed."""
    sql = "SELECT data FROM cards WHERE story = ? AND kind = ? ORDER BY id LIMIT ?"
    return [_decode(data) for (data,) in projections.rows(sql, story, _VAGUE, most)]


def counts(projections: Projections, story: str) -> dict[str, tuple[int, int]]:
    """Kind -> how many facts, and how many of them are held for review; '' for what is too vague to be placed."""
    sql = "SELECT kind, count(*), sum(held) FROM cards WHERE story = ? GROUP BY kind"
    return {str(kind): (int(count), int(held)) for kind, count, held in projections.rows(sql, story)}


def named(projections: Projections, story: str, ids: Iterable[str]) -> dict[str, Card]:
    """Cards by id, of those that there are."""
    asked = msgspec.json.encode(sorted(set(ids))).decode()
    sql = "SELECT id, data FROM cards WHERE story = ? AND id IN (SELECT value FROM json_each(?))"
    return {str(name): _decode(data) for name, data in projections.rows(sql, story, asked)}


def _row(story: str, one: Fact | Loose, line: float) -> tuple[object, ...]:
    if isinstance(one, Loose):
        return (story, one.account.id, _VAGUE, 0, 0, "", _encode(_of_loose(one)))
    card = _of_fact(one, line)
    when, since = getattr(one.claim, "when", None) or "9999", one.accounts[0].published or "9999"
    return (
        story,
        one.id,
        one.claim.kind,
        card["held"],
        card["origins"],
        f"{when}\x1f{since}\x1f{one.id}",
        _encode(card),
    )


def _of_fact(fact: Fact, line: float) -> Card:
    first = fact.accounts[0]
    return {
        "id": fact.id,
        "sentence": fact.claim.sentence(),
        "since": first.published,
        "articles": len(fact.articles()),
        "origins": len(fact.origins),
        "confidence": max(account.claim.confidence for account in fact.accounts),
        "kept": any(account.kept for account in fact.accounts),
        "held": not fact.sure(line),
        "demands": fact.claim.demands,
        "evidence": [_quotation(first)],
        "accounts": list(_telling(fact)),
    }


def _telling(fact: Fact) -> Iterator[Card]:
    """The first accounts to give each value of a slot that is kept side by side."""
    for slot in fact.claim.side_by_side:
        told: dict[str, Account] = {}
        for account in fact.accounts:
            if value := getattr(account.claim, slot):
                told.setdefault(value, account)
        for value, account in told.items():
            yield {slot: value, "publisher": account.publisher, "published": account.published}


def _of_loose(loose: Loose) -> Card:
    account = loose.account
    return {
        "id": account.id,
        "sentence": account.claim.sentence(),
        "may_be": list(loose.may_be),
        "evidence": [_quotation(account)],
    }


def _quotation(account: Account) -> Card:
    return {
        "quote": account.claim.evidence[0].quote,
        "article": account.label,
        "publisher": account.publisher,
        "published": account.published,
        "attributed_to": list(account.claim.attributed_to),
    }
