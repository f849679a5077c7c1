"""The first steps of somebody who has never seen the program: each says what it did, and what comes next."""

from __future__ import annotations

import pytest

from monitor.cli.main import run


@pytest.fixture
def monitor(tmp_path, monkeypatch, capsys):
    """Runs a command as typed in an empty folder: the exit code, and all that is shown, on one line."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONITOR_HOME", raising=False)

    def command(*words):
        code = run(list(words))
        shown = capsys.readouterr()
        return code, " ".join((shown.out + shown.err).split())

    return command


def test_from_an_empty_folder_to_a_story(monitor, site, make, tmp_path):
    """init, two feeds, poll, a story, poll, status: nobody has to look anything up in between."""
    for number, text in (
        (1, b"Ada Byrne met Tom Okafor in Cork on Monday, the board"),
        (2, b"Swans came back, the warden"),
    ):
        site.pages[f"/feed-{number}"] = make.rss(make.item(number, link=site.url(f"/{number}")))
        site.pages[f"/{number}"] = make.article(number).replace(b"the board met again", text + b" said so")
    code, said = monitor("init")
    assert (code, "sources add URL" in said, "stories new ID" in said) == (0, True, True)
    code, said = monitor("poll")
    assert (code, "No sources yet" in said, "sources add URL" in said) == (0, True, True)
    code, said = monitor("sources", "add", site.url("/feed-1"))
    assert (code, "allowed_hosts" in said, "[coverage] of config/settings.toml" in said) == (1, True, True)
    settings = tmp_path / "config" / "settings.toml"
    settings.write_text(
        settings.read_text() + '[coverage]\nallowed_hosts = ["127.0.0.1"]\ncontact = "ida@post.example"\n'
    )
    for number in (1, 2):
        code, said = monitor("sources", "add", site.url(f"/feed-{number}"))
        assert (code, "added" in said, "monitor poll" in said) == (0, True, True)
    code, said = monitor("poll")
    assert (code, "2 feeds polled: 2 entries new or changed" in said) == (0, True)
    assert "2 articles bear on no story" in said
    assert "'monitor stories new ID' defines a story" in said
    code, said = monitor("status", "harbour")
    assert (code, "stories new ID" in said) == (3, True)
    people = ("--person", "Ada Byrne", "--person", "Tom Okafor")
    code, said = monitor("stories", "new", "harbour", "--title", "The harbour contract", *people)
    assert (code, "monitor poll" in said, "status harbour" in said) == (0, True, True)
    code, said = monitor("poll")
    assert (code, "No feed was due" in said, "Articles: 1 new" in said) == (0, True, True)
    assert "'monitor status STORY'" in said
    code, said = monitor("status", "harbour")
    assert (code, "1 article" in said, "Ada Byrne and Tom Okafor met" in said) == (0, True, True)
    assert said.count(": ok") == 2
    assert "NEXT" in said
