"""Addresses of articles: which of them name the same one, and which a page may claim for itself."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from courlan import normalize_url
from tld import get_fld

from monitor.coverage.metadata import is_web_address

# The same page for small screens, for printing, and as AMP (https://amp.dev/documentation/guides-and-tutorials).
_HOST_FORMS = re.compile(r"^(?:www\d?|amp|m|mobile)\.(?=[^.]+\.)")
_PATH_FORMS = re.compile(r"(?:/amp|/print|/index\.(?:html?|php))/?$|(?<=/)amp/(?=.)|\.amp(?=\.html?$|$)", re.IGNORECASE)
_QUERY_FORMS = re.compile(
    r"(?:amp|outputtype|output|view|print|printable|ito|ns_\w+|at_\w+|smid|cmp|icid)", re.IGNORECASE
)
_AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/(?:[cv]/)?(?:s/)?|www\.google\.[\w.]+/amp/(?:s/)?)(.+)"
)
# A script behind one path serves every article of the site: its parameters name them, whatever they are called.
_SCRIPT = re.compile(r"\.(?:php|aspx?|jsp|cgi|cfm|pl|do)$|^/?$", re.IGNORECASE)
_SURELY_TRACKING = re.compile(r"(?:utm_|fb|gc|ms|dc)\w*|mc_[ce]id|igsh(?:id)?", re.IGNORECASE)
_PART = re.compile(r"/?(?:page[-/]?)?\d{0,2}/?")  # what a page of an article that is split up adds to its address


def plain(url: str) -> str:
    """The address without what only says where the reader came from; it opens the same page."""
    url = _AMP_CACHE.sub(r"https://\1", url.strip())
    try:
        parts = urlsplit(url)
        if _SCRIPT.search(parts.path):
            kept = [one for one in parse_qsl(parts.query, keep_blank_values=True) if not _SURELY_TRACKING.match(one[0])]
            return urlunsplit(parts._replace(netloc=parts.netloc.lower(), query=urlencode(kept), fragment=""))
        return urlunsplit(urlsplit(normalize_url(url))._replace(fragment=""))
    except ValueError:  # brackets or ports that no address has
        return url


def key(url: str) -> str:
    """What addresses of one article have in common: no scheme, no tracking, no AMP, mobile or printing form.

    Two addresses with the same key are one article; it is not an address itself.
    """
    parts = _split(url)
    path = unquote(_PATH_FORMS.sub("", parts.path)).rstrip("/")
    query = [one for one in sorted(parse_qsl(parts.query)) if not _QUERY_FORMS.fullmatch(one[0])]
    return f"{_host(parts)}{path}{'?' if query else ''}{urlencode(query)}"


def site(url: str) -> str:
    """The domain that somebody registered: 'news.example.co.uk' and 'example.co.uk' are one site."""
    host = _host(_split(url))
    found = get_fld(f"https://{host}", fail_silently=True)
    return found if isinstance(found, str) else ".".join(host.split(".")[-2:]) if host[-1:].isalpha() else host


def is_front_page(url: str) -> bool:
    """Whether the address is a site's front page, or its front page in some language."""
    parts = _split(url)
    return (
        not parts.query and re.fullmatch(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?|home|index\.\w+)?/?", parts.path) is not None
    )


def believed(canonical: str | None, url: str) -> str | None:
    """The address that a page at `url` claims to be the real one, if it can be; None where it is not believed.

    Content systems name the front page, the section or a sister site for every page: believing them would make all
    their articles one.
    """
    if not canonical or not is_web_address(canonical) or is_front_page(canonical) or site(canonical) != site(url):
        return None
    claimed, actual = (key(address).partition("?")[0] for address in (canonical, url))
    if actual != claimed and actual.startswith(f"{claimed}/") and not _PART.fullmatch(actual[len(claimed) :]):
        return None
    return plain(canonical)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(plain(url))
        return parts if parts.port != 0 else parts._replace(netloc=parts.hostname or "")
    except ValueError:
        return SplitResult("", "", plain(url), "", "")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    return _HOST_FORMS.sub("", host) + port
