"""Every dialect gives the same entries."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import msgspec
import pytest
import yaml
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import InputError
from monitor.coverage.feeds.dates import moment
from monitor.coverage.feeds.discovery import discover
from monitor.coverage.feeds.parsing import parse
from monitor.coverage.fetching.decompression import Body
from monitor.coverage.fetching.errors import FetchError

_HERE = Path(__file__).parent
_BASE = "https://post.example/feeds/all"


def read(body: bytes):
    """The feed in a body."""
    return parse(body, content_type="", source="https://post.example/feeds/all", base=_BASE)


@pytest.mark.parametrize("path", sorted((_HERE / "dialects").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_dialect_is_read(path):
    """Each file's feed gives the format, the title and the fields of its entries that the file states."""
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    feed = read(case["feed"].encode())
    assert (feed.format, feed.title, feed.flaw) == (case["format"], case.get("title"), None)
    if "every_seconds" in case:
        assert feed.every_seconds == case["every_seconds"]
    shown = msgspec.json.decode(msgspec.json.encode(feed.entries))
    assert len(shown) == len(case["entries"])
    for entry, expected in zip(shown, case["entries"], strict=True):
        assert {name: entry.get(name) for name in expected} == expected


@pytest.mark.parametrize(("written", "stored"), yaml.safe_load((_HERE / "dates.yaml").read_text(encoding="utf-8")))
def test_dates_are_read_or_left(written, stored):
    """A date is stored in UTC; one whose zone nobody knows keeps its day; what is none is none."""
    assert moment(written) == stored


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(alphabet="<>&;/ \"'=!-[]rsitemlnkguda\n", max_size=200).map(str.encode))
def test_whatever_comes_it_is_a_feed_or_an_input_error(body):
    """No bytes make the parser fail in another way, and none are taken for more than they are."""
    try:
        feed = read(b"<rss><channel><item><title>" + body)
    except InputError:
        return
    assert len(feed.entries) <= len(body) + 1


_CODINGS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda body: brotli.compress(body, quality=3),
    "zstd": zstd.compress,
    "identity": lambda body: body,
    "gzip, br": lambda body: brotli.compress(gzip.compress(body), quality=3),
}


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.sampled_from(sorted(_CODINGS)), st.binary(max_size=3000), st.integers(1, 700), st.integers(1, 50))
def test_bodies_come_through_in_any_pieces(coding, body, size, times):
    """Decompression gives the body back, however it is cut into pieces on its way."""
    body *= times
    sent = _CODINGS[coding](body)
    through = Body(coding, limit=len(body) + len(sent) + 1, where="x")
    for start in range(0, len(sent), size):
        through.add(sent[start : start + size])
    assert through.whole() == body


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_a_compressed_body_that_is_cut_off_is_no_body(coding):
    """What stops in the middle is an error, not a shorter body."""
    sent = _CODINGS[coding](bytes(range(256)) * 100)
    through = Body(coding, limit=10**6, where="x")
    through.add(sent[: len(sent) // 2])
    with pytest.raises(FetchError, match="cut off"):
        through.whole()


def test_raw_deflate_is_understood():
    """Some servers send 'deflate' without the zlib frame that it should have."""
    packer = zlib.compressobj(wbits=-15)
    through = Body("deflate", limit=1000, where="x")
    through.add(packer.compress(b"hello") + packer.flush())
    assert through.whole() == b"hello"


def test_a_page_names_its_feeds():
    """Autodiscovery takes relative addresses by the page's base, and puts comments last."""
    page = b"""<html><head><base href="https://cdn.example/x/">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
      <link rel="ALTERNATE" type="application/atom+xml" title="News &amp; more" href="news.atom">
      <link rel="alternate" type="text/html" href="amp.html"><link rel="stylesheet" href="x.css">
      <link rel="alternate" type="application/feed+json" href="//other.example/feed.json"></head>"""
    found = discover(page, content_type="text/html", base="https://post.example/")
    assert [(link.url, link.title) for link in found] == [
        ("https://cdn.example/x/news.atom", "News & more"),
        ("https://other.example/feed.json", None),
        ("https://cdn.example/x/comments.xml", "Comments"),
    ]
