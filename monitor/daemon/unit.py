"""A unit file for systemd, see systemd.service(5)."""

from __future__ import annotations

import sys
from importlib import resources
from string import Template

from monitor.workspace import Workspace


def text(workspace: Workspace) -> str:
    """The unit that runs this workspace with this Python."""
    template = (resources.files("monitor") / "templates" / "story-monitor.service").read_text(encoding="utf-8")
    return Template(template).substitute(
        python=_quoted(sys.executable), workspace=_quoted(str(workspace.root.resolve()))
    )


def _quoted(path: str) -> str:
    """A word of a command line: systemd expands '%' and '$', and splits at spaces."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
