"""A process that does passes of tasks: `python -m monitor.daemon.worker FOLDER`.

Each line of stdin is the name of a task; what comes of it goes to stdout, a JSON object a line: `{"beat": true}` while
it makes progress, `{"show": TEXT}`, and at last `{"done": {...}}` or `{"failed": REASON, "traceback": TEXT|null}`.
The end of stdin ends the process at once, whatever it does: its daemon is gone.
"""

from __future__ import annotations

import os
import queue
import resource
import sys
import threading
import traceback
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from events.errors import StoryMonitorError
from monitor import settings
from monitor.daemon.last_good import LastGood
from monitor.daemon.work import TASKS

_MB = 1024 * 1024


class _Line:
    """The way to the daemon."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def say(self, what: dict[str, Any]) -> None:
        self._stream.write(msgspec.json.encode(what) + b"\n")
        self._stream.flush()

    def progress(self) -> None:
        """See work.Report."""
        self.say({"beat": True})

    def show(self, text: str) -> None:
        """See work.Report."""
        self.say({"show": text})


def main(folder: str) -> None:
    """Work until stdin ends."""
    line = _Line(os.fdopen(os.dup(1), "wb"))
    os.dup2(2, 1)  # a library that prints doesn't spoil the results
    workspace = LastGood(Path(folder))
    asked: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    line.progress()  # ready: what it takes to import everything doesn't count as hanging
    while True:
        line.say(_outcome(asked.get(), workspace, line))


def _outcome(task: str, workspace: LastGood, line: _Line) -> dict[str, Any]:
    try:
        _bound_memory(settings.load(workspace).daemon.worker_mb)
        return {"done": TASKS[task](workspace, line)}
    except StoryMonitorError as error:
        return {"failed": str(error), "traceback": None}
    except MemoryError:
        return {"failed": "needs more memory than [daemon] worker_mb allows", "traceback": traceback.format_exc()}
    except Exception as error:  # noqa: BLE001 - the edge of a task: the daemon parks it with this reason
        said = (str(error).splitlines() or [""])[0]
        return {"failed": f"{type(error).__name__}: {said}", "traceback": traceback.format_exc()}


def _bound_memory(megabytes: int) -> None:
    """What the process and those that it starts may take each, before a pass of it fails; mapped files don't count."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = megabytes * _MB
    resource.setrlimit(resource.RLIMIT_DATA, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _listen(asked: queue.SimpleQueue[str]) -> None:
    for name in sys.stdin:
        asked.put(name.strip())
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1])
