"""Events to bytes and back. A stored type's name is a word with a version, never a place in the code.

An event that an older version of the program stored is upcast when it is read: give its type's name in `UPCASTS` the
function that turns its JSON object into one of the current version. What is stored is never rewritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from events.errors import NewerFormatError
from events.log import (
    AlertDropped,
    AlertDue,
    AlertFailed,
    AlertResumed,
    AlertSent,
    ArticleBackfilled,
    ArticleNoted,
    ArticleRead,
    ArticleRecorded,
    ArticleRevised,
    CorrectionMade,
    Event,
    StoryDefined,
    SubscriptionBegun,
    SubscriptionEnded,
)

UPCASTS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}

_TYPES: tuple[type[msgspec.Struct], ...] = (
    ArticleRecorded, ArticleNoted, ArticleRevised, ArticleRead, StoryDefined, CorrectionMade,
    SubscriptionBegun, SubscriptionEnded, AlertDue, AlertSent, AlertFailed, AlertResumed, AlertDropped,
    ArticleBackfilled,
)  # fmt: skip
TYPE_NAMES = tuple(str(kind.__struct_config__.tag) for kind in _TYPES)
_encoder = msgspec.json.Encoder(order="deterministic")
_decoders: dict[str, msgspec.json.Decoder[Any]] = {
    name: msgspec.json.Decoder(kind) for name, kind in zip(TYPE_NAMES, _TYPES, strict=True)
}


def type_name(event: Event) -> str:
    """The stable name under which the event's type is stored."""
    return str(event.__struct_config__.tag)


def encode(event: Event) -> bytes:
    """The event as JSON; the same event always gives the same bytes."""
    return _encoder.encode(event)


def decode(name: str, data: bytes) -> Event:
    """The event that was stored under the type `name`.

    Raises NewerFormatError for a type that this version of the program doesn't know.
    """
    if name in UPCASTS:
        data = _encoder.encode(UPCASTS[name](msgspec.json.decode(data)))
        name = str(msgspec.json.decode(data)["type"])
    decoder = _decoders.get(name)
    if decoder is None:
        raise NewerFormatError(
            f"an event of the unknown type {name!r}",
            where="the log",
            hint="it was written by a newer version of story-monitor: update the program",
        )
    event: Event = decoder.decode(data)
    return event


def event_id(event: Event) -> str:
    """The id under which the event is known for good: the same thing happening again gets the same id."""
    match event:
        case ArticleRecorded(article) | ArticleRevised(article):
            return f"{type_name(event).split('/')[0]}:{article.id}:{article.version}"
        case ArticleNoted(article):
            return f"article.noted:{article.id}"
        case ArticleRead():
            return f"article.read:{event.article}:{event.version}:{event.reader}:{event.reader_version}"
        case AlertSent():
            return f"alert.sent:{event.message_id}:{event.recipient}"
        case AlertFailed():
            return f"alert.failed:{event.message_id}:{event.recipient}:{event.resumed}:{event.attempt}"
        case (
            ArticleBackfilled()
            | StoryDefined()
            | CorrectionMade()
            | SubscriptionBegun()
            | SubscriptionEnded()
            | AlertDue()
            | AlertResumed()
            | AlertDropped()
        ):
            return f"{type_name(event).split('/')[0]}:{hashlib.sha256(encode(event)).hexdigest()[:16]}"


def stream(event: Event) -> str:
    """The stream whose versions the event counts in."""
    match event:
        case ArticleRecorded(article) | ArticleRevised(article) | ArticleNoted(article):
            return f"article/{article.id}"
        case ArticleRead() | ArticleBackfilled():
            return f"article/{event.article}"
        case StoryDefined(definition):
            return f"story/{definition.id}"
        case CorrectionMade():
            return f"story/{event.story}"
        case _:  # what is told of a story, to whom
            return f"alerts/{event.story}"
