"""Certificates are checked, always."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess

import pytest

from monitor.coverage.fetching.errors import FetchError


@pytest.fixture
def certificate(tmp_path):
    """A certificate for localhost that nobody vouches for, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert]
    subprocess.run([*make, *names], check=True, capture_output=True)
    return cert, key


def fetched(desk, certificate, host, trusted):
    """One page over TLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)

    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        await writer.drain()
        writer.close()

    async def run():
        server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
        url = f"https://{host}:{server.sockets[0].getsockname()[1]}/"
        tls = ssl.create_default_context(cafile=certificate[0]) if trusted else None
        async with server, desk.parts(tls=tls) as parts:
            return (await parts.client.get(url)).page.body

    desk.allow(allowed_hosts=("localhost", "127.0.0.1"))
    return asyncio.run(run())


def test_a_certificate_that_is_vouched_for_is_good(desk, certificate):
    """The page comes over TLS."""
    assert fetched(desk, certificate, "localhost", trusted=True) == b"hi"


@pytest.mark.parametrize(("host", "trusted"), [("localhost", False), ("127.0.0.1", True)])
def test_a_certificate_of_nobody_or_of_another_is_refused(desk, certificate, host, trusted):
    """Neither one that nobody vouches for, nor one for another host."""
    with pytest.raises(FetchError, match="its certificate is not good") as caught:
        fetched(desk, certificate, host, trusted)
    assert caught.value.kind == "tls"


def test_a_server_that_speaks_no_tls_is_refused(desk, site):
    """The reason doesn't blame the certificate."""

    async def run():
        async with desk.parts() as parts:
            await parts.client.get(site.url("/").replace("http:", "https:"))

    with pytest.raises(FetchError, match="connected to safely") as caught:
        asyncio.run(run())
    assert "certificate" not in str(caught.value)
