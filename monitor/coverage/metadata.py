"""What is known about an article beside its text, from whoever says so, in the form that articles are stored in."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import msgspec

from events.errors import InputError

_DAY = len("2017-03-02")
_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)")


class Metadata(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where and when an article appeared; None for what nobody says."""

    published: str | None = None  # as in Article: an ISO date, or a UTC time
    publisher: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None  # BCP 47

    def or_else(self, other: Metadata) -> Metadata:
        """What this says, with what it doesn't say taken from `other`."""
        mine = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not None}
        return msgspec.structs.replace(other, **mine)

    def checked(self, where: str | None = None) -> Metadata:
        """The same in stored form: blank text left out, the time in UTC. Raises InputError, which says `where`."""
        said = {name: (value or "").strip() or None for name, value in msgspec.structs.asdict(self).items()}
        try:
            said["published"] = moment(said["published"]) if said["published"] else None
        except ValueError as error:
            raise InputError(str(error), where=where, hint="such as 2017-03-02 or 2017-03-02T14:05:00Z") from error
        if said["url"] and not is_web_address(said["url"]):
            raise InputError(f"'{said['url']}' is no web address", where=where, hint="such as https://news.example/a")
        return Metadata(**said)


def moment(text: str) -> str:
    """An ISO 8601 date or time as stored: a date stays one, a time is turned to UTC, to the second.

    A time without an offset keeps only its date: whose clock it was is not known. Raises ValueError for anything else.
    """
    try:
        if len(text) <= _DAY:
            return date.fromisoformat(text).isoformat()
        time = datetime.fromisoformat(text)
        if time.tzinfo is None:
            return time.date().isoformat()
        return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError) as error:
        raise ValueError(f"'{text}' is no ISO date") from error


def date_in_name(name: str) -> str | None:
    """The one ISO date in a file's name; None where there is none, or more than one."""
    found = set(_IN_NAME.findall(name))
    try:
        return date.fromisoformat(found.pop()).isoformat() if len(found) == 1 else None
    except ValueError:
        return None


def is_web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:
        return False
