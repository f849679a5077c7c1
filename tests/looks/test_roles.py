"""Roles are said once a time, however many words there are for them."""

from __future__ import annotations

from monitor.reports import terminal_people
from monitor.reports.screen import Screen

PARTY = {
    "name": "Ada Byrne", "aliases": [], "speaks_for": [], "spoken_for_by": [], "member_of": [], "members": [],
    "corrected": {"same_as": [], "not": []}, "defined": True, "said": [], "in": [],
    "roles": [
        {"title": title, "since": since, "until": until}
        for title, since, until in (
            ("mayor", "2030-01-01", "2031-02-03"),
            ("head of the council", "2030-01-01", "2031-02-03"),
            ("minister", "2031-02-04", None),
            ("member", None, "2029-12-31"),
            ("poet", None, None),
        )
    ],
}  # fmt: skip


def test_the_titles_of_one_time_are_said_together():
    """Two words for an office are no two offices."""
    text = " ".join(terminal_people.everybody([PARTY], Screen()).split())
    assert (
        "roles: mayor, head of the council (1 January 2030 to 3 February 2031); minister (since 4 February 2031); "
        "member (until 31 December 2029); poet" in text
    )
