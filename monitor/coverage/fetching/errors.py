"""What can go wrong when something is fetched."""

from __future__ import annotations

from typing import Literal

from events.errors import InputError

Kind = Literal[
    "address",  # not http(s), or an address that is not of the public internet
    "dns",  # the host's name is not known
    "connection",  # refused, reset, closed before the end
    "tls",  # the certificate is not good
    "timeout",  # longer than the whole may take
    "size",  # more than 10 MiB, decompressed
    "redirects",  # too many, or in a circle
    "protocol",  # no HTTP, or a body that is not encoded as it says
]


class FetchError(InputError):
    """An address gave no answer that can be used. An answer with an error status is no FetchError."""

    def __init__(self, kind: Kind, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what, where=where, hint=hint)
        self.kind = kind

    @property
    def lasting(self) -> bool:
        """Whether the same request will most likely fail in the same way."""
        return self.kind in ("address", "size", "redirects")
