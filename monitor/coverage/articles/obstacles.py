"""What comes in an article's place: consent pages, checks for robots, lost pages, beginnings of paid articles."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from monitor.coverage.articles.addresses import is_front_page
from monitor.coverage.articles.markup import Markup, tidy
from monitor.coverage.seam import Fetched, Parked

_PAGE = re.compile(r"^(?:text/html|application/xhtml\+xml|text/plain)?\s*(?:;|$)")
_STUB = 180  # words; the beginning of a paid article is seldom longer, and a whole one seldom shorter
_NOTICE = 120  # words; a page that holds nothing but a notice has fewer
# The first paragraph behind a headline that leads elsewhere.
_TEASERS = (
    "//*[(self::h2 or self::h3 or self::h4) and (.//a[@href] or parent::a[@href])]"
    "/following-sibling::*[1][self::p or self::div]"
)
_FEWEST = 3  # teasers
_SHARE = 0.6  # of a text's lines
_TITLE = 8  # words; shorter lines are titles rather than paragraphs
_CUT_OFF = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")
_GONE = frozenset((404, 410))
_STATUS = dict.fromkeys((401, 402, 403, 407, 451), "the outlet refuses the page") | dict.fromkeys(
    _GONE, "the page is gone"
)


def of_answer(page: Fetched) -> Parked | None:
    """Why the answer to a request can't hold the article; None where it may."""
    if page.status >= 400:  # noqa: PLR2004  HTTP's own bound (RFC 9110, section 15)
        what = _STATUS.get(page.status, "the page could not be had")
        return Parked(reason=f"{what} (HTTP {page.status})", retry=page.status not in _GONE)
    kind = page.headers.get("content-type", "").lower()
    if not _PAGE.match(kind):
        return Parked(reason=f"the link leads to no page but to '{kind.split(';')[0].strip()}'")
    if not page.body.strip():
        return Parked(reason="the page is empty", retry=True)
    if _is_consent_page(page.final_url):
        return Parked(reason="a consent page stands before the article", retry=True)
    if is_front_page(page.final_url) and not is_front_page(page.url):
        return Parked(reason="the link leads to the front page: the article is gone")
    return None


def of_page(markup: Markup, text: str) -> Parked | None:
    """Why what was taken from a page is not the article, judged by the page and the text; None where it is."""
    words, flat = len(text.split()), _flat(text)
    shown = _flat(" ".join(markup.texts("//body")))[:20000] if words < _STUB else flat
    title = _flat(" ".join((*markup.texts("//head/title"), *list(markup.texts("//h1"))[:1])))
    if words < _NOTICE:
        if _says(title, "missing", "titles") or (words < _NOTICE // 2 and _says(shown, "missing", "phrases")):
            return Parked(reason="the page says that the article is not there")
        if _says(title, "challenge", "phrases") or (words < _NOTICE // 2 and _says(shown, "challenge", "phrases")):
            return Parked(reason="a check for robots stands before the article", retry=True)
        if _count(flat, "consent", "phrases") > 1 or (words < _NOTICE // 4 and _says(shown, "consent", "phrases")):
            return Parked(reason="a consent page stands before the article", retry=True)
    if _is_list(markup, text):
        return Parked(reason="the page lists other articles: the article is gone")
    if words < _STUB and (grounds := _paid(markup, text, shown)):
        return Parked(reason=f"only the beginning is free to read: {grounds}")
    return None


def asks_for_money(markup: Markup, text: str) -> str | None:
    """Why there may be more to a text, of any length, than the page shows for nothing; None where nothing says so."""
    return _paid(markup, text, _flat(" ".join(markup.texts("//body")))[:20000])


def _is_list(markup: Markup, text: str) -> bool:
    """Whether most of a text are teasers of other articles: a section's page, or what a lost page offers instead."""
    lines = set(text.split("\n"))
    teasers = [tidy(one.text_content()) for one in markup.tree.xpath(_TEASERS)]
    return sum(one in lines for one in teasers) >= max(
        _FEWEST, _SHARE * sum(len(line.split()) > _TITLE for line in lines)
    )


def _is_consent_page(url: str) -> bool:
    parts, known = urlsplit(url), _known()["consent"]
    host, path = parts.hostname or "", parts.path.lower()
    return any(host.startswith(one) for one in known["hosts"]) or any(path.startswith(one) for one in known["paths"])


def _paid(markup: Markup, text: str, shown: str) -> str | None:
    """What tells that a short text is the beginning of a longer one, if anything does."""
    declared = str(markup.linked.get("isAccessibleForFree", "")).lower() == "false"
    tier = (markup.said("article:content_tier") or "").lower() in ("locked", "metered")
    boxed = any(
        name in f"{element.get('class', '')} {element.get('id', '')}".lower()
        for element in markup.tree.iter("div", "section", "aside", "p")
        for name in _known()["paywall"]["boxes"]
    )
    asks = _says(shown, "paywall", "phrases")
    if declared or tier:
        return "the page declares that it is paid for"
    if boxed and (asks or _CUT_OFF.search(text)):
        return "an offer to subscribe follows"
    if asks and (_CUT_OFF.search(text) or _says(_flat(text)[-400:], "paywall", "phrases")):
        return "it breaks off with an offer to subscribe"
    return None


@cache
def _known() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((resources.files(__package__) / "obstacles.toml").read_text(encoding="utf-8"))


def _says(text: str, kind: str, which: str) -> bool:
    return _count(text, kind, which) > 0


def _count(text: str, kind: str, which: str) -> int:
    return sum(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text) is not None for phrase in _known()[kind][which])


def _flat(text: str) -> str:
    return tidy(text).casefold().replace("’", "'").replace("‘", "'")
