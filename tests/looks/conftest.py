"""Workspaces to look at, and the command line run in this process."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple

import gold_workspace
import pytest
from making import claim, covered, denial, meeting

from monitor import cycle
from monitor import workspace as workspaces
from monitor.cli.main import run
from monitor.wiring import open_monitor

START = datetime(2031, 6, 1, tzinfo=UTC)
HOSTILE = "\x1b[31mred\x07 \u202edlo\u202c <script>alert(1)</script> \x02harbour\x03"
HARBOUR = """\
title = "The harbour contract"

[[people]]
name = "Amina Yusuf"
aliases = ["Minister Yusuf"]
roles = [{ title = "transport minister", since = 2030-01-01 }]

[[people]]
name = "Viktor Larsen"

[[people]]
name = "Tom Bell"
speaks_for = ["Amina Yusuf"]
"""
ARTICLES = (
    covered("2031-03-02", denial("any contact with the company"), url="https://post.example/1"),
    covered("2031-03-05", meeting("2030-11", "a trade fair"), publisher="Dockside", url="https://dockside.example/2"),
    covered(
        "2031-04-01",
        denial("that the dinner mattered", form="clarification"),
        claim("call", "Jo Grant wants Amina Yusuf out", speaker="Jo Grant", target="Amina Yusuf", action="resign"),
        publisher=f"Weekly {HOSTILE}",
        url="https://weekly.example/3",
    ),
    covered(
        "2031-04-20T09:30:00Z",
        claim("outcome", f"Amina Yusuf resigned {HOSTILE}", actor="Amina Yusuf", action="resigned", when="2031-04-19"),
        url="https://post.example/4",
    ),
)


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self):
        """What it printed, as JSON."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def gold(tmp_path_factory):
    """The seed story as annotated."""
    return gold_workspace.made(tmp_path_factory.mktemp("gold") / "desk")


@pytest.fixture(scope="session")
def harbour(tmp_path_factory):
    """A story of four articles, one of them hostile, recorded one a day from 6 May 2031."""
    made = empty(tmp_path_factory.mktemp("harbour") / "desk")
    for day, events in enumerate(ARTICLES, 6):
        record(made, *events, at=datetime(2031, 5, day, tzinfo=UTC))
    return made


def empty(root):
    """A workspace that follows the harbour story and knows nothing of it."""
    made, _ = workspaces.create(root)
    (made.stories / "harbour.toml").write_text(HARBOUR, encoding="utf-8")
    with open_monitor(made) as monitor:
        monitor.define()
    return made


def record(workspace, *events, at=START):
    """Append events to the workspace's log, and fold them."""
    with open_monitor(workspace) as monitor:
        cycle.append(monitor.log, list(events), at)
        monitor.catch_up()


@pytest.fixture
def command(capsys):
    """Run a command in a workspace."""

    def done(workspace, *arguments):
        capsys.readouterr()
        code = run(["-C", str(workspace.root), *map(str, arguments)])
        return Done(code, *capsys.readouterr())

    return done
