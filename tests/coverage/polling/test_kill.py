"""kill -9 at any point of a poll: no article is lost, none doubled, no validator kept for a body that was not."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from aiohttp import web

from events import codec
from events.log import ArticleRecorded, ArticleRevised
from events.store.sqlite import SqliteStore
from monitor.workspace import create

_SETTINGS = """
[coverage]
contact = "me@post.example"
allowed_hosts = ["127.0.0.1"]
poll_minutes = 0.00001
idle_hours = 0.00001
requests_per_second = 10000
burst = 10000
"""
_FEEDS = 3


def command(workspace):
    """A poll by the program itself, as a person would start it."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen(
        [sys.executable, "-m", "monitor", "-C", str(workspace.root), "poll"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def publish(site, make, feed, count):
    """A feed of so many articles, under an ETag of its own."""
    body = make.rss(*(make.item(f"{feed}-{n}", link=site.url(f"/{feed}/{n}")) for n in range(count)))
    tag = f'"{feed} {count}"'

    def answer(request):
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return web.Response(body=body, headers={"ETag": tag, "Content-Type": "text/xml"})

    site.pages[f"/{feed}"] = answer
    for n in range(count):
        site.pages[f"/{feed}/{n}"] = make.article(f"{feed}-{n}").replace(b"the board met", b"Ada Byrne met")


def kill_after(process, site, *, requests, seconds):
    """Kill a poll some time after the site has seen so many requests of it; whether it was still under way."""
    seen = threading.Semaphore(0)
    site.on_request = seen.release
    ended = threading.Thread(target=lambda: (process.wait(), seen.release(requests)))
    ended.start()
    for _ in range(requests):
        assert seen.acquire(timeout=60)
    under_way = False
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        under_way = True
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    ended.join()
    process.communicate()
    return under_way


def recorded(workspace):
    """How often each address was recorded, and how many revisions there are."""
    with contextlib.closing(SqliteStore(workspace.log)) as log:
        events = [codec.decode(stored.type, stored.data) for stored in log.read()]
    urls = Counter(event.article.url for event in events if isinstance(event, ArticleRecorded))
    return urls, sum(isinstance(event, ArticleRevised) for event in events)


def check_memory(workspace, site):
    """Every feed with a validator has the entries of that body; every entry that is done is in the log."""
    path = workspace.data / "coverage.db"
    if not path.exists():
        return
    with contextlib.closing(sqlite3.connect(path)) as db:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'feeds'").fetchone():
            return
        for source, etag in db.execute("SELECT source, etag FROM feeds WHERE etag IS NOT NULL").fetchall():
            count = int(etag.strip('"').split()[1])
            entries = db.execute("SELECT count(*) FROM entries WHERE source = ?", (source,)).fetchone()[0]
            assert entries >= count, (source, etag)
        done = {row[0] for row in db.execute("SELECT key FROM entries WHERE state = 'recorded'")}
    if done:
        urls, _ = recorded(workspace)
        assert done <= urls.keys()


@pytest.mark.long
def test_a_poll_that_is_killed_loses_and_doubles_nothing(site, make, tmp_path, rounds):
    """After every kill the memory holds what it must; after a last whole poll each article is there, once."""
    workspace, _ = create(tmp_path)
    workspace.settings_file.write_text(_SETTINGS)
    lines = [f'[[feeds]]\nurl = "{site.url(f"/{feed}")}"\n' for feed in range(_FEEDS)]
    workspace.settings_file.with_name("sources.toml").write_text("\n".join(lines))
    (workspace.stories / "harbour.toml").write_text('title = "The harbour"\n[[people]]\nname = "Ada Byrne"\n')
    draw = random.Random(9)
    counts = [2] * _FEEDS
    killed = 0
    for _ in range(rounds(200, 6)):
        feed = draw.randrange(_FEEDS)
        counts[feed] += 1
        for number, count in enumerate(counts):
            publish(site, make, number, count)
        killed += kill_after(command(workspace), site, requests=draw.randint(1, 5), seconds=draw.uniform(0, 1.5))
        check_memory(workspace, site)
    assert killed
    process = command(workspace)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    urls, revised = recorded(workspace)
    assert urls == {site.url(f"/{feed}/{n}"): 1 for feed in range(_FEEDS) for n in range(counts[feed])}
    assert revised == 0
