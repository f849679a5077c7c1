"""Which accounts become one fact."""

from __future__ import annotations

import pytest
from making import claim, covered, denial, meeting, story

CASES = {
    "a month and a day of it are one meeting": ([meeting("2031-03"), meeting("2031-03-04")], ["2031-03-04"], 0),
    "two exact dates are two meetings": ([meeting("2031-03-04"), meeting("2031-03-05")], ["2031-03-04", "2031-03-05"], 0),
    "two months are two meetings": ([meeting("2031-03"), meeting("2031-04")], ["2031-03", "2031-04"], 0),
    "no date joins the one meeting known": ([meeting(None), meeting("2031-03")], ["2031-03"], 0),
    "no date beside two meetings stays loose": ([meeting(None), meeting("2031-03"), meeting("2031-04")], ["2031-03", "2031-04"], 1),
    "a year beside two meetings stays loose": ([meeting("2031"), meeting("2031-03"), meeting("2031-04")], ["2031-03", "2031-04"], 1),
    "met twice is loose beside two": ([meeting(None, count=2), meeting("2031-03"), meeting("2031-04")], ["2031-03", "2031-04"], 1),
    "met twice is a fact where none is known": ([meeting(None, count=2)], [None], 0),
    "other people's meeting is another": ([meeting("2031-03"), meeting("2031-03", who=("Amina Yusuf", "Jo Grant"))], ["2031-03", "2031-03"], 0),
    "a third person beside the principals changes nothing": (
        [meeting("2031-03"), meeting("2031-03", who=("Amina Yusuf", "two aides", "Viktor Larsen"))], ["2031-03"], 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "dates", "loose"), CASES.values(), ids=CASES)
def test_meetings_of_different_articles_are_one_when_their_parties_and_dates_agree(claims, dates, loose) -> None:
    """Sameness of meetings: principals and compatible dates, never a guess between two."""
    state = story(*(covered(f"2031-05-{day + 1:02}", one) for day, one in enumerate(claims)))
    assert sorted((fact.claim.when for fact in state.facts()), key=str) == sorted(dates, key=str)
    assert len(list(state.loose())) == loose


def test_differing_places_of_one_meeting_are_kept_as_accounts() -> None:
    """Outlets that place one meeting differently describe one meeting, each with its own place."""
    state = story(
        covered("2031-05-01", meeting("2031-03", "a trade fair")),
        covered("2031-05-02", meeting("2031-03", "her office")),
    )
    [fact] = state.facts()
    assert [account.claim.where for account in fact.accounts] == ["a trade fair", "her office"]


def test_two_claims_that_one_article_keeps_apart_stay_apart() -> None:
    """A reader has merged what an article says twice: what is left are two facts."""
    state = story(covered("2031-05-01", meeting("2031-03", "a trade fair"), meeting("2031-03", "her office")))
    assert len(list(state.facts())) == 2


def test_a_confirmation_by_any_account_makes_the_fact_confirmed() -> None:
    """The weightiest status wins, whoever came first."""
    state = story(
        covered("2031-05-01", meeting("2031-03", status="reported")),
        covered("2031-05-02", meeting("2031-03", status="confirmed")),
    )
    assert [fact.claim.status for fact in state.facts()] == ["confirmed"]


DENIALS = {
    "one quotation in two outlets": (denial("a meeting", quote="I never met Nordkai about the harbour"), denial("it", quote="never met Nordkai about the harbour"), 1),
    "two substances": (denial("meeting Nordkai about the harbour"), denial("taking money from a brother-in-law"), 2),
    "one subject, in a noun and in a verb": (denial("having discussed any matters of the lease"), denial("meeting officials to discuss matters"), 1),
    "everything but one thing, and one thing": (denial("meetings with Nordkai's agents outside her duties as mayor"), denial("meeting Nordkai's agents to discuss the lease"), 2),
    "everything but one thing, twice": (denial("meetings with Nordkai's agents outside her duties"), denial("meetings with Nordkai's agents other than in her duties as mayor"), 1),
    "everything but one thing, and less said of it": (denial("meetings with Nordkai's agents outside her duties"), denial("meetings with Nordkai's agents"), 1),
    "two substances, and the speaker's name and office": (
        denial("that her answers were misleading", quote="Transport ministry spokeswoman Amina Yusuf maintained that Moss's answers were not misleading"),
        denial("that Moss discussed the lease", quote="Transport ministry spokeswoman Amina Yusuf said Moss, now premier, did not discuss the lease"),
        2,
    ),
    "two speakers": (denial("meeting Nordkai about it"), denial("meeting Nordkai about it", speaker="Jo Grant"), 2),
    "two forms": (denial("meeting Nordkai about it"), denial("meeting Nordkai about it", form="clarification"), 2),
    "ignorance professed on one day": (denial("any meetings", form="no_knowledge"), denial("details", form="no_knowledge"), 1),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "facts"), DENIALS.values(), ids=DENIALS)
def test_denials_are_one_when_speaker_and_substance_agree(one, other, facts) -> None:
    """A denial carried by several outlets is one denial with several sources."""
    assert len(list(story(covered("2031-05-01", one), covered("2031-05-01", other, publisher="B")).facts())) == facts


def test_origins_are_counted_not_articles() -> None:
    """Three articles that credit one newspaper are one origin."""
    told = meeting("2031-03", attributed_to=("The Harbour Post", "officials"))
    state = story(*(covered(f"2031-05-0{day}", told, publisher=f"Outlet {day}") for day in (1, 2, 3)))
    [fact] = state.facts()
    assert (len(fact.accounts), fact.origins) == (3, {"harbour post"})


def test_an_outcome_told_of_two_neighbouring_months_is_one_outcome() -> None:
    """'last month' in one paper and 'earlier this month' in another is a conflict of dates, not two resignations."""
    gone = [
        claim("outcome", "he left his post", actor="Tom Bell", action="resigned", when=when)
        for when in ("2031-04", "2031-05")
    ]
    [fact] = story(covered("2031-05-02", gone[0]), covered("2031-05-03", gone[1])).facts()
    assert {account.claim.when for account in fact.accounts} == {"2031-04", "2031-05"}


def test_a_claim_about_strangers_in_an_article_about_the_story_is_left_out() -> None:
    """An article on the story may also report what has nothing to do with its parties."""
    stranger = claim("outcome", "a footballer left his club", actor="Some Footballer", action="resigned")
    assert list(story(covered("2031-05-01", stranger)).facts()) == []
