"""Which addresses a feed or page may lie at. Pure: names are resolved and sockets opened elsewhere."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from monitor.coverage.fetching.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
# IPv6 networks whose addresses carry an IPv4 address, and how many bits stand behind it.
_CARRIERS = (
    (ipaddress.IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped, RFC 4291 2.5.5.2
    (ipaddress.IPv6Network("::/96"), 0),  # IPv4-compatible, RFC 4291 2.5.5.1
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 0),  # IPv4-translated, RFC 2765
    (ipaddress.IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (ipaddress.IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
# What ipaddress calls global, or doesn't know, though no outlet publishes there.
_INNER = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.88.99.0/24",  # 6to4 relays, RFC 7526
        "100.64.0.0/10",  # carrier-grade NAT, RFC 6598
        "64:ff9b:1::/48",  # local-use NAT64, RFC 8215
        "2001::/32",  # Teredo: the server may lie anywhere
        "fec0::/10",  # site-local, RFC 3879
        "5f00::/16",  # segment routing, RFC 9602
    )
)


def inner(text: str) -> bool:
    """Whether an IP address (a scope id behind '%' is ignored) is not one of the public internet.

    An address that carries another one (IPv4-mapped, NAT64, 6to4) is judged by that one. Text that is no address
    counts as inner.
    """
    try:
        address: Address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return True
    if any(address in network for network in _INNER):
        return True
    carried = _carried(address)
    return _reserved(carried) if carried is not None else _reserved(address)


def checked(url: str) -> str:
    """The address without its fragment. Raises FetchError: not http(s), without a host, or with a password in it."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError("address", "is no web address", where=url) from error
    if parts.scheme not in ("http", "https"):
        raise FetchError("address", f"'{parts.scheme}:' is not fetched", where=url, hint="only http(s) is")
    if not host or _BLANK.search(url):
        raise FetchError("address", "is no web address", where=url)
    if parts.username is not None or parts.password is not None:
        raise FetchError("address", "has a user name in it", where=url, hint="leave it out")
    return parts._replace(fragment="").geturl()


def authority(url: str) -> str:
    """The host and port that answer for an address: what is polite to one is counted per authority."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{(parts.hostname or '').rstrip('.').lower()}:{port}"


def allows(allowed: tuple[str, ...], url: str) -> bool:
    """Whether the settings name the address' host (with or without its port) as one that may have inner addresses."""
    name = authority(url)
    return any(host.lower() in (name, name.rpartition(":")[0].strip("[]")) for host in allowed)


def _carried(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    for network, behind in _CARRIERS:
        if address in network:
            return ipaddress.IPv4Address((int(address) >> behind) & 0xFFFFFFFF)
    return None


def _reserved(address: Address) -> bool:
    return not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified
