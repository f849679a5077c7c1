"""Indexes of sitemaps: which of those that they list are read, and how they are polled."""

from __future__ import annotations

import gzip
import json

import pytest
from aiohttp import web

from events.errors import InputError
from monitor.cli.main import run
from monitor.coverage.feeds import sitemap_index
from monitor.coverage.feeds.parsing import parse
from monitor.coverage.polling.database import Coverage
from monitor.workspace import create

HOUR = 3600.0
_XMLNS = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
_NEWS = "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'"


def index(*urls, day=1):
    """An index of sitemaps, each later than the one before."""
    listed = (
        f"<sitemap><loc>{url}</loc><lastmod>2031-01-{at:02}</lastmod></sitemap>" for at, url in enumerate(urls, day)
    )
    return f"<?xml version='1.0'?><!-- made -->\n<sitemapindex {_XMLNS}>{''.join(listed)}</sitemapindex>".encode()


def sitemap(*urls):
    """A sitemap for news."""
    named = (
        f"<url><loc>{url}</loc><n:news><n:publication><n:name>Harbour Post</n:name></n:publication>"
        f"<n:publication_date>2031-01-02</n:publication_date><n:title>Harbour report</n:title></n:news></url>"
        for url in urls
    )
    return f"<urlset {_XMLNS} {_NEWS}>{''.join(named)}</urlset>".encode()


def xml(body, **headers):
    """What answers with XML."""

    def answer(request):
        if request.headers.get("If-None-Match") == headers.get("ETag", "none"):
            return web.Response(status=304)
        return web.Response(body=body, headers={"Content-Type": "text/xml"} | headers)

    return answer


@pytest.fixture
def source(site, make):
    """An index on the site with two sitemaps for news, of which one is compressed, and an archive beside them."""
    site.pages["/index.xml"] = xml(
        index(*(site.url(path) for path in ("/archive.xml", "/news-a.xml.gz", "/news-b.xml"))), ETag='"i"'
    )
    site.pages["/news-a.xml.gz"] = xml(gzip.compress(sitemap(site.url("/1"), site.url("/2"))), ETag='"a"')
    site.pages["/news-b.xml"] = xml(sitemap(site.url("/3")), ETag='"b"')
    site.pages.update({f"/{n}": make.article(n) for n in range(1, 6)})
    return site.url("/index.xml")


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["/a.xml", "/b.xml", "/c.xml", "/d.xml"], ["/d.xml", "/c.xml", "/b.xml"]),
        (["/news/1.xml", "/a.xml", "/b.xml", "/map?type=news&p=2"], ["/map?type=news&p=2", "/news/1.xml"]),
        (["https://other.example/news.xml", "/all.xml"], ["/all.xml"]),
        (["/news.xml", "/news.xml", "/index.xml"], ["/news.xml"]),
    ],
    ids=["the last to change", "those for news", "of the same site", "each once, without itself"],
)
def test_few_sitemaps_of_an_index_are_read(listed, expected):
    """News before archives, the newest before older ones, three at most, and none of a stranger's."""
    base = "https://post.example/index.xml"
    urls = [f"https://post.example{one}" if one[0] == "/" else one for one in listed]
    feed = parse(index(*urls), content_type="", source="s", base=base)
    assert (feed.format, feed.entries) == ("sitemap index", ())
    assert feed.parts == tuple(f"https://post.example{one}" for one in expected)


def test_a_sitemap_without_a_time_is_dated_by_its_address():
    """Sitemaps of single days and months are many: the newest counts."""
    urls = [f"https://post.example/map-2030-{month:02}.xml" for month in (7, 11, 2, 9)]
    chosen = sitemap_index.read(
        index(*urls).replace(b"lastmod", b"x").split(b"?>", 1)[1], source="s", base="https://post.example/"
    ).parts
    assert chosen == tuple(f"https://post.example/map-2030-{month}.xml" for month in ("11", "09", "07"))


@pytest.mark.parametrize(
    "body",
    [index()[:-20], index("https://other.example/news.xml"), b"<sitemapindex><sitemap><loc>x</loc></sitemapindex>"],
    ids=["cut off", "only strangers'", "not well formed"],
)
def test_an_index_that_names_nothing_to_read_is_refused(body):
    """With a reason, and no guess."""
    with pytest.raises(InputError, match="index"):
        parse(body, content_type="", source="s", base="https://post.example/index.xml")


