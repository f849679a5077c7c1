"""kill -9 anywhere in the cycle: no alert is lost, and a mail that is sent twice says so by its Message-ID."""

from __future__ import annotations

import multiprocessing
import random
import time

import pytest
from alerts import cycle_process
from alerts.smtp_server import Recorder, serving

SETTINGS = """\
[[recipients]]
address = "lena@example.org"
at_most = 100000

[delivery]
to = "smtp://127.0.0.1:{port}"
without_tls = "send in the clear"
timeout_seconds = 5
"""


@pytest.mark.long
def test_no_alert_is_lost_and_only_whole_mails_come_twice(newsroom, rounds) -> None:
    """1,000 rounds with LONG=1. Each round has news; most are killed, before, while or after it is told."""
    number, draw = rounds(1000, 40), random.Random(3)
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["alerts.cycle_process", "monitor.alerts.desk", "monitor.alerts.dispatch"])
    recorder = Recorder()
    killed, whole = 0, 0.0
    with serving(recorder) as port:
        room = newsroom(SETTINGS.format(port=port))
        for this in range(1, number + 1):
            process = processes.Process(target=cycle_process.run, args=(room.workspace.root, this))
            began = time.monotonic()
            process.start()
            process.join(timeout=draw.uniform(0, 1.5) * whole if whole else None)
            if not process.is_alive():
                whole = time.monotonic() - began  # of an undisturbed cycle, on this machine as it is now
            else:
                process.kill()
                killed += 1
            process.join()
        cycle_process.run(room.workspace.root, number)
        for one in range(1, number + 1, 3):  # articles of rounds that were killed before they could record them
            cycle_process.run(room.workspace.root, one)
        for path in room.workspace.data.glob("projections.db*"):
            path.unlink()
        taken = len(recorder.taken)
        cycle_process.run(room.workspace.root, number)
    assert len(recorder.taken) == taken, "a rebuild mails nobody"
    assert killed > number // 10, f"{killed} of {number} were killed"
    messages = {one["message"]: one for one in room.outbox()}
    assert {one["state"] for one in messages.values()} == {"sent"}
    told = [change for one in messages.values() for change in one["changes"]]
    with room.monitor() as monitor:
        changes = [one["id"] for one in monitor.changes("harbour")]
    assert len(changes) == number
    assert sorted(told) == sorted(changes), "each change is told in exactly one message"
    assert set(recorder.ids) == set(messages), "each message has been taken, and no other one"
    print(f"{killed} of {number} killed; {len(messages)} messages, {len(recorder.ids) - len(messages)} duplicates")  # noqa: T201  the figures of a long proof
