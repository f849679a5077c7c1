"""What the pages of past days follow from, so that a day's state is worked out only where that has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import chain

import msgspec

from events.coverage import Coverage
from events.facts import Account
from events.story import Story

_encode = msgspec.msgpack.Encoder().encode


def _alone(one: Account | Coverage) -> Account | Coverage:
    """An article without its copies: of those that came later a past day knows nothing, the others are with it."""
    return msgspec.structs.replace(one, copies=(), copied_from=None) if isinstance(one, Coverage) else one


def follows(story: Story, days: Sequence[str]) -> dict[str, bytes]:
    """For each of the sorted ISO days, a digest of the accounts and articles published by its end."""
    dated: Iterator[Account | Coverage] = chain(
        (account for block in story.blocks.values() for account in block.accounts()), story.articles.values()
    )
    published = [((one.published or "")[:10], one.id, one) for one in dated]
    published.sort(key=lambda one: one[:2])
    digest, found, at = blake2b(digest_size=12), {}, 0
    for day in days:
        while at < len(published) and published[at][0] <= day:
            digest.update(_encode(_alone(published[at][2])))
            at += 1
        found[day] = digest.copy().digest()
    return found
