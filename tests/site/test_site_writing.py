"""The folder of a site: written where something changed, as a whole, and never over something else."""

from __future__ import annotations

import shutil
import threading
from datetime import UTC, datetime
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import gold_workspace
import msgspec
import pytest
from click.testing import CliRunner

from events.errors import InputError, UsageError
from events.log import ArticleRead, ArticleRecorded, ArticleRevised
from monitor import cycle
from monitor.cli.main import cli
from monitor.reports.site.folder import Folder
from monitor.reports.site.paging import pages, sheaves, thinned
from monitor.reports.site.server import served
from monitor.wiring import open_monitor

STORY = gold_workspace.STORY


def times(folder):
    """Every file with the time of its last writing, and its content."""
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def four(tmp_path):
    """A workspace that knows four of the pages, and its site."""
    workspace = gold_workspace.made(tmp_path / "workspace", gold_workspace.pages()[:4])
    with open_monitor(workspace) as monitor:
        monitor.publishing.site(tmp_path / "out")
    return workspace, tmp_path / "out"


def test_building_again_writes_nothing(four):
    """Nothing changed: no story is looked at, no file touched."""
    workspace, out = four
    before = times(out)
    with open_monitor(workspace) as monitor:
        built = monitor.publishing.site(out)
    assert (built["renewed"], built["drawn"], built["written"], built["removed"]) == (0, 0, 0, 0)
    marks = {path: entry for path, entry in times(out).items() if path.name[0] != "."}
    assert marks == {path: entry for path, entry in before.items() if path.name[0] != "."}


def test_only_what_a_fifth_article_changes_is_written(four, tmp_path):
    """Pages of claims that it does not touch stay; what is written equals a site that is built at once."""
    workspace, out = four
    before = times(out)
    with open_monitor(workspace) as monitor:
        gold_workspace.record(monitor, gold_workspace.pages()[4:])
        built = monitor.publishing.site(out)
        monitor.publishing.site(tmp_path / "afresh")
    after = times(out)
    untouched = [path for path in before if path in after and before[path][0] == after[path][0]]
    assert any("claims" in path.parts for path in untouched)
    assert any("as-of" not in path.parts and path.name == "index.html" and STORY in path.parts for path in after)
    assert 0 < built["written"] < len(after)
    content = {path.relative_to(out): data for path, (_, data) in after.items()}
    afresh = tmp_path / "afresh"
    assert content == {path.relative_to(afresh): data for path, (_, data) in times(afresh).items()}


def places(folder):
    """Every page with its inode and the time of its last writing: a page that was written has others."""
    found = {path.relative_to(folder): path.stat() for path in folder.rglob("*.html")}
    return {path: (entry.st_ino, entry.st_mtime_ns) for path, entry in found.items()}


def test_only_pages_that_show_something_else_are_drawn(four):
    """An article that no claim is read from: the pages that count articles are drawn, no claim's, no list's."""
    workspace, out = four
    before = places(out)
    page = gold_workspace.pages()[0]
    text = "The Russian embassy had no more to say of Jeff Sessions."
    silent = msgspec.structs.replace(page, id="2" * 16, url="https://press.example/2", text=text)
    with open_monitor(workspace) as monitor:
        read = ArticleRead(silent.id, 1, "gold", "1", ())
        cycle.append(monitor.log, [ArticleRecorded(silent), read], datetime(2030, 2, 1, tzinfo=UTC))
        monitor.catch_up()
        built = monitor.publishing.site(out)
    after = places(out)
    changed = {path.as_posix() for path in after if before.get(path) != after[path]}
    story = {f"{STORY}/index.html", f"{STORY}/sources.html", f"{STORY}/as-of/2017-03-02.html"}
    assert changed == {*story, "index.html"}
    assert built["drawn"] == len(story)


def test_a_page_that_was_lost_comes_back_with_the_next_change(four):
    """A file that somebody removed is drawn again, whatever the site remembers of it."""
    workspace, out = four
    lost = sorted((out / STORY / "claims").iterdir())
    for path in lost:
        path.unlink()
    with open_monitor(workspace) as monitor:
        gold_workspace.record(monitor, gold_workspace.pages()[4:])
        monitor.publishing.site(out)
    assert all(path.is_file() for path in lost)


def test_pages_that_an_interrupted_writing_left_are_drawn_again(four, tmp_path, monkeypatch):
    """What was written before the interruption is not taken for what the earlier state shows."""
    workspace, out = four
    write, written = Folder.write, []

    def interrupted(folder, name, content):
        if len(written) == 5:
            raise InputError("the disk is full")
        written.append(name)
        write(folder, name, content)

    with open_monitor(workspace) as monitor:
        gold_workspace.record(monitor, gold_workspace.pages()[4:])
        monkeypatch.setattr(Folder, "write", interrupted)
        with pytest.raises(InputError, match="the disk is full"):
            monitor.publishing.site(out)
        monkeypatch.undo()
        monitor.publishing.site(out)
        monitor.publishing.site(tmp_path / "afresh")
    content = {path.relative_to(out): path.read_bytes() for path in out.rglob("*.html")}
    afresh = tmp_path / "afresh"
    assert content == {path.relative_to(afresh): path.read_bytes() for path in afresh.rglob("*.html")}


