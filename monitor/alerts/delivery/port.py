"""What every way of delivering promises."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol

from events.errors import StoryMonitorError


class DeliveryError(StoryMonitorError):
    """A mail did not leave, or it isn't known that it did.

    `permanent`: this recipient or this mail is refused, and trying again is of no use. `everyone`: no other mail on
    the same way would fare better now, as when the server can't be reached.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str | None = None,
        hint: str | None = None,
        permanent: bool = False,
        everyone: bool = False,
    ) -> None:
        super().__init__(what, where=where, hint=hint)
        self.permanent = permanent
        self.everyone = everyone


class Carrier(Protocol):
    """Takes finished mails."""

    def send(self, mail: EmailMessage, sender: str, recipient: str) -> None:
        """Hand a mail over; when this returns, whoever took it has said that they have it. Raises DeliveryError."""
        ...

    def way(self, recipient: str) -> str:
        """The way that a recipient's mail takes: where it is blocked for one mail, it is for all that go the same."""
        ...

    def close(self) -> None:
        """Let go of what is open."""
        ...
