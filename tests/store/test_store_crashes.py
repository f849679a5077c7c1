"""What was acknowledged outlives kills, failing disks and power cuts. Long proofs run whole with LONG=1."""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from events.errors import StoreError
from events.store.sqlite import SqliteStore

HARNESS = Path(__file__).parent / "harness"
LONG = os.environ.get("LONG") == "1"
sys.path.insert(0, str(HARNESS))

import disk  # noqa: E402 - beside the programs that it belongs to


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """faultshim.c, compiled."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs Linux and a C compiler")
    library = tmp_path_factory.mktemp("shim") / "faultshim.so"
    source = HARNESS / "faultshim.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"], check=True, timeout=60)
    return library


def preloaded(shim: Path, program: str, *arguments: object) -> str:
    """What a program of the harness prints, run with the shim between it and the disk."""
    done = subprocess.run(
        [sys.executable, HARNESS / program, *map(str, arguments)],
        env=os.environ | {"LD_PRELOAD": str(shim)},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def next_batch(acknowledged: dict[str, int], start: int) -> int:
    """The number of the first batch of a writer, who counts from `start`, that was not acknowledged."""
    numbers = (int(name[1:].split("-")[0]) for name in acknowledged)
    return 1 + max((number for number in numbers if start <= number < start + 1_000_000), default=start - 1)


def killed_writers(path: Path, firsts: list[int], chance: random.Random) -> list[str]:
    """What writers that work side by side were told before all were killed, as whole lines."""
    writers = [
        subprocess.Popen([sys.executable, HARNESS / "appender.py", path, str(first)], stdout=subprocess.PIPE)
        for first in firsts
    ]
    told: list[bytes] = []
    try:
        told += [writers[0].stdout.readline() for _ in range(chance.randrange(25))]
        select.select([], [], [], chance.random() * 0.005)
    finally:
        for writer in writers:
            writer.kill()
        for writer in writers:
            told += writer.stdout.readlines()
            writer.stdout.close()
            writer.wait(timeout=20)
    return [line.decode() for line in told if line.endswith(b"\n")]


@pytest.mark.long
def test_killed_writers_lose_and_double_nothing(tmp_path):
    """Round after round on one log: kill -9 of two writers at any moment; what was acknowledged is there, once, sound."""
    chance = random.Random(20240506)
    path = tmp_path / "log.db"
    acknowledged: dict[str, int] = {}
    for _ in range(300 if LONG else 12):
        told = killed_writers(path, [next_batch(acknowledged, start) for start in (0, 1_000_000)], chance)
        acknowledged |= {name: int(position) for name, position in map(str.split, told)}
        with closing(SqliteStore(path)) as store:
            held = {event.id: event.position for event in store.read()}
            found = store.verify()
        assert found.sound
        assert found.events == len(held)
        assert acknowledged.items() <= held.items()
    assert len(acknowledged) > 100


@pytest.mark.long
def test_each_change_that_the_disk_refuses_leaves_a_sound_log(tmp_path, shim):
    """EIO and ENOSPC, once and from then on, at each write, sync, truncation, creation and removal in turn."""
    found = json.loads(preloaded(shim, "under_faults.py", tmp_path, 1 if LONG else 3, "sqlite"))
    assert found["violations"] == []
    assert found["runs"] > (300 if LONG else 100)
    assert found["refused"] > found["runs"] / 2


def test_the_harness_notices_a_store_that_ignores_a_failing_disk(tmp_path, shim):
    """A store that acknowledges what the disk refused is found out."""
    assert json.loads(preloaded(shim, "under_faults.py", tmp_path, 23, "forgetful"))["violations"]


def lost(tmp_path: Path, shim: Path, kind: str, cuts: int) -> list[str]:
    """Cut the power at `cuts` moments of one history; what went missing or broke."""
    log, trace_file, folder = tmp_path / "log.db", tmp_path / "trace", tmp_path / "after"
    preloaded(shim, "under_trace.py", log, trace_file, kind)
    trace = disk.changes(trace_file)
    chance = random.Random(20240507)
    missing: list[str] = []
    for number in range(cuts):
        cut = chance.randrange(1, len(trace) + 1)
        folder.mkdir()
        disk.after_power_cut(trace, cut, folder, None if number % 2 else chance)
        due = disk.acknowledged(trace, cut)
        try:
            with closing(SqliteStore(folder / "log.db")) as store:
                held = {event.id: event.position for event in store.read()}
                broken = [fault.what for fault in store.verify().faults]
        except StoreError as error:
            held, broken = {}, [str(error)]
        gone = [name for name, position in due.items() if held.get(name) != position]
        missing += [f"cut {cut}: {what}" for what in (*broken, *gone)][:1]
        shutil.rmtree(folder)
    return missing


@pytest.mark.long
def test_power_cuts_lose_nothing_that_was_acknowledged(tmp_path, shim):
    """Whatever part of the unsynced changes reached the disk, the log opens, is sound, and holds all that it must."""
    assert lost(tmp_path, shim, "sqlite", 400 if LONG else 60) == []


@pytest.mark.parametrize("kind", ["off", "normal"])
def test_the_harness_notices_a_store_that_does_not_wait_for_the_disk(tmp_path, shim, kind):
    """With synchronous=OFF, and with NORMAL too, the same cuts lose acknowledged events."""
    assert len(lost(tmp_path, shim, kind, 60)) > 20