def test_a_past_state_is_drawn_anew_only_where_it_changed(four):
    """An article of a later day leaves it alone, beyond the link to the next day; one of an earlier day does not."""
    workspace, out = four
    past = out / STORY / "as-of" / "2017-03-02.html"
    with open_monitor(workspace) as monitor:
        gold_workspace.record(monitor, gold_workspace.pages()[4:])
        monitor.publishing.site(out)
        assert "as-of/2017-07-24" not in past.read_text(encoding="utf-8")
        assert 'rel="next" href="2017-07-24.html"' in past.read_text(encoding="utf-8")
        marked = past.read_text(encoding="utf-8") + "<!-- left alone -->"
        past.write_text(marked, encoding="utf-8")
        page = gold_workspace.pages()[0]  # of a report of that day, a copy
        newer = msgspec.structs.replace(page, id="0" * 16, url="https://press.example/new", published="2017-08-01")
        gold_workspace.record(monitor, [newer])
        monitor.publishing.site(out)
        assert past.read_text(encoding="utf-8") == marked
        page = gold_workspace.pages()[4]
        late = msgspec.structs.replace(page, id="1" * 16, url="https://press.example/late", published="2017-03-01")
        gold_workspace.record(monitor, [late])
        monitor.publishing.site(out)
    assert "left alone" not in past.read_text(encoding="utf-8")
    assert "Mayflower" in past.read_text(encoding="utf-8")


def test_rebuilding_gives_the_same_site(four, tmp_path):
    """Every byte follows from the log: projections thrown away and made again give the same pages."""
    workspace, out = four
    with open_monitor(workspace) as monitor:
        monitor.rebuild()
        monitor.publishing.site(tmp_path / "again")
    again = {path.relative_to(tmp_path / "again"): data for path, (_, data) in times(tmp_path / "again").items()}
    assert again == {path.relative_to(out): data for path, (_, data) in times(out).items()}


def test_a_story_that_is_no_longer_followed_leaves_the_site(four):
    """Its pages go, and the index does not name it."""
    workspace, out = four
    (workspace.stories / f"{STORY}.toml").unlink()
    with open_monitor(workspace) as monitor:
        assert monitor.publishing.site(out)["removed"] > 0
    assert not list((out / STORY).rglob("*.html"))
    assert STORY not in (out / "index.html").read_text(encoding="utf-8")


def test_a_folder_with_something_else_is_refused(four, tmp_path):
    """A person's own files are neither overwritten nor removed."""
    workspace, _ = four
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "index.html").write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(cli, ["-C", str(workspace.root), "site", str(mine)])
    assert isinstance(done.exception, UsageError)
    assert [path.read_text(encoding="utf-8") for path in mine.iterdir()] == ["mine"]


def test_other_files_in_the_site_stay(four):
    """What a person puts beside the pages, a CNAME or a picture, is left alone."""
    workspace, out = four
    (out / STORY / "picture.png").write_bytes(b"mine")
    with open_monitor(workspace) as monitor:
        gold_workspace.record(monitor, gold_workspace.pages()[4:])
        monitor.publishing.site(out)
    assert (out / STORY / "picture.png").read_bytes() == b"mine"


def test_a_write_that_fails_is_told_and_leaves_the_old_page(tmp_path):
    """Where a folder stands in a page's place: one clear error, no half-written file."""
    folder = Folder(tmp_path / "out")
    (tmp_path / "out" / "page.html").mkdir()
    with pytest.raises(InputError, match="can't be written"):
        folder.write("page.html", "new")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [".story-monitor-site.json", "page.html"]


def test_addresses_of_claims_that_are_gone_still_answer(four):
    """When an article is recorded anew with other words, the address of what it had said says that it is gone."""
    workspace, out = four
    old = {path.name for path in (out / STORY / "claims").iterdir()}
    page = gold_workspace.pages()[0]
    revised = msgspec.structs.replace(page, version=2, text=page.text + "\nMore.")
    with open_monitor(workspace) as monitor:
        read = ArticleRead(page.id, 2, "gold", "1", ())
        cycle.append(monitor.log, [ArticleRevised(revised), read], datetime(2030, 2, 1, tzinfo=UTC))
        monitor.catch_up()
        monitor.publishing.site(out)
    texts = {p.name: p.read_text(encoding="utf-8") for p in (out / STORY / "claims").iterdir()}
    changed = [name for name in old if name in texts and "No longer held" in texts[name]]
    assert changed
    withdrawn = (out / STORY / "changes.html").read_text(encoding="utf-8").count('class="kind">withdrawn')
    assert withdrawn > 0


