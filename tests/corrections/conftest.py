"""The newsroom of the tests of alerts, in which persons correct what was read."""

from __future__ import annotations

import pytest
from alerts.conftest import Newsroom

from monitor.cli.main import run

LENA = '[[recipients]]\naddress = "lena@example.org"\n'


@pytest.fixture
def room(tmp_path):
    """A workspace with a story about a harbour, and a recipient who follows it."""
    made = Newsroom(tmp_path / "workspace", LENA)
    made.deliver()
    return made


@pytest.fixture
def command(room, capsys):
    """Run a command in the workspace; its exit code, output and messages."""

    def ran(*arguments: str):
        code = run(["-C", str(room.workspace.root), *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran
