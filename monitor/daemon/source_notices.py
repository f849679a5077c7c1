"""Tells recipients when a source dies and when it is back: a silent source is not a story in which nothing happens."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from events.errors import StoreError
from events.log import Notice
from monitor.alerts.desk import Desk


def tell(desk: Desk, sources: Iterable[dict[str, Any]], told: Path, at: datetime) -> int:
    """Put what changed since the last call into the outbox; how many messages that makes.

    `told` keeps which sources were told to be dead, and since when. A crash before it is written repeats a notice under
    the same id, so nobody is mailed twice. Raises StoreError.
    """
    known = _read(told)
    now = {str(one["feed"]): _since(one) for one in sources if one["health"] == "dead"}
    listed = {str(one["feed"]): one for one in sources}
    made = 0
    for feed, since in now.items():
        if feed not in known:
            lines = (f"Last success: {since}." if since else "It never worked.", f"Problem: {listed[feed]['problem']}.")
            made += _notify(desk, listed[feed], f"dead since {since}", Notice(f"Source dead: {feed}", lines), at)
    for feed, since in known.items():
        if feed not in now and feed in listed:
            made += _notify(desk, listed[feed], f"back after {since}", Notice(f"Source back: {feed}"), at)
    if now != known:
        _write(told, {feed: known.get(feed, since) for feed, since in now.items()})
    return made


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
            f"can't be read: {error}", where=str(file), hint="delete it: dead sources are told anew"
        ) from error


def _write(file: Path, dead: dict[str, str]) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(msgspec.json.encode(dead))
        part.replace(file)
    except OSError as error:
        raise StoreError(f"can't be written: {error.strerror}", where=str(file)) from error
