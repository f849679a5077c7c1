"""Tells systemd how the daemon is: sd_notify(3), datagrams to the socket that $NOTIFY_SOCKET names."""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Mapping

_MICROSECONDS = 1_000_000


class Notifier:
    """Says nothing where systemd did not start the daemon."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        address = environment.get("NOTIFY_SOCKET", "")
        # '@' stands for the NUL byte that an abstract address begins with, see unix(7).
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        limit = environment.get("WATCHDOG_USEC", "")
        self.watchdog_seconds = int(limit) / _MICROSECONDS if limit.isdigit() else None  # None: there is no watchdog

    def ready(self, status: str) -> None:
        """The first tick is done."""
        self._send(f"READY=1\nSTATUS={status}")

    def status(self, status: str) -> None:
        """How it goes, for `systemctl status`."""
        self._send(f"STATUS={status}")

    def reloading(self) -> None:
        """The settings are being read again; `ready` says when they have been."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={int(time.monotonic() * _MICROSECONDS)}")

    def alive(self) -> None:
        """Pet the watchdog."""
        self._send("WATCHDOG=1")

    def stopping(self, seconds: float) -> None:
        """The daemon drains, for so long at most."""
        self._send(f"STOPPING=1\nSTATUS=ending what is under way\nEXTEND_TIMEOUT_USEC={int(seconds * _MICROSECONDS)}")

    def _send(self, message: str) -> None:
        if not self._address:
            return
        # systemd that doesn't listen is no reason to stop: its watchdog notices the silence.
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to:
            to.setblocking(False)
            to.sendto(message.encode(), self._address)