def test_long_lists_are_cut_into_pages():
    """Every item once, in order; one page for none; links to the first, the last and those around."""
    cut = list(pages("denials", range(205), 10))
    assert [item for page in cut for item in page.items] == list(range(205))
    assert [page.file for page in cut[:3]] == ["denials.html", "denials-2.html", "denials-3.html"]
    assert cut[10].files == [
        "denials.html", *(f"denials-{number}.html" for number in (8, 9, 10, 11, 12, 13, 14)), "denials-21.html",
    ]  # fmt: skip
    assert [page.file for page in pages("calls", [], 10)] == ["calls.html"]


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 30, 205])
def test_a_growing_list_changes_one_page_an_item(count):
    """Every item once, latest first; full pages stay as they are but for the link to a newer one."""
    cut = list(sheaves("changes", range(count), 10))
    assert [item for sheaf in cut for item in sheaf.items] == list(range(count))[::-1]
    assert cut[0].file == "changes.html"
    assert [sheaf.older for sheaf in cut] == [*(sheaf.file for sheaf in cut[1:]), None]
    assert [sheaf.newer for sheaf in cut] == [None, *(sheaf.file for sheaf in cut[:-1])]
    grown = {sheaf.file: sheaf for sheaf in sheaves("changes", range(count + 1), 10)}
    differ = [sheaf.file for sheaf in cut if grown[sheaf.file]._replace(newer=None) != sheaf._replace(newer=None)]
    assert differ == ["changes.html"]


def test_of_many_days_the_latest_and_the_last_of_each_month_are_kept():
    """At most so many; the newest half as they are; sorted."""
    days = [f"20{year}-{month:02}-{day:02}" for year in (30, 31) for month in range(1, 13) for day in range(1, 29)]
    kept = thinned(days, 40)
    assert len(kept) <= 44
    assert kept[-20:] == days[-20:]
    assert kept == sorted(kept)
    assert thinned(days[:30], 40) == days[:30]


def fetched(address: str, host: str | None = None) -> tuple[str, dict]:
    """What the server answers."""
    with urlopen(Request(address, headers={"Host": host} if host else {}), timeout=10) as answer:
        return answer.read().decode(), dict(answer.headers)


def test_the_server_shows_the_site_and_tells_open_pages_of_changes(site):
    """A page listens for news; a change is told on the open connection."""
    with served(site, 0) as (address, news):
        assert address.startswith("http://127.0.0.1:")
        page, headers = fetched(f"{address}{STORY}/")
        assert "/_news.js" in page
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        with urlopen(f"{address}_news", timeout=10) as stream:
            assert stream.readline() == b": open\n"
            stream.readline()
            news.tell()
            assert stream.readline() == b"data: 1\n"


@pytest.mark.parametrize("path", ["../conftest.py", "%2e%2e/x", ".story-monitor-site.json", "nothing.html"])
def test_the_server_gives_only_the_site(site, path):
    """No file above the folder, none that is hidden, none that isn't there."""
    with served(site, 0) as (address, _), pytest.raises(HTTPError, match="404"):
        fetched(address + path)


def test_the_server_answers_to_its_own_names_only(site):
    """A name that an attacker points at this machine gets nothing (DNS rebinding)."""
    with served(site, 0) as (address, _):
        with pytest.raises(HTTPError, match="404"):
            fetched(address, host="evil.example:80")
        assert fetched(address, host="localhost:1")[0]


def test_a_port_that_is_taken_is_said(site):
    """One line with a hint."""
    with served(site, 0) as (address, _):
        again = served(site, int(address.rstrip("/").rpartition(":")[2]))
        with pytest.raises(UsageError, match="can't be used"):
            again.__enter__()


def test_serving_looks_for_changes_and_renews_the_site(four, tmp_path):
    """What another process records appears on the served site, and open pages are told."""
    workspace, _ = four
    ready, stop, told = threading.Event(), threading.Event(), []

    def serve():
        with open_monitor(workspace) as monitor:
            monitor.publishing.serve(
                port=0, every=0.05, stop=stop, ready=lambda address: (told.append(address), ready.set())
            )

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        assert ready.wait(30)
        with urlopen(f"{told[0]}_news", timeout=30) as stream:
            stream.readline()
            stream.readline()
            with open_monitor(workspace) as other:
                gold_workspace.record(other, gold_workspace.pages()[4:])
            assert stream.readline().startswith(b"data:")
        assert "Mayflower" in fetched(f"{told[0]}{STORY}/index.html")[0]
    finally:
        stop.set()
        thread.join()


def test_the_command_says_where_to_look(four):
    """`monitor site OUT` prints what it did and what to open."""
    workspace, out = four
    shutil.rmtree(out)
    done = CliRunner().invoke(cli, ["-C", str(workspace.root), "site", str(out)])
    assert done.exit_code == 0
    assert f"Open {out / 'index.html'}" in done.output
