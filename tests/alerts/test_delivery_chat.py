"""Alerts by webhook and chat: the same news under the same id, against a real HTTP server on loopback."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # Apprise looks for it
pytest.importorskip("apprise")
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."


@contextmanager
def webhook(*answers):
    """The port of a server that records what is posted, and answers with these codes, then 200."""
    taken, script = [], list(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            code = script.pop(0) if script else 200
            taken.append((code, json.loads(body)))
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port, taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_recipient_may_choose_a_webhook_and_others_have_mail(newsroom) -> None:
    """Each has the news once; a service that fails is asked again, under the same id."""
    with webhook(503) as (port, taken):
        room = newsroom(
            f'[[recipients]]\naddress = "desk@chat.example"\nvia = "json://127.0.0.1:{port}/hook"\n'
            '[[recipients]]\naddress = "lena@example.org"\n'
        )
        room.record(MET)
        done = room.deliver()
        assert (done.sent, [one.recipient for one in done.failed]) == (1, ["desk@chat.example"])
        room.later(minutes=1)
        assert room.deliver().sent == 1
        assert room.deliver().sent == 0
    assert [code for code, _ in taken] == [503, 200]
    [message] = [one for one in room.outbox() if one["recipient"] == "desk@chat.example"]
    assert taken[1][1]["title"].startswith("[harbour] Meeting reported")
    assert taken[1][1]["message"].rstrip().endswith(message["message"])
    assert [str(mail["To"]) for mail in room.mails()] == ["lena@example.org"]


def test_a_mail_server_that_is_gone_keeps_no_chat_waiting(newsroom) -> None:
    """What is blocked for everyone is blocked for those who go the same way."""
    with webhook() as (port, taken):
        room = newsroom(
            '[[recipients]]\naddress = "ana@example.org"\n[[recipients]]\naddress = "bo@example.org"\n'
            f'[[recipients]]\naddress = "desk@chat.example"\nvia = "json://127.0.0.1:{port}"\n'
            '[delivery]\nto = "smtp://127.0.0.1:1"\n'
        )
        room.record(MET)
        done = room.deliver()
    assert (done.sent, len(done.failed), len(taken)) == (1, 1, 1)


def test_an_address_with_a_token_may_stand_in_a_file(newsroom) -> None:
    """Secrets stay out of the settings, and out of errors."""
    with webhook() as (port, taken):
        room = newsroom('[[recipients]]\naddress = "desk@chat.example"\nvia = "file:config/chat"\n')
        room.record(MET)
        assert "can't be read" in room.deliver().failed[0].reason
        (room.workspace.root / "config" / "chat").write_text("nonsense://secret-token", encoding="utf-8")
        room.later(minutes=1)
        done = room.deliver()
        assert "is no address that Apprise knows" in done.failed[0].reason
        assert "secret" not in done.failed[0].reason
        room.later(minutes=5)
        (room.workspace.root / "config" / "chat").write_text(f"json://127.0.0.1:{port}/\n", encoding="utf-8")
        assert room.deliver().sent == 1
    assert len(taken) == 1
