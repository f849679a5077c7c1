"""Start-up time, words a second and peak memory, measured in a process of its own.

`python -m benchmarks.reading.speed` reads JSON lines of articles from standard input and prints one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from events.article import Article
    from monitor.reading.port import Reader

_TINY = "The mayor met the banker on Monday, an aide said."
_LONG = 32  # times the longest article: what reading costs must grow with the length, no faster


@dataclass(frozen=True)
class Speed:
    """Seconds are of processor time for reading, of the clock for starting up."""

    startup_seconds: float  # import the reader, build it, read one sentence
    words_per_second: float  # over all articles, one core
    growth: float  # time a word of one article repeated 32 times over the time a word of it once; 1.0 is linear
    peak_megabytes: float
    words: int


def measure(texts: Sequence[str]) -> Speed:
    """The speed of a fresh process on these texts."""
    lines = "\n".join(json.dumps(text) for text in texts)
    command = [sys.executable, "-m", "benchmarks.reading.speed"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True, timeout=600)
    return Speed(**json.loads(done.stdout))


def _measured(texts: Sequence[str], started: float) -> Speed:
    import resource

    from events.article import Article
    from monitor.reading.builtin import BuiltinReader

    def article(text: str) -> Article:
        return Article(id="0" * 16, text=text, published="2017-03-02")

    reader = BuiltinReader()
    reader.read(article(_TINY))
    startup = time.perf_counter() - started
    start = time.process_time()
    for text in texts:
        reader.read(article(text))
    took = time.process_time() - start
    longest = max(texts, key=len)
    once = _seconds(reader, article(longest))
    many = _seconds(reader, article("\n\n".join([longest] * _LONG)))
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    words = sum(len(text.split()) for text in texts)
    return Speed(startup, words / took, many / _LONG / once, peak, words)


def _seconds(reader: Reader, article: Article) -> float:
    start = time.process_time()
    reader.read(article)
    return max(time.process_time() - start, 1e-6)


if __name__ == "__main__":
    _STARTED = time.perf_counter()
    print(json.dumps(asdict(_measured([json.loads(line) for line in sys.stdin], _STARTED))))
