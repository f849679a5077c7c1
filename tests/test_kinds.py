"""Every kind of claim stands in all the places that it needs, and a forgotten one is noticed."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from events.claims import KINDS, kind_name
from monitor.reading.kinds import KIND_READERS

ROOT = Path(__file__).parents[1]


def forgotten(kind: str, root: Path = ROOT) -> list[str]:
    """The places that a kind needs and does not have; docs/adding-a-kind.md lists them."""
    golden = [
        line for path in (root / "tests/events/golden").glob("*.jsonl") for line in path.read_bytes().splitlines()
    ]
    stored = {c["kind"] for line in golden for c in msgspec.json.decode(line)["data"].get("claims", ())}
    places = {
        "events/claims": (root / "events/claims" / f"{kind}.py").exists(),
        "KINDS": kind in {kind_name(one) for one in KINDS},
        "monitor/reading": any((root / "monitor/reading").glob(f"{kind}.py"))
        or (root / "monitor/reading" / kind).is_dir(),
        "KIND_READERS": kind in {kind_name(one) for one in KIND_READERS},
        "cases": (root / "tests/reading/sentences" / f"{kind}.yaml").exists(),
        "README": f"| {kind} |" in (root / "README.md").read_text(encoding="utf-8"),
        "golden": kind in stored,
    }
    return [place for place, there in places.items() if not there]


@pytest.mark.parametrize("kind", [kind_name(kind) for kind in KINDS])
def test_a_kind_stands_in_every_place_that_it_needs(kind: str) -> None:
    """Claim, list, reading, its list, cases, a line for users, and a stored event."""
    assert forgotten(kind) == []


def test_every_forgotten_place_is_noticed() -> None:
    """A kind that nobody has written is missing everywhere."""
    assert forgotten("a kind that nobody has written") == [
        "events/claims",
        "KINDS",
        "monitor/reading",
        "KIND_READERS",
        "cases",
        "README",
        "golden",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=kind_name)
def test_a_kind_answers_what_is_asked_of_it(kind) -> None:
    """The slots that a kind names are slots that it has, and it says what makes two of its claims one."""
    for slot in (*kind.party_slots, *kind.identity_slots, *kind.detail_slots, *kind.side_by_side):
        assert slot in kind.__struct_fields__
    assert kind.plural
    for method in ("block", "likeness", "merged", "sentence"):
        assert method in vars(kind), f"{kind.__name__} inherits {method}, which answers nothing"
