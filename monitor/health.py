"""Whether the installation and a workspace are as they should be. Looks only, and changes nothing."""

from __future__ import annotations

import contextlib
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

import monitor
from events.errors import InputError, StoryMonitorError
from events.store.opening import wal_reset_bug
from events.store.schema import migrations
from events.store.sqlite import SqliteStore
from monitor import settings
from monitor.projections.database import FORMAT
from monitor.sqlite import read_only
from monitor.workspace import Workspace, find

_OLDEST_PYTHON = (3, 11)
_LITTLE = 200 * 1024 * 1024  # bytes on the disk below which a log that grows is a worry


class Check(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    name: str
    verdict: Literal["ok", "warning", "broken"]
    says: str
    remedy: str | None = None


def examine(folder: Path) -> list[Check]:
    """Look at the installation, and at the workspace in `folder`."""
    checks = [*_installation()]
    try:
        workspace = find(folder)
    except StoryMonitorError as error:
        return [*checks, Check("workspace", "broken", f"{folder}: {error.what}", error.hint)]
    return [*checks, Check("workspace", "ok", f"workspace {workspace.root.resolve()}"), *_workspace(workspace)]


def _installation() -> Iterator[Check]:
    yield Check("program", "ok", f"story-monitor {monitor.__version__}")
    version = platform.python_version()
    if sys.version_info >= _OLDEST_PYTHON:
        yield Check("python", "ok", f"Python {version}")
    else:
        yield Check("python", "broken", f"Python {version} is too old", "install Python 3.11 or newer")
    if wal_reset_bug():
        says = f"SQLite {sqlite3.sqlite_version} may lose a commit if another program checkpoints the log meanwhile"
        yield Check(
            "sqlite", "warning", says, "this program guards against it; open the log with no other, or update SQLite"
        )
    else:
        yield Check("sqlite", "ok", f"SQLite {sqlite3.sqlite_version}")


def _workspace(workspace: Workspace) -> Iterator[Check]:
    try:
        settings.load(workspace)
        yield Check("settings", "ok", "settings")
    except InputError as error:
        yield Check("settings", "broken", f"{error.where}: {error.what}", error.hint)
    found = list(settings.stories(workspace))
    for story in found:
        if isinstance(story, InputError):
            yield Check("stories", "broken", f"{story.where}: {story.what}", story.hint)
    yield Check(
        "stories", "ok", f"stories that can be read: {sum(not isinstance(story, InputError) for story in found)}"
    )
    yield from _log(workspace)
    yield from _projections(workspace)
    free = shutil.disk_usage(workspace.root).free
    verdict: Literal["ok", "warning"] = "ok" if free > _LITTLE else "warning"
    yield Check("disk", verdict, f"{free // 1024 // 1024} MB free", None if verdict == "ok" else "free some space")


def _log(workspace: Workspace) -> Iterator[Check]:
    if not workspace.log.exists():
        yield Check("log", "ok", "no log yet: nothing was ingested")
        return
    try:
        with contextlib.closing(SqliteStore(workspace.log, readonly=True)) as log:
            faults = log.frame_faults()
            position = log.head().position
    except StoryMonitorError as error:
        yield Check("log", "broken", f"{error.where}: {error.what}", error.hint)
        return
    for fault in faults:
        yield Check("log", "broken", f"{workspace.log}: {fault.what}", "'monitor verify' looks at every event")
    if not faults:
        yield Check(
            "log", "ok", f"log in format {len(migrations())}, {position} events; 'monitor verify' looks at each"
        )


def _projections(workspace: Workspace) -> Iterator[Check]:
    if not workspace.projections.exists():
        return
    try:
        with contextlib.closing(read_only(workspace.projections)) as db:
            [(found,)] = db.execute("PRAGMA user_version")
    except sqlite3.Error as error:
        yield Check("projections", "broken", f"{workspace.projections}: {error}", "delete them, then 'monitor rebuild'")
        return
    remedy = None if found == FORMAT else "they are made anew from the log by the next command"
    yield Check("projections", "ok" if found == FORMAT else "warning", f"projections in format {found}", remedy)
