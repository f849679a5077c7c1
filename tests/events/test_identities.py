"""Whom names mean once persons have said who is who."""

from __future__ import annotations

import pytest
from making import HARBOUR

from events import codec
from events.corrections import Corrections
from events.identities import Identities, identities
from events.log import CorrectionMade
from events.parties import Cast


def said(action, *names, at=0, **more):
    """A correction of names."""
    return CorrectionMade("harbour", "", action, "Ida", "so", f"2031-06-01T00:00:{at:02}Z", names=names, **more)


@pytest.mark.parametrize(
    ("known", "name", "meant"),
    [
        (Identities(), "Victor Larson", ("Viktor Larsen", "spelling")),
        (Identities(apart=(("Viktor Larsen", "Victor Larson"),)), "Victor Larson", ("Victor Larson", "unknown")),
        (Identities(apart=(("Viktor Larsen", "Victor Larson"),)), "Larsen", ("Viktor Larsen", "surname")),
        (Identities(apart=(("Amina Yusuf", "Minister Yusuf"),)), "Minister Yusuf", ("Minister Yusuf", "unknown")),
        (Identities(apart=(("Amina Yusuf", "Yusuf"),)), "Mr Yusuf", ("Mr Yusuf", "unknown")),
        (Identities(same=(("Viktor Larsen", "Lars Viken"),)), "Mr Viken", ("Viktor Larsen", "surname")),
        (Identities(same=(("Viktor Larsen", "Lars Viken"),)), "Lars Viken", ("Viktor Larsen", "correction")),
        (Identities(same=(("Jo Grant", "Tom Bell"),)), "the ministry", ("Jo Grant", "alias")),
        (Identities(same=(("Jo Grant", "Tom Bell"),)), "Tom Bell", ("Jo Grant", "correction")),
        (Identities(same=(("Ann Bo", "Anne Boe"),)), "Anne Boe", ("Ann Bo", "correction")),
        (Identities(same=(("Ann Bo", "Anne Boe"),)), "Ann Bo", ("Ann Bo", "unknown")),
        (Identities(same=(("Ann Bo", "Anne Boe"), ("Anne Boe", "Jo Grant"))), "Ann Bo", ("Jo Grant", "correction")),
        (Identities(same=(("Nordkai", "the shipyard"),)), "the shipyard", ("Nordkai", "correction")),
    ],
)
def test_a_name_means_whom_persons_said(known, name, meant) -> None:
    """With the step that decided it; steps that are not spoken of decide as before."""
    assert Cast(HARBOUR, known).resolve(name) == meant


def test_one_party_has_the_sides_and_groups_of_both() -> None:
    """Who spoke for the minister still does, and a group's members are named as they are shown."""
    known = Identities(same=(("Jo Grant", "Tom Bell"), ("Jo Grant", "Viktor Larsen")))
    cast = Cast(HARBOUR, known)
    assert cast.names == {"Amina Yusuf", "Jo Grant", "Nordkai"}
    assert cast.side("Jo Grant") == {"Jo Grant", "Amina Yusuf"}
    assert cast.belongs("Jo Grant") == {"Nordkai"}
    assert cast.definition == HARBOUR


def test_a_name_that_means_a_party_makes_a_text_one_about_the_story() -> None:
    """A name of somebody whom the story doesn't know does not, whatever else it means."""
    known = Identities(same=(("Viktor Larsen", "Lars Viken"), ("Ann Bo", "Anne Boe")))
    cast = Cast(HARBOUR, known)
    assert cast.mentions_any("Then Lars Viken left.")
    assert not cast.mentions_any("Then Anne Boe left.")
    assert not Cast(HARBOUR).mentions_any("Then Lars Viken left.")


def test_what_names_no_two_names_means_nothing() -> None:
    """As in a bundle of a program that knows more, or that somebody made up."""
    assert identities([said("same", "A"), said("alias"), said("not-same", "A", "B", "C")]) == Identities()
    assert Cast(HARBOUR, Identities(same=(("", ""),))).resolve("") == ("", "unknown")


def test_of_two_that_say_the_opposite_the_later_counts() -> None:
    """Whatever their order within the pair; one that was undone never was."""
    same, apart = said("same", "A", "B"), said("not-same", "B", "A", at=1)
    assert identities([same, apart]) == Identities(apart=(("B", "A"),))
    assert identities([apart, same]) == Identities(same=(("A", "B"),))
    undo = CorrectionMade("harbour", "", "undo", "Ida", "no", "2031-06-02", undoes=codec.event_id(apart))
    assert Corrections((same, apart)).identities == Identities(apart=(("B", "A"),))
    assert Corrections((same, apart, undo)).identities == Identities(same=(("A", "B"),))
