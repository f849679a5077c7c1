"""The benchmark of the log runs; what it finds is judged where nothing else runs on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_the_quick_form_measures_every_side():
    """Each ratio that the project promises is there and is a positive number."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.log", "--quick", "--json"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert len(found["ratios"]) == 6
    assert all(value > 0 for value in found["ratios"].values())
    assert found["stored_bytes"]["ours"] < found["stored_bytes"]["eventsourcing"]
