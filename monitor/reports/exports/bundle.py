"""A whole story to take elsewhere: its definition, articles' metadata, claims with their evidence, corrections.

JSON lines. The first says the format and the story; every other one is an event as the log has it, so that bundles of
an older program are read as its logs are. Of an article's text a bundle holds what is quoted, at its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec

from events import codec
from events.article import Article
from events.log import ArticleRead, ArticleRecorded, Event, StoryDefined
from events.story import bears_on
from monitor.reports.exports.material import Material
from monitor.reports.exports.redaction import redacted

FORMAT = "story-monitor.bundle/1"


class Head(msgspec.Struct, frozen=True):
    """The first line of a bundle."""

    format: str
    story: str
    events: int  # lines that follow
    digest: str  # SHA-256 of them, hexadecimal


def bundle(material: Material) -> Iterator[str]:
    """The lines: the same story gives the same bytes."""
    lines = [codec.encode(event).decode("utf-8", "replace") + "\n" for event in _events(material)]
    digest = sha256("".join(lines).encode()).hexdigest()
    story = material.known.story.definition.id
    yield msgspec.json.encode(Head(FORMAT, story, len(lines), digest)).decode() + "\n"
    yield from lines


def _events(material: Material) -> Iterator[Event]:
    story = material.known.story
    yield StoryDefined(story.definition)
    for name in sorted(story.articles, key=lambda name: (story.articles[name].published or "9999", name)):
        version = story.articles[name].read or story.articles[name].version
        article, reading = material.article(name, version), material.reading(name, version)
        if article is None:
            continue  # the projections are ahead of the log: a log that was cut back says so elsewhere
        article = msgspec.structs.replace(article, backfilled=False)  # that is each workspace's own matter
        yield ArticleRecorded(article if material.whole_texts else _without_text(material, article, reading))
        if reading is not None:
            yield reading
    yield from material.corrections


def _without_text(material: Material, article: Article, reading: ArticleRead | None) -> Article:
    quoted = [(piece.start, piece.end) for claim in (reading.claims if reading else ()) for piece in claim.evidence]

    def suffices(text: str) -> bool:
        return bears_on(material.known.story.cast, msgspec.structs.replace(article, text=text))

    return msgspec.structs.replace(article, text=redacted(article.text, quoted, suffices))
