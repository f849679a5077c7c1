"""A client for other people's servers: one GET, followed through its redirects, with every cost bounded."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from urllib.parse import urljoin

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver
from yarl import URL

import monitor
from monitor.coverage.fetching import addresses, connecting
from monitor.coverage.fetching.connecting import InnerAddressError
from monitor.coverage.fetching.decompression import ACCEPTED, Body
from monitor.coverage.fetching.errors import FetchError, Kind
from monitor.coverage.fetching.resolving import Resolver
from monitor.coverage.seam import Fetched

ROBOT = "story-monitor"  # how robots.txt files name us
FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_MOVED = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_VALIDATORS = ("etag", "last-modified")


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one request may cost."""

    seconds: float = 30.0  # from the first lookup to the last byte, redirects included
    size: int = 10 * 1024 * 1024  # bytes of the body, compressed and decompressed
    redirects: int = 5


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A server's answer, and how it was come by."""

    page: Fetched
    digest: bytes  # SHA-256 of the decompressed body
    moved_to: str | None  # where every redirect from the first on was for good (301, 308): the address that this led to
    conditional: bool  # whether the last request had validators, so that 304 may be its answer


Turn = Callable[[str], Awaitable[None]]


async def no_wait(url: str) -> None:
    """A turn that has come already."""
    del url


class Client:
    """Opened by `open_client`; used by one event loop."""

    def __init__(
        self,
        sessions: tuple[aiohttp.ClientSession, aiohttp.ClientSession],
        *,
        allowed: tuple[str, ...],
        limits: Limits,
        now: Callable[[], datetime],
    ) -> None:
        self._public, self._unguarded = sessions
        self._allowed = allowed
        self._limits = limits
        self._now = now

    async def get(
        self,
        url: str,
        *,
        accept: str = PAGES,
        validators: Mapping[str, Mapping[str, str]] | None = None,
        turn: Turn = no_wait,
        most: int | None = None,
    ) -> Answer:
        """The answer to a GET, whatever its status.

        `validators` has request fields by the address whose answer they came with; they go to no other. `turn` is
        awaited before each request with its address; that waiting is not the server's time. With `most`, no more than
        so many bytes of the body are read, and the rest is left with the server. Raises FetchError.
        """
        followed: list[str] = []
        here = addresses.checked(url)
        for_good, moved_to = True, None
        left = self._limits.seconds
        while True:
            await turn(here)
            fields = (validators or {}).get(here, {})
            started = asyncio.get_running_loop().time()
            answer, digest = await self._one(url, here, {"Accept": accept, **fields}, left, most)
            left -= asyncio.get_running_loop().time() - started
            target = answer.headers.get("location") if answer.status in _MOVED else None
            if target is None:
                return Answer(page=answer, digest=digest, moved_to=moved_to, conditional=bool(fields))
            followed.append(here)
            here = self._next(here, target, followed)
            for_good = for_good and answer.status in _FOR_GOOD
            moved_to = here if for_good else moved_to

    def _next(self, here: str, target: str, followed: list[str]) -> str:
        target = addresses.checked(urljoin(here, target))
        if target in followed:
            raise FetchError("redirects", "redirects in a circle", where=followed[0])
        if len(followed) > self._limits.redirects:
            raise FetchError("redirects", f"redirects more than {self._limits.redirects} times", where=followed[0])
        return target

    async def _one(
        self, asked: str, url: str, fields: Mapping[str, str], seconds: float, most: int | None
    ) -> tuple[Fetched, bytes]:
        session = self._unguarded if addresses.allows(self._allowed, url) else self._public
        with _explained(url):
            async with (
                asyncio.timeout(max(seconds, 0.0)),
                session.get(url, headers=fields, allow_redirects=False) as response,
            ):
                body = Body(response.headers.get("Content-Encoding", ""), limit=self._limits.size, where=url)
                digest = hashlib.sha256()
                whole = b"" if response.status in _MOVED else await _read(response, body, most)
                digest.update(whole)
                fetched = Fetched(
                    url=asked,
                    final_url=url,
                    status=response.status,
                    headers=_fields(response.headers.items()),
                    body=whole,
                    fetched_at=self._now(),
                )
                return fetched, digest.digest()


