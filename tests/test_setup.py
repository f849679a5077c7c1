"""./run on a fresh machine: one clear line where something is missing, and everything set up where nothing is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONG = bool(os.environ.get("LONG"))
TOOLS = ("bash", "dirname", "cat", "rm", "env", "mkdir", "chmod", "mktemp", "cp")


@pytest.fixture
def bare(tmp_path):
    """A folder with nothing but ./run, and a PATH without any Python."""
    shutil.copy(ROOT / "run", tmp_path / "run")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in TOOLS:
        (tools / tool).symlink_to(shutil.which(tool))
    return tmp_path


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run ./run from elsewhere."""
    return subprocess.run(
        [str(folder / "run"), *arguments],
        cwd="/",
        env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")} | variables,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def test_without_a_command_its_use_is_shown():
    """Wrong usage: the four commands, on stderr, and exit code 2."""
    done = run(ROOT)
    assert done.returncode == 2
    assert done.stdout == ""
    assert all(f"./run {command}" in done.stderr for command in ("setup", "demo", "test", "check"))
    assert run(ROOT, "--help").returncode == 0


def test_without_python_one_line_says_what_to_install(bare):
    """No Python at all: what is needed, and how to name one."""
    done = run(bare, "setup", PATH=str(bare / "tools"))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "run: needs Python 3.11 or newer, and found none (install it, or name it: PYTHON=/path/to/python3 ./run ...)"
    ]
    assert not (bare / ".venv").exists()


def test_an_old_python_is_not_taken(bare):
    """A Python that says it is too old is passed over."""
    old = bare / "tools" / "python3"
    old.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    old.chmod(0o755)
    done = run(bare, "demo", PATH=str(bare / "tools"))
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_ci_runs_the_checks():
    """What CI runs is ./run check, and nothing beside it."""
    assert "exec ./run check" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert os.access(ROOT / "run", os.X_OK)


@pytest.mark.parametrize("script", ["run", ".ci/run"])
def test_the_scripts_are_sound_bash(script):
    """Bash reads each to its end without complaint."""
    subprocess.run(["bash", "-n", str(ROOT / script)], check=True, timeout=60)


@pytest.mark.skipif(not (ROOT / ".venv").exists(), reason="nothing is set up here: './run setup'")
def test_the_readme_shows_what_the_demo_prints():
    """The README's excerpt is of the demo as it is today, line by line and in its order."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = readme.partition("what it prints of the fifth article:")[2].partition("\nThe reader is made")[0]
    wanted = [line.strip() for line in excerpt.splitlines() if line.strip()]
    printed = iter([line.strip() for line in run(ROOT, "demo").stdout.splitlines()])
    assert len(wanted) > 5
    assert [line for line in wanted if line not in printed] == []


@pytest.mark.long
@pytest.mark.skipif(not LONG, reason="installs the dependencies twice: LONG=1")
def test_a_clean_clone_sets_itself_up_twice(tmp_path):
    """From a clone without anything beside it: set-up, demo, and demo again without another set-up."""
    clone = tmp_path / "a clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True, timeout=120)
    first = run(clone, "demo")
    assert first.returncode == 0, first.stderr
    assert "Setting up .venv" in first.stderr
    second = run(clone, "demo")
    assert second.returncode == 0, second.stderr
    assert "Setting up" not in second.stderr
    assert second.stdout == first.stdout
    assert "What it changed" in second.stdout
    shown = subprocess.run(
        [str(clone / ".venv/bin/monitor"), "--version"], capture_output=True, text=True, check=True, timeout=60
    )
    assert shown.stdout.startswith("monitor, version")
