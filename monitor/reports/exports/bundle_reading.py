"""A bundle that another workspace wrote, checked as a whole before anything of it is recorded, see taking_in.py."""

from __future__ import annotations

import re
from hashlib import sha256

import msgspec

from events import codec
from events.definition import StoryDefinition
from events.errors import InputError
from events.log import ArticleRead, ArticleRecorded, CorrectionMade, Event, StoryDefined
from monitor.coverage.metadata import is_web_address, moment
from monitor.reports.exports.bundle import FORMAT, Head

_LINE = re.compile(r"[^\n]*\n|[^\n]+")  # str.splitlines breaks at characters that JSON strings may hold
_HINT = "export it again with 'monitor export STORY --bundle'"


class Bundle(msgspec.Struct, frozen=True):
    """A story as another workspace knew it."""

    definition: StoryDefinition
    events: list[Event]  # articles, their readings, corrections


class _Tagged(msgspec.Struct, frozen=True):
    type: str


def read(text: str, where: str) -> Bundle:
    """The bundle in `text`; `where` names it in errors. Raises InputError, NewerFormatError."""
    first, *rest = _LINE.findall(text) or [""]
    head = _head(first, where)
    digest = sha256("".join(rest).encode("utf-8", "surrogatepass")).hexdigest()
    if len(rest) != head.events or digest != head.digest:
        raise InputError("is cut off or has been changed since it was exported", where=where, hint=_HINT)
    events = [_event(line, f"{where}:{number}") for number, line in enumerate(rest, 2)]
    defined = [event for event in events if isinstance(event, StoryDefined)]
    if len(defined) != 1 or defined[0].definition.id != head.story:
        raise InputError("defines no story, or another one than it says", where=where, hint=_HINT)
    _check(events, where)
    return Bundle(defined[0].definition, [event for event in events if not isinstance(event, StoryDefined)])


def _head(line: str, where: str) -> Head:
    try:
        head = msgspec.json.decode(line, type=Head)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise InputError("is no bundle of a story", where=where, hint=_HINT) from error
    if head.format != FORMAT:
        raise InputError(f"has the unknown format '{head.format}'", where=where, hint="update the program")
    return head


def _event(line: str, where: str) -> Event:
    try:
        event = codec.decode(msgspec.json.decode(line, type=_Tagged).type, line.encode("utf-8", "surrogatepass"))
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise InputError(f"is no event: {error}", where=where, hint=_HINT) from error
    if not isinstance(event, StoryDefined | ArticleRecorded | ArticleRead | CorrectionMade):
        raise InputError("is an event that no bundle holds", where=where, hint=_HINT)
    return event


def _check(events: list[Event], where: str) -> None:
    """Raise InputError unless every claim stands on words of an article of the bundle, at their place."""
    articles = {event.article.id: event.article for event in events if isinstance(event, ArticleRecorded)}
    for article in articles.values():
        if article.url and not is_web_address(article.url):
            raise InputError(f"article {article.id} has an address that is none", where=where, hint=_HINT)
        try:
            dated = article.published is None or moment(article.published) == article.published
        except ValueError:
            dated = False
        if not dated:
            raise InputError(f"article {article.id} has a date that is none", where=where, hint=_HINT)
    for event in events:
        if not isinstance(event, ArticleRead):
            continue
        read_from = articles.get(event.article)
        if read_from is None or read_from.version != event.version:
            raise InputError(f"lacks the article {event.article} that it has claims of", where=where, hint=_HINT)
        for claim in event.claims:
            if not claim.evidence or any(read_from.text[e.start : e.end] != e.quote for e in claim.evidence):
                raise InputError(
                    f"a claim of article {event.article} quotes what isn't there", where=where, hint=_HINT
                )  # fmt: skip
