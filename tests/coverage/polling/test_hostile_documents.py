"""Documents that mean harm to whoever parses them, links that lead anywhere, and robots.txt without measure."""

from __future__ import annotations

import asyncio
import bz2
import zlib

import pytest
from aiohttp import web
from harm import MIB, both

from monitor.coverage.fetching.client import open_client
from monitor.coverage.polling.clock import SystemClock, moment

_DECLARED = '<?xml version="1.0"?>'


def changed(make, *pairs, prolog=_DECLARED):
    """A feed of four entries with some of its bytes exchanged."""
    body = make.rss(*(make.item(n, link=f"https://post.example/{n}") for n in range(4)))
    body = body.replace(_DECLARED.encode(), prolog.encode() if isinstance(prolog, str) else prolog)
    for old, new in pairs:
        body = body.replace(old, new, 1)
    return body


def in_charset(make, name, *, declared=True, mark=b""):
    """The feed in another encoding."""
    text = changed(make, prolog=f'<?xml version="1.0" encoding="{name}"?>' if declared else "").decode()
    return mark + text.encode(name)


# Name -> body, content type and how many entries are read all the same; None: it is refused.
FEEDS = {
    "UTF-7": lambda make: (in_charset(make, "utf-7"), "text/xml; charset=utf-7", 4),
    "UTF-16 without a mark": lambda make: (in_charset(make, "utf-16-be", declared=False), "text/xml; charset=utf-16be", 4),
    "UTF-32": lambda make: (in_charset(make, "utf-32-le", mark=b"\xff\xfe\0\0"), "text/xml", 4),
    "EBCDIC": lambda make: (in_charset(make, "cp037", declared=False), "text/xml; charset=cp037", 4),
    "a charset that is a bomb": lambda _: (bz2.compress(bytes(200 * MIB)) + b"\xff", "text/xml; charset=bz2_codec", None),
    "a charset that inflates": lambda _: (zlib.compress(bytes(200 * MIB)) + b"\xff", "text/xml; charset=zlib", None),
    "a charset that escapes": lambda make: (changed(make) + b"\xff", "text/xml; charset=unicode_escape", 4),
    "a charset for host names": lambda make: (changed(make) + b"\xff", "text/xml; charset=idna", 4),
    "a charset that turns letters": lambda make: (changed(make) + b"\xff", "text/xml; charset=rot13", 4),
    "a charset for punycode": lambda _: (b"\xff" + b"<a>" * 300_000, "text/xml; charset=punycode", None),
    "XML 1.1": lambda make: (changed(make, (b"report 1", b"re&#1;port\xc2\x85 1"), prolog='<?xml version="1.1"?>'), "text/xml", 4),
    "an outer DTD": lambda make: (changed(make, prolog='<!DOCTYPE rss SYSTEM "SITE/dtd">'), "text/xml", 4),
    "an outer parameter entity": lambda make: (changed(make, prolog='<!DOCTYPE rss [<!ENTITY % x SYSTEM "SITE/x"> %x;]>'), "text/xml", 4),
    "parameter entities that grow": lambda make: (changed(make, prolog="<!DOCTYPE rss [" + "".join(f"<!ENTITY % p{n} '%p{n - 1};%p{n - 1};'>" for n in range(1, 60)) + "%p59;]>"), "text/xml", 4),
    "one long entity, often": lambda make: (changed(make, (b"report 1", b"&x;" * 100_000), prolog="<!DOCTYPE rss [<!ENTITY x '" + "y" * 10_000 + "'>]>"), "text/xml", 4),
    "a doctype without an end": lambda _: (b"<!DOCTYPE rss [" + b"<!ENTITY x 'y'>" * 500_000, "text/xml", None),
    "doctypes without number": lambda _: (b"<!DOCTYPE[" * 900_000 + b"<rss>", "text/xml", None),
    "comments by the hundred before it": lambda make: (changed(make, prolog="<!---->" * 500), "text/xml", 4),
    "an inclusion": lambda make: (changed(make, (b"<item>", b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file:///etc/passwd' parse='text'/><item>")), "text/xml", 4),
    "a stylesheet": lambda make: (changed(make, prolog='<?xml-stylesheet type="text/xsl" href="SITE/x.xsl"?>'), "text/xml", 4),
    "CDATA in CDATA": lambda make: (changed(make, (b"report 1", b"<![CDATA[<![CDATA[a]]>]]&gt;b")), "text/xml", 4),
    "CDATA without an end": lambda make: (changed(make, (b"report 3", b"<![CDATA[" + b"x" * 9_000_000)), "text/xml", 3),
    "CDATA that begins a million times": lambda make: (changed(make, (b"report 1", b"& <![CDATA[" * 800_000)), "text/xml", None),
    "100,000 attributes": lambda make: (changed(make, (b"<item>", b"<item " + b" ".join(b"a%d='x'" % n for n in range(100_000)) + b">")), "text/xml", None),
    "100,000 namespaces": lambda make: (changed(make, (b"<item>", b"<item " + b" ".join(b"xmlns:a%d='u:%d'" % (n, n) for n in range(100_000)) + b">")), "text/xml", 4),
    "a name of 8 MB": lambda make: (changed(make, (b"<item>", b"<" + b"n" * 8_000_000 + b"/><item>")), "text/xml", None),
    "a comment of 9 MB": lambda make: (changed(make, (b"<item>", b"<!--" + b"-x" * 4_500_000 + b"--><item>")), "text/xml", 4),
    "a million instructions": lambda make: (changed(make, (b"<item>", b"<?a?>" * 1_000_000 + b"<item>")), "text/xml", 4),
    "a title of 8 MB": lambda make: (changed(make, (b"report 1", b"&lt;a" * 1_600_000)), "text/xml", 4),
    "a date of 5 MB": lambda make: (changed(make, (b"Tue, 03", b"Tue, 03" + b" " * 5_000_000)), "text/xml", 4),
    "five million references": lambda make: (changed(make, (b"report 1", b"&#120;" * 1_500_000)), "text/xml", 4),
    "2,001 entries": lambda make: (make.rss(*(f"<item><link>https://post.example/{n}</link></item>" for n in range(2001))), "text/xml", 2000),
    "JSON with half characters": lambda _: (rb'{"version":"https://jsonfeed.org/version/1.1","title":"Harbour Post","items":[{"id":"\ud800","url":"https://post.example/\udfff","title":"\ud83d"}]}', "application/json", None),
    "JSON with numbers without end": lambda _: (b'{"version":"x","title":"Harbour Post","items":[{"id":' + b"9" * 1_000_000 + b"}]}", "application/json", None),
    "JSON with a million keys": lambda _: (b'{"items":[],' + b",".join(b'"k%d":0' % n for n in range(500_000)) + b"}", "application/json", 0),
    "nothing but NULs": lambda _: (bytes(9 * MIB), "text/xml", None),
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_a_document_that_means_harm_costs_little_and_fetches_nothing(name, site, desk, make):
    """It is read as far as it is a feed, or refused; nothing that it names is fetched or read for it."""
    body, kind, entries = FEEDS[name](make)
    body = body.replace(b"SITE", site.url("").encode())
    site.pages["/odd"] = lambda _: web.Response(body=body, headers={"Content-Type": kind})
    desk.allow(pages_per_feed=3)
    summary = both(site, desk, make, "/odd", resolver=Nowhere)
    assert not {"/dtd", "/x", "/x.xsl"} & {path for path, _ in site.requests}
    assert not any("root:" in (title or "") for title in desk.titles())
    if entries is None:
        [failure] = summary.failed
        assert len(failure.reason) < 300
    else:
        assert (summary.failed, summary.entries) == ((), entries + 3)


class Nowhere:
    """Knows no name."""

    async def resolve(self, host, port=0, family=0):
        del port, family
        raise OSError(f"{host} is not known")

    async def close(self):
        pass


LINKS = (
    "javascript:alert(1)", "data:text/html,hello", "file:///etc/passwd", "mailto:me@post.example", "ftp://post.example/1",
    "http://[fe80::1%25lo]/", "http://[::1]:22/", "http://0/", "http://10.0.0.1/admin", "http://169.254.169.254/latest",
    "http://me:secret@post.example/", "http://post.example:99999/", "http://xn--zzz-\u2603.example/", "http://\uff11\uff10.0.0.1/",
    "http://post.example/\nX-Injected: yes", "http://[1:2", "http:/\\10.0.0.1", "//10.0.0.1/x", "\\\\10.0.0.1\\x",
    "http://localhost/", "http://post.example/" + "a" * 2_000_000, "gopher://10.0.0.1:6379/_SET", "http://%31%30.0.0.1/",
    "http://10.0.0.1.nip.example@10.0.0.1/",
)  # fmt: skip


def test_links_lead_nowhere_but_to_the_web(site, desk, make):
    """Scripts, files, inner hosts, passwords and what is no address: each entry by itself, none is asked for."""
    items = [make.item(n, link=link.replace("&", "&amp;")) for n, link in enumerate(LINKS)]
    site.pages["/odd"] = make.rss(*items)
    summary = both(site, desk, make, "/odd", resolver=Nowhere)
    assert summary.failed == ()
    assert summary.entries == len(LINKS) + 3
    own = {"/odd", "/healthy", "/warm", "/warm-page", "/robots.txt", "/page/0", "/page/1", "/page/2"}
    assert {path for path, _ in site.requests if "\\" not in path} == own  # a backslash is a part of a path


@pytest.mark.parametrize("base", ["file:///etc/", "javascript:x", "http://10.0.0.1/", "http://[", "data:,"])
def test_a_base_leads_nowhere_either(base, site, desk, make):
    """Relative links under a base of the feed's own choice are addresses like any other."""
    atom = (
        f"<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}'><title>Harbour Post</title>"
        f"<entry><id>a</id><title>A</title><link href='passwd'/><content>{make.words}</content></entry></feed>"
    )
    site.pages["/odd"] = atom.encode()
    summary = both(site, desk, make, "/odd", resolver=Nowhere)
    assert (summary.failed, summary.entries) == ((), 4)
    assert not any("root:" in (title or "") for title in desk.titles())


@pytest.fixture
def two_pages(site, make):
    """A feed of two pages, the first of which a robots.txt may forbid."""
    site.pages["/feed"] = make.rss(*(make.item(n, link=site.url(f"/{n}")) for n in (1, 2)))
    site.pages.update({f"/{n}": make.article(n) for n in (1, 2)})
    return site.url("/feed")


def huge(rules: bytes):
    """A robots.txt of 100 MB."""

    async def answer(request):
        response = web.StreamResponse(headers={"Content-Type": "text/plain"})
        await response.prepare(request)
        await response.write(rules)
        for _ in range(100):
            await response.write(b"# nothing\n" * (MIB // 10))
        return response

    return answer


@pytest.mark.parametrize(
    ("answer", "fetched"),
    [
        (huge(b"User-agent: *\nDisallow: /1\n"), [0, 1]),
        (lambda _: web.Response(text="User-agent: *\nDisallow: /1\n" + "Disallow: /" + "*a" * 100_000 + "$\n"), [0, 1]),
        (lambda _: web.Response(body=b"User-agent: *\nDisallow: /1\n" + b"\xff\x00\xfe" * 1000), [0, 1]),
        (lambda _: web.Response(text="User-agent: *\nCrawl-delay: 1e400\nDisallow: /1\n"), [0, 1]),
        (lambda _: web.Response(text="User-agent: *\nCrawl-delay: -1\nDisallow: /1\n"), [0, 1]),
        (lambda _: web.Response(text="User-agent: *\nCrawl-delay: NaN\nDisallow: /1\n"), [0, 1]),
        (lambda _: web.Response(text="User-agent: *\nRequest-rate: 1/0\nVisit-time: 9999-0\nDisallow: /1\n"), [0, 1]),
        (lambda _: web.Response(status=302, headers={"Location": "http://10.0.0.1/robots.txt"}), [0, 0]),
        (lambda _: web.Response(status=302, headers={"Location": "file:///etc/passwd"}), [0, 0]),
        (lambda _: web.Response(status=302, headers={"Location": "/robots.txt"}), [1, 1]),
        (lambda _: web.Response(text="<html>" + "<p>Not a robots.txt" * 10_000), [1, 1]),
        (lambda _: web.Response(status=503, headers={"Retry-After": "3155760000"}), [0, 0]),
    ],
    ids=["100 MB", "wildcards", "bytes", "a delay without end", "a negative delay", "no delay", "rates", "inward", "to a file",
         "in a circle", "a page", "closed"],
)  # fmt: skip
def test_a_robots_txt_without_measure_costs_little(answer, fetched, two_pages, site, desk):
    """What was read of it holds; what can't be had forbids for now; and the poll ends."""
    site.pages["/robots.txt"] = answer
    summary = desk.poll(two_pages)
    assert summary.failed == ()
    assert [len(site.asked(f"/{n}")) for n in (1, 2)] == fetched
    assert len(site.asked("/robots.txt")) <= 2
    assert desk.poll(two_pages).failed == ()


def test_no_more_is_read_of_a_robots_txt_than_counts(site, desk):
    """The rest of 100 MB stays with whoever sends it."""
    site.pages["/robots.txt"] = huge(b"User-agent: *\nDisallow: /1\n")

    async def run():
        clock = SystemClock()
        async with open_client(contact="", allowed=("127.0.0.1",), now=lambda: moment(clock.now())) as client:
            return await client.get(site.url("/robots.txt"), most=512 * 1024)

    assert len(asyncio.run(run()).page.body) == 512 * 1024


def paragraphs(size: int) -> bytes:
    """So many bytes of an article."""
    return b"".join(b"<p>The %dth paragraph says that the board met.</p>" % n for n in range(size // 52))


PAGES = {
    "10 MB of paragraphs": lambda: b"<html><body><article>" + paragraphs(9_900_000),
    "one paragraph of 10 MB": lambda: b"<html><body><article><p>" + b"The board met. " * 650_000,
    "100,000 nested blocks": lambda: b"<html><body>" + b"<div>" * 100_000 + b"The board met. " * 100,
    "an attribute of 8 MB": lambda: b"<html><body><p a='" + b"x" * 8_000_000 + b"'>The board met.",
    "300,000 attributes": lambda: b"<html><body><p " + b" ".join(b"a%d=x" % n for n in range(300_000)) + b">The board met.",
    "references": lambda: b"<html><body><article><p>" + b"&#120;" * 1_500_000,
    "links": lambda: b"<html><body><article>" + b"<a href='/x'>board</a> " * 400_000,
    "a table": lambda: b"<html><body><table>" + b"<tr><td>x" * 900_000,
    "linked data in lists": lambda: b"<html><head><script type='application/ld+json'>" + b"[" * 1_000_000 + b"</script></head><body>",
    "authors": lambda: b"<html><head>" + b"<meta name='author' content='Ada Byrne, Tom Okafor'>" * 150_000 + b"</head><body>",
    "headings": lambda: b"<html><body>" + b"<h1>The board met</h1>" * 400_000,
    "comments": lambda: b"<html><body>" + b"<!-- x -->" * 900_000,
    "a charset that is a bomb": lambda: b"<html><meta charset='bz2_codec'>" + bz2.compress(bytes(200 * MIB)),
    "dates": lambda: b"<html><body>" + b"<p>3 March 2026 10:00 2026-03-03</p>" * 250_000,
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_means_harm_costs_little(name, site, desk, make):
    """It gives an article or a reason, for at most 64 MiB and its time; the articles beside it are recorded."""
    body = PAGES[name]()
    site.pages["/odd"] = make.rss(make.item("odd", link=site.url("/odd-page")))
    site.pages["/odd-page"] = lambda _: web.Response(body=body, content_type="text/html")
    summary = both(site, desk, make, "/odd")
    assert (summary.failed, summary.waiting) == ((), 0)
    assert summary.new + summary.parked == 4
    assert len(site.asked("/odd-page")) == 1
