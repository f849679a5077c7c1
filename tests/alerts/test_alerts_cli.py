"""`monitor alerts` and `monitor outbox`, as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from monitor.cli.main import run

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."


@pytest.fixture
def command(newsroom, capsys):
    """A workspace with news in it, and a way to run a command: exit code, stdout, stderr."""

    def made(settings=LENA):
        room = newsroom(settings)
        room.now = datetime.now(UTC)
        room.record(MET, published="2031-05-06")

        def typed(*arguments):
            code = run(["-C", str(room.workspace.root), *arguments])
            out, err = capsys.readouterr()
            return code, out, err

        typed.room = room
        return typed

    return made


def test_send_writes_the_mails_that_are_due_and_says_how_many(command) -> None:
    """Data to stdout; the second time there is nothing to do."""
    typed = command()
    assert typed("alerts", "send") == (0, "1 mail handed to file:mail\n", "")
    assert typed("alerts", "send") == (0, "0 mails handed to file:mail\n", "")
    assert len(typed.room.mails()) == 1
    assert json.loads(typed("alerts", "send", "--json")[1]) == {"planned": 0, "sent": 0, "failed": []}


def test_a_failure_is_a_line_and_exit_code_1(command) -> None:
    """The mail is in the outbox, with the reason and the time of the next try."""
    typed = command(LENA + '[delivery]\nto = "smtp://127.0.0.1:1"\n')
    code, out, err = typed("alerts", "send")
    assert (code, out) == (1, "0 mails handed to smtp://127.0.0.1:1\n")
    assert err.startswith("monitor: lena@example.org: 127.0.0.1:1: can't be reached: Connection refused")
    code, out, _ = typed("outbox", "list")
    assert code == 0
    assert "due: alert for lena@example.org, next try " in out
    assert "[harbour] 1 change, 1 attempt" in out
    assert "can't be reached" in out


def test_the_outbox_can_be_retried_and_dropped(command) -> None:
    """Messages are named by the start of their id."""
    typed = command(LENA + '[delivery]\nto = "smtp://127.0.0.1:1"\n')
    typed("alerts", "send")
    [message] = json.loads(typed("outbox", "list", "--json")[1])["messages"]
    start = message["message"].strip("<>")[:6]
    assert typed("outbox", "retry") == (0, "", "monitor: 0 to be tried again with the next 'monitor alerts send'\n")
    assert typed("outbox", "retry", start)[2].startswith("monitor: 1 to be tried again")
    assert typed("outbox", "drop", start) == (0, "", "monitor: 1 dropped\n")
    assert typed("outbox", "list") == (0, "Nothing waits.\n", "")
    assert typed("outbox", "drop", start)[0] == 3
    assert "dropped: alert for lena@example.org" in typed("outbox", "list", "--all")[1]


def test_mails_can_go_to_the_screen(command) -> None:
    """stdout: prints headers and text."""
    code, out, _ = command(LENA + '[delivery]\nto = "stdout:"\n')("alerts", "send")
    assert code == 0
    assert "Subject: [harbour] Meeting reported: Amina Yusuf and Viktor Larsen, 4 March 2031, the Grand Hotel" in out
    assert "> Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel." in out


def test_a_preview_is_a_line_a_day(command) -> None:
    """What would have been mailed, and nothing is."""
    typed = command()
    code, out, _ = typed("alerts", "preview")
    assert (code, len(out.splitlines())) == (0, 1)
    assert out.startswith("2031-05-06 [harbour] lena@example.org: alert at ")
    assert typed("alerts", "preview", "--since", "2032-01-01") == (0, "Nothing would have been mailed.\n", "")
    assert typed("alerts", "preview", "--story", "harbor")[0] == 3
    assert typed.room.mails() == []


def test_a_sample_says_where_it_went(command) -> None:
    """`alerts test` sends one mail, to whom one wants."""
    code, _, err = command()("alerts", "test", "--to", "bo@example.org")
    assert code == 0
    assert err.startswith("monitor: sent to bo@example.org by file:mail: Test: [harbour] ")
