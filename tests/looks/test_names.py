"""Origins are shown as people write them, and counted by what they are told apart by."""

from __future__ import annotations

import pytest
from making import covered, meeting, story

from monitor.reports import names


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
    assert names.of_origins(told(*articles)) == shown
