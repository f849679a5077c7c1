"""The annotations keep to the guide's format, and their evidence is in the pages word for word."""

from __future__ import annotations

import json
import re

import pytest
from seed_files import load_gold

SLOTS = {
    "meeting": {"participants", "when", "where", "status"},
    "denial": {"speaker", "form", "about"},
    "call": {"speaker", "target", "action"},
    "outcome": {"actor", "action", "target", "status", "when"},
    "confirmation": {"speaker", "about"},
}
# What makes two annotators' claims the same one: everything but their own wording of places, matters and targets.
SAME = {
    "meeting": ("participants", "when", "status"),
    "denial": ("speaker", "form"),
    "call": ("speaker", "target", "action"),
    "outcome": ("actor", "action", "status", "when"),
    "confirmation": ("speaker",),
}


def key(claim: dict) -> tuple:
    """Give what makes a claim the same one: its kind, certainty and slots; two descriptions of one party are equal."""
    described = {"Russia's ambassador to Washington": "the Russian ambassador to Washington"}
    slots = [claim[slot] for slot in SAME[claim["kind"]]]
    return (claim["kind"], repr([[described.get(p, p) for p in s] if isinstance(s, list) else s for s in slots]))


def test_evidence_is_verbatim_in_the_main_text(gold, text):
    """Each piece of evidence, 20 characters or more, is found in the extracted text, in exactly one place."""
    evidence = [quote for claim in gold["claims"] for quote in claim["evidence"]]
    assert [quote for quote in evidence if text.count(quote) != 1] == []
    assert min(map(len, evidence)) >= 20


def test_annotations_keep_to_the_format(gold, name, manifest):
    """The file names its page and date; each claim has the slots of its kind, with dates as the guide writes them."""
    assert gold["article"] == name
    assert gold["published"] == manifest[name]["published"].isoformat()
    for claim in gold["claims"]:
        assert set(claim) - {"count"} == SLOTS[claim["kind"]] | {"kind", "evidence", "certain"}
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", claim.get("when") or "2016")
        assert len(claim.get("about", "").split()) < 15


def test_no_claim_is_annotated_twice(gold):
    """One claim per distinct kind and slots."""
    claims = [repr({k: v for k, v in claim.items() if k not in ("evidence", "certain")}) for claim in gold["claims"]]
    assert len(claims) == len(set(claims))


def test_story_follows_from_the_annotations():
    """Three meetings of the principals by month, the third known only in July, when the recusal is known too."""
    march = [c for n in MARCH for c in load_gold(n)["claims"]]
    july = load_gold("2017-07-24-aba-journal.html")["claims"]
    assert months(march) == {"2016-07", "2016-09"}
    assert months(july) == {"2016-04", "2016-07", "2016-09"}
    recused = [[c["status"] for c in claims if c.get("action") == "recused"] for claims in (march, july)]
    assert recused == [[], ["done"]]


MARCH = [
    f"2017-03-02-{n}.html" for n in ("voice-of-america", "christian-science-monitor", "moscow-times", "deutsche-welle")
]


def months(claims: list[dict]) -> set[str]:
    """Give the months of the meetings of the story's two principals."""
    principals = {"Jeff Sessions", "Sergey Kislyak", "Sergei Kislyak"}
    return {c["when"] for c in claims if c["kind"] == "meeting" and set(c["participants"]) <= principals}


@pytest.fixture
def source_gold(shared, expected):
    """Read the annotations of the page's source."""
    file = (shared / "claims" / "gold" / expected["source"]).with_suffix(".json")
    return json.loads(file.read_text(encoding="utf-8"))


def test_retelling_makes_the_claims_of_its_source(gold, source_gold):
    """Every certain claim of the source is in the retelling with the same slots, and no other is."""
    ours, theirs = (sorted(key(c) for c in g["claims"] if c["certain"]) for g in (gold, source_gold))
    assert ours == theirs
