"""Taking the time of several ways to do one thing, fairly: in turns, best of the rounds."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

Side = Callable[[Path], float]  # does its work in an empty folder, gives the seconds that count


def best_seconds(sides: Mapping[str, Side], rounds: int) -> dict[str, float]:
    """The least time of each side. Whatever else the machine does hits all alike, since they take turns."""
    best = dict.fromkeys(sides, float("inf"))
    for _ in range(rounds):
        for name, side in sides.items():
            with tempfile.TemporaryDirectory(prefix="log-benchmark-") as folder:
                best[name] = min(best[name], side(Path(folder)))
    return best


def fsync_seconds(size: int, rounds: int) -> float:
    """The least time in which this disk takes `size` bytes behind the others and says that they will last."""
    with tempfile.TemporaryDirectory(prefix="log-benchmark-") as folder:
        file = os.open(Path(folder) / "file", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            return min(_written(file, os.urandom(size)) for _ in range(rounds))
        finally:
            os.close(file)


def _written(file: int, data: bytes) -> float:
    start = time.perf_counter()
    os.write(file, data)
    os.fdatasync(file)
    return time.perf_counter() - start
