"""The chain of digests that runs through a log.

Beside the data it proves nothing by itself: whoever can rewrite the file can rewrite the chain. A head noted outside,
in a mail that was sent, say, is the witness; `Store.verify` takes one.
"""

from __future__ import annotations

import struct
from hashlib import sha256

from events.store.port import NewEvent, StoredEvent

START = bytes(32)  # the digest before the first event
_NUMBERS = struct.Struct(">QQQQQQQ")


def link(previous: bytes, event: NewEvent | StoredEvent, *, position: int, version: int, recorded_at: str) -> bytes:
    """The digest of an event: SHA-256 (FIPS 180-4) of the digest before it and of all its fields.

    The fields are written as position, version, and the byte lengths of id, type, stream, recorded_at and data, each
    a big-endian 64-bit number, followed by these five in UTF-8. `data` is taken as appended, never as compressed.
    """
    texts = (event.id.encode(), event.type.encode(), event.stream.encode(), recorded_at.encode(), event.data)
    return sha256(b"".join((previous, _NUMBERS.pack(position, version, *map(len, texts)), *texts))).digest()
