"""Connections to the public internet only: each address is looked at when its socket is made.

The check stands at the very last moment, on the numeric address that is connected to. Whatever notation the host was
written in, and whatever its name resolved to a moment ago, can't lead around it.
"""

from __future__ import annotations

import errno
import socket
import ssl
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from monitor.coverage.fetching.addresses import inner

_KEEP_ALIVE = 4.0  # seconds that an idle connection is kept; many servers close theirs after five
_NAMES = 300  # seconds that a name's addresses are kept


class InnerAddressError(OSError):
    """A host lies at an address that is not of the public internet."""

    def __init__(self, address: str) -> None:
        super().__init__(errno.EACCES, f"{address} is not an address of the public internet")
        self.address = address


def public(tls: ssl.SSLContext, resolver: AbstractResolver) -> aiohttp.TCPConnector:
    """Connections that refuse inner addresses. The connector closes the resolver."""
    return _connector(tls, resolver, socket_factory=_guarded)


def unguarded(tls: ssl.SSLContext, resolver: AbstractResolver) -> aiohttp.TCPConnector:
    """Connections to anywhere, for hosts that the settings name."""
    return _connector(tls, resolver, socket_factory=None)


def _connector(tls: ssl.SSLContext, resolver: AbstractResolver, **more: Any) -> aiohttp.TCPConnector:  # noqa: ANN401
    return aiohttp.TCPConnector(
        ssl=tls, resolver=resolver, limit=0, keepalive_timeout=_KEEP_ALIVE, ttl_dns_cache=_NAMES, **more
    )


def _guarded(info: tuple[Any, ...]) -> socket.socket:
    family, kind, protocol, _, address = info
    if family not in (socket.AF_INET, socket.AF_INET6) or inner(address[0]):
        raise InnerAddressError(str(address[0]))
    return socket.socket(family, kind, protocol)
