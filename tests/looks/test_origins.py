"""Origins are shown as people write them, and counted by what they are told apart by."""

from __future__ import annotations

import msgspec
import pytest
from making import covered, meeting, story

from monitor.reports import origins, terminal_origins
from monitor.reports.screen import Screen


def told(*articles):
    """The accounts of a story of such articles."""
    return [account for fact in story(*articles).facts() for account in fact.accounts]


@pytest.mark.parametrize(
    ("publishers", "credited", "shown"),
    [
        (("The Harbour Post",), (), {"harbour post": "The Harbour Post"}),
        (("Valley Herald", "Valley Herald", "VALLEY HERALD"), (), {"valley herald": "Valley Herald"}),
        (("Quay Weekly",), ("Valley Herald", "officials"), {"valley herald": "Valley Herald"}),
        (("Quay Weekly",), ("officials",), {"quay weekly": "Quay Weekly"}),
    ],
)
def test_an_origin_is_named_as_most_accounts_write_it(publishers, credited, shown):
    """The spelling is that of the publisher, or of whoever credits the outlet, not the flattened one."""
    articles = [
        covered(f"2031-01-0{day}", meeting("2030-05", f"room {day}", attributed_to=credited), publisher=publisher)
        for day, publisher in enumerate(publishers, 1)
    ]
    assert origins.names(told(*articles)) == shown


def test_who_was_first_and_who_repeats():
    """The outlet that found a thing out is told from one that says it found it there, and from one known by name only."""
    said = meeting("2030-05", "the harbour office")
    found = origins.origins(
        story(
            covered("2031-01-01", said, publisher="Valley Herald"),
            covered(
                "2031-01-02", msgspec.structs.replace(said, attributed_to=("Valley Herald",)), publisher="Quay Weekly"
            ),
            covered(
                "2031-01-03", meeting("2030-06", "a hotel", attributed_to=("River Tribune",)), publisher="Quay Weekly"
            ),
        )
    )
    keys = ("origin", "first", "accounts", "articles", "repeats", "of")
    assert [tuple(one[key] for key in keys) for one in found] == [
        ("Valley Herald", 1, 2, 1, 0, []),
        ("River Tribune", 1, 1, 0, 0, []),
        ("Quay Weekly", 0, 0, 2, 2, ["River Tribune", "Valley Herald"]),
    ]
    text = terminal_origins.origins(found, Screen())
    assert "first to report 1 fact · origin of 2 accounts" in text
    assert "found out nothing of its own" in text
    assert "known from others only" in text
    assert "2 accounts after River Tribune, Valley Herald" in text
