"""`monitor sources` and `monitor poll`, as a person uses them."""

from __future__ import annotations

import json

import pytest

from events.errors import InputError
from monitor.cli.main import run
from monitor.coverage import listing, opml, sources
from monitor.coverage.sources import Listed
from monitor.workspace import create

_STORY = """# A story.
title = "The harbour"  # in a line

# Who it is about.
[[people]]
name = "Ada Byrne"
"""


@pytest.fixture
def workspace(tmp_path):
    """A workspace with a story and a setting for loopback."""
    workspace, _ = create(tmp_path)
    workspace.settings_file.write_text('[coverage]\nallowed_hosts = ["127.0.0.1"]\ncontact = "me@post.example"\n')
    (workspace.stories / "harbour.toml").write_text(_STORY)
    return workspace


@pytest.fixture
def monitor(workspace, capsys):
    """Runs a command in the workspace; gives its exit code, stdout and stderr."""

    def command(*words):
        code = run(["-C", str(workspace.root), *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


@pytest.fixture
def feed(site, make):
    """A feed of one article that bears on the story."""
    site.pages["/feed"] = make.rss(make.item(1, link=site.url("/1")))
    site.pages["/1"] = make.article(1).replace(b"the board met", b"Ada Byrne met")
    return site.url("/feed")


def test_add_poll_and_list(monitor, feed):
    """Each step says what it did and what comes next."""
    code, out, _ = monitor("sources", "add", feed)
    assert (code, "added" in out, "monitor poll" in out) == (0, True, True)
    assert "already" in monitor("sources", "add", feed)[1]
    assert "not polled yet" in monitor("sources")[1]
    code, out, _ = monitor("poll")
    assert code == 0
    assert "1 new" in out
    assert "monitor status" in out
    [shown] = json.loads(monitor("sources", "list", "--json")[1])
    assert (shown["feed"], shown["health"], shown["entries"]["recorded"]) == (feed, "ok", 1)
    code, out, _ = monitor("poll", "--json")
    summary = json.loads(out)
    assert (code, summary["polled"], summary["not_due"], summary["failed"]) == (0, 0, 1, [])


def test_a_failed_feed_is_told_and_shown_in_status(monitor, site):
    """The exit code is 1, the reason is on stderr, and a silent source doesn't look like a quiet story."""
    assert monitor("sources", "add", site.url("/none"), "--story", "harbour", "--unseen")[0] == 0
    code, out, err = monitor("poll")
    assert (code, "1 failed" in out, "HTTP 404" in err) == (1, True, True)
    [shown] = json.loads(monitor("status", "harbour", "--json")[1])["sources"]
    assert (shown["health"], shown["problem"]) == ("failing", "is not there (HTTP 404)")


def test_a_page_gives_its_feed(monitor, site, feed):
    """`add` with a web page's address adds the feed that the page names."""
    site.pages["/home"] = b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head></html>"
    code, out, err = monitor("sources", "add", site.url("/home"))
    assert (code, f"added {feed}" in out, "is a web page" in err) == (0, True, True)


def test_what_is_no_feed_is_not_added(monitor, site, workspace):
    """The error says what is there instead, and the list stays as it is."""
    site.pages["/home"] = b"<html><head><title>No feeds here</title></head></html>"
    code, _, err = monitor("sources", "add", site.url("/home"))
    assert (code, "is a web page, not a feed" in err) == (1, True)
    assert sources.sources(workspace) == []


def test_test_shows_and_records_nothing(monitor, feed, workspace):
    """What a poll would bring, without a trace of it."""
    code, out, _ = monitor("sources", "test", feed)
    assert (code, "Harbour report 1" in out, "RSS 2.0" in out) == (0, True, True)
    assert not (workspace.data / "coverage.db").exists()


def test_a_storys_file_keeps_its_comments(workspace):
    """A feed is added above the tables, removed again, and every comment stays."""
    url = "https://post.example/rss"
    assert listing.add(workspace, [Listed(url)], story="harbour") == [Listed(url)]
    text = (workspace.stories / "harbour.toml").read_text()
    assert all(comment in text for comment in ("# A story.", "# in a line", "# Who it is about."))
    assert [(source.url, source.stories) for source in sources.sources(workspace)] == [(url, ("harbour",))]
    assert listing.remove(workspace, url) == [str(workspace.stories / "harbour.toml")]
    assert sources.sources(workspace) == []


def test_removing_takes_a_feed_out_of_every_file(monitor, workspace):
    """Of the workspace's list and of the stories'; the nearest known address is suggested for one that isn't there."""
    for where in ((), ("--story", "harbour")):
        monitor("sources", "add", "https://post.example/rss", "--unseen", *where)
    monitor("sources", "add", "https://post.example/other", "--unseen", "--title", "Other")
    code, out, _ = monitor("sources", "remove", "https://post.example/rss")
    assert (code, out.count("removed")) == (0, 2)
    code, _, err = monitor("sources", "remove", "https://post.example/othr")
    assert (code, "did you mean 'https://post.example/other'?" in err) == (3, True)


def test_opml_goes_out_as_it_came_in(monitor, tmp_path):
    """An export that is imported elsewhere gives the same feeds, folders or not."""
    feeds = [Listed("https://post.example/a?x=1&y=2", "A & <b>"), Listed("https://post.example/b", "B")]
    file = tmp_path / "in.opml"
    file.write_bytes(
        opml.written(feeds, "Mine")
        .replace(b"<body>", b"<body><outline text='Folder'>")
        .replace(b"</body>", b"</outline></body>")
    )
    code, out, _ = monitor("sources", "import", str(file))
    assert (code, "2 feeds added" in out) == (0, True)
    assert "0 feeds added, 2 were there" in monitor("sources", "import", str(file))[1]
    assert opml.read(monitor("sources", "export")[1].encode(), "export") == feeds


@pytest.mark.parametrize(
    "text", [b"", b"<opml/>", b"<html></html>", b"\x00\xff", b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml><body/></opml>"]
)
def test_what_is_no_opml_is_an_input_error(text):
    """One line that says so, whatever it is instead."""
    with pytest.raises(InputError):
        opml.read(text, "in.opml")


@pytest.mark.parametrize(
    ("key", "value"), [("poll_minutes", 0), ("idle_hours", 25), ("burst", -1), ("contact", '"a\\nb"')]
)
def test_wrong_settings_name_their_key(monitor, workspace, key, value):
    """The line, the key and what it has to be."""
    workspace.settings_file.write_text(f"[coverage]\n{key} = {value}\n")
    code, _, err = monitor("poll")
    assert (code, f"settings.toml:2: {key} must be" in err) == (1, True)


def test_two_polls_at_once_are_one_too_many(monitor, workspace):
    """The second one says that the first is under way."""
    from monitor.coverage.polling.holding import held

    workspace.data.mkdir()
    with held(workspace.data / "coverage.lock"):
        code, _, err = monitor("poll")
    assert (code, "another poll of this workspace is under way" in err) == (1, True)
