"""What is found in the texts of articles and in claims, as JSON: each with the words around, and where they match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from events.article import Article
from monitor.projections import search as index
from monitor.projections.database import Projections
from monitor.reports.links import at_quotation
from monitor.reports.search_words import expression

_MARK = re.compile(f"{index.BEFORE}(.*?){index.AFTER}", re.DOTALL)


def search(
    projections: Projections,
    words: str,
    text_of: Callable[[str, int], Article | None],
    *,
    story: str | None,
    limit: int,
) -> dict[str, Any]:
    """The claims and articles that have the words, at most `limit` of each, the most telling first.

    `text_of` gives a version of an article. Raises UsageError for words that can't be looked for.
    """
    asked = expression(words)
    index.check(asked)
    claims = index.claims(projections, asked, story, limit + 1)
    ids = index.articles(projections, asked, story, limit + 1)
    articles = [one for name, version in ids[:limit] if (one := text_of(name, version))]
    around = index.excerpts(asked, articles)
    return {
        "words": words,
        "story": story,
        "claims": [_claim(one) for one in claims[:limit]],
        "more_claims": len(claims) > limit,
        "articles": [_article(projections, one, shown) for one, shown in zip(articles, around, strict=True)],
        "more_articles": len(ids) > limit,
    }


def _claim(found: index.ClaimFound) -> dict[str, Any]:
    sentence, quote = unmarked(found.sentence), unmarked(found.quote)
    coverage = found.coverage
    return {
        "story": found.story,
        "id": found.id,
        "sentence": sentence["text"],
        "sentence_matches": sentence["matches"],
        "quote": quote["text"],
        "quote_matches": quote["matches"],
        "article": coverage.label,
        "article_id": coverage.id,
        "publisher": coverage.publisher,
        "published": coverage.published,
        "url": coverage.url,
        "link": at_quotation(coverage.url, quote["text"].split(" … ")[0]),
    }


def _article(projections: Projections, article: Article, around: index.Excerpt) -> dict[str, Any]:
    title, text = unmarked(around.title), unmarked(around.text)
    stories = projections.rows("SELECT story FROM articles WHERE id = ? ORDER BY story", article.id)
    return {
        "article": article.label,
        "article_id": article.id,
        "version": article.version,
        "stories": [str(story) for (story,) in stories],
        "title": title["text"],
        "title_matches": title["matches"],
        "snippet": text["text"],
        "snippet_matches": text["matches"],
        "publisher": article.publisher,
        "published": article.published,
        "url": article.url,
    }


def unmarked(text: str) -> dict[str, Any]:
    """A text without its marks, and the places that they marked: [[start, end], ...] in code points."""
    matches = list(_places(text))
    return {"text": _MARK.sub(r"\1", text), "matches": matches}


def _places(text: str) -> Iterator[list[int]]:
    for number, match in enumerate(_MARK.finditer(text)):
        start = match.start() - 2 * number
        yield [start, start + len(match[1])]
