"""A workspace on disk, and the command line run as a person runs it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from events.store.sqlite import SqliteStore
from monitor import workspace as workspaces

ROOT = Path(__file__).parents[2]

STORY = """\
title = "The mayor and the harbour contract"

[[people]]
name = "Ada Byrne"
aliases = ["Mayor Byrne", "the mayor"]

[[people]]
name = "Tom Okafor"
"""
ARTICLE = """\
Councillor Lena Voss called on Mayor Ada Byrne to resign over the harbour contract.

"I never met Tom Okafor," Byrne told reporters on Monday.
"""


@pytest.fixture
def workspace(tmp_path):
    """A new workspace with one story, 'harbour', that waits for a lock no longer than a test can."""
    made, _ = workspaces.create(tmp_path / "workspace")
    (made.stories / "harbour.toml").write_text(STORY, encoding="utf-8")
    made.settings_file.write_text("lock_seconds = 0.2\n", encoding="utf-8")
    return made


@pytest.fixture
def environment(workspace):
    """The variables that a command runs with."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MONITOR", "PYTHON", "NO_COLOR"))}
    return kept | {"MONITOR_HOME": str(workspace.root), "PYTHONPATH": str(ROOT)}


@pytest.fixture
def start(workspace, environment):
    """Start a command in the workspace's folder and return the process."""

    def run(*arguments, **options):
        return subprocess.Popen(
            [sys.executable, "-m", "monitor", *map(str, arguments)],
            **{"cwd": workspace.root, "env": environment, "stdin": subprocess.DEVNULL, **options},
        )

    return run


@pytest.fixture
def monitor(workspace, environment):
    """Run a command in the workspace's folder to its end."""

    def run(*arguments, **options):
        return subprocess.run(
            [sys.executable, "-m", "monitor", *map(str, arguments)],
            check=False,
            **{
                "cwd": workspace.root,
                "env": environment,
                "capture_output": True,
                "text": True,
                "encoding": "utf-8",
                "timeout": 60,
                **({} if "input" in options else {"stdin": subprocess.DEVNULL}),
                **options,
            },
        )

    return run


@pytest.fixture
def ingested(workspace, monitor):
    """The workspace with one article in its log."""
    (workspace.root / "byrne.txt").write_text(ARTICLE, encoding="utf-8")
    done = monitor("ingest", "byrne.txt", "--published", "2024-05-06", "--publisher", "Harbour Times")
    assert done.returncode == 0, done.stderr
    return workspace


@pytest.fixture
def recorded(workspace):
    """How many articles the log holds, after checking that the log is sound."""

    def count():
        if not workspace.log.exists():
            return 0
        store = SqliteStore(workspace.log)
        try:
            assert store.verify().sound
            return sum(event.type == "article.recorded/1" for event in store.read())
        finally:
            store.close()

    return count
