"""Other people's texts show as text on every page and feed, whatever is in them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import feedparser
import pytest
from making import HARBOUR, claim

from events.article import Article, identity
from events.claims import Evidence
from events.log import ArticleRead, ArticleRecorded
from monitor import cycle
from monitor.reports.exports.adopting import toml
from monitor.wiring import open_monitor
from monitor.workspace import create

SCRIPT = "<script>document.title='caught'</script><img src=x onerror=alert(1)>"
NASTY = f"""{SCRIPT}</title></script><!--]]>"'\u202etxet\u2066\u200b \x1b[31mred\x1b[0m\x07 &lt;b&gt; \ud800 \uffff {{{{ 7*7 }}}}"""
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\uffff]")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A site of a story whose articles, quotations and people's descriptions carry everything that could hurt."""
    root = tmp_path_factory.mktemp("hostile")
    workspace, _ = create(root / "workspace")
    nasty = NASTY.encode("utf-8", "replace").decode()
    definition_text = toml(HARBOUR).replace("The harbour contract", "The harbour contract <script>alert(2)</script>")
    (workspace.stories / "harbour.toml").write_text(definition_text, encoding="utf-8")
    quotes = [f"Amina Yusuf met Viktor Larsen in May 2030. {nasty}", f"Amina Yusuf denied any meeting {nasty}"]
    text = "\n\n".join([nasty, *quotes, nasty])
    with open_monitor(workspace) as monitor:
        monitor.define()
        for day, url in (
            ("2031-05-06", "javascript:alert(3)"),
            ("2031-05-07", 'https://press.example/"><script>x</script>'),
        ):
            article = Article(
                id=identity(url=url, text=text, publisher=None, published=day), text=text, published=day, url=url,
                publisher=f"The Post {nasty}", title=f"=1+1 {nasty}",
            )  # fmt: skip
            claims = [
                claim("meeting", quotes[0], participants=("Amina Yusuf", "Viktor Larsen"), when="2030-05", where=nasty),
                claim("denial", quotes[1], speaker="Amina Yusuf", about=f"any meeting with Viktor Larsen {nasty}"),
                claim("call", quotes[1], speaker=f"Jo Grant {nasty}", action="resign", target="Amina Yusuf"),
            ]
            placed = tuple(
                type(one)(**{
                    **{name: getattr(one, name) for name in one.__struct_fields__},
                    "evidence": (Evidence(at := text.index(one.evidence[0].quote), at + len(one.evidence[0].quote),
                                          one.evidence[0].quote),),
                    "attributed_to": (nasty,),
                })
                for one in claims
            )  # fmt: skip
            read = ArticleRead(article.id, 1, "test", "1", placed)
            cycle.append(monitor.log, [ArticleRecorded(article), read], datetime(2031, 5, 8, tzinfo=UTC))
        monitor.catch_up()
        monitor.publishing.site(root / "out", base_url="https://stories.example/")
    return root / "out"


def test_no_script_of_theirs_is_an_element(hostile):
    """The only scripts of the pages are data blocks, and nothing of theirs opens a tag or an attribute."""
    for path in hostile.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert set(re.findall(r"<script[^>]*>", page)) <= {'<script type="application/ld+json">'}
        assert "<img" not in page
        assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', page))
        for block in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL):
            json.loads(block)


def test_nothing_hides_or_reorders_text(hostile):
    """No page, feed or drawing has a control character, an escape sequence or a bidirectional mark."""
    for path in hostile.rglob("*.*"):
        found = UNSEEN.search(path.read_text(encoding="utf-8"))
        assert found is None, (path.name, found)


def test_templates_are_not_filled_in_twice(hostile):
    """Braces in a quotation are braces."""
    page = (hostile / "harbour" / "index.html").read_text(encoding="utf-8")
    assert "{{ 7*7 }}" in page


def test_a_browser_runs_none_of_it(looking, hostile):
    """Opened in a browser, a page of each sort shows the tags as text and no dialog opens."""
    sorts = {path.parent.name + path.name[:4]: path for path in sorted(hostile.rglob("*.html"))}
    for path in sorts.values():
        page = looking(path.as_uri())
        assert page.title() != "caught"
        assert page.complaints == []
        assert page.evaluate("document.querySelectorAll('img, script:not([type])').length") == 0
    page = looking((hostile / "harbour" / "index.html").as_uri())
    assert "<script>document.title=" in page.inner_text("main")


def test_the_feeds_are_sound(hostile):
    """Atom is well-formed XML and a feed to a feed reader; the JSON Feed has the same entries in order."""
    raw = (hostile / "harbour" / "changes.atom").read_text(encoding="utf-8")
    root = ET.fromstring(raw)
    space = "{http://www.w3.org/2005/Atom}"
    ids = [entry.findtext(f"{space}id") for entry in root.iter(f"{space}entry")]
    assert len(ids) == len(set(ids)) > 3
    parsed = feedparser.parse(raw.encode())
    assert not parsed.bozo
    assert all(entry.link.startswith("https://stories.example/harbour/claims/") for entry in parsed.entries)
    feed = json.loads((hostile / "harbour" / "changes.json").read_text(encoding="utf-8"))
    assert (feed["version"], [item["id"] for item in feed["items"]]) == ("https://jsonfeed.org/version/1.1", ids)


def test_the_drawing_is_well_formed(hostile):
    """The SVG parses as XML and has no element that it does not draw with."""
    root = ET.fromstring((hostile / "harbour" / "timeline.svg").read_text(encoding="utf-8"))
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "line", "text", "circle", "path", "rect", "a", "g"}
