"""Who is meant by a name."""

from __future__ import annotations

import pytest

from events.definition import Group, Person, Role, StoryDefinition
from events.parties import Cast, tidy

CAST = Cast(
    StoryDefinition(
        id="s",
        title="",
        people=(
            Person("Sergio Almeida", roles=(Role("finance minister", "2030-01-01", "2030-12-31"),)),
            Person(
                "Ana Prado",
                aliases=("the banker",),
                roles=(Role("finance minister", "2031-01-01"), Role("ambassador to Chile")),
            ),
            Person("Liam O'Neill"),
            Person("Rosa Weber"),
            Person("Max Weber"),
            Person("Mehmet Yılmaz", speaks_for=("Ana Prado",)),
        ),
        groups=(
            Group("Dorne Football Association"),
            Group("the opposition", aliases=("opposition lawmakers",), members=("Rosa Weber",)),
        ),
    )
)
CASES = [
    ("the DFA", None, "Dorne Football Association", "initials"),
    ("FA", None, "FA", "unknown"),
    ("Ana Prado", None, "Ana Prado", "name"),
    ("Minister Ana Prado", None, "Ana Prado", "name"),
    ("Prado", None, "Ana Prado", "surname"),
    ("Ms. Prado", None, "Ana Prado", "surname"),
    ("Prado’s", None, "Ana Prado", "surname"),
    ("the finance minister", "2030-05-01", "Sergio Almeida", "role"),
    ("the finance minister", "2031-05-01T10:00:00Z", "Ana Prado", "role"),
    ("the finance minister", None, "finance minister", "unknown"),
    ("the ambassador to Chile", None, "Ana Prado", "role"),
    ("Sergjo Almeida", None, "Sergio Almeida", "spelling"),
    ("Sergio Almeyda", None, "Sergio Almeida", "spelling"),
    ("Silvia Almeida", None, "Silvia Almeida", "unknown"),
    ("Weber", None, "Weber", "unknown"),
    ("Liam O’Neill", None, "Liam O'Neill", "name"),
    ("the banker", None, "Ana Prado", "alias"),
    ("Opposition lawmakers", None, "the opposition", "group"),
    ("former minister Rosa Weber", None, "Rosa Weber", "name"),
    ("government spokesman Mehmet Yılmaz", None, "Mehmet Yılmaz", "title"),
    ("the banker of the late king", None, "Ana Prado", "description"),
    ("Sen. Kate Moss", None, "Kate Moss", "unknown"),
    ("the White House", None, "White House", "unknown"),
    ("Justice Department", None, "Justice Department", "unknown"),
]


@pytest.mark.parametrize(("name", "on", "party", "via"), CASES)
def test_a_name_means_the_party_that_a_careful_reader_would_take_it_for(name, on, party, via) -> None:
    """Names, aliases, roles at the date, groups, unique surnames and spellings; otherwise the name itself, tidied."""
    found = CAST.resolve(name, on)
    assert found.via == via
    assert found.name == party or (via == "unknown" and found.name.removeprefix("the ") == party)


def test_two_people_who_share_a_surname_are_never_merged_on_it() -> None:
    """'Weber' alone is nobody of the two."""
    assert CAST.resolve("Weber").via == "unknown"


def test_the_parties_of_a_text_are_found_in_order_and_once() -> None:
    """Mentions by name, alias, surname and role of the date."""
    text = "The banker met Mr O’Neill; opposition lawmakers, and the finance minister. Ana Prado left."
    assert CAST.mentioned(text, "2030-02-02") == ["Ana Prado", "Liam O'Neill", "the opposition", "Sergio Almeida"]


def test_a_spokesman_is_on_the_side_of_whom_he_speaks_for() -> None:
    """Sides and groups, as the definition has them."""
    assert CAST.side("Mehmet Yılmaz") == {"Mehmet Yılmaz", "Ana Prado"}
    assert (CAST.spokespeople("Ana Prado"), CAST.belongs("Rosa Weber")) == ({"Mehmet Yılmaz"}, {"the opposition"})


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Mr. Bo Li (D)", "Bo Li"), ("the Ministry of Health", "Ministry of Health"), ("an aide", "an aide")],
)
def test_a_stranger_is_shown_without_honorific_and_article(name, shown) -> None:
    """Names that no party bears are tidied, so that two outlets' forms of one stranger agree."""
    assert tidy(name) == shown
