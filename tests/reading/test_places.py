"""Places and occasions: what counts as one, and where the phrase ends."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reading import places

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "places.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_find(text, expected):
    """A sentence gives its places and occasions whole, cut off at dates and the ends of clauses."""
    assert [place.where for place in places.find(text)] == expected


def test_people_are_no_places():
    """A name that the caller knows as a person's is not taken for a place."""
    assert [place.where for place in places.find("He met them in Lund.")] == ["Lund"]
    assert places.find("He trusted in Lund.", people=["Lund"]) == []


@settings(derandomize=True, max_examples=400)
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(
                ["at", "in", "of", "the", "a", "hotel", "Hotel", "Cork", ",", "Ohio", "on", "during", "summit", "'s",
                 "’", "St.", "May", "3", "over dinner", "by phone", "sidelines", "on the sidelines of", "near", "his",
                 "and"]
            ),
            max_size=14,
        ).map(" ".join),
    )
)  # fmt: skip
def test_any_text(text):
    """Whatever the text, places are in order, apart, and worded as the text words them."""
    reached = 0
    for place in places.find(text):
        assert reached <= place.start < place.end <= len(text)
        assert place.where in " ".join(text[place.start : place.end].split())
        reached = place.end


def test_linear():
    """Eight times the text takes about eight times the time."""
    for unit in ("at the hotel in Cork ", "in of the ", "word ", "Cork of the ", "at 's "):
        places.find(unit * 100)
        took = []
        for times in (1000, 8000):
            start = process_time()
            places.find(unit * times)
            took.append(process_time() - start)
        assert took[1] < 8 * 4 * took[0] + 0.05, unit
