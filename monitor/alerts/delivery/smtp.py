"""Mail by SMTP (RFC 5321), over TLS that verifies the server: from the start (RFC 8314) or by STARTTLS (RFC 3207)."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from events.errors import InputError
from monitor.alerts.delivery.port import DeliveryError
from monitor.alerts.settings import Delivery

_PORTS = {"smtp": 587, "smtps": 465}
_CLOSING = 421  # the server ends the connection
_REFUSED = 500  # reply codes from here on are permanent (RFC 5321, 4.2.1)


class Address(NamedTuple):
    """Where the server is, and as whom to log in."""

    scheme: str  # 'smtp' or 'smtps'
    host: str
    port: int
    user: str | None


class Smtp:
    """A mail server. The connection is made for the first mail, and kept for the following ones."""

    def __init__(self, settings: Delivery, password: Callable[[], str]) -> None:
        self._settings = settings
        self._password = password
        self._address = address(settings.to)
        self._where = f"{self._address.host}:{self._address.port}"
        self._open: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """See Carrier.send: returns once the server has answered 250 to the whole mail."""
        try:
            server = self._connected()
        except smtplib.SMTPAuthenticationError as error:
            raise self._failure(f"refuses the login: {_said(error)}", "check user and password") from error
        except smtplib.SMTPException as error:
            raise self._failure(f"no mail can be sent: {_said(error)}", None) from error
        except ssl.SSLCertVerificationError as error:
            hint = "let the server renew its certificate, or name its CA in ca_file"
            raise self._failure(f"the certificate can't be trusted: {error.verify_message}", hint) from error
        except (OSError, UnicodeError) as error:
            raise self._failure(f"can't be reached: {_reason(error)}", "check host, port and network") from error
        self._hand_over(server, mail, sender, recipient)

    def way(self, recipient: str) -> str:
        """See Carrier.way."""
        del recipient
        return self._where

    def close(self) -> None:
        """See Carrier.close."""
        if self._open is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._open.quit()
            self._open.close()
            self._open = None

    def _hand_over(self, server: smtplib.SMTP, mail: EmailMessage, sender: str, recipient: str) -> None:
        try:
            server.send_message(mail, from_addr=sender, to_addrs=[recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = error.recipients[recipient]
            raise self._refusal(code, said) from error
        except smtplib.SMTPSenderRefused as error:
            raise self._failure(f"refuses the sender {sender}: {_said(error)}", "check sender in [delivery]") from error
        except smtplib.SMTPResponseException as error:
            raise self._refusal(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:  # whether the mail was taken isn't known: it is sent again
            self._drop()
            raise self._failure(f"broke off: {_reason(error)}", None, everyone=False) from error

    def _connected(self) -> smtplib.SMTP:
        if self._open is not None:
            return self._open
        timeout, host, port = self._settings.timeout_seconds, self._address.host, self._address.port
        if self._address.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=timeout, context=self._context())
        else:
            server = smtplib.SMTP(host, port, timeout=timeout)
        try:
            self._prepare(server)
        except BaseException:
            server.close()
            raise
        self._open = server
        return server

    def _prepare(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        clear = self._address.scheme == "smtp"
        if clear and not self._settings.without_tls:
            if not server.has_extn("starttls"):
                what = "the server offers no TLS, so nothing is sent to it"
                hint = 'use smtps://, or for a server on this machine without_tls = "send in the clear"'
                raise self._failure(what, hint)
            server.starttls(context=self._context())
            server.ehlo()
            clear = False
        if self._address.user:
            if clear and self._settings.without_tls != "send and log in in the clear":
                what = "the password would go in the clear, so there is no login"
                raise self._failure(what, "leave the user out of the address, or use TLS")
            server.login(self._address.user, self._password())

    def _context(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if self._settings.ca_file:
            try:
                context.load_verify_locations(self._settings.ca_file)
            except (OSError, ssl.SSLError) as error:
                what = f"ca_file can't be used: {_reason(error)}"
                raise InputError(what, where=self._settings.ca_file, hint="it holds certificates in PEM") from error
        return context

    def _drop(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    def _failure(self, what: str, hint: str | None, *, everyone: bool = True) -> DeliveryError:
        self._drop()
        return DeliveryError(what, where=self._where, hint=hint, everyone=everyone)

    def _refusal(self, code: int, said: bytes | str) -> DeliveryError:
        if code == _CLOSING:
            self._drop()
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return DeliveryError(f"{code} {' '.join(text.split())}", where=self._where, permanent=code >= _REFUSED)


def address(to: str) -> Address:
    """The parts of 'smtp://user@host:port'. Raises InputError."""
    try:
        parts = urlsplit(to)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise InputError(f"'{to}' is no address of a server", where="[delivery] to", hint=str(error)) from error
    if not host or parts.password or parts.path.strip("/") or parts.query:
        hint = "such as smtps://me@mail.example.org; the password stands in a file, see password_file"
        raise InputError("is no address of a mail server", where="[delivery] to", hint=hint)
    user = unquote(parts.username) if parts.username else None
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], user)


def _said(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return f"{error.smtp_code} {' '.join(said.split())}"
    return _reason(error)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return " ".join(str(error).split()) or type(error).__name__