def test_what_an_index_names_is_polled_in_the_same_pass_and_conditionally_after(source, site, desk, clock):
    """One pass brings the articles; later ones ask each sitemap with its own validators, once an hour at most."""
    first = desk.poll(source, clock=clock)
    assert (first.polled, first.entries, first.new, first.failed) == (3, 3, 3, ())
    assert desk.poll(source, clock=clock).not_due == 3
    assert not site.asked("/archive.xml")
    clock.time += 3 * HOUR
    again = desk.poll(source, clock=clock)
    assert (again.polled, again.unchanged, again.new) == (3, 3, 0)
    for path, tag in (("/index.xml", '"i"'), ("/news-a.xml.gz", '"a"'), ("/news-b.xml", '"b"')):
        assert [headers.get("If-None-Match") for headers in site.asked(path)] == [None, tag]


def test_a_sitemap_that_an_index_drops_is_polled_no_more_and_loses_nothing(source, site, desk, clock):
    """A sitemap of yesterday gives way to one of today; what waited from it becomes articles all the same."""
    site.pages["/3"], page = (lambda _: web.Response(status=503)), site.pages["/3"]
    assert desk.poll(source, clock=clock).waiting == 1
    site.pages["/3"] = page
    site.pages["/index.xml"] = xml(index(site.url("/news-c.xml")))
    site.pages["/news-c.xml"] = xml(sitemap(site.url("/4")))
    clock.time += 3 * HOUR
    second = desk.poll(source, clock=clock)
    assert (second.new, second.waiting, second.failed) == (2, 0, ())
    clock.time += 7 * HOUR
    desk.poll(source, clock=clock)
    assert [len(site.asked(path)) for path in ("/index.xml", "/news-b.xml", "/news-c.xml")] == [3, 2, 2]
    coverage = Coverage(desk.path / "coverage.db")
    assert {feed.source for feed in coverage.polled_for([source])} == {source, site.url("/news-c.xml")}
    coverage.close()


def test_an_index_within_an_index_is_not_followed(source, site, desk):
    """Depth is one: a circle of indexes costs one request each."""
    site.pages["/news-b.xml"] = xml(index(source, site.url("/news-d.xml")))
    summary = desk.poll(source)
    [failure] = summary.failed
    assert (failure.feed, "within another" in failure.reason, summary.new) == (site.url("/news-b.xml"), True, 2)
    assert not site.asked("/news-d.xml")


def test_a_bomb_in_a_compressed_sitemap_is_refused(source, site, desk):
    """The file's own compression is bounded as the server's is."""
    site.pages["/news-b.xml"] = xml(gzip.compress(bytes(64 * 1024 * 1024)))
    summary = desk.poll(source)
    assert ["longer than 10 MiB" in failure.reason for failure in summary.failed] == [True]
    assert summary.new == 2


def test_a_person_sees_what_an_index_leads_to(source, site, tmp_path, capsys):
    """`sources test` shows it before anything is recorded; `sources` shows how each sitemap is."""
    workspace, _ = create(tmp_path)
    workspace.settings_file.write_text('[coverage]\nallowed_hosts = ["127.0.0.1"]\ncontact = "me@post.example"\n')
    command = lambda *words: (run(["-C", str(workspace.root), *words]), capsys.readouterr())  # noqa: E731
    del site.pages["/news-b.xml"]
    code, shown = command("sources", "test", source)
    text = " ".join(shown.out.split())
    assert (code, "sitemap index, 2 entries" in text, "reads http" in text, "HTTP 404" in text) == (0, True, True, True)
    assert "2 of its 3 sitemaps are read" in text
    look = json.loads(command("sources", "test", source, "--json")[1].out)
    assert [len(look["entries"]), [part["entries"] for part in look["parts"]]] == [2, [0, 2]]
    assert not (workspace.data / "coverage.db").exists()
    command("sources", "add", source)
    assert command("poll")[0] == 1
    [told] = json.loads(command("sources", "--json")[1].out)
    assert (told["health"], told["feed"], "news-b.xml" in told["problem"]) == ("failing", source, True)
    assert {part["feed"]: part["health"] for part in told["parts"]} == {
        site.url("/news-a.xml.gz"): "ok",
        site.url("/news-b.xml"): "failing",
    }
    assert told["entries"]["recorded"] == 2
    assert "news-b.xml: failing" in " ".join(command("sources")[1].out.split())
