"""Origins as people write them: they are told apart by a flattened form of their names, which is not for the eye."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from events.facts import Account
from events.origins import outlet, written


def of_origins(accounts: Iterable[Account]) -> dict[str, str]:
    """Origin -> its name as most of the accounts that go back to it write it."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        name = written(account.claim.attributed_to, account.publisher)
        own = outlet(name) == account.origin  # else it is a copy of another outlet's report, and names only itself
        spelled[account.origin][name if own else account.origin] += own
    return {origin: max(names, key=lambda name: (names[name], name)) for origin, names in spelled.items()}
