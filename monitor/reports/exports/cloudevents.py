"""The changes of a story as CloudEvents 1.0 in the JSON event format, one a line (https://cloudevents.io)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from monitor.reports import claims
from monitor.reports.exports.material import Material

_TYPE = "story-monitor.change.{}.v1"


def cloudevents(material: Material) -> Iterator[str]:
    """One event a change, in the order in which the changes came about; `source` and `id` together name it for good.

    What is held for review is left out: it is a change of its own once it is kept.
    """
    story = material.known.story.definition.id
    for recorded in (one for one in material.changes if not one.change.held):
        event = {
            "specversion": "1.0",
            "id": recorded.change.id,
            "source": f"/stories/{story}",
            "type": _TYPE.format(recorded.change.change),
            "subject": recorded.change.claim,
            "time": recorded.recorded_at,
            "datacontenttype": "application/json",
            "data": claims.change(recorded),
        }
        yield msgspec.json.encode(event).decode("utf-8", "replace") + "\n"
