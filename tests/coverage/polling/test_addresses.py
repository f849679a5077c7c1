"""Nothing but the public internet is connected to, however an address is written."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
import yaml
from aiohttp.abc import AbstractResolver

from monitor.coverage.fetching.addresses import allows, authority, checked, inner
from monitor.coverage.fetching.errors import FetchError

_CASES = yaml.safe_load((Path(__file__).parent / "addresses.yaml").read_text(encoding="utf-8"))


class Answers(AbstractResolver):
    """Resolves every name to the next of its addresses, the last one again and again."""

    def __init__(self, *addresses):
        self.addresses = list(addresses)

    async def resolve(self, host, port=0, family=socket.AF_INET):
        address = self.addresses.pop(0) if len(self.addresses) > 1 else self.addresses[0]
        kind = socket.AF_INET6 if ":" in address else socket.AF_INET
        return [{"hostname": host, "host": address, "port": port, "family": kind, "proto": 0, "flags": 0}]

    async def close(self):
        pass


def get(desk, url, resolver):
    """One GET with a resolver."""

    async def run():
        async with desk.parts(resolver=lambda: resolver) as parts:
            return await parts.client.get(url)

    return asyncio.run(run())


@pytest.mark.parametrize("address", _CASES["inner"])
def test_inner_addresses_are_known(address):
    """An address that is not of the public internet is inner, in every form that can carry one."""
    assert inner(address)


@pytest.mark.parametrize("address", _CASES["public"])
def test_public_addresses_are_let_through(address):
    """What outlets publish at is not inner, nor is a public address in another's clothes."""
    assert not inner(address)


@pytest.mark.parametrize("url", _CASES["no web address"])
def test_other_schemes_are_refused(url):
    """Only http and https with a host and without a password are fetched."""
    with pytest.raises(FetchError) as caught:
        checked(url)
    assert caught.value.kind == "address"


@pytest.mark.parametrize("host", _CASES["odd notations"])
def test_odd_notations_lead_nowhere(host, site, desk):
    """A loopback address in decimal, octal, hexadecimal or short form is not connected to."""
    site.pages["/"] = b"<html>secret</html>"
    desk.allow(allowed_hosts=())
    with pytest.raises(FetchError) as caught:
        get(desk, f"http://{host}:{site.port}/", Answers("127.0.0.1"))
    assert caught.value.kind in ("address", "dns", "protocol")
    assert not site.requests


def test_a_name_that_resolves_inward_is_refused(site, desk):
    """It's the address that counts: a public name for loopback is refused, with a word on what to do."""
    with pytest.raises(FetchError, match=r"not of the public internet.*allowed_hosts"):
        get(desk, f"http://post.example:{site.port}/", Answers("127.0.0.1"))
    assert not site.requests


def test_rebinding_is_too_late(site, desk):
    """A name that first resolves to a public address and then inward is judged when it is connected to."""
    resolver = Answers("::ffff:127.0.0.1", "127.0.0.1")
    for _ in range(2):
        with pytest.raises(FetchError) as caught:
            get(desk, f"http://rebound.example:{site.port}/", resolver)
        assert caught.value.kind == "address"
    assert not site.requests


def test_redirects_inward_are_refused(site, desk, make):
    """Each hop is checked: an allowed host can't lead to one that is not allowed."""
    from aiohttp import web

    site.pages["/feed"] = lambda _: web.Response(
        status=302, headers={"Location": f"http://localhost:{site.port}/secret"}
    )
    site.pages["/secret"] = make.rss(make.item(1, link=site.url("/1")))
    summary = desk.poll(site.url("/feed"), resolver=lambda: Answers("127.0.0.1"))
    assert "not of the public internet" in summary.failed[0].reason
    assert not site.asked("/secret")


def test_pages_are_checked_as_feeds_are(site, desk, make):
    """A feed can't make the monitor fetch a page from within."""
    site.pages["/feed"] = make.rss(make.item(1, link=f"http://localhost:{site.port}/secret"))
    site.pages["/secret"] = make.article("secret")
    desk.poll(site.url("/feed"), resolver=lambda: Answers("127.0.0.1"))
    assert not site.asked("/secret")
    assert not site.asked("/robots.txt")


def test_the_settings_allow_hosts_by_name_and_port():
    """A host is allowed with all its ports, or with one."""
    assert allows(("localhost",), "http://LOCALHOST:8080/x")
    assert allows(("127.0.0.1:8080",), "http://127.0.0.1:8080/")
    assert allows(("::1",), "http://[::1]:99/")
    assert not allows(("127.0.0.1:8080",), "http://127.0.0.1:8081/")
    assert not allows(("localhost",), "http://localhost.example/")
    assert authority("https://Post.Example./x") == "post.example:443"
