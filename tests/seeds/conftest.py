"""Each test that asks for a page runs once for every page of seeds/."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from seed_files import EXPECTED, SEEDS, SHARED, load_gold, main_text


@pytest.fixture(params=sorted(EXPECTED))
def name(request) -> str:
    """Name each page in turn."""
    return request.param


@pytest.fixture
def expected(name) -> dict:
    """Give what expected.yaml says of the page."""
    return EXPECTED[name]


@pytest.fixture
def quotations(expected) -> list[str]:
    """Give the page's direct quotations without their marks."""
    return [quotation for said in expected["quotations"].values() for quotation in said]


@pytest.fixture
def html(name) -> str:
    """Read the page."""
    return (SEEDS / name).read_text(encoding="utf-8")


@pytest.fixture
def text(name) -> str:
    """Give the page's main text."""
    return main_text(name)


@pytest.fixture
def gold(name) -> dict:
    """Give the page's annotations."""
    return load_gold(name)


@pytest.fixture(scope="session")
def manifest() -> dict:
    """Read the manifest."""
    return tomllib.loads((SEEDS / "manifest.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Give the folder of the pages."""
    return SEEDS


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the source articles, or skip."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the source articles are other people's texts and not part of the repository")
    return SHARED
