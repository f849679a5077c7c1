"""What names an entry within its feed, so that one that was seen is known again."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from monitor.coverage.seam import Entry


class Item(msgspec.Struct, frozen=True):
    """An entry on its way from the parser to the queue."""

    key: str
    digest: bytes  # changes when the entry is worth another look
    data: bytes  # the entry, in MessagePack


def items(entries: Sequence[Entry]) -> Iterator[Item]:
    """The entries with their keys, each key once.

    The link names an entry: guids are rotated, shared or left out more often than links. Entries that share a link are
    told apart by their titles; without a link, the guid names the entry, else what it says.
    """
    encode = msgspec.msgpack.Encoder().encode
    links = Counter(entry.link for entry in entries)
    guids = Counter(entry.guid for entry in entries)
    seen: set[str] = set()
    for entry in entries:
        if entry.link:
            key = entry.link if links[entry.link] == 1 else f"{entry.link} {entry.title or entry.guid or ''}"
        elif entry.guid and guids[entry.guid] == 1:
            key = f"guid {entry.guid}"
        else:
            key = f"text {_hash(entry.title, entry.content or entry.summary, entry.published_text).hex()}"
        if key not in seen:
            seen.add(key)
            yield Item(key, _changes(entry), encode(entry))


def _changes(entry: Entry) -> bytes:
    """A page is looked at again when its entry says that it was updated; an entry without a page, when its text was."""
    if entry.link:
        return _hash(entry.title, entry.updated)
    return _hash(entry.title, entry.updated, entry.content or entry.summary)


def _hash(*parts: str | None) -> bytes:
    return hashlib.sha256("\x1f".join(part or "" for part in parts).encode("utf-8", "surrogatepass")).digest()[:12]
