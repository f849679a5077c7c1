"""What is recorded: the types of event, in words that stay."""

from __future__ import annotations

import msgspec

from events.article import Article
from events.claims import AnyClaim
from events.definition import StoryDefinition


class ArticleRecorded(msgspec.Struct, frozen=True, tag="article.recorded/1", tag_field="type"):
    """A published text was seen for the first time."""

    article: Article


class ArticleNoted(msgspec.Struct, frozen=True, omit_defaults=True, tag="article.noted/1", tag_field="type"):
    """A published text was seen that bore on no story: it is kept without its text, and may be fetched again."""

    article: Article  # its text is empty
    names: tuple[str, ...] = ()  # the words of its text that are written as names are, in order, each once


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


class ArticleBackfilled(msgspec.Struct, frozen=True, tag="article.backfilled/1", tag_field="type"):
    """An article that is about to be recorded comes from an archive: what its first version changes is no news.

    Only in logs of earlier versions: `Article.backfilled` says it now.
    """

    article: str  # the article's id


class StoryDefined(msgspec.Struct, frozen=True, tag="story.defined/1", tag_field="type"):
    """A person defined a story, or defined it anew."""

    definition: StoryDefinition
    revision: int = 1  # 1 for the first definition of the story, then 2, 3 ...


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """An account that a correction means, so that a later reading of the same words is recognised as the same."""

    id: str  # of the account
    article: str  # the article's id
    version: int
    claim: AnyClaim  # as it was shown, its parties resolved
    label: str = ""  # of the article, for people
    publisher: str | None = None
    published: str | None = None
    beside: tuple[str, ...] = ()  # ids of accounts that the same words gave, and that are not meant


class CorrectionMade(msgspec.Struct, frozen=True, omit_defaults=True, tag="correction.made/1", tag_field="type"):
    """A person said that a claim is wrong or right, or who is who, and why."""

    story: str
    claim: str  # the id of the claim, as shown; '' for who is who
    action: str  # of events.corrections.ACTIONS
    author: str
    reason: str
    made_at: str  # UTC, ISO 8601
    slot: str | None = None  # for 'set'
    value: str | None = None  # for 'set': the new value; for 'merge': the other claim's id
    targets: tuple[Target, ...] = ()  # the accounts that are meant; for 'merge': of both claims; for 'undo': none
    others: tuple[Target, ...] = ()  # for 'split': those that the targets are told apart from
    undoes: str | None = None  # for 'undo': the id of the event that is undone
    number: int = 0  # 1 for the first of the story: who says the same again at the same time says it again
    names: tuple[str, ...] = ()  # for who is who: the party as it is shown, and the name that means it, or doesn't


class AlertSent(msgspec.Struct, frozen=True, omit_defaults=True, tag="alert.sent/1", tag_field="type"):
    """A recipient was told of changes of a story."""

    story: str
    changes: tuple[str, ...]  # ids of the changes
    recipient: str
    message_id: str  # RFC 5322


class SubscriptionBegun(msgspec.Struct, frozen=True, tag="subscription.begun/1", tag_field="type"):
    """A recipient follows a story from here on: what was recorded before is never alerted to them."""

    story: str
    recipient: str
    number: int  # 1 for the first time, 2 when the recipient comes back


class SubscriptionEnded(msgspec.Struct, frozen=True, tag="subscription.ended/1", tag_field="type"):
    """A recipient no longer follows a story."""

    story: str
    recipient: str
    number: int  # of the subscription


class Notice(msgspec.Struct, frozen=True):
    """What a mail says that is not about changes of a story: a source's health, say."""

    title: str  # one line
    lines: tuple[str, ...] = ()


class AlertDue(msgspec.Struct, frozen=True, omit_defaults=True, tag="alert.due/1", tag_field="type"):
    """It was decided what one message tells one recipient: recorded before it is sent, so a crash changes nothing."""

    story: str  # '' for a notice about no story
    changes: tuple[str, ...]  # ids of the changes, or of what a notice is about; none: only `up_to` counts
    recipient: str
    message_id: str  # RFC 5322; '' when there are no changes
    form: str = "alert"  # 'alert', 'digest' or 'notice'
    up_to: int = 0  # position up to which all that was to be told is settled by this; 0: says nothing about it
    notice: Notice | None = None


class AlertFailed(msgspec.Struct, frozen=True, omit_defaults=True, tag="alert.failed/1", tag_field="type"):
    """An attempt to send a message failed."""

    story: str
    recipient: str
    message_id: str
    attempt: int  # 1 for the first since the message was due or was resumed
    reason: str
    resumed: int = 0  # how often a person had resumed it
    permanent: bool = False  # the server refused the recipient or the message for good


class AlertResumed(msgspec.Struct, frozen=True, tag="alert.resumed/1", tag_field="type"):
    """A person wants a message tried again, from the first attempt on."""

    story: str
    recipient: str
    message_id: str
    number: int  # 1 for the first time


class AlertDropped(msgspec.Struct, frozen=True, omit_defaults=True, tag="alert.dropped/1", tag_field="type"):
    """Changes that a recipient is not told of after all, and why."""

    story: str
    changes: tuple[str, ...]
    recipient: str
    reason: str
    message_id: str = ""  # of the message that would have told them; '' when there was none yet


Event = (
    ArticleRecorded
    | ArticleNoted
    | ArticleRevised
    | ArticleRead
    | ArticleBackfilled
    | StoryDefined
    | CorrectionMade
    | SubscriptionBegun
    | SubscriptionEnded
    | AlertDue
    | AlertSent
    | AlertFailed
    | AlertResumed
    | AlertDropped
)
