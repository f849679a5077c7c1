"""Who is told, when, and by which way: the parts of `config/settings.toml` that alerts are about."""

from __future__ import annotations

import re
from datetime import time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from events.policy import Hours, Reader, Rule

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EVERY = "*"
_SENDER = "Story monitor <story-monitor@localhost>"


class Quiet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in which only urgent alerts are sent, by the recipient's clock."""

    start: str  # '22:00'
    end: str  # '07:00', of the next day when it comes before the start


class Recipient(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who is told. What is left out is as `[alerts]` has it."""

    address: str
    via: str | None = None  # an Apprise address instead of mail, or 'file:PATH' of a file that holds one
    stories: tuple[str, ...] = (_EVERY,)  # ids; '*' for every story
    timezone: str | None = None  # IANA name
    digest_at: str | None = None  # '07:00'
    quiet: Quiet | None = None
    at_most: int | None = None  # alerts an hour


class Alerts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for all recipients, and the rules that come before those of policy.toml."""

    digest_at: str = "07:00"  # by the recipient's clock
    quiet: Quiet | None = None
    at_most: int = 6  # alerts an hour to one recipient; what is over the limit waits and comes in one mail
    settle_minutes: float = 0.0  # how long a change waits for one that cancels it
    items: int = 12  # shown in one mail; the rest is counted
    threads: Literal["story", "claim", "none"] = "story"  # which mails a mail program shows together
    rules: tuple[Rule, ...] = ()


class Delivery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How mail leaves.

    `to` is 'file:FOLDER' (.eml files, beside the workspace's data), 'stdout:', 'smtps://USER@HOST' (TLS from the
    start, RFC 8314) or 'smtp://USER@HOST' (STARTTLS, RFC 3207).
    """

    to: str = "file:mail"
    sender: str = _SENDER
    correct_to: str | None = None  # the address that corrections and unsubscribing go to; None: the sender's
    password_file: str | None = None
    password_command: str | None = None  # its first line of output; run without a shell
    password_keyring: str | None = None  # the service's name in the keyring, the user being that of `to`
    timeout_seconds: float = 30.0
    ca_file: str | None = None  # certificates to trust beside the system's
    without_tls: Literal["", "send in the clear", "send and log in in the clear"] = ""  # for a server on this machine


DEFAULT_RECIPIENTS = (Recipient("reader@localhost"),)  # so that a first alert can be seen in a folder of .eml files


class WrongValue(msgspec.Struct, frozen=True):
    """A value that can't be: where it stands, what is wrong and what to do."""

    keys: tuple[str | int, ...]
    what: str
    hint: str


def faults(alerts: Alerts, recipients: tuple[Recipient, ...], delivery: Delivery) -> list[WrongValue]:
    """What is wrong with values that are well formed."""
    found = [*_clock_faults(("alerts",), alerts.digest_at, alerts.quiet)]
    if alerts.at_most < 1 or alerts.items < 1:
        found.append(WrongValue(("alerts",), "at_most and items are at least 1", "leave them out for the defaults"))
    for number, one in enumerate(recipients):
        found.extend(_recipient_faults(("recipients", number), one, [other.address for other in recipients[:number]]))
    schemes = ("file:", "stdout:", "smtp://", "smtps://")
    if not delivery.to.startswith(schemes):
        what = f"'{delivery.to}' is no way to deliver"
        found.append(WrongValue(("delivery", "to"), what, f"it begins with one of {', '.join(schemes)}"))
    if not _is_sender(delivery.sender):
        what = f"'{delivery.sender}' is no sender"
        found.append(WrongValue(("delivery", "sender"), what, "such as 'Story monitor <monitor@example.org>'"))
    return found


def reader(alerts: Alerts, one: Recipient, timezone: str) -> Reader:
    """When and how often a recipient wants mail; `timezone` is that of the workspace."""
    hours = one.quiet or alerts.quiet
    return Reader(
        address=one.address,
        zone=ZoneInfo(one.timezone or timezone),
        digest_at=time.fromisoformat(one.digest_at or alerts.digest_at),
        quiet=Hours(time.fromisoformat(hours.start), time.fromisoformat(hours.end)) if hours else None,
        at_most=one.at_most or alerts.at_most,
        settle=timedelta(minutes=alerts.settle_minutes),
    )


def follows(one: Recipient, story: str) -> bool:
    """Whether the recipient wants to be told of a story."""
    return _EVERY in one.stories or story in one.stories


def rules(alerts: Alerts) -> tuple[Rule, ...]:
    """The person's rules, then those of policy.toml."""
    from importlib import resources  # neither read nor imported to show a story

    text = (resources.files(__package__) / "policy.toml").read_text(encoding="utf-8")
    default = msgspec.toml.decode(text, type=dict[str, tuple[Rule, ...]])["rules"]
    return (*alerts.rules, *default)


def _recipient_faults(keys: tuple[str | int, ...], one: Recipient, earlier: list[str]) -> list[WrongValue]:
    found = _clock_faults(keys, one.digest_at, one.quiet)
    if not _is_address(one.address):
        found.append(WrongValue((*keys, "address"), f"'{one.address}' is no mail address", "such as lena@example.org"))
    if one.address in earlier:
        found.append(
            WrongValue((*keys, "address"), f"'{one.address}' stands here twice", "put all its stories in one entry")
        )
    if one.at_most is not None and one.at_most < 1:
        found.append(WrongValue((*keys, "at_most"), "at_most is at least 1", "leave it out for the default"))
    try:
        ZoneInfo(one.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        what = f"no time zone is called '{one.timezone}'"
        found.append(WrongValue((*keys, "timezone"), what, "such as 'UTC' or 'Europe/Berlin'"))
    return found


def _clock_faults(keys: tuple[str | int, ...], digest_at: str | None, quiet: Quiet | None) -> list[WrongValue]:
    clocks = [("digest_at", digest_at), *(("quiet", clock) for clock in ((quiet.start, quiet.end) if quiet else ()))]
    return [
        WrongValue((*keys, key), f"'{value}' is no time of day", "such as '07:00'")
        for key, value in clocks
        if value is not None and not _CLOCK.fullmatch(value)
    ]


def _is_sender(text: str) -> bool:
    if text == _SENDER:
        return True  # without importing what parses it, for the commands that send nothing
    from email.utils import parseaddr

    return _is_address(parseaddr(text)[1])


def _is_address(address: str) -> bool:
    local, at, domain = address.rpartition("@")
    return bool(local and at and domain) and not re.search(r"[\s<>,;:\"()\[\]\\\x00-\x1f\x7f]", address)
