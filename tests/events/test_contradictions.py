"""What cannot both stand, and how directly."""

from __future__ import annotations

import pytest
from making import claim, covered, denial, meeting, story

from events import contradictions
from events.facts import Fact

MET = meeting("2031-03", "a trade fair")
TALKED = meeting("2031-03", "a trade fair", topics="the harbour contract and its price")


def said(about: str, **slots: object):
    """A confirmation by the bidder."""
    return claim("confirmation", f"he said {about}", speaker="Viktor Larsen", about=about, **slots)


CASES = {
    "any contact denied, contact reported": (denial("any contact with Nordkai"), MET, "direct"),
    "a meeting denied with somebody who was met": (denial("meeting Viktor Larsen"), MET, "direct"),
    "denied to have met to discuss a matter that nobody reports": (denial("meeting Nordkai to discuss the contract"), MET, "apparent"),
    "denied to have met to discuss a matter that is reported": (denial("meeting Nordkai to discuss the contract"), TALKED, "direct"),
    "denied talk of a matter that is reported": (denial("discussing the harbour contract with anybody"), TALKED, "direct"),
    "denied talk of another matter": (denial("discussing her brother's job"), TALKED, None),
    "denied substantive meetings": (denial("any substantive meetings with the company"), MET, "apparent"),
    "a spokesman denies for his minister": (denial("any contact with Nordkai", speaker="Tom Bell"), MET, "direct"),
    "the other side says what was discussed": (denial("discussing the contract"), said("he and Yusuf discussed the contract over dinner"), "direct"),
    "an article says that they contradict": (
        denial("meeting anybody about the contract", disputed_by=("Viktor Larsen",)), said("the contract came up"), "direct",
    ),
    "ignorance professed of the parties' meetings": (
        denial("any meetings between Amina Yusuf and Viktor Larsen", speaker="Jo Grant", form="no_knowledge"), MET, "tension",
    ),
    "ignorance professed of other people's": (denial("any meetings", speaker="Jo Grant", form="no_knowledge"), MET, None),
    "a refusal to comment": (denial("the meeting with Nordkai", form="no_comment"), MET, None),
    "a fact granted and played down": (denial("that the meeting was improper", form="clarification"), MET, None),
    "a denial of something else": (denial("taking money from the company"), MET, None),
    "a stranger denies having been there": (denial("meeting Nordkai", speaker="Jo Grant"), MET, None),
    "a planned meeting denied": (denial("any contact with Nordkai"), meeting("2031-03", status="planned"), None),
    "contact after the denial": (denial("any contact with Nordkai"), meeting("2031-06"), None),
}  # fmt: skip


@pytest.mark.parametrize(("rejected", "asserted", "strength"), CASES.values(), ids=CASES)
def test_a_denial_contradicts_a_report_as_directly_as_its_words_allow(rejected, asserted, strength) -> None:
    """Direct, apparent, tension or none, by what the denial leaves open."""
    state = story(covered("2031-05-01", rejected), covered("2031-05-02", asserted))
    found = contradictions.among(state.facts(), state.cast)
    assert [one.strength for one in found] == ([strength] if strength else [])


def test_one_side_that_denies_and_grants_is_in_tension_with_itself() -> None:
    """A minister denies contact; her ministry grants it and plays it down."""
    granted = denial(
        "that the meeting with Nordkai was more than courtesy", speaker="the ministry", form="clarification"
    )
    state = story(covered("2031-05-01", denial("meeting Nordkai")), covered("2031-05-02", granted))
    assert [one.strength for one in contradictions.among(state.facts(), state.cast)] == ["tension"]


ANSWERS = {
    "the one who was asked acts": ("Amina Yusuf", "resigned", "2031-05-03", True),
    "somebody else acts": ("Tom Bell", "resigned", "2031-05-03", False),
    "another act": ("Amina Yusuf", "apologized", "2031-05-03", False),
    "an act that was known before": ("Amina Yusuf", "resigned", "2031-04-30", False),
}


@pytest.mark.parametrize(("actor", "action", "published", "answered"), ANSWERS.values(), ids=ANSWERS)
def test_a_call_is_answered_by_the_act_it_asks_for(actor, action, published, answered) -> None:
    """Same act, of whoever was asked, not before the call."""
    call = claim("call", "she should go", speaker="Jo Grant", action="resign", target="Amina Yusuf")
    act = claim("outcome", "it is done", actor=actor, action=action)
    state = story(covered("2031-05-01", call), covered(published, act))
    assert bool(contradictions.answers(state.facts())) is answered


def test_looking_at_one_fact_finds_its_part_of_all_contradictions() -> None:
    """What is worked out around a touched fact is exactly what concerns it in the whole."""
    state = story(
        *(
            covered(f"2031-05-0{day}", one)
            for day, one in enumerate((denial("any contact with Nordkai"), MET, TALKED, meeting("2031-02")), 1)
        )
    )
    facts: list[Fact] = list(state.facts())
    every = contradictions.among(facts, state.cast)
    assert every
    for fact in facts:
        part = contradictions.among(facts, state.cast, touching={fact.id})
        assert part == [one for one in every if fact.id in one.between]
