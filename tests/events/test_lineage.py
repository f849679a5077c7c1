"""By which ids facts were known: nothing of a fact that only grows, a line for each id that is given up."""

from __future__ import annotations

import pytest
from making import NOW, meeting

from events.facts import Account, Fact
from events.lineage import known_as

_DAYS = {"o": "2031-05-04", "p": "2031-05-05", "q": "2031-05-06"}  # when an article was published, by its name


def fact(*names: str) -> Fact:
    """A fact of accounts such as 'p1', the first sentence of the article 'p'."""
    accounts = tuple(
        Account(
            id=name, claim=meeting("2031-03"), article=name[0], version=1, label=name[0], origin=name[0],
            recorded_at=NOW, published=_DAYS[name[0]],
        )
        for name in names
    )  # fmt: skip
    return Fact(id=names[0], claim=accounts[0].claim, accounts=accounts)


CASES = {
    "nothing changes": ([fact("p1")], [fact("p1")], []),
    "it grows": ([fact("p1")], [fact("p1", "q1")], []),
    "an older account is found": ([fact("p1")], [fact("o1", "p1")], []),
    "its article says it otherwise": ([fact("p1")], [fact("p2")], [("p2", "p1", True)]),
    "one of two articles says it otherwise": ([fact("p1", "q1")], [fact("p2", "q1")], [("p2", "p1", True)]),
    "its oldest account goes": ([fact("p1", "q1")], [fact("q1")], [("q1", "p1", True)]),
    "its latest account goes": ([fact("p1", "q1")], [fact("p1")], [("p1", "q1", True)]),
    "it goes": ([fact("p1", "q1")], [], [("p1", "q1", True)]),
    "it goes, and another comes": ([fact("p1")], [fact("q1")], []),
    "two become one": ([fact("p1"), fact("q1")], [fact("p1", "q1")], []),
    "it is parted": ([fact("p1", "q1")], [fact("p1"), fact("q1")], [("q1", "p1", False)]),
    "it is parted, and its oldest account goes": (
        [fact("o1", "p1", "q1")], [fact("p1"), fact("q1")], [("p1", "o1", True), ("q1", "o1", False)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_an_id_that_is_given_up_is_kept_with_the_fact_that_it_meant(name: str) -> None:
    """Each id that is no account's any more, of the fact that goes on; parted facts know what they were parted from."""
    before, after, told = CASES[name]
    assert [(one.id, one.was, one.whole) for one in known_as(before, after)] == told
