"""The process that does the jobs: `python -m monitor.coverage.polling.worker feeds|pages SECONDS`.

Reads jobs from stdin and writes results to stdout, each as two lengths (4 bytes, big-endian) and two pieces. Whatever
a job does to the process, it is nobody's but its own: a job that takes too long ends it, as does the end of stdin.
"""

from __future__ import annotations

import os
import resource
import signal
import struct
import sys
from importlib import import_module
from typing import BinaryIO, cast

import msgspec

from events.errors import InputError
from monitor.coverage.polling import jobs
from monitor.coverage.seam import Extractor

LENGTHS = struct.Struct("!II")
READY = b"ready\n"
# Bytes that a job may take beyond what the process has. A page of 1 MB takes 30 MiB, one of 3 MB takes 60; a feed of
# 10 MiB stays far below its limit, but libxml2 asks for much that it never touches.
_MEMORY = {"feeds": 512 * 1024 * 1024, "pages": 60 * 1024 * 1024}
_EXTRACTOR = ("monitor.coverage.articles.extraction", "extract")


def main(kind: str, seconds: float) -> None:
    """Work until stdin ends."""
    requests, results = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints doesn't spoil the results
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which closes stdin
    extractor = _prepared(kind)
    results.write(READY)
    results.flush()
    decoder = msgspec.msgpack.Decoder(jobs.Job)
    while head := requests.read(LENGTHS.size):
        job_size, body_size = LENGTHS.unpack(head)
        _bound_memory(_MEMORY[kind])
        job = decoder.decode(requests.read(job_size))
        body = requests.read(body_size)
        signal.setitimer(signal.ITIMER_REAL, 2 * seconds)  # should the parent be gone: SIGALRM ends the process
        answer = msgspec.msgpack.encode(_result(job, body, extractor))
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(results, answer)


def _result(job: jobs.Job, body: bytes, extractor: Extractor) -> jobs.Result:
    try:
        return jobs.done(job, body, extractor)
    except InputError as error:
        return jobs.Unusable(error.what, error.where, error.hint)
    except MemoryError:
        return jobs.Unusable("needs too much memory to be read", None, None)


def _write(results: BinaryIO, answer: bytes) -> None:
    results.write(LENGTHS.pack(len(answer), 0))
    results.write(answer)
    results.flush()


def _prepared(kind: str) -> Extractor:
    """Import now what would count as a job's time later."""
    if kind == "feeds":
        import_module("monitor.coverage.feeds.parsing")
    module = import_module(_EXTRACTOR[0]) if kind == "pages" else None
    return cast("Extractor", getattr(module, _EXTRACTOR[1], None))


def _bound_memory(more: int) -> None:
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no path of a person's
        pages = int(file.read().split()[0])
    _, most = resource.getrlimit(resource.RLIMIT_AS)  # what the machine's owner allows
    limit = pages * resource.getpagesize() + more
    if most in (resource.RLIM_INFINITY, -1) or limit < most:
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
