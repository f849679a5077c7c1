"""The bank of news sentences is well formed, covers what it promises, and is read no worse than it was."""

import re
import tomllib
from collections import Counter
from datetime import date
from typing import get_args

import pytest

from benchmarks.reading import sentences
from benchmarks.reading.scoring import same_name
from events.claims import KINDS, Claim, kind_name
from events.claims.call import Action as Demanded
from events.claims.denial import Form
from events.claims.meeting import Status as MeetingStatus
from events.claims.outcome import Action as Done
from events.claims.outcome import Status as OutcomeStatus

# The slots of an annotation: slot -> what it may hold. None: a party or free text, which may be null if it is in EMPTY.
SLOTS = {
    "meeting": {"participants": None, "when": None, "where": None, "status": get_args(MeetingStatus)},
    "denial": {"speaker": None, "form": get_args(Form)},
    "call": {"speaker": None, "target": None, "action": get_args(Demanded)},
    "outcome": {
        "actor": None, "action": get_args(Done), "target": None, "status": get_args(OutcomeStatus), "when": None,
    },
    "confirmation": {"speaker": None},
}  # fmt: skip
EMPTY = {("meeting", "when"), ("meeting", "where"), ("call", "target"), ("outcome", "target"), ("outcome", "when")}
OWN_SLOTS = {  # of a kind that the guide of claims does not have: the fields of its class
    kind_name(kind): set(kind.__struct_fields__) - set(Claim.__struct_fields__) for kind in KINDS
}
BESIDE = {"kind", "about", "certain"}
PARTIES = ("participants", "speaker", "actor")
PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
LEAST = {"bait": 250, **dict.fromkeys(SLOTS, 220)}  # passages of each file, kept back or not
LEAST_OF_ANOTHER = 6  # of a kind that the guide of claims does not have
MOST_WORDS = 14  # of `about`: under 15
MOST_SENTENCES = 4
THIRD = 3  # every third passage is kept back

READ_ALL_THE_SAME = {"bait-343"}  # of the tuned part: known errors

FLOORS = tomllib.loads(sentences.FLOORS.read_text(encoding="utf-8"))
BANK = {part: sentences.passages(part) for part in sentences.PARTS}
EVERY = [passage for part in BANK.values() for passage in part]
CLAIMS = [(passage, claim) for passage in EVERY for claim in passage.claims]


@pytest.fixture(scope="module")
def figures():
    """What the built-in reader makes of each part."""
    return {part: sentences.table(map(sentences.judged, passages)) for part, passages in BANK.items()}


def names(claim):
    """The parties that a claim can't do without."""
    found = [claim[slot] for slot in PARTIES if slot in claim]
    return [name for value in found for name in ([value] if isinstance(value, str) else value)]


def test_every_kind_has_a_file():
    """There is a file of passages for each kind of claim, and one without claims."""
    assert set(sentences.FILES) == {*map(kind_name, KINDS), "bait"}


@pytest.mark.parametrize("file", sentences.FILES)
def test_enough_passages(file):
    """Each file holds as many passages as the bank promises, tuned and kept back together."""
    held = [
        passage
        for passage in EVERY
        if passage.file == file
        and (file == "bait" or any(claim["kind"] == file and claim.get("certain", True) for claim in passage.claims))
    ]
    assert len(held) >= LEAST.get(file, LEAST_OF_ANOTHER)


def test_ids_are_unique_and_say_what_is_kept_back():
    """Ids number the passages of a kind; those that three divides are kept back, and no others."""
    assert [id_ for id_, count in Counter(passage.id for passage in EVERY).items() if count > 1] == []
    for part, passages in BANK.items():
        for passage in passages:
            file, number = passage.id.rsplit("-", 1)
            assert file == passage.file, passage.id
            assert (int(number) % THIRD == 0) == (part == "kept_back"), passage.id


def test_texts_differ():
    """No passage is there twice."""
    assert len({passage.text for passage in EVERY}) == len(EVERY)


def test_passages_are_short_and_dated():
    """A passage is a few sentences, published on a day of the calendar."""
    for passage in EVERY:
        assert date.fromisoformat(passage.published).isoformat() == passage.published
        assert passage.text == passage.text.strip() != ""
        ends = re.findall(r"(?<=[a-z0-9”’'\")])[.?!][”’'\")]*(?=\s+[“‘'\"A-ZÀ-Ž]|$)", passage.text)
        assert len(ends) <= MOST_SENTENCES + 2, passage.id  # 'Mr.', 'Sen.' and questions inside quotations count too


