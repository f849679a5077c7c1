"""Mails as .eml files, which every mail program opens; and mails on the screen."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from monitor.alerts.delivery.port import DeliveryError


class Folder:
    """Writes each mail into a file of its own. The same mail again replaces its file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """See Carrier.send. The file is there as a whole or not at all, and on the disk."""
        del sender
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder, prefix=".part-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(mail.as_bytes())
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(self._folder / name(mail, recipient))
            except OSError:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            what = f"no mail can be written: {error.strerror}"
            hint = "make room, or choose another folder under [delivery]"
            raise DeliveryError(what, where=str(self._folder), hint=hint, everyone=True) from error

    def way(self, recipient: str) -> str:
        """See Carrier.way."""
        del recipient
        return str(self._folder)

    def close(self) -> None:
        """See Carrier.close."""


class Screen:
    """Gives each mail to `write` as text."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """See Carrier.send."""
        del sender, recipient
        plain = mail.get_body(("plain",))
        headers = "".join(f"{key}: {value}\n" for key, value in mail.items() if not key.startswith(("MIME", "Content")))
        self._write(f"{headers}\n{plain.get_content() if plain else ''}")

    def way(self, recipient: str) -> str:
        """See Carrier.way."""
        del recipient
        return "screen"

    def close(self) -> None:
        """See Carrier.close."""


def name(mail: EmailMessage, recipient: str) -> str:
    """The mail's file: its date, then what tells it from all others."""
    date = parsedate_to_datetime(str(mail["Date"]))
    told = hashlib.sha256(f"{mail['Message-ID']}\x1f{recipient}".encode()).hexdigest()
    return f"{date:%Y-%m-%dT%H%M%SZ}-{told[:12]}.eml"
