"""Everything on the site leads somewhere, and everything known of the story is on it."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import gold_workspace

from monitor.projections import stories
from monitor.wiring import open_monitor

STORY = gold_workspace.STORY


class Links(HTMLParser):
    """The addresses and ids of a page, and what it would have loaded."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links, self.ids, self.loaded, self.data, self._block = [], [], [], [], None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if "id" in values:
            self.ids.append(values["id"])
        if tag in ("a", "link") and "href" in values:
            self.links.append(values["href"])
        if "src" in values or (tag == "link" and values.get("rel") == "stylesheet"):
            self.loaded.append(values.get("src") or values["href"])
        if tag == "script":
            self._block = values.get("type")

    def handle_data(self, data):
        if self._block:
            self.data.append((self._block, data))
            self._block = None


def pages(site: Path) -> list[Path]:
    """Every page."""
    return sorted(site.rglob("*.html"))


def broken(site: Path) -> tuple[list[str], int]:
    """The internal links of a site that lead nowhere, and how many were followed."""
    parsed = {path: Links(path) for path in pages(site)}
    found, followed = [], 0
    for path, page in parsed.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            followed += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            ids = parsed[target].ids if target in parsed else []
            if not target.is_file() or (parts.fragment and parts.fragment not in ids):
                found.append(f"{path.relative_to(site)}: {link}")
    return found, followed


def test_every_internal_link_leads_to_a_page_and_a_place_in_it(site):
    """No link of the site is broken, on any page, fragments included."""
    wrong, followed = broken(site.resolve())
    assert wrong == []
    assert followed > 1000


def test_a_broken_link_is_noticed(site, tmp_path):
    """The test above can fail: without its sources page, the site has broken links."""
    shutil.copytree(site, tmp_path / "copy")
    (tmp_path / "copy" / STORY / "sources.html").unlink()
    assert broken((tmp_path / "copy").resolve())[0]


def test_links_that_leave_the_site_open_the_outlet_at_the_quotation(site):
    """Addresses of outlets are http(s), and evidence has a text fragment."""
    outside = {link for path in pages(site) for link in Links(path).links if urlsplit(link).scheme not in ("", "data")}
    assert {urlsplit(link).scheme for link in outside} <= {"http", "https"}
    assert sum(":~:text=" in link for link in outside) > 50


def test_no_page_loads_anything_from_elsewhere(site):
    """Style is the only thing loaded, from the site itself; scripts are data blocks."""
    for path in pages(site):
        page = Links(path)
        assert {Path(one).name for one in page.loaded} <= {"site.css"}
        assert {kind for kind, _ in page.data} <= {"application/ld+json"}


def test_ids_are_unique_on_each_page(site):
    """Nothing on a page has the id of something else."""
    for path in pages(site):
        ids = Links(path).ids
        assert len(ids) == len(set(ids)), path


def test_every_account_and_every_change_has_its_place(site, workspace):
    """Each account has a page under its id; each change of the log is on the changes page; each day has its state."""
    with open_monitor(workspace) as monitor:
        known = stories.load(monitor.projections, STORY)
        changes = monitor.changes(STORY)
    for fact in known.story.facts():
        for account in fact.accounts:
            assert (site / STORY / "claims" / f"{account.id}.html").is_file()
    assert sorted(path.stem for path in (site / STORY / "as-of").iterdir()) == ["2017-03-02", "2017-07-24"]
    listed = "".join(path.read_text(encoding="utf-8") for path in (site / STORY).glob("changes*.html"))
    assert listed.count('class="change"') == len(changes)


def test_the_state_as_of_a_day_is_that_of_a_workspace_that_knows_no_more(site, tmp_path):
    """The as-of page of 2 March equals that of a fresh workspace with the four articles of that day."""
    fresh = gold_workspace.made(tmp_path / "four", gold_workspace.pages()[:4])
    with open_monitor(fresh) as monitor:
        monitor.publishing.site(tmp_path / "out")
    then = Links(site / STORY / "as-of" / "2017-03-02.html")
    now = Links(tmp_path / "out" / STORY / "as-of" / "2017-03-02.html")
    claims = [[link for link in page.links if "/claims/" in link] for page in (then, now)]
    assert claims[0] == claims[1]
    assert len(claims[0]) > 20


def test_claims_and_articles_are_said_in_schema_org_terms(site, workspace):
    """A claim's page has a Claim that appears in NewsArticles; the sources page has the five articles."""
    with open_monitor(workspace) as monitor:
        meeting = monitor.status(STORY)["meetings"][1]
    [(_, block)] = Links(site / STORY / "claims" / f"{meeting['id']}.html").data
    claim = json.loads(block)
    assert (claim["@context"], claim["@type"], claim["identifier"]) == ("https://schema.org", "Claim", meeting["id"])
    assert claim["appearance"][0]["@type"] == "NewsArticle"
    [(_, block)] = Links(site / STORY / "sources.html").data
    assert len(json.loads(block)["hasPart"]) == 5


def test_the_site_of_what_the_reader_reads_is_whole_too(tmp_path):
    """With the built-in reader instead of the annotations, every link leads somewhere."""
    workspace = gold_workspace.empty(tmp_path / "read")
    with open_monitor(workspace) as monitor:
        monitor.ingest(gold_workspace.pages())
        built = monitor.publishing.site(tmp_path / "out")
    assert built["written"] > 20
    assert broken((tmp_path / "out").resolve())[0] == []
