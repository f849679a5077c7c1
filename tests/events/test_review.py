"""What a person is asked, and what decides it."""

from __future__ import annotations

import pytest
from making import NOW, covered, denial, meeting, story

from events import contradictions, corrections, identities
from events.log import CorrectionMade, Target
from events.review import items
from events.story import fold

WHO = ("Amina Yusuf", "Viktor Larsen")


def asked(state):
    """Question and id of each item."""
    return [(item.question, item.id) for item in items(state, contradictions.among(list(state.facts()), state.cast))]


def keep(state, *accounts):
    """The state in which a person vouched for accounts."""
    targets = tuple(Target(one.id, one.article, one.version, one.claim) for one in accounts)
    return fold(state, CorrectionMade("harbour", "", "keep", "Ida", "so", "2031-06-01", targets=targets), NOW)


def accounts(state):
    """Every account, by its outlet."""
    return {one.publisher: one for block in state.blocks.values() for one in block.accounts()}


@pytest.mark.parametrize(("confidence", "unsure"), [(0.67, True), (0.68, False), (0.9, False)])
def test_a_fact_below_the_line_is_asked_about_until_it_is_kept(confidence, unsure) -> None:
    """At the line it is sure enough."""
    state = story(covered("2031-05-01", meeting("2031-03-04", confidence=confidence)))
    [fact] = state.facts()
    assert asked(state) == ([("unsure", fact.id)] if unsure else [])
    assert asked(keep(state, *fact.accounts)) == []


def test_what_contradicts_more_is_asked_first() -> None:
    """A meeting that somebody denies, before an older one that nobody does."""
    state = story(
        covered("2031-05-01", meeting("2031-03-04", who=("Amina Yusuf", "Jo Grant"), confidence=0.5)),
        covered("2031-05-02", meeting("2031-03-09", confidence=0.5)),
        covered("2031-05-03", denial("ever meeting Viktor Larsen")),
    )
    facts = {fact.claim.participants: fact.id for fact in state.facts() if fact.claim.kind == "meeting"}
    assert [name for _, name in asked(state)] == [facts[WHO], facts["Amina Yusuf", "Jo Grant"]]


def test_an_unsure_account_of_a_sure_fact_is_asked_about_if_it_says_more() -> None:
    """Another place is a question; the same account in the same article's outlet is none."""
    sure = covered("2031-05-01", meeting("2031-03-04", "the Grand Hotel"), publisher="Post")
    more = covered("2031-05-02", meeting("2031-03-04", "the opera", confidence=0.5), publisher="Weekly")
    less = covered("2031-05-03", meeting("2031-03-04", confidence=0.5), publisher="Post")
    state = story(sure, more, less)
    unsure = accounts(state)["Weekly"]
    assert ("unsure", unsure.id) in asked(state)
    assert len([one for one in asked(state) if one[0] == "unsure"]) == 1


def test_accounts_that_differ_are_asked_about_until_all_of_them_are_kept() -> None:
    """A vaguer date is no difference, another place is; one kept account does not decide it."""
    state = story(
        covered("2031-05-01", meeting("2031-03-04", "the Grand Hotel"), publisher="Post"),
        covered("2031-05-02", meeting("2031-03", "the opera"), publisher="Weekly"),
    )
    [fact] = state.facts()
    assert asked(state) == [("differ", f"{fact.id}:where")]
    assert asked(keep(state, fact.accounts[0])) == [("differ", f"{fact.id}:where")]
    assert asked(keep(state, *fact.accounts)) == []


def test_an_account_that_may_mean_either_of_two_facts_is_asked_about() -> None:
    """With both; kept, it stays vague and is asked no more."""
    state = story(
        covered("2031-05-01", meeting("2031-03-04"), publisher="Post"),
        covered("2031-05-02", meeting("2031-04-09"), publisher="Weekly"),
        covered("2031-05-03", meeting("2031"), publisher="Dockside"),
    )
    [item] = items(state)
    assert (item.question, len(item.likely)) == ("vague", 2)
    assert asked(keep(state, accounts(state)["Dockside"])) == []


@pytest.mark.parametrize(
    ("name", "parties"),
    [
        ("Amina Yusufova", ("Amina Yusuf",)),
        ("Viktor Larsenn", ()),  # the spelling decides it
        ("Tim Belk", ()),
        ("an aide", ()),
    ],
)
def test_a_name_that_is_nearly_somebodys_is_asked_about(name, parties) -> None:
    """One that means a party by itself, or is like none, is not."""
    state = story(covered("2031-05-01", meeting("2031-03-04", who=("Jo Grant", name))))
    assert [item.parties for item in items(state)] == ([parties] if parties else [])
    assert [item.id for item in items(state)] == ([f"name:{name}"] if parties else [])


def test_the_actions_on_names_are_actions() -> None:
    """The one list of actions has them."""
    assert set(identities.ACTIONS) < set(corrections.ACTIONS)
