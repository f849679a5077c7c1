"""Articles that bear on no story, from the poll that sees them to the story that wants them, the whole way."""

from __future__ import annotations

import pytest

from events import codec
from events.log import ArticleNoted, ArticleRecorded
from monitor.cli.main import run
from monitor.daemon import work
from monitor.polling import poll
from monitor.wiring import open_monitor
from monitor.workspace import create

HOUR = 3600.0
_STORY = 'title = "The {0}"\nwords = ["{0}"]\n[[people]]\nname = "{1}"\n'
_FOLLOWED = '\n[[recipients]]\naddress = "ida@post.example"\nstories = ["*"]\n'
MEETING = b"Lena Voss met Per Lothe in Bergen about the dam on 2 March 2026, the river board confirmed on Monday."


@pytest.fixture
def workspace(tmp_path):
    """A workspace with a story about a harbour."""
    workspace, _ = create(tmp_path)
    workspace.settings_file.write_text(
        '[coverage]\nallowed_hosts = ["127.0.0.1"]\ncontact = "me@post.example"\nrequests_per_second = 1000\n'
    )
    define(workspace, "harbour", "Ada Byrne")
    return workspace


@pytest.fixture
def feed(site, make, workspace):
    """A feed of three articles: one of the story, one about a dam, one that names the story's person and no more."""
    texts = (b"Ada Byrne met", MEETING, b"Ada Byrne won")
    site.pages["/feed"] = make.rss(*(make.item(n, link=site.url(f"/{n}")) for n in range(3)))
    for n, text in enumerate(texts):
        page = make.article(n).replace(b"the board met", text)
        site.pages[f"/{n}"] = page if n == 0 else page.replace(b"harbour", b"county").replace(b"Harbour", b"County")
    workspace.settings_file.with_name("sources.toml").write_text(f'[[feeds]]\nurl = "{site.url("/feed")}"\n')
    return site.url("/feed")


def define(workspace, word, person):
    """A story about a person and a word."""
    (workspace.stories / f"{word}.toml").write_text(_STORY.format(word, person))


def logged(workspace):
    """The articles in the log: which were noted, and which recorded."""
    with open_monitor(workspace) as monitor:
        events = [codec.decode(one.type, one.data) for one in monitor.log.read()]
    return [[one.article for one in events if isinstance(one, kind)] for kind in (ArticleNoted, ArticleRecorded)]


def test_what_bears_on_no_story_is_counted_and_told(workspace, feed, site, capsys):
    """In the summary of a poll, in its text, and in what the daemon says of a pass."""
    summary = poll(workspace)
    assert (summary.new, summary.noted, summary.known) == (1, 2, 0)
    assert len(site.asked("/1")) == 1

    class Report:
        def progress(self):
            pass

    (workspace.data / "coverage.db").unlink()
    assert work.coverage(workspace, Report())["noted"] == 0
    site.pages["/feed"] = site.pages["/feed"].replace(b"/2<", b"/2b<")
    site.pages["/2b"] = site.pages["/2"]
    (workspace.data / "coverage.db").unlink()
    assert run(["-C", str(workspace.root), "poll"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 article bears on no story" in shown


def test_a_later_story_gets_the_article_in_full_and_mails_nobody(workspace, feed, site, clock):
    """Its page is fetched once more, its claims are read, and what it says is no news."""
    workspace.settings_file.write_text(workspace.settings_file.read_text() + _FOLLOWED)
    poll(workspace, clock=clock)
    define(workspace, "dam", "Lena Voss")
    (workspace.stories / "dam.toml").write_text(_STORY.format("dam", "Lena Voss") + '[[people]]\nname = "Per Lothe"\n')
    with open_monitor(workspace) as monitor:
        monitor.deliver(write=lambda _: None)  # whoever follows all stories follows the new one from now on
    clock.time += 60
    summary = poll(workspace, clock=clock)
    assert (summary.polled, summary.new, len(site.asked("/1"))) == (0, 1, 2)
    _, recorded = logged(workspace)
    [dam] = [one for one in recorded if one.url == site.url("/1")]
    assert MEETING.decode() in dam.text
    assert dam.backfilled
    with open_monitor(workspace) as monitor:
        assert [one["participants"] for one in monitor.status("dam")["meetings"]] == [("Lena Voss", "Per Lothe")]
        assert monitor.deliver(write=lambda _: None).planned == 0


def test_what_no_story_wants_is_not_fetched_again(workspace, feed, site, clock):
    """An article that names a story's person and not its subject was read once; that is known."""
    for _ in range(4):
        poll(workspace, clock=clock)
        clock.time += 8 * HOUR
    assert [len(site.asked(f"/{n}")) for n in range(3)] == [1, 1, 1]
    define(workspace, "dam", "Nobody Here")
    poll(workspace, clock=clock)
    assert [len(site.asked(f"/{n}")) for n in range(3)] == [1, 1, 1]


def test_what_a_definition_turns_out_not_to_want_is_fetched_once_for_it(workspace, feed, site, clock):
    """The names that were kept raise a hope; the text decides, once, until the story is defined anew."""
    poll(workspace, clock=clock)
    for word, asked in (("ferry", 2), ("ferry", 2), ("county", 3), ("county", 3)):
        define(workspace, word, "Lena Voss")
        clock.time += 60
        poll(workspace, clock=clock)
        assert len(site.asked("/1")) == asked
    assert [one.url for one in logged(workspace)[1]] == [site.url("/0"), site.url("/1")]
