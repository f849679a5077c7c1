"""Processes that do the jobs, some at a time; one that takes too long is killed, and stops nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import msgspec

from events.errors import InputError, StoreError
from monitor.coverage.polling import jobs
from monitor.coverage.polling.worker import LENGTHS, READY

R = TypeVar("R", bound=jobs.Result)

_START = 60.0  # seconds that a process may take to import what it needs
_decode = msgspec.msgpack.Decoder(jobs.Result).decode


class Workers:
    """Opened by `open_workers`. No process is started before there is a job for it."""

    def __init__(self, kind: str, *, count: int, seconds: float) -> None:
        """`kind` is 'feeds' or 'pages', `seconds` is how long a job may take."""
        self._kind = kind
        self._seconds = seconds
        self._idle: list[Process] = []
        self._turns = asyncio.Semaphore(count)

    async def do(self, job: jobs.Job, body: bytes, expected: type[R], *, where: str) -> R:
        """The result of a job. Raises InputError for what can't be used, or not in time."""
        async with self._turns:
            process = self._idle.pop() if self._idle else await self._started()
            try:
                async with asyncio.timeout(self._seconds):
                    result = _decode(await _exchange(process, msgspec.msgpack.encode(job), body))
            except TimeoutError as error:
                await _end(process)
                raise InputError(f"takes longer than {self._seconds:g} s to read", where=where) from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                await _end(process)
                raise InputError("can't be read: reading it ends the process", where=where) from error
            except BaseException:
                await _end(process)
                raise
            self._idle.append(process)
        if isinstance(result, jobs.Unusable):
            raise InputError(result.what, where=result.where or where, hint=result.hint)
        if not isinstance(result, expected):
            raise TypeError(f"{type(result).__name__} for {expected.__name__}")
        return result

    async def close(self) -> None:
        """End the processes."""
        while self._idle:
            await _end(self._idle.pop())

    async def _started(self) -> Process:
        command = ("-m", "monitor.coverage.polling.worker", self._kind, str(self._seconds))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdin=PIPE, stdout=PIPE, stderr=None, env=environment
        )
        try:
            async with asyncio.timeout(_START):
                if process.stdout and await process.stdout.readline() == READY:
                    return process
        except BaseException:
            await _end(process)
            raise
        await _end(process)
        raise StoreError("a process for reading can't be started", hint="see the messages above")


@asynccontextmanager
async def open_workers(kind: str, *, count: int, seconds: float) -> AsyncIterator[Workers]:
    """Processes for jobs of a kind, ended at the end."""
    workers = Workers(kind, count=count, seconds=seconds)
    try:
        yield workers
    finally:
        await workers.close()


async def _exchange(process: Process, job: bytes, body: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise ConnectionError
    process.stdin.write(LENGTHS.pack(len(job), len(body)) + job)
    process.stdin.write(body)
    await process.stdin.drain()
    size, _ = LENGTHS.unpack(await process.stdout.readexactly(LENGTHS.size))
    return await process.stdout.readexactly(size)


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
