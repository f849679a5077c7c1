"""Alerts by chat, push or webhook, through Apprise where it is installed; and each recipient's choice of a way."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from monitor.alerts.delivery.port import Carrier, DeliveryError

_HINT = "see https://github.com/caronc/apprise/wiki for the forms of addresses"


class Chat:
    """Gives a mail's subject and plain text, with its Message-ID in the last line, to one Apprise address."""

    def __init__(self, via: str, root: Path) -> None:
        """`via` is an Apprise address, or 'file:PATH' for a file of the workspace `root` whose first line is one.

        Nothing is looked at before there is something to send: what is wrong fails this recipient's message only.
        """
        self._via = via
        self._root = root
        self._service = via.partition(":")[0]

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """See Carrier.send. Apprise says whether the service took it, not why it didn't."""
        del sender
        apprise = _apprise()
        notifier = apprise.Apprise()
        if not notifier.add(self._address()):
            where = self._via if self._service == "file" else f"{self._service}:..."  # the rest may hold a token
            raise DeliveryError("is no address that Apprise knows", where=f"[[recipients]] via: {where}", hint=_HINT)
        plain = mail.get_body(("plain",))
        body = f"{plain.get_content() if plain else ''}\n{mail['Message-ID']}"
        if not notifier.notify(body=body, title=str(mail["Subject"]), body_format=apprise.NotifyFormat.TEXT):
            hint = "try 'apprise -v' with the same address"
            raise DeliveryError(f"the service of {recipient} did not take it", where=self._service, hint=hint)

    def _address(self) -> str:
        return _first_line(self._root / self._via.removeprefix("file:")) if self._service == "file" else self._via

    def way(self, recipient: str) -> str:
        """See Carrier.way."""
        del recipient
        return self._via

    def close(self) -> None:
        """See Carrier.close."""


class ByRecipient:
    """Hands each mail to the way that its recipient chose, else to the common one."""

    def __init__(self, common: Carrier, chosen: Mapping[str, Carrier]) -> None:
        self._common = common
        self._chosen = chosen

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """See Carrier.send."""
        self._chosen.get(recipient, self._common).send(mail, sender, recipient)

    def way(self, recipient: str) -> str:
        """See Carrier.way."""
        return self._chosen.get(recipient, self._common).way(recipient)

    def close(self) -> None:
        """See Carrier.close."""
        for carrier in (self._common, *self._chosen.values()):
            carrier.close()


def _apprise() -> Any:  # noqa: ANN401  an optional module
    try:
        return importlib.import_module("apprise")
    except ImportError as error:
        hint = "pip install 'story-monitor[chat]', or take the key 'via' out"
        raise DeliveryError("Apprise isn't installed", where="[[recipients]] via", hint=hint) from error


def _first_line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        what = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise DeliveryError(f"can't be read: {what}", where=str(path), hint="see via in [[recipients]]") from error
