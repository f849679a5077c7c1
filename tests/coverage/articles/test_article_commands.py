"""`monitor article`, `why-not` and `backfill`, as a person uses them."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_pages import filler, page

from events.errors import InputError
from monitor import workspace as workspaces
from monitor.cli.main import run
from monitor.coverage.archives.loading import load
from monitor.reports import word_changes
from monitor.wiring import open_monitor

STORY = """\
title = "The harbour contract"
words = ["harbour", "contract"]
since = 2024-01-01

[[people]]
name = "Ada Byrne"
aliases = ["Mayor Byrne"]
roles = [{ title = "deputy mayor", until = 2023-12-31 }]

[[people]]
name = "Tomas Okafor"
"""
TEXT = "Mayor Ada Byrne denied that she had met Tomas Okafor about the harbour contract. “I met nobody,” Byrne said."


@pytest.fixture
def workspace(tmp_path):
    """A workspace with one story."""
    made, _ = workspaces.create(tmp_path / "workspace")
    (made.stories / "harbour.toml").write_text(STORY, encoding="utf-8")
    return made


@pytest.fixture
def monitor(workspace, capsys):
    """Run a command: exit code, stdout, stderr."""

    def command(*arguments):
        code = run(["-C", str(workspace.root), *map(str, arguments)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command


def lines(workspace, name, *articles):
    """A .jsonl file of articles."""
    path = workspace.root / name
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return path


def article(text=TEXT, **said):
    """An article of a .jsonl file."""
    return {"text": text, "published": "2024-05-06", "publisher": "Harbour Times",
            "url": "https://times.example/a", "title": "Mayor denies", **said}  # fmt: skip


def test_an_article_is_found_by_id_start_of_id_and_any_of_its_addresses(workspace, monitor) -> None:
    """Whatever name a person has at hand leads to it."""
    monitor("ingest", lines(workspace, "a.jsonl", article()))
    _, out, _ = monitor("article", "https://times.example/a", "--json")
    known = json.loads(out)
    assert (known["title"], known["stories"], known["text"]) == ("Mayor denies", ["harbour"], TEXT)
    for name in (known["id"], known["id"][:6], "http://www.times.example/a/?utm_source=rss", "a.jsonl:1"):
        assert json.loads(monitor("article", name, "--json")[1])["id"] == known["id"]


def test_an_unknown_or_ambiguous_name_is_one_line_and_exit_code_3(workspace, monitor) -> None:
    """Nothing found for what was asked."""
    one, other = article(url=None), article(url=None, text=TEXT + " Twice.")
    (workspace.root / "one").mkdir()
    monitor("ingest", lines(workspace, "a.jsonl", one), lines(workspace, "one/a.jsonl", other))
    for name, said in (("nosuch", "no article"), ("a.jsonl:1", "several articles")):
        code, out, err = monitor("article", name)
        assert (code, out, err.count("\n"), said in err) == (3, "", 1, True)


def test_the_words_that_an_edit_changed_are_shown(workspace, monitor) -> None:
    """Removed and added words, with a few around them, within 80 columns."""
    monitor("ingest", lines(workspace, "a.jsonl", article(f"{filler(60)}\n{TEXT}\n{filler(60)}")))
    edited = TEXT.replace("“I met nobody,” Byrne said.", "She added nothing.")
    monitor("ingest", lines(workspace, "a.jsonl", article(f"{filler(60)}\n{edited}\n{filler(60)}")))
    code, out, _ = monitor("article", "https://times.example/a", "--versions")
    assert code == 0
    assert "[-“I met nobody,” Byrne said.-] {+She added nothing.+}" in " ".join(out.split())
    assert max(map(len, out.splitlines())) <= 80
    versions = json.loads(monitor("article", "https://times.example/a", "--versions", "--json")[1])["versions"]
    assert [(one["version"], one["removed"], one["added"]) for one in versions] == [(1, 0, 0), (2, 5, 3)]


def test_copies_are_listed_with_whose_report_it_is(workspace, monitor) -> None:
    """Each copy stays, and one outlet had it first."""
    text = f"{TEXT} {' '.join(f'Paragraph{number} follows{number * 7} evidence{number * 3}.' for number in range(40))}"
    monitor("ingest", lines(
        workspace, "a.jsonl", article(text),
        article(text, url="https://wire.example/1", publisher="Fjord Wire", published="2024-05-05", title="Wire"),
        article(text[:500], url="https://quay.example/1", publisher="Quay Weekly", published="2024-05-07"),
    ))  # fmt: skip
    known = json.loads(monitor("article", "https://quay.example/1", "--json")[1])
    assert [one["publisher"] for one in known["copies"]] == ["Fjord Wire", "Harbour Times"]
    assert known["copied_from"] == "Fjord Wire"
    assert "The report is Fjord Wire's." in monitor("article", "https://quay.example/1")[1]
    assert json.loads(monitor("status", "harbour", "--json")[1])["origins"] == 1


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"published": "2023-05-06"}, "before the story begins (2024-01-01)"),
        ({"text": "Rain fell on the harbour and nobody signed a contract."}, "none of the story's people"),
        ({"text": "Ada Byrne opened the fair."}, "none of the story's words: harbour, contract"),
    ],
    ids=["too early", "nobody", "no word"],
)
def test_a_miss_is_explained(workspace, monitor, said, reason) -> None:
    """What of the definition the article lacks."""
    monitor("ingest", lines(workspace, "a.jsonl", article(**said)))
    code, out, _ = monitor("why-not", "a.jsonl:1", "harbour")
    assert (code, reason in " ".join(out.split())) == (0, True), out
    shown = json.loads(monitor("why-not", "a.jsonl:1", "harbour", "--json")[1])
    assert (shown["bears_on"], len(shown["reasons"])) == (False, 1)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Tomas Okafour saw the harbour contract.", "'Tomas Okafour', which may be Tomas Okafor"),
        ("The deputy mayor saw the harbour contract.", "'deputy mayor', which Ada Byrne was"),
    ],
    ids=["another spelling", "a role that had ended"],
)
def test_what_came_close_is_named(workspace, monitor, text, near) -> None:
    """A person sees what to add to the definition."""
    monitor("ingest", lines(workspace, "a.jsonl", article(text)))
    assert near in " ".join(monitor("why-not", "a.jsonl:1", "harbour")[1].split())


def test_a_hit_says_how_many_claims_are_about_the_story(workspace, monitor) -> None:
    """And which are not."""
    monitor("ingest", lines(workspace, "a.jsonl", article(TEXT + "\nLena Voss denied meeting Per Lothe.")))
    shown = json.loads(monitor("why-not", "a.jsonl:1", "harbour", "--json")[1])
    assert shown["bears_on"]
    assert 0 < shown["claims"]["of_the_story"] < shown["claims"]["read"]


def warc(path, *pages, end=None):
    """A web archive of pages, each address, HTML, content type and status a record compressed by itself."""
    records = []
    for url, html, kind, status in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{html}".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-05-08T10:00:00Z\r\n"
            f"WARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(records):012}>\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    path.write_bytes(b"".join(records)[:end])
    return path


PAGES = (
    ("https://times.example/a", page(text=f"{TEXT}\n{filler(60)}"), "text/html; charset=utf-8", "200 OK"),
    ("https://times.example/logo.png", "png", "image/png", "200 OK"),
    ("https://times.example/old", "", "text/html", "301 Moved"),
    ("https://times.example/b", "<html><body><h1>Page not found</h1></body></html>", "text/html", "200 OK"),
)


def test_a_web_archive_gives_the_articles_of_its_pages_as_they_were_then(workspace, monitor) -> None:
    """Pictures and redirects are passed over, what holds no article is told, and the capture is the first sight."""
    code, out, err = monitor("backfill", warc(workspace.root / "crawl.warc.gz", *PAGES), "--json")
    assert (code, json.loads(out)["new"], "not there" in err) == (1, 1, True)
    known = json.loads(monitor("article", "https://times.example/a", "--json")[1])
    assert (known["first_seen"], known["stories"]) == ("2024-05-08T10:00:00Z", ["harbour"])


def test_a_web_archive_that_breaks_off_gives_what_stands_before(tmp_path) -> None:
    """Half a download is half the articles, and a line that says so."""
    whole = warc(tmp_path / "a.warc.gz", PAGES[0], PAGES[0]).stat().st_size
    found = list(load([warc(tmp_path / "b.warc.gz", PAGES[0], PAGES[0], end=whole * 3 // 4)]))
    assert sum(not isinstance(one, InputError) for one in found) >= 1
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(b"no archive at all"))
    [fault] = load([tmp_path / "c.warc.gz"])
    assert "web archive" in str(fault)


def test_feeds_files_and_folders_below_folders_are_all_taken(workspace, monitor) -> None:
    """One command for everything that lies around."""
    below = workspace.root / "past" / "2024"
    below.mkdir(parents=True)
    (below / "note.txt").write_text(TEXT + " One.", encoding="utf-8")
    lines(workspace, "past/more.jsonl", article(TEXT + " Two."))
    (below / "feed.rss").write_text(
        '<rss version="2.0"><channel><title>Quay Weekly</title><link>https://quay.example/</link><item><title>T</title>'
        f"<link>https://quay.example/t</link><pubDate>Mon, 06 May 2024 10:00:00 GMT</pubDate><description>{TEXT} Three."
        "</description></item></channel></rss>",
        encoding="utf-8",
    )
    code, out, err = monitor("backfill", workspace.root / "past", "--json")
    assert (code, json.loads(out)["new"]) == (0, 3), err
    assert json.loads(monitor("article", "https://quay.example/t", "--json")[1])["publisher"] == "Quay Weekly"


def test_what_past_coverage_changes_is_shown_and_is_no_news(workspace, monitor) -> None:
    """Every change that a backfill makes is marked, so that no alert is made of it; what is ingested later is not."""
    monitor("status", "harbour")
    monitor("backfill", lines(workspace, "past.jsonl", article()))
    monitor("ingest", lines(workspace, "now.jsonl", article(
        "Lena Voss called on Ada Byrne to resign over the harbour contract.", url="https://times.example/b")))  # fmt: skip
    made = json.loads(monitor("changes", "harbour", "--json")[1])
    assert {one["backfill"] for one in made if "now" not in one["evidence"][0]["article"]} == {True}
    assert {one["backfill"] for one in made if "now" in one["evidence"][0]["article"]} == {False}
    with open_monitor(workspace) as opened:
        told = {change for (change,) in opened.projections.rows("SELECT change FROM outbox")}
    assert told == {one["id"] for one in made if not one["backfill"]}


def test_backfilling_again_changes_nothing(workspace, monitor) -> None:
    """An import that was stopped is completed by doing it again."""
    path = lines(workspace, "past.jsonl", article(), article(url="https://times.example/b"))
    assert [json.loads(monitor("backfill", path, "--json")[1])["new"] for _ in range(2)] == [2, 0]


@settings(max_examples=200, derandomize=True)
@given(
    before=st.lists(st.sampled_from(("a", "b", "c", "\n")), max_size=30).map(" ".join),
    after=st.lists(st.sampled_from(("a", "b", "c", "\n")), max_size=30).map(" ".join),
)
def test_the_passages_of_two_texts_give_both_back(before, after) -> None:
    """What was kept and removed is the earlier text, what was kept and added the later."""
    passages = word_changes.between(before, after)
    for text, kind in ((before, "removed"), (after, "added")):
        words = [word for one in passages if one.kind in ("kept", kind) for word in one.text.split()]
        assert words == text.split()
