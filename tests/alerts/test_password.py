"""Where the mail server's password comes from."""

from __future__ import annotations

import sys
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from events.errors import InputError
from monitor.alerts.password import password
from monitor.alerts.settings import Delivery

SETTINGS = Delivery(password_keyring="post.example")


@pytest.fixture
def kept():
    """The passwords of a keyring that keeps them in memory, by service and user."""
    passwords: dict[tuple[str, str], str] = {}

    class Memory(KeyringBackend):
        priority = 1

        def get_password(self, service, username):
            """The password, or None."""
            return passwords.get((service, username))

        def set_password(self, service, username, password):
            """Keep it."""
            passwords[service, username] = password

    before = keyring.get_keyring()
    keyring.set_keyring(Memory())
    yield passwords
    keyring.set_keyring(before)


def test_the_keyring_is_asked_for_the_service_and_the_user(kept) -> None:
    """Of several passwords, the one that the settings mean."""
    kept["post.example", "lena"] = "right"
    kept["post.example", "bo"] = kept["other.example", "lena"] = "wrong"
    assert password(SETTINGS, "lena", Path()) == "right"


def test_a_password_that_the_keyring_does_not_have_is_said_with_what_to_type(kept) -> None:
    """No empty password is sent to a server."""
    with pytest.raises(InputError, match=r"no password of lena for 'post\.example'") as raised:
        password(SETTINGS, "lena", Path())
    assert raised.value.hint == "keyring set post.example lena"


def test_a_keyring_that_is_not_installed_is_said_with_a_remedy(monkeypatch) -> None:
    """It is optional: settings that name it without it are told what is missing."""
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(InputError, match="keyring isn't installed") as raised:
        password(SETTINGS, "lena", Path())
    assert "pip install keyring" in raised.value.hint
