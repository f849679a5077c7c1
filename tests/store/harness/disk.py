"""What a disk holds after the power went: a trace of faultshim, played up to a moment."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_HEAD = struct.Struct("=cqqq")
_SECTOR = 512


@dataclass(frozen=True)
class Change:
    """One record of the trace."""

    kind: str  # C created, W written, T truncated, S synced, U removed
    path: str
    offset: int  # for T: the new size
    data: bytes


@dataclass
class File:
    """A file as the disk has it, and what it was told since the last sync."""

    content: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def apply(self, change: Change) -> None:
        """Bring one change to the disk."""
        if change.kind == "T":
            del self.content[change.offset :]
            self.content.extend(bytes(change.offset - len(self.content)))
        else:
            self.content.extend(bytes(max(0, change.offset - len(self.content))))
            self.content[change.offset : change.offset + len(change.data)] = change.data


def changes(trace: Path) -> list[Change]:
    """The trace, decoded."""

    def decoded() -> Iterator[Change]:
        raw, at = trace.read_bytes(), 0
        while at < len(raw):
            kind, offset, path_size, size = _HEAD.unpack_from(raw, at)
            at += _HEAD.size
            path, data = raw[at : at + path_size].decode(), raw[at + path_size : at + path_size + size]
            at += path_size + size
            yield Change(kind.decode(), path, offset, data)

    return list(decoded())


def acknowledged(trace: list[Change], cut: int) -> dict[str, int]:
    """The position by id of all that was acknowledged before the power went."""
    told = b"".join(change.data for change in trace[:cut] if change.kind == "W" and change.path.endswith(".acks"))
    return {name: int(position) for name, position in (line.split() for line in told.decode().splitlines())}


def after_power_cut(trace: list[Change], cut: int, folder: Path, chance: random.Random | None) -> None:
    """Write the files into `folder` as a disk keeps them when the power goes before change `cut`.

    Without `chance`, all that was not synced is lost. With it, any part of that may have reached the disk: some
    writes and not others, and some torn between sectors.
    """
    files: dict[str, File] = {}
    for change in trace[:cut]:
        if change.path.endswith(("-shm", ".acks")):  # shared memory is no file after a restart
            continue
        if change.kind == "U":
            files.pop(change.path, None)
            continue
        file = files.setdefault(change.path, File())
        if change.kind == "S":
            for pending in file.pending:
                file.apply(pending)
            file.pending.clear()
        elif change.kind in "WT":
            file.pending.append(change)
    for path, file in files.items():
        for change in file.pending if chance else ():
            if chance.random() < 0.5:
                kept = chance.randrange(len(change.data) // _SECTOR + 1) * _SECTOR if chance.random() < 0.3 else None
                file.apply(Change(change.kind, path, change.offset, change.data[:kept]))
        (folder / Path(path).name).write_bytes(file.content)
