"""What a poll fetches of articles that are recorded already: a changed text counts once a second fetch confirms it."""

from __future__ import annotations

import contextlib
import sqlite3

import pytest
from aiohttp import web

from events import codec
from events.log import ArticleRevised
from events.store.sqlite import SqliteStore
from monitor.coverage.polling.database import Coverage
from monitor.polling import poll
from monitor.workspace import create

EDIT = b"and said on Monday that she had met Tom Okafor once"
PUBLISHED = "<updated xmlns='http://www.w3.org/2005/Atom'>2026-03-0{}T10:00:00Z</updated>"
MINUTE, HOUR = 60.0, 3600.0


@pytest.fixture
def workspace(tmp_path):
    """A workspace with a story that the articles bear on."""
    workspace, _ = create(tmp_path)
    workspace.settings_file.write_text(
        '[coverage]\nallowed_hosts = ["127.0.0.1"]\ncontact = "me@post.example"\nrequests_per_second = 1000\n'
    )
    (workspace.stories / "harbour.toml").write_text('title = "The harbour"\n[[people]]\nname = "Ada Byrne"\n')
    return workspace


@pytest.fixture
def passes(workspace, clock):
    """Polls the feeds after so many seconds: how many articles were new, suspected and revised."""

    def run(*feeds, after=0.0):
        lines = [f'[[feeds]]\nurl = "{feed}"\n' for feed in feeds]
        workspace.settings_file.with_name("sources.toml").write_text("\n".join(lines))
        clock.time += after
        done = poll(workspace, clock=clock)
        assert done.failed == ()
        return done.new, done.suspected, done.revised

    run.texts = lambda: texts(workspace)
    return run


def page(make, edit=b"and said so"):
    """An article that names somebody of the story."""
    return make.article(1).replace(b"the board met", b"Ada Byrne met").replace(b"report about", edit + b" about", 1)


def feed(site, make, day=3, **said):
    """A feed of one entry, updated on a day."""
    entry = make.item(1, link=site.url("/1"), extra=PUBLISHED.format(day), **said)
    return make.rss(entry)


def texts(workspace):
    """The later versions in the log."""
    with contextlib.closing(SqliteStore(workspace.log)) as log:
        events = [codec.decode(one.type, one.data) for one in log.read()]
    return [event.article.text for event in events if isinstance(event, ArticleRevised)]


@pytest.mark.parametrize(
    ("second", "expected"),
    [(EDIT, (0, 0, 1)), (b"and said so", (0, 0, 0)), (b"and never said", (0, 0, 1))],
    ids=["stays", "was taken back", "was edited once more"],
)
def test_an_entry_that_is_marked_updated_is_a_reason_to_look_and_no_proof(second, expected, site, make, passes):
    """Its page is fetched at once, and once more five minutes later; only what both show makes a version."""
    site.pages.update({"/feed": feed(site, make), "/1": page(make)})
    source = site.url("/feed")
    assert passes(source) == (1, 0, 0)
    site.pages.update({"/feed": feed(site, make, day=4), "/1": page(make, EDIT)})
    assert passes(source, after=3 * HOUR) == (0, 1, 0)
    assert passes.texts() == []
    site.pages["/1"] = page(make, second)
    assert passes(source, after=4 * MINUTE) == (0, 0, 0)
    assert len(site.asked("/1")) == 2
    assert passes(source, after=2 * MINUTE) == expected
    assert len(site.asked("/1")) == 3
    assert len(passes.texts()) == expected[2]
    assert passes(source, after=HOUR) == (0, 0, 0)


def test_another_feed_that_leads_to_the_edited_page_is_no_proof_either(site, make, passes):
    """Two fetches a moment apart are one look."""
    site.pages.update({"/feed": feed(site, make), "/1": page(make)})
    feeds = [site.url("/feed"), site.url("/other"), site.url("/third")]
    assert passes(feeds[0]) == (1, 0, 0)
    site.pages.update({"/other": feed(site, make), "/third": feed(site, make), "/1": page(make, EDIT)})
    assert passes(*feeds[:2], after=MINUTE) == (0, 1, 0)
    assert passes(*feeds, after=MINUTE) == (0, 1, 0)
    assert passes.texts() == []
    assert passes(*feeds, after=6 * MINUTE) == (0, 0, 1)
    assert EDIT.decode() in passes.texts()[0]


