"""Changes that are one piece of news are shown as one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from alerts.making_changes import change

from events.claims import Evidence
from events.claims.confirmation import Confirmation
from events.claims.meeting import Meeting
from events.facts import Account
from monitor.alerts.items import items

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "items.yaml").read_text(encoding="utf-8"))
_GROUNDS = (Evidence(0, 4, "said"),)
_CLAIMS = {
    "statement": Confirmation(evidence=_GROUNDS, speaker="Jo Grant", about="that they met"),
    "happening": Meeting(evidence=_GROUNDS, participants=("Amina Yusuf", "Viktor Larsen")),
}


def account(kind):
    """An account of somebody's statement, or of something that happened."""
    return Account(
        id=f"{kind}-1", claim=_CLAIMS[kind], article="0" * 16, version=1, label="a", origin="post", recorded_at=""
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_changes_make_these_items(case) -> None:
    """Given in order of rank; each item is led by its first change."""
    made, names = [], {}
    for given in case["changes"]:
        evidence = (account(given.pop("by")),) if "by" in given else ()
        name, what, claim = given.pop("name"), given.pop("change"), given.pop("claim")
        made.append(change(what, claim, evidence=evidence, **given))
        names[made[-1].id] = name
    found = [[names[one.id] for one in (item.lead, *item.also)] for item in items(made)]
    assert found == case["items"]
