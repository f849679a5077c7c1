"""Redirects and closed hosts, over days, against a real server."""

from __future__ import annotations

from aiohttp import web

DAY = 86400.0


def test_a_feed_that_has_moved_for_good_is_asked_at_its_new_address(site, desk, make, clock):
    """301 is followed at once, and believed after days; temporary redirects never are."""
    for old, status in (("/old", 301), ("/passing", 302)):
        site.pages[old] = lambda _, status=status: web.Response(status=status, headers={"Location": "/new"})
    site.pages["/new"] = lambda _: web.Response(body=make.rss(), headers={"Content-Type": "text/xml"})
    for _ in range(6):
        desk.poll(site.url("/old"), site.url("/passing"), clock=clock)
        clock.time += DAY
    assert desk.memory(site.url("/old")).address == site.url("/new")
    assert desk.memory(site.url("/passing")).address == site.url("/passing")
    assert len(site.asked("/old")) == 3
    assert len(site.asked("/passing")) == 6


def test_a_move_to_something_else_is_not_believed(site, desk, make, clock):
    """A permanent redirect to a page that is no feed leaves the feed where it is, failing."""
    site.pages["/old"] = lambda _: web.Response(status=301, headers={"Location": "/home"})
    site.pages["/home"] = b"<html><body>Buy this domain</body></html>"
    for _ in range(6):
        desk.poll(site.url("/old"), clock=clock)
        clock.time += DAY
    feed = desk.memory(site.url("/old"))
    assert (feed.address, feed.moved_to) == (site.url("/old"), None)
    assert "is a web page" in feed.problem


def test_a_host_that_is_closed_gets_no_requests_at_all(site, desk, make, clock):
    """After 429 with Retry-After, neither another feed nor a page of the host is asked for meanwhile."""
    site.pages["/a"] = make.rss(make.item(1, link=site.url("/1")))
    site.pages["/1"] = lambda _: web.Response(status=429, headers={"Retry-After": "7200"})
    desk.poll(site.url("/a"), clock=clock)
    asked = len(site.requests)
    clock.time += 3700
    summary = desk.poll(site.url("/a"), site.url("/b"), clock=clock)
    assert len(site.requests) == asked
    assert (summary.polled, summary.waiting) == (0, 1)
    site.pages["/1"] = make.article(1)
    clock.time += 3600
    assert desk.poll(site.url("/a"), clock=clock).new == 1


def test_the_bucket_of_a_host_is_shared_by_feeds_and_pages(site, desk, make, clock):
    """Ten requests to one host, at one a second after a burst of three, take seven seconds of the clock."""
    desk.allow(requests_per_second=1.0, burst=3)
    site.pages["/a"] = make.rss(*(make.item(n, link=site.url(f"/{n}")) for n in range(8)))
    site.pages.update({f"/{n}": make.article(n) for n in range(8)})
    started = clock.time
    assert desk.poll(site.url("/a"), clock=clock).new == 8
    assert len(site.requests) == 10
    assert clock.time - started >= 7