@pytest.mark.parametrize("validator", [None, '"{}"'], ids=["the same body", "not modified"])
@pytest.mark.parametrize("taken_back", [False, True])
def test_a_text_of_the_feeds_own_is_confirmed_by_its_feed(validator, taken_back, site, make, passes):
    """There is no page to look at: what the feed still says when it is asked again is a version."""

    def says(edit):
        text = make.item(1, link="").replace("<link></link>", "").replace("the board met", f"Ada Byrne met {edit}")
        headers = {"Content-Type": "text/xml"} | ({"ETag": validator.format(edit)} if validator else {})

        def answer(request):
            same = validator and request.headers.get("If-None-Match") == headers["ETag"]
            return web.Response(status=304) if same else web.Response(body=make.rss(text), headers=headers)

        site.pages["/feed"] = answer

    source = site.url("/feed")
    says("the board")
    assert passes(source) == (1, 0, 0)
    says("the owners")
    assert passes(source, after=3 * HOUR) == (0, 1, 0)
    assert passes(source, after=10 * MINUTE) == (0, 0, 0)
    assert passes.texts() == []
    if taken_back:
        says("the board")
    assert passes(source, after=3 * HOUR) == (0, 0, 0 if taken_back else 1)
    assert len(passes.texts()) == (not taken_back)


def test_a_page_that_is_refused_later_is_no_version_in_the_feeds_words(site, make, passes):
    """The feed's own text stands in for a page; it doesn't replace one that was read."""
    site.pages.update({"/feed": feed(site, make), "/1": page(make)})
    source = site.url("/feed")
    passes(source)
    whole = f"<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{make.words}</content:encoded>"
    site.pages["/feed"] = make.rss(make.item(1, link=site.url("/1"), extra=PUBLISHED.format(5) + whole))
    site.pages["/1"] = lambda _: web.Response(status=403)
    for _ in range(3):
        assert passes(source, after=7 * HOUR)[1:] == (0, 0)
    assert passes.texts() == []


def test_a_poll_looks_again_at_what_is_due_without_any_feed_saying_so(site, make, passes, clock):
    """Whoever polls from a timetable of their own gets versions, too."""
    clock.time = 1_772_532_000.0 + MINUTE  # a minute after publication
    site.pages.update({"/feed": feed(site, make), "/1": page(make)})
    source = site.url("/feed")
    assert passes(source) == (1, 0, 0)
    site.pages["/1"] = page(make, EDIT)
    assert passes(source, after=15 * MINUTE) == (0, 1, 0)
    assert passes(source, after=6 * MINUTE) == (0, 0, 1)
    assert len(site.asked("/feed")) == 1


def test_what_an_older_version_remembered_is_still_known(tmp_path):
    """The file of polling gets what it lacks, and keeps its entries."""
    path = tmp_path / "coverage.db"
    Coverage(path).close()
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP INDEX entries_held")
        db.execute("ALTER TABLE entries DROP COLUMN held")
        db.execute("ALTER TABLE feeds DROP COLUMN fresh")
        db.execute("DROP INDEX feeds_parts")
        db.execute("ALTER TABLE feeds DROP COLUMN part_of")
        db.execute(
            "INSERT INTO entries (source, key, digest, entry, state, seen_at) VALUES ('s', 'k', X'00', X'00', 'pending', 0)"
        )
        db.execute("DROP TABLE asked")
        db.execute("PRAGMA user_version = 1")
    for _ in range(2):
        coverage = Coverage(path)
        [entry] = coverage.pending(1.0, per_feed=1, sources=["s"])
        assert (entry.number, entry.held, coverage.feeds()) == (1, False, {})
        coverage.close()
