"""What is recorded: the types of event, in words that stay."""

from __future__ import annotations

import msgspec

from events.article import Article
from events.claims import AnyClaim
from events.definition import StoryDefinition


class ArticleRecorded(msgspec.Struct, frozen=True, tag="article.recorded/1", tag_field="type"):
    """A published text was seen for the first time."""

    article: Article


class ArticleRevised(msgspec.Struct, frozen=True, tag="article.revised/1", tag_field="type"):
    """The outlet changed a text that had been recorded; the article has the same id and the next version."""

    article: Article


class ArticleRead(msgspec.Struct, frozen=True, tag="article.read/1", tag_field="type"):
    """A reader took claims from one version of an article. A later reading replaces an earlier one."""

    article: str  # the article's id
    version: int
    reader: str
    reader_version: str
    claims: tuple[AnyClaim, ...]


class StoryDefined(msgspec.Struct, frozen=True, tag="story.defined/1", tag_field="type"):
    """A person defined a story, or defined it anew."""

    definition: StoryDefinition
    revision: int = 1  # 1 for the first definition of the story, then 2, 3 ...


class CorrectionMade(msgspec.Struct, frozen=True, omit_defaults=True, tag="correction.made/1", tag_field="type"):
    """A person said that a claim is wrong, and why."""

    story: str
    claim: str  # the id of the claim, as shown
    action: str  # 'reject', 'set', 'merge', 'split' or 'undo'
    author: str
    reason: str
    made_at: str  # UTC, ISO 8601
    slot: str | None = None  # for 'set'
    value: str | None = None  # for 'set': the new value; for 'merge': the other claim's id


class AlertSent(msgspec.Struct, frozen=True, omit_defaults=True, tag="alert.sent/1", tag_field="type"):
    """A recipient was told of changes of a story."""

    story: str
    changes: tuple[str, ...]  # ids of the changes
    recipient: str
    message_id: str  # RFC 5322


Event = ArticleRecorded | ArticleRevised | ArticleRead | StoryDefined | CorrectionMade | AlertSent
