"""A site shown on this machine only, which tells open pages when it has changed (server-sent events, WHATWG HTML)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from events.errors import UsageError

_LOOPBACK = "127.0.0.1"
_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})  # what a request may call this server: no rebound domain
_NEWS, _SCRIPT = "/_news", "/_news.js"
_BEAT = 15.0  # seconds between comments that keep a quiet connection open and find out a closed one
_LISTEN = b'new EventSource("/_news").onmessage = () => location.reload();\n'
_TAG = b'<script src="/_news.js" defer></script>\n</body>'
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class News:
    """Wakes everybody who waits for the next change of the site."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number = 0
        self._over = False

    def tell(self) -> None:
        """The site has changed."""
        with self._changed:
            self._number += 1
            self._changed.notify_all()

    def end(self) -> None:
        """Nobody need wait any longer."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    @property
    def number(self) -> int:
        """How often the site has changed."""
        return self._number

    def wait(self, known: int) -> int | None:
        """The number of the latest change, `known` if none came for a while, None when there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._number != known, timeout=_BEAT)
            return None if self._over else self._number


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    news: News


class _Handler(SimpleHTTPRequestHandler):
    server: _Server
    extensions_map = {  # noqa: RUF012 - as the library declares it
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml",
        ".html": "text/html; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml",
    }

    def do_GET(self) -> None:
        """A file of the site; pages get the line that listens for changes."""
        path = urlsplit(self.path).path
        if self.headers.get("Host", "").rpartition(":")[0] not in _NAMES or any(p[:1] == "." for p in path.split("/")):
            self.send_error(HTTPStatus.NOT_FOUND)
        elif path == _NEWS:
            self._stream()
        elif path == _SCRIPT:
            self._send(_LISTEN, "text/javascript")
        else:
            self._file(Path(self.translate_path(self.path)))

    def _file(self, path: Path) -> None:
        if path.is_dir():
            if not urlsplit(self.path).path.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", f"{urlsplit(self.path).path}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            path /= "index.html"
        try:
            data = path.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if path.suffix == ".html":
            data = data.replace(b"</body>", _TAG)
        self._send(data, self.guess_type(str(path)))

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        known: int | None = self.server.news.number
        line = ": open\n\n"
        try:
            while known is not None:
                self.wfile.write(line.encode())
                self.wfile.flush()
                latest = self.server.news.wait(known)
                line = ": quiet\n\n" if latest == known else f"data: {latest}\n\n"
                known = latest
        except (BrokenPipeError, ConnectionResetError):
            return  # the page was closed

    def end_headers(self) -> None:
        """Every answer says what a page may do."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing: stdout is for data, stderr for what a person can act on."""


@contextmanager
def served(root: Path, port: int) -> Iterator[tuple[str, News]]:
    """Serve the folder `root` on 127.0.0.1 while the context lasts: its address, and how to tell of changes.

    `port` 0 takes any free one. Raises UsageError where the port is taken.
    """
    try:
        server = _Server((_LOOPBACK, port), partial(_Handler, directory=str(root)))
    except OSError as error:
        raise UsageError(f"port {port} can't be used: {error.strerror}", hint="choose another with --port") from error
    server.news = News()
    thread = threading.Thread(target=server.serve_forever, name="site", daemon=True)
    thread.start()
    try:
        yield f"http://{_LOOPBACK}:{server.server_port}/", server.news
    finally:
        server.news.end()
        server.shutdown()
        server.server_close()
        thread.join()
