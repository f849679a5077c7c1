"""What the daemon says while it runs: lines for a person in a terminal, JSON lines (one object each) otherwise."""

from __future__ import annotations

import logging
import traceback
from datetime import UTC, datetime
from typing import Literal, TextIO

import msgspec

from monitor.reports.clean import one_line

Form = Literal["human", "json"]
_NAME = "monitor.daemon"
_encode = msgspec.json.Encoder(enc_hook=str).encode


class Journal:
    """An event is a short fixed phrase; what it is about comes as facts beside it."""

    def __init__(self, logger: logging.Logger | None = None) -> None:
        self._logger = logger or logging.getLogger(_NAME)

    def info(self, event: str, **facts: object) -> None:
        """Something went as it should."""
        self._logger.info(event, extra={"facts": facts})

    def warning(self, event: str, **facts: object) -> None:
        """Something needs a person's eye."""
        self._logger.warning(event, extra={"facts": facts})

    def error(self, event: str, **facts: object) -> None:
        """Something is not done that should be."""
        self._logger.error(event, extra={"facts": facts})


def open_journal(stream: TextIO, form: Form | None = None) -> Journal:
    """A journal on a stream; without a form, the one that fits what the stream is."""
    form = form or ("human" if stream.isatty() else "json")
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Lines() if form == "human" else _Objects())
    for name in (_NAME, "apscheduler"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(logging.INFO if name == _NAME else logging.WARNING)
    return Journal()


class _Objects(logging.Formatter):
    """`at` is ISO 8601 in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        shown = {"at": _moment(record), "level": record.levelname.lower(), "event": record.getMessage()}
        trace = {"traceback": _traceback(record)} if record.exc_info else {}
        return _encode({**shown, **_facts(record), **trace}).decode()


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        level = "" if record.levelno == logging.INFO else f"{record.levelname.lower()}: "
        facts = "".join(f"  {name}={_said(value)}" for name, value in _facts(record).items() if value is not None)
        trace = f"\n{_traceback(record)}" if record.exc_info else ""
        return f"{_moment(record)[11:19]}Z {level}{record.getMessage()}{facts}{trace}"


def _facts(record: logging.LogRecord) -> dict[str, object]:
    facts: dict[str, object] = getattr(record, "facts", {})
    return facts


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _traceback(record: logging.LogRecord) -> str:
    return "".join(traceback.format_exception(*record.exc_info)) if record.exc_info else ""


def _said(value: object) -> str:
    text = one_line(str(value))
    return f'"{text}"' if " " in text else text
