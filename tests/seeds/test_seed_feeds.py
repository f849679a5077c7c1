"""The two feeds are valid, lead to the pages, and give each page's time and publisher as the page does."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC, datetime

import feedparser
import lxml.etree
import lxml.html
import pytest

FEEDS = {"world.rss": "rss20", "washington.atom": "atom10"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(params=sorted(FEEDS))
def feed_name(request) -> str:
    """Name each feed in turn."""
    return request.param


@pytest.fixture
def feed(feed_name, seeds):
    """Parse the feed from its bytes, without an address of its own."""
    return feedparser.parse((seeds / feed_name).read_bytes())


def test_feed_parses_without_complaint(feed, feed_name):
    """The parser recognises the format and finds nothing to forgive."""
    assert not feed.bozo
    assert feed.version == FEEDS[feed_name]
    assert feed.entries


def test_entries_lead_to_the_pages(feed, manifest):
    """Each entry's link is, once resolved, the address of a page, under that page's title and publisher."""
    by_url = {entry["url"]: entry for entry in manifest.values()}
    for entry in feed.entries:
        assert entry.title == by_url[entry.link]["title"]
        assert entry.source.title == by_url[entry.link]["publisher"]
        assert entry.summary


def test_entry_times_are_the_pages_times(feed, seeds):
    """An entry and its page state the same instant of publication."""
    for entry in feed.entries:
        page = lxml.html.parse(seeds / entry.link.rsplit("/", 1)[1])
        stated = datetime.fromisoformat(page.xpath("string(//time/@datetime)"))
        assert datetime.fromtimestamp(timegm(entry.published_parsed), UTC) == stated


def test_feeds_cover_every_page(seeds, manifest):
    """Following both feeds finds all five reports; one that both carry has the same id in both."""
    found = [feedparser.parse((seeds / name).read_bytes()) for name in FEEDS]
    ids = {(entry.link, entry.id) for feed in found for entry in feed.entries}
    assert {link for link, _ in ids} == {entry["url"] for entry in manifest.values()}
    assert len(ids) == len(manifest) < sum(len(feed.entries) for feed in found)


def test_rss_has_what_the_specification_requires(seeds):
    """RSS 2.0: a channel has title, link and description; an item's guid is marked when it is no address."""
    channel = lxml.etree.parse(seeds / "world.rss").find("channel")
    assert all(channel.findtext(required) for required in ("title", "link", "description"))
    guids = channel.findall("item/guid")
    assert {guid.get("isPermaLink") for guid in guids} == {"false"}
    assert len({guid.text for guid in guids}) == len(channel.findall("item"))


def test_atom_has_what_rfc_4287_requires(seeds):
    """RFC 4287: id, title and updated on feed and entries, an author each, and no feed older than its entries."""
    feed = lxml.etree.parse(seeds / "washington.atom").getroot()
    entries = feed.findall("a:entry", ATOM)
    for element in (feed, *entries):
        assert all(element.findtext(f"a:{required}", namespaces=ATOM) for required in ("id", "title", "updated"))
    assert all(entry.findtext("a:author/a:name", namespaces=ATOM) for entry in entries)
    updated = [datetime.fromisoformat(e.findtext("a:updated", namespaces=ATOM)) for e in (feed, *entries)]
    assert updated[0] == max(updated)
