"""Bad input ends in one clear line and an exit code, never in a traceback, and leaves nothing half-written."""

from __future__ import annotations

import resource
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "bad_input.yaml").read_text(encoding="utf-8"))


def write(folder: Path, files: dict) -> None:
    """Make the files of a case."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        match content:
            case str():
                path.write_text(content, encoding="utf-8")
            case {"hex": digits}:
                path.write_bytes(bytes.fromhex(digits))
            case {"text": text, "times": times}:
                path.write_text(text * times, encoding="utf-8")
            case {"link": target}:
                path.symlink_to(target)
            case _:
                raise ValueError(content)


def is_clear(done, *, lines: int = 1) -> None:
    """Check that a command said so many lines, and no traceback."""
    said = [line for line in done.stderr.splitlines() if line.strip() and line.startswith("monitor: ")]
    assert len(said) == lines, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert "this is a bug" not in done.stderr


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bad_input_ends_in_one_clear_line(case, workspace, monitor, recorded):
    """What can't be used is named with its place and the remedy, and what can be used is recorded all the same."""
    write(workspace.root, case.get("files", {}))
    done = monitor(*shlex.split(case["run"]), **({"input": case["stdin"]} if "stdin" in case else {}))
    is_clear(done, lines=case.get("lines", 1))
    for part in case["says"]:
        assert part in done.stderr
    assert done.returncode == case["code"], done.stderr
    if "data/log.db" not in case.get("files", {}):
        assert recorded() == case.get("recorded", 0)


def test_nothing_but_the_tried_file_is_in_a_workspace_after_a_failure(workspace, monitor):
    """A story that can't be written leaves no part of itself behind."""
    before = sorted(workspace.root.rglob("*"))
    done = monitor("stories", "new", "canal", "--title", "Canal", "--person", ";")
    is_clear(done)
    assert done.returncode == 2
    assert sorted(workspace.root.rglob("*")) == before


@pytest.mark.parametrize("room", [4096, 20000, 40000, 60000])
def test_a_full_disk_ends_in_one_line_and_a_sound_log(room, ingested, monitor, recorded):
    """Where no file can grow beyond so many bytes, the article is not recorded; with room again, it is."""
    (ingested.root / "2024-05-07-more.txt").write_text("The mayor said no more about the harbour.\n", encoding="utf-8")

    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = monitor("ingest", "2024-05-07-more.txt", preexec_fn=little_room)
    assert done.returncode == 1, done.stdout
    is_clear(done)
    assert ".db" in done.stderr
    assert recorded() == 1
    assert monitor("ingest", "2024-05-07-more.txt").returncode == 0
    assert recorded() == 2


def test_a_full_disk_under_stdout_ends_in_one_line(ingested, monitor):
    """Output that can't be written is an error, not silence."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = monitor("status", "harbour", capture_output=False, stdout=full, stderr=-1)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "No space left" in done.stderr


def test_a_look_that_could_not_be_printed_is_not_remembered(ingested, monitor):
    """What a full disk kept from being shown is still new the next time."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monitor("status", "harbour", capture_output=False, stdout=full, stderr=-1)
    assert not ingested.looked.exists()


def test_a_locked_log_ends_in_one_line(ingested, monitor, recorded):
    """A log that another program is writing to is waited for as long as the settings say, then named."""
    (ingested.root / "2024-05-07-more.txt").write_text("The mayor said no more.", encoding="utf-8")
    with closing(sqlite3.connect(ingested.log, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        done = monitor("ingest", "2024-05-07-more.txt")
    assert done.returncode == 1
    is_clear(done)
    assert "locked" in done.stderr
    assert recorded() == 1


def test_a_workspace_of_a_newer_version_is_left_alone(ingested, monitor):
    """A log in a format from the future is named as such, and not touched."""
    with closing(sqlite3.connect(ingested.log)) as log:
        log.execute("PRAGMA user_version = 99")
        log.commit()
    content = ingested.log.read_bytes()
    done = monitor("ingest", "byrne.txt", "--published", "2024-05-06")
    assert done.returncode == 1
    is_clear(done)
    assert "format 99" in done.stderr
    assert "upgrade" in done.stderr
    assert ingested.log.read_bytes() == content
