"""What the projections say of a story, for everything that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

import msgspec

from events import contradictions
from events.changes import Change
from events.contradictions import Answer, Contradiction
from events.corrections import Corrections
from events.coverage import Coverage
from events.facts import Account, Block
from events.identities import Identities
from events.log import CorrectionMade
from events.parties import Cast
from events.story import Story
from monitor.projections import definitions, lineage
from monitor.projections.database import Projections

T = TypeVar("T")


class Known(NamedTuple):
    """A story's state with what holds between its facts."""

    story: Story
    contradictions: list[Contradiction]
    answers: list[Answer]


class Recorded(NamedTuple):
    """A change, with the two clocks of what made it."""

    change: Change
    position: int  # of the event that made it
    recorded_at: str  # UTC, ISO 8601
    published: str | None  # of the article that made it
    backfill: bool  # it follows from coverage recorded before the story was defined


def cast(projections: Projections, story: str) -> Cast:
    """The parties that the projections were made with. Raises NotFoundError."""
    known = definitions.definition(projections, story)
    data = projections.one("SELECT identities FROM stories WHERE id = ?", story)[0]
    return Cast(known, msgspec.msgpack.decode(data, type=Identities))


def load(projections: Projections, story: str, keep: Callable[[Coverage], bool] | None = None) -> Known:
    """The state of a story; with `keep`, as it follows from the articles that it accepts. Raises NotFoundError."""
    known_cast = cast(projections, story)
    articles = _decoded(projections, "SELECT id, data FROM articles WHERE story = ?", story, Coverage)
    blocks = _decoded(projections, "SELECT key, data FROM blocks WHERE story = ? ORDER BY key", story, Block)
    state = Story(known_cast, articles, blocks)
    if keep is not None:
        return related(state.where(keep))
    return Known(state, *relations(projections, story))


def related(state: Story) -> Known:
    """A state with what holds between its facts, worked out from the facts."""
    facts = list(state.facts())
    return Known(state, contradictions.among(facts, state.cast), contradictions.answers(facts))


def changes(projections: Projections, story: str, after: int = 0) -> list[Recorded]:
    """The changes of a story made by events behind position `after`, in the order in which they came about."""
    decoder = msgspec.msgpack.Decoder(Change)
    rows = projections.rows(
        "SELECT data, position, recorded_at, published, backfill FROM changes"
        " WHERE story = ? AND position > ? ORDER BY seq",
        story,
        after,
    )
    return [Recorded(decoder.decode(row[0]), row[1], row[2], row[3], bool(row[4])) for row in rows]


def corrections(projections: Projections, story: str) -> Corrections:
    """What persons corrected in a story, in order."""
    rows = projections.rows("SELECT data FROM corrections WHERE story = ? ORDER BY seq", story)
    return Corrections(msgspec.msgpack.decode(data, type=CorrectionMade) for (data,) in rows)


def account(projections: Projections, story: str, name: str) -> Account | None:
    """An account by its id; None where the story has none of that id."""
    rows = projections.rows(
        "SELECT b.data FROM accounts AS a JOIN blocks AS b ON b.story = a.story AND b.key = a.block"
        " WHERE a.story = ? AND a.id = ?",
        story,
        name,
    )
    found = (one for (data,) in rows for one in msgspec.msgpack.decode(data, type=Block).accounts())
    return next((one for one in found if one.id == name), None)


def holding(projections: Projections, claim: str) -> list[tuple[str, str]]:
    """The stories that know an account or a fact by this id or the start of it, each with the id in full.

    Where there is none, those that knew a fact by it, each with the id that the fact has now.
    """
    start, end = claim, claim + "\U0010ffff"
    found = projections.rows(
        "SELECT story, id FROM accounts WHERE id >= ? AND id < ? ORDER BY story, id LIMIT 50", start, end
    )
    return [(str(story), str(account)) for story, account in found] or lineage.meaning(projections, start, end)


def _decoded(projections: Projections, sql: str, story: str, kind: type[T]) -> dict[str, T]:
    decoder = msgspec.msgpack.Decoder(kind)
    return {str(key): decoder.decode(data) for key, data in projections.rows(sql, story)}


def relations(projections: Projections, story: str, kept: str = "") -> tuple[list[Contradiction], list[Answer]]:
    """What holds between a story's facts; `kept` is the prefix of tables that say what held."""
    contradicted = projections.rows(
        f"SELECT id, strength, rejected, asserted, why FROM {kept}contradictions WHERE story = ? ORDER BY id",  # noqa: S608  a name from the code
        story,
    )
    answered = projections.rows(
        f"SELECT demand, act FROM {kept}answers WHERE story = ? ORDER BY demand, act",  # noqa: S608  the same
        story,
    )
    return (
        [Contradiction(id=row[0], strength=row[1], between=(row[2], row[3]), why=row[4]) for row in contradicted],
        [Answer(demand=row[0], act=row[1]) for row in answered],
    )
