"""The folder that a site is written to: only what differs is written, each file as a whole, and what is gone goes."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import msgspec

from events.errors import InputError, UsageError

_MARK = ".story-monitor-site.json"
_SHELF = ".pages"
_OURS = (".html", ".svg", ".css", ".atom", ".json")


class Index(msgspec.Struct):
    """What the folder remembers of the last time."""

    stamps: dict[str, str] = {}  # story -> what its pages followed from, see stamp.py
    program: str = ""  # what drew them
    log: str = ""  # up to which event everything was there


class Shelf(msgspec.Struct):
    """What a story's pages showed when they were written."""

    program: str = ""  # what drew them
    sheets: dict[str, bytes] = {}  # file -> digest of what it shows
    blocks: set[bytes] = set()  # digests of the story's blocks: what follows from a block alone is not looked at


class Folder:
    """A folder that belongs to a site. It counts what it does: `written`, `kept` and `removed` files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.written = self.kept = self.removed = 0
        self.index = _claimed(root)

    def write(self, name: str, content: str) -> None:
        """Let the file `name` hold `content`, in UTF-8; untouched if it does already. Raises InputError."""
        path = self.root / name
        data = content.encode("utf-8", "replace")
        try:
            if path.is_file() and path.read_bytes() == data:
                self.kept += 1
                return
            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, data)
        except OSError as error:
            raise InputError(f"can't be written: {error.strerror}", where=str(path)) from error
        self.written += 1

    def files(self, part: str) -> set[str]:
        """The files of a site under `part`, by their places in it."""
        start = self.root / part
        return {
            os.path.relpath(os.path.join(folder, name), start).replace(os.sep, "/")  # noqa: PTH118 - there are 100,000s
            for folder, _, names in os.walk(start)
            for name in names
            if name.endswith(_OURS)
        }

    def keep_only(self, part: str, names: Collection[str]) -> None:
        """Remove the files of a site under `part` that are not among `names`. Other files are left alone."""
        for name in sorted(self.files(part) - set(names)):
            (self.root / part / name).unlink()
            self.removed += 1

    def shelf(self, story: str) -> Shelf:
        """What is remembered of a story's pages; nothing of those that an interrupted writing may have left."""
        try:
            return msgspec.json.decode((self.root / story / _SHELF).read_bytes(), type=Shelf)
        except (FileNotFoundError, msgspec.MsgspecError):
            return Shelf()

    def forget(self, story: str) -> None:
        """Remember nothing of a story's pages, for as long as they are being written."""
        (self.root / story / _SHELF).unlink(missing_ok=True)

    def put_on_shelf(self, story: str, shelf: Shelf) -> None:
        """Remember a story's pages, once they are all there."""
        (self.root / story).mkdir(exist_ok=True)
        replace(self.root / story / _SHELF, msgspec.json.encode(shelf))

    def remember(self) -> None:
        """Note what the pages followed from, once they are all there."""
        replace(self.root / _MARK, msgspec.json.encode(self.index))


def replace(path: Path, data: bytes) -> None:
    """Put a file in place as a whole: who reads it sees the old content or the new."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _claimed(root: Path) -> Index:
    """Raises UsageError for a folder that holds something else: a site must not be written over it."""
    mark = root / _MARK
    try:
        if mark.is_file():
            return msgspec.json.decode(mark.read_bytes(), type=Index)
        if root.exists() and any(root.iterdir()):
            hint = "name a new or empty folder, or one that an earlier 'monitor site' made"
            raise UsageError("holds something else than a site", where=str(root), hint=hint)
        root.mkdir(parents=True, exist_ok=True)
        replace(mark, msgspec.json.encode(Index()))
    except msgspec.MsgspecError:
        return Index()
    except OSError as error:
        raise InputError(f"can't be used: {error.strerror}", where=str(root)) from error
    return Index()
