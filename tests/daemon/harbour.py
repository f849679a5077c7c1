"""A site on loopback, and daemons in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 45.0  # seconds, after which what is awaited will not come

STORY = """\
title = "The mayor and the harbour contract"
feeds = ["{feed}"]

[[people]]
name = "Ada Byrne"
aliases = ["Mayor Byrne", "the mayor"]

[[people]]
name = "Tom Okafor"
"""
SETTINGS = """\
[coverage]
contact = "desk@harbour.example"
allowed_hosts = ["127.0.0.1"]
poll_minutes = 0.001
requests_per_second = 1000.0

[daemon]
tick_seconds = 0.2
"""
DENIAL = """\
Councillor Lena Voss called on Mayor Ada Byrne to resign over the harbour contract after Monday's session of the board.

"I never met Tom Okafor," Mayor Ada Byrne told reporters on Monday. The contract was let in the spring of that year.

The board of the harbour will meet again in a fortnight to hear the engineers, who have drawn up three other plans.
"""


class Site:
    """A feed and its pages. What hangs, hangs until the site is closed."""

    def __init__(self):
        self.articles = {}
        self._date = formatdate(usegmt=True)  # a page that is old is looked at once, and not again
        self.gone = False
        self.hangs = threading.Event()
        self.asked = threading.Event()
        self._closing = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.answer(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def publish(self, name, text):
        self.articles[name] = text

    def release(self):
        """Let what hangs go on."""
        self._closing.set()

    def answer(self, request):
        if self.hangs.is_set():
            self.asked.set()
            self._closing.wait()
            if self.hangs.is_set():
                return
        kind, body = self._page(request.path)
        request.send_response(410 if self.gone else 200 if body else 404)
        request.send_header("Content-Type", kind)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def close(self):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _page(self, path):
        if path == "/feed":
            items = "".join(
                f"<item><title>{name}</title><link>{self.url('/' + name)}</link><guid>{name}</guid>"
                f"<pubDate>{self._date}</pubDate></item>"
                for name in self.articles
            )
            head = "<title>Harbour Times</title><link>https://times.example/</link>"
            return "application/rss+xml", f"<rss version='2.0'><channel>{head}{items}</channel></rss>".encode()
        text = self.articles.get(path[1:])
        if text is None:
            return "text/plain", b""
        paragraphs = "".join(f"<p>{one}</p>" for one in text.split("\n\n"))
        head = "<head><title>The harbour contract</title></head>"
        return "text/html", f"<html lang='en'>{head}<body><article>{paragraphs}</article></body></html>".encode()


class Daemon:
    """A daemon in a process, with its journal in a file."""

    def __init__(self, workspace, *options, **environment):
        self.workspace = workspace
        self.journal_file = workspace.root / f"journal-{time.monotonic_ns()}"
        self._stream = self.journal_file.open("wb")
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("MONITOR", "PYTHON", "NOTIFY"))
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "monitor", "-C", str(workspace.root), "run", *options],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._stream,
            env={**kept, "PYTHONPATH": str(ROOT), **environment},
        )

    def journal(self):
        return [
            json.loads(line)
            for line in self.journal_file.read_text(encoding="utf-8").splitlines()
            if line.startswith("{")
        ]

    def said(self, event, **facts):
        """The first line of the journal with this event and these facts, once it is there."""

        def found():
            return next((one for one in self.journal() if one["event"] == event and facts.items() <= one.items()), None)

        return until(found, self, f"journal: {event} {facts}")

    def health(self):
        try:
            found = json.loads((self.workspace.data / "health.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return found if found["pid"] == self.process.pid else None

    def healthy_when(self, condition, what="health"):
        """The content of the health file, once it fulfils a condition."""

        def found():
            health = self.health()
            return health if health and condition(health) else None

        return until(found, self, what)

    def signal(self, number):
        self.process.send_signal(number)

    def ended(self):
        return self.process.wait(PATIENCE)

    def close(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self._stream.close()


def until(found, daemon=None, what="what is awaited"):
    """What `found` gives once it gives something; looks again and again, and fails when patience ends."""
    deadline = time.monotonic() + PATIENCE
    while not (value := found()):
        said = daemon.journal_file.read_text(encoding="utf-8")[-2000:] if daemon else ""
        assert time.monotonic() < deadline, f"{what} did not come\n{said}"
        assert daemon is None or daemon.process.poll() is None or found(), f"the daemon ended\n{said}"
        threading.Event().wait(0.02)
    return value
