"""A command as a person runs it: how long it took, and what memory it needed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Any, NamedTuple

from monitor.workspace import Workspace

_FINE = (0, 3)  # exit codes: 3 is 'nothing found'
_ROUNDS = 3


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    value: float
    unit: str
    bound: float | None = None  # what the issue allows
    cpu: float | None = None  # seconds, of the process: what is left on a machine that does nothing else
    memory: int | None = None  # MB at most, of the process

    def missed(self) -> bool:
        """Whether it is beyond its bound."""
        return self.bound is not None and self.value >= self.bound

    def line(self) -> str:
        """The figure beside its bound."""
        bound = "" if self.bound is None else f"{'MISSED' if self.missed() else 'kept'}: under {self.bound:g}"
        memory = "" if self.memory is None else f"{self.memory} MB"
        cpu = "" if self.cpu is None else f"{self.cpu:.2f} s CPU"
        value = f"{self.value:,.2f}" if self.unit == "s" else f"{self.value:,.0f}"
        return f"  {self.name:<44} {value:>12} {self.unit:<6}{cpu:>12} {memory:>8}  {bound}"

    def as_json(self) -> dict[str, Any]:
        """The figure as an object."""
        return self._asdict()


class Run(NamedTuple):
    """What came of a command."""

    seconds: float
    cpu: float
    memory: int  # MB at most
    output: str


def run(workspace: Workspace, *arguments: str) -> Run:
    """Run `monitor` once; the benchmark ends where it fails."""
    command = [sys.executable, "-m", "monitor", "-C", str(workspace.root), *arguments]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as installed
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=compiled)
    assert process.stdout is not None
    with process.stdout as pipe:
        output = pipe.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in _FINE:
        raise SystemExit(f"monitor {' '.join(arguments)} failed")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, output)


def best(workspace: Workspace, *arguments: str, bound: float | None = None) -> Figure:
    """The best of some runs."""
    runs = [run(workspace, *arguments) for _ in range(_ROUNDS)]
    fastest = min(runs)
    return Figure(" ".join(arguments), fastest.seconds, "s", bound, min(run.cpu for run in runs), fastest.memory)
