"""Tells recipients when a source dies or falls silent, and when it is back: neither is a story without news."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from events.errors import StoreError
from events.log import Notice
from monitor.alerts.desk import Desk

_SILENT = "silent "  # what stands before the address of a source that was told to be silent


def tell(desk: Desk, sources: Iterable[dict[str, Any]], told: Path, at: datetime) -> int:
    """Put what changed since the last call into the outbox; how many messages that makes.

    `told` keeps which sources were told to be dead or silent, and since when. A crash before it is written repeats a
    notice under the same id, so nobody is mailed twice. Raises StoreError.
    """
    known, listed = _read(told), {str(one["feed"]): one for one in sources}
    dead = {feed: _since(one) for feed, one in listed.items() if one["health"] == "dead"}
    silent = {_SILENT + feed: str(one["silent_since"]) for feed, one in listed.items() if one.get("silent_since")}
    now = dead | silent
    made = 0
    for name, since in now.items():
        if name not in known:
            source = listed[name.removeprefix(_SILENT)]
            what, notice = _silence(source) if name in silent else _death(source)
            made += _notify(desk, source, f"{what} since {since}", notice, at)
    for name, since in known.items():
        feed = name.removeprefix(_SILENT)
        if name not in now and feed in listed:
            what, title = ("heard", "Source heard again") if feed != name else ("back", "Source back")
            made += _notify(desk, listed[feed], f"{what} after {since}", Notice(f"{title}: {feed}"), at)
    if now != known:
        _write(told, {name: known.get(name, since) for name, since in now.items()})
    return made


def _death(source: dict[str, Any]) -> tuple[str, Notice]:
    since = _since(source)
    lines = (f"Last success: {since}." if since else "It never worked.", f"Problem: {source['problem']}.")
    return "dead", Notice(f"Source dead: {source['feed']}", (*lines, *_carries(source)))


def _silence(source: dict[str, Any]) -> tuple[str, Notice]:
    lines = (
        f"It answers, but has brought nothing new since {source['silent_since']}.",
        f"Nine times out of ten, something new came within {source['usual_hours']:g} hours.",
        f"'monitor sources test {source['feed']}' shows what it has.",
        *_carries(source),
    )
    return "silent", Notice(f"Source silent: {source['feed']}", lines)


def _carries(source: dict[str, Any]) -> tuple[str, ...]:
    """What a reader misses by it; nothing where no story names it."""
    return (f"Stories that name it: {', '.join(source['stories'])}.",) if source["stories"] else ()


def _notify(desk: Desk, source: dict[str, Any], what: str, notice: Notice, at: datetime) -> int:
    stories = source["stories"]
    subject = f"source {source['feed']} {what}"
    return desk.notify(subject, notice, at, story=stories[0] if len(stories) == 1 else "")


def _since(source: dict[str, Any]) -> str:
    return str(source.get("succeeded") or "")


def _read(file: Path) -> dict[str, str]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError) as error:
        raise StoreError(
            f"can't be read: {error}", where=str(file), hint="delete it: dead and silent sources are told anew"
        ) from error


def _write(file: Path, told: dict[str, str]) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(msgspec.json.encode(told))
        part.replace(file)
    except OSError as error:
        raise StoreError(f"can't be written: {error.strerror}", where=str(file)) from error
