"""How documents of strangers are parsed: piece by piece, nothing expanded, nothing fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree

Parser = Any  # lxml's own, which has no types


def pull_parser(
    *, events: tuple[str, ...], tag: tuple[str, ...], base_url: str | None = None, recover: bool = False
) -> Parser:
    """A pull parser for UTF-8 that reports `events` of the elements `tag`. With `recover`, damage is passed over."""
    return etree.XMLPullParser(
        events=events,
        tag=tag,
        base_url=base_url,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
