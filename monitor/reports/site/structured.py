"""Claims and articles as schema.org has them (https://schema.org/Claim, https://schema.org/NewsArticle)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from events.coverage import Coverage
from events.facts import Account, Fact
from monitor.coverage.metadata import is_web_address

_CONTEXT = "https://schema.org"
_APPEARANCES = 20  # of one claim


def claim(fact: Fact, articles: Mapping[str, Coverage], path: str) -> dict[str, Any]:
    """A fact as a Claim, with the articles in which it appears."""
    appearances = list(dict.fromkeys(account.article for account in fact.accounts))[:_APPEARANCES]
    speaker = getattr(fact.claim, fact.claim.party_slots[0])
    return _filled({
        "@context": _CONTEXT,
        "@type": "Claim",
        "identifier": fact.id,
        "url": path,
        "text": fact.claim.sentence(),
        "author": {"@type": "Thing", "name": speaker} if isinstance(speaker, str) else None,
        "datePublished": fact.accounts[0].published,
        "firstAppearance": _of_account(fact.accounts[0], articles),
        "appearance": [_article(articles[name]) for name in appearances if name in articles],
    })  # fmt: skip


def claims(facts: Iterable[tuple[str, str, str]], title: str) -> dict[str, Any]:
    """A page that lists claims: each by id, sentence and address."""
    parts = [
        {"@type": "Claim", "identifier": name, "text": sentence, "url": path} for name, sentence, path in facts
    ]  # fmt: skip
    return {"@context": _CONTEXT, "@type": "CollectionPage", "name": title, "hasPart": parts}


def articles(covered: Iterable[Coverage], title: str) -> dict[str, Any]:
    """A page that lists articles."""
    parts = [_article(one) for one in covered]
    return {"@context": _CONTEXT, "@type": "CollectionPage", "name": title, "hasPart": parts}


def _of_account(account: Account, articles: Mapping[str, Coverage]) -> dict[str, Any] | None:
    return _article(articles[account.article]) if account.article in articles else None


def _article(coverage: Coverage) -> dict[str, Any]:
    return _filled({
        "@type": "NewsArticle",
        "identifier": coverage.id,
        "headline": coverage.title,
        "url": coverage.url if coverage.url and is_web_address(coverage.url) else None,
        "datePublished": coverage.published,
        "publisher": {"@type": "NewsMediaOrganization", "name": coverage.publisher} if coverage.publisher else None,
    })  # fmt: skip


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
