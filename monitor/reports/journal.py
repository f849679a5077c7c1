"""The events of the log as they were recorded, as JSON, one at a time: a log of any length needs no more memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from events import codec
from events.errors import NewerFormatError, UsageError
from events.log import (
    AlertDue,
    AlertSent,
    ArticleNoted,
    ArticleRead,
    ArticleRecorded,
    ArticleRevised,
    CorrectionMade,
    Event,
    StoryDefined,
)
from events.store.port import Store, StoredEvent
from monitor.projections.database import Projections

_NAMES = (*codec.TYPE_NAMES, *codec.UPCASTS)


def chosen(types: Iterable[str]) -> tuple[str, ...] | None:
    """The stored types that are meant by 'article.recorded/1', 'article.recorded' or 'article'; None for all.

    Raises UsageError for a type that there is not.
    """
    found: list[str] = []
    for asked in types:
        meant = [
            name for name in _NAMES if name == asked or name.split("/")[0] == asked or name.startswith(f"{asked}.")
        ]
        if not meant:
            known = ", ".join(sorted({name.split("/")[0] for name in _NAMES}))
            raise UsageError(f"no event is of the type '{asked}'", hint=f"there are {known}")
        found += meant
    return tuple(dict.fromkeys(found)) or None


def events(
    log: Store, projections: Projections, *, story: str | None, types: tuple[str, ...] | None, after: int
) -> Iterator[dict[str, Any]]:
    """Events behind position `after`, in order; with `story`, those about it and about the articles it covers."""
    for stored in log.read(after, types=types):
        if story is None or _concerns(stored, story, projections):
            yield {
                "position": stored.position,
                "type": stored.type,
                "stream": stored.stream,
                "version": stored.version,
                "recorded_at": stored.recorded_at,
                "id": stored.id,
                "summary": _summary(stored),
                "data": msgspec.Raw(stored.data),
            }


def _concerns(stored: StoredEvent, story: str, projections: Projections) -> bool:
    about, _, name = stored.stream.partition("/")
    if about == "article":
        return bool(projections.rows("SELECT 1 FROM articles WHERE id = ? AND story = ?", name, story))
    return bool(msgspec.json.decode(stored.data, type=_Storied).story == story or stored.stream == f"story/{story}")


class _Storied(msgspec.Struct):
    """What events that are about a story have in common."""

    story: str = ""


def _summary(stored: StoredEvent) -> str:
    """The event in words."""
    try:
        event = codec.decode(stored.type, stored.data)
    except NewerFormatError:
        return "written by a newer version of this program"
    return _said(event)


def _said(event: Event) -> str:
    match event:
        case ArticleRecorded(article) | ArticleRevised(article) | ArticleNoted(article):
            source = ", ".join(part for part in (article.publisher, article.published) if part)
            return f"{article.title or article.label}{f' ({source})' if source else ''}"
        case ArticleRead():
            reader = f"{event.reader} {event.reader_version}"
            return f"{_counted(len(event.claims), 'claim')} in version {event.version}, by {reader}"
        case StoryDefined():
            return f"{event.definition.title} (revision {event.revision})"
        case CorrectionMade():
            what = event.claim or " and ".join(event.names) or event.undoes
            return f"{event.action} {what} in {event.story}, by {event.author}: {event.reason}"
        case AlertDue() | AlertSent():
            return f"{_counted(len(event.changes), 'change')} of {event.story or 'no story'} for {event.recipient}"
        case _:
            fields = msgspec.to_builtins(event)
            return ", ".join(
                f"{k} {v}" for k, v in fields.items() if k != "type" and isinstance(v, str | int) and v != ""
            )


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
