"""The log in an SQLite file, as docs/decisions/0001-the-log.md explains."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from events.errors import StoreError, TamperedError
from events.store.chain import START
from events.store.compression import PLAIN, Compression, UnknownCompressionError
from events.store.decision import Decision, checked, decide, stamp
from events.store.failures import explained
from events.store.integrity import UnreadableEventError, examine
from events.store.opening import open_reader, open_writer
from events.store.port import Fault, Head, NewEvent, Replayed, StoredEvent, Verification
from events.store.schema import frame_faults, query
from events.store.subscription import follow
from events.store.writer_lock import WriterLock

_PAGE_EVENTS = 256  # read at a time; no statement stays open between pages, so a slow reader holds up nobody
_LOWEST = -(2**63)
_HIGHEST = 2**63 - 1


class SqliteStore:
    """A Store in one file; see Store for what it promises. Every method raises StoreError when the file fails it."""

    # The file survives a power cut after every commit. Tests set OFF to show that they would notice.
    synchronous: ClassVar[str] = "FULL"

    def __init__(self, path: str | os.PathLike[str], *, readonly: bool = False, timeout_seconds: float = 10.0) -> None:
        """Open the log at `path`, or make it. With `readonly` it must exist, and is not changed in any way.

        `timeout_seconds`: how long to wait while others write. Raises TamperedError when the log to be written lacks
        one of its guards; with `readonly` it opens all the same, and `frame_faults` and `verify` tell.
        """
        self.path = Path(path)
        self._compression = Compression()
        self._lock: WriterLock | None = None
        with explained(self.path):
            if readonly:
                self._db = open_reader(self.path, timeout_seconds=timeout_seconds)
                return
            self._lock = WriterLock(self.path, timeout_seconds=timeout_seconds)
            try:
                with self._lock.held():
                    self._db = open_writer(self.path, timeout_seconds=timeout_seconds, synchronous=self.synchronous)
            except BaseException:
                self._lock.close()
                raise
        faults = self.frame_faults()
        if faults:
            self.close()
            raise TamperedError(faults[0].what, where=str(self.path), hint="verify the log, then restore a backup")

    def append(
        self, events: Sequence[NewEvent], *, recorded_at: datetime, expected: Mapping[str, int] | None = None
    ) -> list[int]:
        """See Store.append."""
        events = checked(events)
        time = stamp(recorded_at)
        expected = expected or {}
        with self._transaction():
            decision = decide(
                events,
                recorded_at=time,
                expected=expected,
                head=self._unbroken_head(),
                known=self._known(event.id for event in events),
                versions=self._versions({event.stream for event in events} | expected.keys()),
            )
            self._insert(decision)
        return decision.positions

    def read(
        self, after: int = 0, *, limit: int | None = None, types: Collection[str] | None = None
    ) -> Iterator[StoredEvent]:
        """See Store.read."""
        for rows in self._pages("read", after, limit, types):
            yield from self._events(rows)

    def replay(self, after: int = 0, *, types: Collection[str] | None = None) -> Iterator[Replayed]:
        """See Store.replay."""
        for rows in self._pages("replay", after, None, types):
            for position, event_type, recorded_at, data, compression in rows:
                whole = data if compression == PLAIN else self._expanded(position, compression, data)
                yield Replayed(position, event_type, recorded_at, whole)

    def read_stream(self, stream: str, after: int = 0) -> Iterator[StoredEvent]:
        """See Store.read_stream."""
        while True:
            rows = self._rows("read_stream", stream, after, _PAGE_EVENTS)
            yield from self._events(rows)
            if len(rows) < _PAGE_EVENTS:
                return
            after = rows[-1][4]

    def get(self, event_id: str) -> StoredEvent | None:
        """See Store.get."""
        return self._known([event_id]).get(event_id)

    def head(self) -> Head:
        """See Store.head."""
        with explained(self.path):
            row = self._db.execute(query("head")).fetchone()
        return Head(*row) if row else Head(0, START)

    def verify(self, witness: Head | None = None) -> Verification:
        """See Store.verify. Also lets SQLite check the file's own structure, indexes included."""
        with explained(self.path):
            frame = self.frame_faults()
            try:
                frame += tuple(
                    Fault("file", said) for (said,) in self._db.execute("PRAGMA integrity_check(1)") if said != "ok"
                )
                return examine(self._everything(), last_given=self._last_given(), witness=witness, frame=frame)
            except sqlite3.DatabaseError as error:
                if not _damaged(error):
                    raise
                return Verification(0, Head(0, START), (*frame, Fault("file", f"the file is damaged: {error}")))

    def frame_faults(self) -> tuple[Fault, ...]:
        """What is wrong with the tables and guards of the file, without reading the events."""
        with explained(self.path):
            return frame_faults(self._db)

    def subscribe(
        self,
        after: int = 0,
        *,
        types: Collection[str] | None = None,
        stop: threading.Event | None = None,
        poll_seconds: float = 0.2,
        idle_seconds: float | None = None,
    ) -> Iterator[StoredEvent]:
        """See Store.subscribe."""
        return follow(self, after, types=types, stop=stop, poll_seconds=poll_seconds, idle_seconds=idle_seconds)

    def backup(self, path: str | os.PathLike[str]) -> Head:
        """Copy the log to a new file while others write, and return the copy's head. Refuses an existing file."""
        target = Path(path)
        if target.exists():
            raise StoreError("exists already", where=str(target), hint="choose another name for the backup")
        part = target.with_name(f"{target.name}.part")
        with explained(target):
            part.unlink(missing_ok=True)
            try:
                with contextlib.closing(sqlite3.connect(part)) as copy:
                    # In one step: a copy in steps starts again whenever somebody commits, and may never end.
                    self._db.backup(copy, pages=-1)
                    row = copy.execute(query("head")).fetchone()
                part.rename(target)
            finally:
                for left in (part, Path(f"{part}-wal"), Path(f"{part}-shm")):
                    left.unlink(missing_ok=True)
        return Head(*row) if row else Head(0, START)

    def close(self) -> None:
        """See Store.close."""
        with explained(self.path):
            self._db.close()
        if self._lock is not None:
            self._lock.close()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._lock is None:
            raise StoreError("was opened for reading only", where=str(self.path))
        with self._lock.held(), explained(self.path):
            # IMMEDIATE: a transaction that begins by reading can't wait for the right to write.
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):  # the failure that led here is the one to tell
                    if self._db.in_transaction:
                        self._db.execute("ROLLBACK")
                raise

    def _insert(self, decision: Decision) -> None:
        compress = self._compression.compress
        self._db.executemany(
            query("insert"),
            (
                (e.position, e.id, e.type, e.stream, e.version, e.recorded_at, e.digest, *compress(e.data))
                for e in decision.new
            ),
        )

    def _known(self, event_ids: Iterable[str]) -> dict[str, StoredEvent]:
        return {event.id: event for event in self._events(self._rows("known", _json(event_ids)))}

    def _versions(self, streams: Iterable[str]) -> dict[str, int]:
        with explained(self.path):
            return {stream: version or 0 for stream, version in self._db.execute(query("versions"), (_json(streams),))}

    def _unbroken_head(self) -> Head:
        head = self.head()
        if self._last_given() != head.position:
            raise TamperedError(
                f"events behind position {head.position} were removed",
                where=str(self.path),
                hint="restore a backup",
            )
        return head

    def _last_given(self) -> int:
        row = self._db.execute(query("last_given")).fetchone()
        return int(row[0]) if row else 0

    def _rows(self, name: str, *parameters: object) -> list[tuple[Any, ...]]:
        with explained(self.path):
            return self._db.execute(query(name), parameters).fetchall()

    def _pages(
        self, name: str, after: int, limit: int | None, types: Collection[str] | None
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Rows behind `after` up to the present head, page by page; each row begins with the position."""
        last = self.head().position
        chosen: tuple[str, ...] = ()
        if types is not None:
            name, chosen = f"{name}_types", (_json(types),)
        left = _HIGHEST if limit is None else limit
        while left > 0:
            wanted = min(_PAGE_EVENTS, left)
            rows = self._rows(name, after, last, *chosen, wanted)
            if rows:
                yield rows
            if len(rows) < wanted:
                return
            after = rows[-1][0]
            left -= wanted

    def _events(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredEvent]:
        for position, event_id, event_type, stream, version, recorded_at, data, digest, compression in rows:
            whole = data if compression == PLAIN else self._expanded(position, compression, data)
            yield StoredEvent(position, event_id, event_type, stream, version, recorded_at, whole, digest)

    def _expanded(self, position: int, compression: int, data: bytes) -> bytes:
        try:
            return self._compression.expand(compression, data)
        except UnknownCompressionError as error:
            raise TamperedError(
                f"event {position}: {error}", where=str(self.path), hint="verify the log, then restore a backup"
            ) from error

    def _everything(self) -> Iterator[StoredEvent]:
        """Every event there is; raises UnreadableEventError at the first that can't be read."""
        after, wanted = _LOWEST, _PAGE_EVENTS
        while True:
            try:
                rows = self._db.execute(query("read"), (after, _HIGHEST, wanted)).fetchall()
            except sqlite3.DatabaseError as error:
                if not _damaged(error):
                    raise
                if wanted == 1:
                    raise UnreadableEventError(max(after, 0) + 1, f"the file is damaged there: {error}") from error
                wanted = 1  # somewhere among these: go on singly
                continue
            if not rows:
                return
            for row in rows:
                try:
                    yield from self._events([row])
                except TamperedError as error:
                    raise UnreadableEventError(row[0], error.what) from error
            after = rows[-1][0]


def _damaged(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT


def _json(names: Iterable[str]) -> str:
    return msgspec.json.encode(tuple(names)).decode()
