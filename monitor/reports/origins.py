"""Who found a story out, who was first with what, and who only repeats others, as JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from events.facts import Account
from events.origins import outlet, written
from events.story import Story

View = dict[str, Any]


def origins(story: Story) -> list[View]:
    """Each outlet that a report goes back to or that published one, those that most goes back to first.

    `first` counts the facts that it was the first to report, `accounts` those that go back to it; `articles` are its
    own, and `repeats` counts their accounts that go back to the outlets `of`.
    """
    facts = list(story.facts())
    accounts = [account for fact in facts for account in fact.accounts]
    first = Counter(fact.accounts[0].origin for fact in facts)
    told = Counter(account.origin for account in accounts)
    published = Counter(outlet(one.publisher) for one in story.articles.values() if one.publisher)
    repeated: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        if account.publisher and (publisher := outlet(account.publisher)) != account.origin:
            repeated[publisher][account.origin] += 1
    publishers = sorted({one.publisher for one in story.articles.values() if one.publisher})
    called = {outlet(name): name for name in publishers} | names(accounts)
    return [
        {
            "origin": called[name],
            "first": first[name],
            "accounts": told[name],
            "articles": published[name],
            "repeats": repeated[name].total(),
            "of": [called[other] for other in _most_first(repeated[name])],
        }
        for name in sorted(told | published, key=lambda name: (-told[name], -first[name], name))
    ]


def names(accounts: Iterable[Account]) -> dict[str, str]:
    """Origin -> its name as most of the accounts that go back to it write it: it is told by a flattened form."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        name = written(account.claim.attributed_to, account.publisher)
        own = outlet(name) == account.origin  # else it is a copy of another outlet's report, and names only itself
        spelled[account.origin][name if own else account.origin] += own
    return {origin: max(found, key=lambda name: (found[name], name)) for origin, found in spelled.items()}


def _most_first(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))
