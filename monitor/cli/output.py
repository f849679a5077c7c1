"""Data to stdout: JSON for programs, text for people."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, tzinfo
from typing import TypeVar

import click
import msgspec

from monitor.reports.screen import Screen

T = TypeVar("T")

_PIPED = 80  # columns when nobody knows how wide the reader's screen is
_WIDEST = 110  # longer lines are hard to read


def show(data: T, text: Callable[[T, Screen], str], *, as_json: bool, zone: tzinfo = UTC) -> None:
    """Print `data` as JSON, or as `text` puts it for a person, times in `zone`."""
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(data), indent=2).decode())
    else:
        click.echo(text(data, screen(zone)), color=True)  # `text` has left the colours out where there are none


def screen(zone: tzinfo) -> Screen:
    """What stdout can show. Colours only on a terminal that has them, unless NO_COLOR is set (https://no-color.org)."""
    terminal = sys.stdout.isatty()
    width = min(shutil.get_terminal_size((_PIPED, 24)).columns, _WIDEST) if terminal else _PIPED
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(width=width, colour=colour, zone=zone)
