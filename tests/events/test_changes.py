"""What is news of a story, and what is not."""

from __future__ import annotations

import pytest
from making import claim, covered, denial, meeting, story

from events import changes, contradictions
from events.story import Story

CALL = claim("call", "she should go", speaker="Jo Grant", action="resign", target="Amina Yusuf")
GONE = claim("outcome", "she has resigned", actor="Amina Yusuf", action="resigned")
POST = "The Harbour Post"


def state(known: Story) -> changes.State:
    """A story as comparisons look at it."""
    facts = tuple(known.facts())
    return changes.State(facts, tuple(contradictions.among(facts, known.cast)), tuple(contradictions.answers(facts)))


def news(before: list, after: list) -> list[tuple[str, str | None, str | None]]:
    """What the later articles changed: change, before, after."""
    old, new = story(*before), story(*before, *after)
    return [(one.change, one.before, one.after) for one in changes.between(state(old), state(new))]


CASES = {
    "a first meeting": ([], [meeting("2031-03")], [("new", None, "Amina Yusuf and Viktor Larsen met in March 2031 (reported)")]),
    "the same by the same outlet": ([meeting("2031-03")], [meeting("2031-03")], []),
    "a more precise date": ([meeting("2031-03")], [meeting("2031-03-04")], [("detail", "2031-03", "2031-03-04")]),
    "a vaguer date": ([meeting("2031-03-04")], [meeting("2031-03")], []),
    "a place where none was known": ([meeting("2031-03")], [meeting("2031-03", "a trade fair")], [("detail", None, "a trade fair")]),
    "another place": ([meeting("2031-03", "a trade fair")], [meeting("2031-03", "her office")], [("conflict", "a trade fair", "her office")]),
    "the same place in other words": ([meeting("2031-03", "the trade fair in Bergen")], [meeting("2031-03", "at Bergen's trade fair")], []),
    "a report is confirmed": ([meeting("2031-03")], [meeting("2031-03", status="confirmed")], [("status", "reported", "confirmed")]),
    "a call is answered": ([CALL], [GONE], [("new", None, "Amina Yusuf resigned"), ("answered", None, "Amina Yusuf resigned")]),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES)
def test_a_change_is_a_changed_fact_not_a_new_page(before, after, expected) -> None:
    """An outlet that repeats what is known changes nothing; a new value, status or answer does."""
    old = [covered("2031-05-01", *before, publisher=POST)] if before else []
    assert news(old, [covered("2031-05-02", *after, publisher=POST)]) == expected


def test_a_second_origin_supports_a_fact_and_a_citation_of_the_first_does_not() -> None:
    """Support is counted in origins."""
    first = covered("2031-05-01", meeting("2031-03"), publisher=POST)
    cited = covered("2031-05-02", meeting("2031-03", attributed_to=(POST,)), publisher="Quay Weekly")
    own = covered("2031-05-02", meeting("2031-03"), publisher="Quay Weekly")
    assert (news([first], [cited]), news([first], [own])) == ([], [("support", "1", "2")])


def test_a_denial_of_what_is_known_is_news_with_its_contradiction() -> None:
    """The contradiction is a change of its own, with its strength."""
    old, new = (
        story(covered("2031-05-01", meeting("2031-03"))),
        story(covered("2031-05-01", meeting("2031-03")), covered("2031-05-02", denial("any contact with Nordkai"))),
    )
    found = changes.between(state(old), state(new))
    assert [(one.change, one.strength) for one in found] == [("new", None), ("contradiction", "direct")]


def test_a_contradiction_that_becomes_direct_is_news_again() -> None:
    """An upgraded contradiction says what it was before."""
    known = [
        covered("2031-05-01", meeting("2031-03")),
        covered("2031-05-02", denial("meeting Nordkai to discuss the contract")),
    ]
    later = [covered("2031-05-03", meeting("2031-03", topics="the contract"))]
    assert (
        "contradiction",
        "apparent",
        "Amina Yusuf denied talk of what is reported to have been talked about",
    ) in news(known, later)


def test_an_older_article_found_later_leaves_the_fact_the_same() -> None:
    """A fact's id is its oldest account's; when an older one turns up, it is still no new fact."""
    late, early = covered("2031-05-02", meeting("2031-03")), covered("2031-05-01", meeting("2031-03"))
    assert news([late], [early]) == []


def test_a_fact_that_no_article_states_any_more_is_withdrawn() -> None:
    """What the outlet took back is told as such."""
    known = state(story(covered("2031-05-01", meeting("2031-03"))))
    [withdrawn] = changes.between(known, changes.State())
    assert (withdrawn.change, withdrawn.before) == (
        "withdrawn",
        "Amina Yusuf and Viktor Larsen met in March 2031 (reported)",
    )


def test_a_fact_that_its_article_says_in_other_words_goes_on_with_what_holds_of_it() -> None:
    """An outlet that edits a sentence and adds a place has added a place: its contradiction is not told again."""
    denied = covered("2031-05-02", denial("any contact with Nordkai"))
    before = story(covered("2031-05-01", meeting("2031-03"), url="https://post.example/1"), denied)
    edited = meeting("2031-03", "a trade fair")
    after = story(covered("2031-05-01", edited, url="https://post.example/1"), denied)
    found = changes.between(state(before), state(after))
    assert [(one.change, one.before, one.after) for one in found] == [("detail", None, "a trade fair")]


def test_what_another_article_says_is_no_other_wording_of_what_one_took_back() -> None:
    """The fact is withdrawn and there anew: two outlets, two grounds."""
    before = story(covered("2031-05-01", meeting("2031-03"), url="https://post.example/1"))
    after = story(covered("2031-05-01", meeting("2031-03", "a trade fair"), url="https://post.example/2"))
    found = changes.between(state(before), state(after))
    assert [one.change for one in found] == ["new", "withdrawn"]
