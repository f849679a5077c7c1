"""What the pages of a story follow from, as digests: while they are the same, no page needs to be looked at."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from monitor import __version__
from monitor.projections.database import FORMAT, Projections

_ROWS = (
    "SELECT definition FROM stories WHERE id = ?",
    "SELECT identities FROM stories WHERE id = ?",
    "SELECT data FROM articles WHERE story = ? ORDER BY id",
    "SELECT id || strength || why FROM contradictions WHERE story = ? ORDER BY id",
    "SELECT demand || act FROM answers WHERE story = ? ORDER BY demand, act",
    "SELECT data FROM changes WHERE story = ? ORDER BY seq",
)
_DRAWN_BY = ("events", "monitor.projections", "monitor.reports")  # the packages that decide what a page says


class Stamp(NamedTuple):
    """The digests of a story's projections: of all, and of each block."""

    whole: str
    blocks: dict[str, bytes]


def stamp(projections: Projections, story: str) -> Stamp:
    """The digests of a story's projections."""
    digest = hashlib.sha256()
    for sql in _ROWS:
        for (value,) in projections.db.execute(sql, (story,)):
            data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
            digest.update(len(data).to_bytes(8, "big") + data)
        digest.update(b"\x1e")
    blocks = {}
    for key, data in projections.db.execute("SELECT key, data FROM blocks WHERE story = ? ORDER BY key", (story,)):
        blocks[str(key)] = hashlib.sha256(key.encode("utf-8", "surrogatepass") + b"\x1f" + data).digest()[:12]
        digest.update(blocks[key])
    return Stamp(digest.hexdigest(), blocks)


def position(projections: Projections) -> str:
    """How far the projections are, and which: while it is the same, so is every stamp."""
    return f"{FORMAT}:{projections.position()}"


def program(*settings: str) -> str:
    """The digest of the program that draws the pages, and of the settings that it heeds."""
    return hashlib.sha256("\x1f".join((_source(), *settings)).encode()).hexdigest()


@cache
def _source() -> str:
    digest = hashlib.sha256(__version__.encode())
    for package in _DRAWN_BY:
        for file in _files(resources.files(package)):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> list[Traversable]:
    """The source, templates and style of a package, in the order of their names."""
    found: list[Traversable] = []
    for one in sorted(folder.iterdir(), key=lambda one: one.name):
        if one.is_dir() and one.name != "__pycache__":
            found += _files(one)
        elif one.name.endswith((".py", ".j2", ".css")):
            found.append(one)
    return found
