"""A real HTTP server on loopback that speaks the chat completions protocol, or misbehaves as a test tells it to."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def completion(content, **message):
    """A well-formed answer with this text."""
    made = {"choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}]}
    made["choices"][0]["message"].update(message)
    return reply(json.dumps(made))


def reply(body, status=200, **headers):
    """A behaviour: send this and no more."""

    def behave(handler):
        data = body if isinstance(body, bytes) else body.encode()
        handler.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return behave


def hang(handler):
    """Say nothing until the server is shut down."""
    handler.server.over.wait(30)


def drip(handler):
    """Send one byte after the other, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def break_off(handler):
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')
    handler.close_connection = True


def vanish(handler):
    """Close the connection without a word."""
    handler.close_connection = True


@contextmanager
def serving(*behaviours):
    """A server that behaves so, one behaviour a request, the last one for all further ones."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.behaviours, server.asked, server.over = list(behaviours), [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(length))
        number = len(self.server.asked)
        self.server.asked.append((self.path, dict(self.headers), body))
        try:
            self.server.behaviours[min(number, len(self.server.behaviours) - 1)](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has given up, as it should

    def log_message(self, *_):
        """Say nothing on stderr."""
