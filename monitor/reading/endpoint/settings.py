"""Which endpoint to ask, and with which key."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from events.errors import InputError

_LONGEST = 3600  # seconds


class Key:
    """A secret. It shows itself to nobody: not in logs, errors or representations."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def header(self) -> str:
        """The value of the Authorization header."""
        return f"Bearer {self._secret}"

    def __repr__(self) -> str:
        return "Key(***)"


class EndpointSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An endpoint that speaks the chat completions protocol, as `[endpoint]` in the settings file names it."""

    base_url: str  # up to and without '/chat/completions': 'http://localhost:11434/v1'
    model: str  # as the endpoint calls it
    key_file: str | None = None  # a file that holds the key and nothing else; relative to the settings file's folder
    key_variable: str | None = None  # the environment variable that holds the key
    timeout_seconds: float = 120.0  # for a whole answer
    connect_seconds: float = 10.0
    longest_article: int = 60_000  # characters; longer ones are left to the built-in reader
    longest_answer: int = 2_000_000  # bytes; longer ones are refused

    def checked(self, where: str) -> EndpointSettings:
        """The settings, if they can be used; `where` names the file and table. Raises InputError."""
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError("base_url is no web address", where=where, hint="such as 'http://localhost:11434/v1'")
        if parts.username or parts.password or parts.query:
            raise InputError("base_url holds a secret or a query", where=where, hint="use key_file or key_variable")
        if not self.model.strip():
            raise InputError("model is empty", where=where, hint="the name that the endpoint gives it")
        if self.key_file and self.key_variable:
            raise InputError("key_file and key_variable are both set", where=where, hint="keep one")
        if (self.key_file or self.key_variable) and parts.scheme == "http" and not _is_near(parts.hostname):
            raise InputError("the key would be sent unencrypted", where=where, hint="use an https address")
        for name in ("timeout_seconds", "connect_seconds"):
            if not 0 < getattr(self, name) <= _LONGEST:
                raise InputError(f"{name} must be more than 0 and at most {_LONGEST}", where=where, hint="in seconds")
        if self.longest_article < 1 or self.longest_answer < 1:
            raise InputError("longest_article and longest_answer must be at least 1", where=where)
        return self

    def key(self, folder: Path, environment: Mapping[str, str]) -> Key | None:
        """The key, from its file or variable; None where the endpoint needs none. Raises InputError."""
        if self.key_variable:
            secret = environment.get(self.key_variable, "").strip()
            place, hint = f"environment variable {self.key_variable}", "set it to the key"
        elif self.key_file:
            path = folder / self.key_file
            place, hint = str(path), "a file that holds the key and nothing else"
            try:
                secret = path.read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                raise InputError("the endpoint's key can't be read", where=place, hint=hint) from error
        else:
            return None
        if not secret:
            raise InputError("the endpoint's key is missing", where=place, hint=hint)
        if not (secret.isascii() and secret.isprintable()) or " " in secret:
            raise InputError("the endpoint's key holds characters that no key has", where=place, hint=hint)
        return Key(secret)


def _is_near(host: str) -> bool:
    """Whether a host is this machine or one of the local network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))
    return address.is_loopback or address.is_private
