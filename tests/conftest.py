"""What all tests share."""

from __future__ import annotations

import os

import pytest

LONG = bool(os.environ.get("LONG"))


@pytest.fixture(scope="session")
def rounds():
    """How many rounds a long proof makes: all of them with LONG=1, else a shortened form of it."""
    return lambda whole, short: whole if LONG else short
