"""By which definitions of the stories the projections were made: all that most commands need of them."""

from __future__ import annotations

import msgspec

from events.definition import StoryDefinition
from events.errors import NotFoundError
from events.identities import Identities
from monitor.projections.database import Projections


def definition(projections: Projections, story: str) -> StoryDefinition:
    """The definition that the projections were made by. Raises NotFoundError."""
    rows = projections.rows("SELECT definition FROM stories WHERE id = ?", story)
    if not rows:
        raise NotFoundError(f"no story is called '{story}'", hint="'monitor stories' lists them")
    return msgspec.msgpack.decode(rows[0][0], type=StoryDefinition)


def identities(projections: Projections) -> dict[str, Identities]:
    """Who is who in every story, as persons corrected it."""
    decoder = msgspec.msgpack.Decoder(Identities)
    return {str(story): decoder.decode(data) for story, data in projections.rows("SELECT id, identities FROM stories")}
