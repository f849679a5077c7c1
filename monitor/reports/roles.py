"""What somebody was, and when: the words for one office are said together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

Span = tuple[str | None, str | None]  # first and last day; None where it is open


def together(roles: Iterable[dict[str, Any]]) -> list[tuple[Span, list[str]]]:
    """The titles of roles that follow each other and are of one time."""
    groups = groupby(roles, key=lambda role: (role["since"], role["until"]))
    return [(span, [str(role["title"]) for role in held]) for span, held in groups]