def test_bait_holds_no_claim():
    """What only looks like a claim is annotated as none; every other file's passages hold one of its kind."""
    for passage in EVERY:
        kinds = {claim["kind"] for claim in passage.claims}
        assert passage.file in kinds if passage.file != "bait" else not kinds, passage.id


def test_slots():
    """Every claim gives the slots of its kind, with the values that the guide of claims allows."""
    for passage, claim in CLAIMS:
        kind = claim["kind"]
        allowed = SLOTS.get(kind) or dict.fromkeys(OWN_SLOTS[kind])
        assert set(allowed) <= set(claim) <= set(allowed) | BESIDE, passage.id
        for slot, values in allowed.items():
            value = claim[slot]
            if value is None:
                assert (kind, slot) in EMPTY or kind not in SLOTS, (passage.id, slot)
            elif slot == "when":
                assert PARTIAL_DATE.fullmatch(value), (passage.id, value)
                date.fromisoformat((value + "-01-01")[: len("2016-07-18")])
            elif isinstance(value, list):
                assert len(value) > (slot == "participants"), passage.id
                assert all(isinstance(name, str) and name for name in value), passage.id
            else:
                assert isinstance(value, str), (passage.id, slot)
                assert value, (passage.id, slot)
                assert values is None or value in values, (passage.id, slot, value)
        assert len(claim.get("about", "").split()) <= MOST_WORDS, passage.id
        assert claim.get("certain", True) in (True, False), passage.id


def test_parties_are_named_in_their_passage():
    """A party is called by words of the passage."""
    for passage, claim in CLAIMS:
        words = set(re.findall(r"[^\W_]+", passage.text.lower()))
        for name in names(claim):
            assert set(re.findall(r"[^\W_]+", name.lower())) <= words | {"and", "the", "a", "an"}, (passage.id, name)


def test_a_claim_is_annotated_once():
    """No passage lists one claim twice."""
    for passage in EVERY:
        keys = [(claim["kind"], *names(claim), claim.get("action"), claim.get("form"), claim.get("when"),
                 str(claim.get("target")), str(claim.get("about"))) for claim in passage.claims]  # fmt: skip
        assert len(keys) == len(set(keys)), passage.id


def test_parties_of_a_meeting_differ():
    """No meeting lists one party under two names."""
    for passage, claim in CLAIMS:
        if claim["kind"] == "meeting":
            people = claim["participants"]
            assert len(set(people)) == len(people), passage.id
            same = [(a, b) for n, a in enumerate(people) for b in people[n + 1 :] if a in b or b in a]
            assert not [pair for pair in same if same_name(*pair) and "wife" not in pair[1]], passage.id


@pytest.mark.parametrize(
    ("part", "kind", "figure"),
    [(part, kind, figure) for part, kinds in FLOORS.items() for kind, floor in kinds.items() for figure in floor],
)
def test_floor(figures, part, kind, figure):
    """The built-in reader reads the bank no worse than when the floor was set."""
    assert getattr(figures[part][kind], figure) >= FLOORS[part][kind][figure]


def test_bait_is_read_as_empty():
    """Every passage that only looks like a claim is left alone, but for the known errors."""
    bait = [passage for passage in BANK["tune"] if passage.file == "bait"]
    assert {passage.id for passage in bait if sentences.judged(passage)} == READ_ALL_THE_SAME


def test_every_figure_has_a_floor():
    """No part or kind of the bank is left out of the floors."""
    assert {(part, kind) for part, kinds in FLOORS.items() for kind in kinds} == {
        (part, kind) for part in sentences.PARTS for kind in sentences.ROWS
    }
    assert all(set(floor) == set(sentences.BELOW) for kinds in FLOORS.values() for floor in kinds.values())


def test_what_is_kept_back_is_not_shown(capsys):
    """Asking for the errors of the passages that are kept back is refused."""
    assert sentences.main(["--errors", "kept_back"]) == 2
    assert "kept back" in capsys.readouterr().err
