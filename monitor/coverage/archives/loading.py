"""Whatever past coverage lies in -> articles marked as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from events.article import Article
from events.errors import InputError
from monitor.coverage import files
from monitor.coverage.archives import saved_feed, warc
from monitor.coverage.files import Loaded
from monitor.coverage.metadata import Metadata

Read = Callable[[Path], Iterator[Article | InputError]]
# By how the file's name ends; everything else is for files.py to take or refuse.
READERS: dict[str, Read] = {
    ".warc": warc.read,
    ".warc.gz": warc.read,
    ".rss": saved_feed.read,
    ".atom": saved_feed.read,
    ".rdf": saved_feed.read,
    ".xml": saved_feed.read,
    ".json": saved_feed.read,
}


def load(paths: Iterable[Path], *, given: Metadata | None = None) -> Iterator[Loaded]:
    """The articles of .txt, .html and .jsonl files, web archives, saved feeds, and of folders with all below them.

    Each is marked as past coverage: what it changes in a story is recorded and shown, and alerts nobody. What `given`
    says holds for every file that files.py reads; archives and feeds speak for themselves.
    """
    for path in paths:
        for item in _path(path, given):
            yield msgspec.structs.replace(item, backfilled=True) if isinstance(item, Article) else item


def _path(path: Path, given: Metadata | None) -> Iterator[Loaded]:
    try:
        if path.is_dir():
            yield from _folder(path, given)
            return
        read = next((read for ending, read in READERS.items() if path.name.lower().endswith(ending)), None)
        yield from files.load([path], given=given) if read is None else read(path)
    except OSError as error:
        yield InputError(f"can't be read: {error.strerror}", where=str(path))


def _folder(folder: Path, given: Metadata | None) -> Iterator[Loaded]:
    """Everything in a folder, its own articles by their manifest; then what lies in the folders below it."""
    entries = sorted(folder.iterdir())
    archives = [one for one in entries if one.is_file() and one.name.lower().endswith(tuple(READERS))]
    folders = [one for one in entries if one.is_dir() and not one.name.startswith(".") and not one.is_symlink()]
    plain = any(one.is_file() and one not in archives for one in entries)
    if plain or not (archives or folders):
        yield from files.load([folder], given=given)
    for one in (*archives, *folders):
        yield from _path(one, given)
