"""From a feed to articles in the log."""

from __future__ import annotations

import pytest
from aiohttp import web

from events.errors import NotFoundError
from monitor.polling import poll
from monitor.workspace import create


def two_articles(site, make):
    """A feed with two pages."""
    site.pages["/feed"] = make.rss(*(make.item(n, link=site.url(f"/{n}")) for n in (1, 2)))
    site.pages["/1"], site.pages["/2"] = make.article(1), make.article(2)
    return site.url("/feed")


def test_a_feeds_entries_become_articles(site, desk, make):
    """A poll fetches the feed and its pages, and the log has an article for each."""
    summary = desk.poll(two_articles(site, make))
    assert (summary.polled, summary.entries, summary.new, summary.failed) == (1, 2, 2, ())
    assert sorted(desk.titles()) == ["Harbour report 1", "Harbour report 2"]


def test_requests_say_who_asks_and_nothing_else(site, desk, make):
    """The User-Agent has the contact; there are no cookies and no referrer, though the server sets one."""
    feed = two_articles(site, make)
    body = site.pages["/feed"]
    site.pages["/feed"] = lambda _: web.Response(body=body, headers={"Set-Cookie": "a=b"})
    desk.poll(feed)
    assert len(site.requests) == 4
    for _, headers in site.requests:
        assert headers["User-Agent"].startswith("story-monitor/")
        assert "me@post.example" in headers["User-Agent"]
        assert not {"Cookie", "Referer"} & headers.keys()


def test_a_poll_right_after_another_asks_nobody(site, desk, make):
    """A feed that is not due is not asked, and the summary says when it is."""
    feed = two_articles(site, make)
    desk.poll(feed)
    asked = len(site.requests)
    summary = desk.poll(feed)
    assert (summary.polled, summary.not_due, len(site.requests)) == (0, 1, asked)
    assert summary.next_poll == desk.memory(feed).next_poll


def test_pages_that_robots_txt_forbids_are_not_fetched(site, desk, make):
    """The feed's own text becomes the article instead."""
    feed = two_articles(site, make)
    site.pages["/robots.txt"] = lambda _: web.Response(text="User-agent: story-monitor\nDisallow: /1\n")
    summary = desk.poll(feed)
    assert summary.new == 2
    assert not site.asked("/1")
    assert len(site.asked("/2")) == 1


def test_a_page_that_cannot_be_had_is_tried_again(site, desk, make, clock):
    """A fault of the server is none of the entry's: it waits, and becomes an article later."""
    feed = two_articles(site, make)
    page = site.pages["/1"]
    site.pages["/1"] = lambda _: web.Response(status=500)
    first = desk.poll(feed, clock=clock)
    assert (first.new, first.waiting) == (1, 1)
    site.pages["/1"] = page
    clock.time += 1800
    second = desk.poll(feed, clock=clock)
    assert (second.polled, second.new, second.waiting) == (0, 1, 0)


def test_an_article_that_cannot_be_read_stops_no_other(site, desk, make):
    """It is parked with its reason; the others of its batch are recorded."""
    feed = two_articles(site, make)
    desk.reader.refused = ("Harbour report 1",)
    summary = desk.poll(feed)
    assert (summary.new, summary.parked, summary.waiting) == (1, 1, 0)
    assert desk.titles() == ["Harbour report 2"]


def test_one_page_in_two_feeds_is_fetched_once(site, desk, make):
    """Feeds that share a page lead to one article and one request."""
    feed = two_articles(site, make)
    site.pages["/other"] = make.rss(make.item("one", link=site.url("/1")))
    summary = desk.poll(feed, site.url("/other"))
    assert (summary.entries, summary.new) == (3, 2)
    assert len(site.asked("/1")) == 1


def test_rotated_guids_bring_no_new_articles(site, desk, make, clock):
    """All guids change overnight; no entry is new, and no page is fetched again."""
    feed = two_articles(site, make)
    desk.poll(feed, clock=clock)
    site.pages["/feed"] = make.rss(*(make.item(n, link=site.url(f"/{n}"), guid=f"x{n}") for n in (1, 2)))
    clock.time += 2 * 3600
    summary = desk.poll(feed, clock=clock)
    assert (summary.polled, summary.unchanged, summary.entries, summary.new) == (1, 0, 0, 0)
    assert len(site.asked("/1")) == 1


def test_one_guid_for_all_is_no_obstacle(site, desk, make):
    """Entries that share a guid, or have none, are told apart by their links."""
    items = [make.item(n, link=site.url(f"/{n}"), guid="same") for n in range(3)]
    items.append(make.item(3, link=site.url("/3")).replace("<guid isPermaLink='false'>3</guid>", ""))
    site.pages["/feed"] = make.rss(*items)
    site.pages.update({f"/{n}": make.article(n) for n in range(4)})
    assert desk.poll(site.url("/feed")).new == 4


def test_a_source_that_nobody_follows_is_no_source(tmp_path):
    """`--feed` names one of the sources, and the error says which there are."""
    workspace, _ = create(tmp_path)
    with pytest.raises(NotFoundError, match=r"no source has the address"):
        poll(workspace, only=["https://post.example/feed"])


def test_a_poll_that_dies_while_its_answer_is_read_keeps_to_the_answers_age(site, desk, make, clock):
    """What Cache-Control asks for is known before the body is parsed, and stays known at the next request."""
    headers = {"Cache-Control": "max-age=18000", "Content-Type": "text/xml"}
    site.pages["/feed"] = lambda _: web.Response(body=make.rss(), headers=headers)
    feed = site.url("/feed")

    class KilledError(Exception):
        pass

    async def watch(parts, going):
        async def never(*_, **__):
            raise KilledError

        parts.parsers.do = never
        with pytest.raises(KilledError):
            await going

    for asked in (1, 2):
        desk.poll(feed, clock=clock, watch=watch)
        assert len(site.asked("/feed")) == asked
        assert desk.memory(feed).next_poll >= clock.time + 18000
        assert desk.memory(feed).succeeded_at is None
        clock.time += 18000
