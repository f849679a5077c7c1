"""A task's worker process, seen from the daemon: started when needed, killed with all its children when it hangs."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from monitor.daemon.journal import Journal

_LONGEST_LINE = 64 * 1024 * 1024  # bytes; a mail that is shown on the screen is a line
PASSES = 200  # after which a process is replaced: whatever a library leaks goes with it
_START = 120.0  # seconds that a process may take to import what it needs
_LEAVING = 5.0  # seconds that a process has to end after its stdin did


class PassError(Exception):
    """A pass that came to nothing, with the reason; `trace` where it is a bug."""

    def __init__(self, reason: str, trace: str | None = None) -> None:
        super().__init__(reason)
        self.trace = trace


class Lane:
    """One pass at a time."""

    def __init__(self, task: str, folder: Path, journal: Journal, show: Callable[[str], None]) -> None:
        self.task = task
        self._folder = folder
        self._journal = journal
        self._show = show
        self._process: Process | None = None
        self._errors: asyncio.Task[None] | None = None
        self._passes = 0

    @property
    def pid(self) -> int | None:
        """Of the process, which leads a group of its own; None while there is none."""
        return self._process.pid if self._process else None

    async def run(self, hung_seconds: float) -> dict[str, Any]:
        """One pass. Raises PassError; so does a pass without progress for so many seconds, after its process's end."""
        try:
            if self._process is None or self._process.returncode is not None or self._passes >= PASSES:
                await self.close()
                await self._start()
            self._passes += 1
            return await self._answer(hung_seconds)
        except TimeoutError as error:
            await self.kill()
            raise PassError(f"made no progress for {hung_seconds:g} s; its process was killed") from error
        except BaseException:
            if self._process is not None and self._process.returncode is not None:
                await self.kill()
            raise

    async def close(self) -> None:
        """Let an idle process end."""
        if self._process is None:
            return
        if self._process.stdin is not None:
            self._process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LEAVING):
                await self._process.wait()
        await self.kill()

    async def kill(self) -> None:
        """End the process and its children by force."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        if self._errors is not None:
            self._errors.cancel()
            self._errors = None

    async def _start(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        environment.pop("NOTIFY_SOCKET", None)  # that is between systemd and the daemon
        command = (sys.executable, "-m", "monitor.daemon.worker", str(self._folder))
        self._process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=environment,
            limit=_LONGEST_LINE,
            start_new_session=True,  # Ctrl-C is for the daemon, and a kill meets the whole group
        )
        self._errors = asyncio.create_task(self._relay(self._process))
        self._passes = 0
        if self._process.stdout is not None:
            async with asyncio.timeout(_START):
                await self._process.stdout.readline()

    async def _answer(self, hung_seconds: float) -> dict[str, Any]:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise PassError("its process is gone")
        with contextlib.suppress(ConnectionError):  # its end shows below
            process.stdin.write(f"{self.task}\n".encode())
            await process.stdin.drain()
        while True:
            async with asyncio.timeout(hung_seconds):
                line = await process.stdout.readline()
            if not line:
                raise PassError(f"its process ended with code {await process.wait()}")
            said = msgspec.json.decode(line)
            match said:
                case {"done": dict(result)}:
                    return dict(result)
                case {"failed": str(reason)}:
                    raise PassError(reason, said.get("traceback"))
                case {"show": str(text)}:
                    self._show(text)
                case _:
                    pass  # a sign of life

    async def _relay(self, process: Process) -> None:
        """What a process says on stderr goes into the journal."""
        while process.stderr is not None and (line := await process.stderr.readline()):
            self._journal.warning("worker said", task=self.task, text=line.decode("utf-8", "replace").rstrip())
