"""kill -9 of the daemon, wherever it is."""

from __future__ import annotations

import random
import signal
from collections import Counter
from email import message_from_bytes, policy

import pytest
from daemon.harbour import STORY, until

_NAMES = [
    f"{first} {last}"
    for last in ("Adebayo", "Brandt", "Castell", "Duarte", "Eriksen")
    for first in ("Nora", "Paul", "Ruth", "Sven")
]
_TEXT = """\
Mayor Ada Byrne answered questions about the harbour contract after a long session of the board in the town hall.

"I never met {name}," Mayor Ada Byrne told reporters. The contract was let in the spring of that year by the council.

The board of the harbour will meet again in a fortnight to hear the engineers, who have drawn up three other plans.
"""


def under_way(task):
    """Whether a task runs."""
    return lambda health, mails: health["tasks"][task]["state"] == "running"


_MOMENTS = [
    lambda health, mails: True,
    under_way("coverage"),
    under_way("alerts"),
    lambda health, mails: health["tasks"]["coverage"]["succeeded_at"],
    lambda health, mails: mails(),
]


def kill(daemon, moment, mailed):
    """Kill a daemon when its health says that the moment has come, or when it has mailed."""
    until(lambda: mailed() or ((health := daemon.health()) and moment(health, mailed)), daemon)
    daemon.signal(signal.SIGKILL)
    daemon.ended()


@pytest.mark.long
def test_no_alert_is_lost_and_none_is_told_under_two_ids(workspace, site, start, rounds):
    """A denial a round, and a kill at a moment that differs; in the end each was mailed, under one Message-ID."""
    people = "".join(f'\n[[people]]\nname = "{name}"\n' for name in _NAMES)
    story = STORY.format(feed=site.url("/feed")) + people
    (workspace.stories / "harbour.toml").write_text(story, encoding="utf-8")
    assert start("--once").ended() == 0
    drawn = random.Random(9)
    names = _NAMES[: rounds(len(_NAMES), 3)]
    for number, name in enumerate(names):
        before = len(mails(workspace))
        site.publish(f"report-{number}", _TEXT.format(name=name))
        kill(start(), drawn.choice(_MOMENTS), lambda before=before: len(mails(workspace)) > before)
    last = start()
    until(lambda: all(any(name in text for text, _ in mails(workspace)) for name in names), last, "a mail of each")
    told = Counter((name, one) for text, one in mails(workspace) for name in names if f"never met {name}" in text)
    assert {name for name, _ in told} == set(names)
    assert len({name for name, _ in told}) == len(told)


def mails(workspace):
    """The text and the Message-ID of each mail in the folder."""
    found = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in (workspace.root / "mail").glob("*.eml")
    ]
    return [(" ".join(one.get_body(("plain",)).get_content().split()), one["Message-ID"]) for one in found]
