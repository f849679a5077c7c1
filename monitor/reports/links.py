"""Links that open a page at a quotation: text fragments, as WICG's 'URL Fragment Text Directives' has them."""

from __future__ import annotations

from urllib.parse import quote

_LONG = 80  # characters from which the start and the end of the quotation are given, not all of it
_EDGE = 5  # words at either end


def at_quotation(url: str | None, text: str) -> str | None:
    """`url` with a text fragment for the quotation; None where the article has no address."""
    if not url:
        return None
    words = text.split()
    if len(text) > _LONG and len(words) > 2 * _EDGE:
        directive = f"{_escaped(' '.join(words[:_EDGE]))},{_escaped(' '.join(words[-_EDGE:]))}"
    else:
        directive = _escaped(" ".join(words))
    joint = ":~:" if "#" in url else "#:~:"
    return f"{url}{joint}text={directive}"


def _escaped(text: str) -> str:
    """Percent-encoded, with the characters that have a meaning in a directive: '-', ',' and '&'."""
    return quote(text.encode("utf-8", "replace"), safe="").replace("-", "%2D")
