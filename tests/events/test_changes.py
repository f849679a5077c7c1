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


def held(*articles) -> changes.State:
    """The state of a story as comparisons look at it, what is unsure held back."""
    known = story(*articles)
    facts = tuple(known.facts())
    return changes.state(facts, contradictions.among(facts, known.cast), contradictions.answers(facts), 0.68)


UNSURE = covered("2031-05-01", meeting("2031-03-04", "the Grand Hotel", confidence=0.5), publisher="Post")
SURE = covered("2031-05-02", meeting("2031-03-04", "the opera"), publisher="Weekly")


def told(before, after):
    """Kind, standing and value of each change."""
    return [(one.change, one.held, one.after) for one in changes.between(before, after)]


def test_what_is_unsure_makes_changes_that_are_marked_as_held() -> None:
    """A fact of it alone is new, and withdrawn, as something held."""
    sentence = "Amina Yusuf and Viktor Larsen met on 4 March 2031 (the Grand Hotel; reported)"
    assert told(held(), held(UNSURE)) == [("new", True, sentence)]
    assert told(held(UNSURE), held()) == [("withdrawn", True, None)]


def test_a_fact_that_becomes_sure_is_new_with_what_its_sure_accounts_say() -> None:
    """The place of the unsure account is no part of it."""
    [change] = changes.between(held(UNSURE), held(UNSURE, SURE))
    assert (change.change, change.held) == ("new", False)
    assert change.after == "Amina Yusuf and Viktor Larsen met on 4 March 2031 (the opera; reported)"
    assert [one.publisher for one in change.evidence] == ["Weekly"]


def test_what_an_unsure_account_adds_to_a_sure_fact_is_held() -> None:
    """In whatever order the two come."""
    assert told(held(SURE), held(SURE, UNSURE)) == [("conflict", True, "the Grand Hotel")]


def test_a_fact_that_becomes_less_sure_is_no_news() -> None:
    """As when a better reader thinks less of it, or a person no longer vouches for it."""
    surer = covered("2031-05-01", meeting("2031-03-04", "the Grand Hotel", confidence=0.7), publisher="Post")
    assert told(held(surer), held(UNSURE)) == []


def test_a_contradiction_is_news_once_both_sides_are_sure() -> None:
    """Not while one of them is held."""
    denied = covered("2031-05-03", denial("ever meeting Viktor Larsen"))
    assert [what for what, unsure, _ in told(held(UNSURE), held(UNSURE, denied)) if not unsure] == ["new"]
    made = [what for what, unsure, _ in told(held(UNSURE, denied), held(UNSURE, denied, SURE)) if not unsure]
    assert made == ["new", "contradiction"]
