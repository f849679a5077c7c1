"""A real SMTP server on loopback that records what it took, and misbehaves as a test wants."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

Answer = Callable[["Recorder", SMTP, Envelope], "str | None"]


class Recorder:
    """Takes mails, and says to each what the next of `answers` says; then 250."""

    def __init__(self, *answers: str, refused: tuple[str, ...] = ()) -> None:
        self.answers = list(answers)
        self.refused = refused
        self.attempts = 0  # mails that came as far as their last byte
        self.taken: list[tuple[str, EmailMessage]] = []  # recipient, mail: those that were answered with 250
        self.ids: list[str] = []  # Message-IDs of all mails that came, taken or not

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Refuse some recipients for good."""
        del server, session, rcpt_options
        if address in self.refused:
            return "550 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        """Record a mail, and answer as the script says: a reply, 'hang' or 'drop'."""
        del session
        self.attempts += 1
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)
        self.ids.append(str(mail["Message-ID"]))
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "hang":
            await asyncio.get_running_loop().create_future()
        if answer == "drop":
            server.transport.abort()
        if answer.startswith("250"):
            self.taken.extend((recipient, mail) for recipient in envelope.rcpt_tos)
        return answer


@contextmanager
def serving(
    recorder: Recorder, *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: str = ""
) -> Iterator[int]:
    """The port of a server that runs while the block does: with TLS from the start, STARTTLS, or neither.

    With `login`, 'user:password' is asked for after STARTTLS.
    """

    def check(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}" if isinstance(data, LoginPassword) else ""
        return AuthResult(success=given == login, handled=False)

    options = {"authenticator": check, "auth_required": True} if login else {}
    if tls:
        options |= {"ssl_context": tls}
    if starttls:
        options |= {"tls_context": starttls}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(recorder, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop(no_assert=True)


def certificate(folder: Path, *, days: int = 30) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS for localhost, and the file by which a client may trust it; expired for negative days."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs the openssl command")
    key, request, made = folder / "key.pem", folder / "request.pem", folder / "certificate.pem"
    names = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    new = (openssl, "req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", request, *names)
    sign = (openssl, "x509", "-req", "-in", request, "-signkey", key, "-days", str(days), "-out", made)
    for command in (new, (*sign, "-copy_extensions", "copyall")):
        subprocess.run(command, check=True, capture_output=True, timeout=60)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    return context, made
