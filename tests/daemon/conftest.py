"""A workspace with a feed on loopback, and the means to run it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from daemon.harbour import ROOT, SETTINGS, STORY, Daemon, Site

from monitor import workspace as workspaces


@pytest.fixture
def site():
    """The site that the workspace's story names."""
    made = Site()
    yield made
    made.close()


@pytest.fixture
def workspace(tmp_path, site):
    """A workspace with one story that is fed by the site."""
    made, _ = workspaces.create(tmp_path / "workspace")
    (made.stories / "harbour.toml").write_text(STORY.format(feed=site.url("/feed")), encoding="utf-8")
    made.settings_file.write_text(SETTINGS, encoding="utf-8")
    return made


@pytest.fixture
def start(workspace):
    """Start a daemon; all are stopped at the end."""
    started = []

    def run(*options, **environment):
        started.append(Daemon(workspace, *options, **environment))
        return started[-1]

    yield run
    for one in started:
        one.close()


@pytest.fixture
def monitor(workspace):
    """Run a command in the workspace to its end."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "monitor", "-C", str(workspace.root), *arguments],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
            cwd=ROOT,
        )

    return run