def _fields(sent: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The fields of an answer, names in lower case. Bytes that are no UTF-8 are read as Latin-1 (RFC 9110, 5.5).

    A validator with such bytes is left out: it couldn't be sent back as it came.
    """
    headers: dict[str, str] = {}
    for name, value in ((name.lower(), value) for name, value in sent):
        read = value.encode("utf-8", "surrogateescape")
        if not _is_utf8(read):
            if name in _VALIDATORS:
                continue
            value = read.decode("latin-1")  # noqa: PLW2901 - the same field
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _is_utf8(field: bytes) -> bool:
    try:
        field.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


async def _read(response: aiohttp.ClientResponse, body: Body, most: int | None) -> bytes:
    async for piece in response.content.iter_any():
        body.add(piece)
        if most is not None and len(body) >= most:
            response.close()  # not to be used again: the rest is still under way
            return body.beginning(most)
    return body.whole()


@contextlib.contextmanager
def _explained(url: str) -> Iterator[None]:
    """Raise a FetchError for whatever the network or the server does."""
    try:
        yield
    except TimeoutError as error:
        raise FetchError("timeout", "took too long to answer", where=url) from error
    except aiohttp.ClientConnectorDNSError as error:
        raise FetchError("dns", f"the host '{error.host}' is not known", where=url) from error
    except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientSSLError) as error:
        raise FetchError("tls", f"can't be connected to safely: {_tls_fault(error)}", where=url) from error
    except aiohttp.ClientConnectorError as error:
        raise _connector_fault(error, url) from error
    except aiohttp.ClientPayloadError as error:
        raise FetchError("connection", "the answer was cut off", where=url) from error
    except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
        raise FetchError("connection", "the server closed the connection", where=url) from error
    except (aiohttp.ClientError, ValueError) as error:
        raise FetchError("protocol", f"gives no proper HTTP answer: {_short(error)}", where=url) from error


def _connector_fault(error: aiohttp.ClientConnectorError, url: str) -> FetchError:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, InnerAddressError):
            hint = f'if it is yours: allowed_hosts = ["{URL(url).host}"] in [coverage] of config/settings.toml'
            return FetchError("address", f"{cause.address} is not of the public internet", where=url, hint=hint)
        cause = cause.__cause__ or cause.__context__
    kind: Kind = "connection"
    return FetchError(kind, f"can't be connected to: {_short(error.os_error)}", where=url)


def _tls_fault(error: aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError) -> str:
    cause: object = error.os_error if isinstance(error, aiohttp.ClientSSLError) else error.certificate_error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"its certificate is not good: {cause.verify_message}"
    return (cause.reason if isinstance(cause, ssl.SSLError) else None) or str(cause)


def _short(error: BaseException) -> str:
    number = error.errno if isinstance(error, OSError) else None
    text = os.strerror(number) if number is not None and number > 0 else str(error)
    return (text.splitlines() or [type(error).__name__])[0][:200]


@asynccontextmanager
async def open_client(
    *,
    contact: str,
    allowed: tuple[str, ...],
    now: Callable[[], datetime],
    limits: Limits | None = None,
    tls: ssl.SSLContext | None = None,
    resolver: Callable[[], AbstractResolver] = Resolver,
) -> AsyncIterator[Client]:
    """A client that says who asks. `contact` is an e-mail or web address; `allowed` are hosts with inner addresses."""
    context = tls or ssl.create_default_context()
    about = f" (+{contact})" if contact else ""
    fields = {"User-Agent": f"{ROBOT}/{monitor.__version__}{about}", "Accept-Encoding": ACCEPTED}
    async with contextlib.AsyncExitStack() as stack:
        sessions = [
            await stack.enter_async_context(
                aiohttp.ClientSession(
                    connector=connect(context, resolver()),
                    headers=fields,
                    cookie_jar=aiohttp.DummyCookieJar(),
                    timeout=aiohttp.ClientTimeout(total=None),  # asyncio.timeout covers the redirects as well
                    auto_decompress=False,
                    trust_env=False,
                    max_headers=128,
                )
            )
            for connect in (connecting.public, connecting.unguarded)
        ]
        yield Client((sessions[0], sessions[1]), allowed=allowed, limits=limits or Limits(), now=now)
