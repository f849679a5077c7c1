"""Laws of the fold."""

from __future__ import annotations

import msgspec
from drawing import ARTICLES, everything
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HARBOUR, NOW, covered, meeting, story

from events import changes, contradictions
from events.log import ArticleRead, ArticleRevised
from events.story import begin, fold, replay


@settings(max_examples=150, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=7), data=st.data())
def test_the_same_articles_give_the_same_story_in_any_order(articles, data) -> None:
    """The state is a function of the set of articles."""
    assert everything(story(*articles)) == everything(story(*data.draw(st.permutations(articles))))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=6))
def test_delivering_everything_twice_changes_nothing(articles) -> None:
    """Folding is idempotent, event by event and as a whole."""
    assert everything(story(*articles, *articles)) == everything(story(*articles))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=6))
def test_replaying_gives_what_folding_one_by_one_gives(articles) -> None:
    """`replay` is a faster `fold`."""
    events = [(event, NOW) for pair in articles for event in pair]
    assert everything(replay(HARBOUR, events)) == everything(story(*articles))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=6))
def test_the_state_as_of_a_date_is_the_state_from_what_was_published_by_then(articles) -> None:
    """Time travel equals a workspace that was given only the earlier articles."""
    early = [pair for pair in articles if pair[0].article.published <= "2031-05-02"]
    seen = story(*articles).where(lambda coverage: coverage.published <= "2031-05-02")
    assert everything(seen) == everything(story(*early))


@settings(max_examples=50, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=6))
def test_no_change_is_found_between_a_state_and_itself(articles) -> None:
    """Nothing happens, nothing is news."""
    state = story(*articles)
    facts = tuple(state.facts())
    same = changes.State(facts, tuple(contradictions.among(facts, state.cast)), tuple(contradictions.answers(facts)))
    assert changes.between(same, same) == []


def test_a_revised_text_replaces_what_its_earlier_version_said() -> None:
    """A claim that the outlet took back is withdrawn with it."""
    recorded, read = covered("2031-05-01", meeting("2031-03"), url="https://post.example/1")
    before = story((recorded, read))
    article = msgspec.structs.replace(recorded.article, text="Amina Yusuf. Corrected.", version=2)
    after = fold(fold(before, ArticleRevised(article), NOW), ArticleRead(article.id, 2, "test", "1", ()), NOW)
    assert (len(list(before.facts())), list(after.facts())) == (1, [])


def test_a_reading_of_an_earlier_version_that_comes_late_is_ignored() -> None:
    """Claims always belong to the version of the text that is current."""
    recorded, read = covered("2031-05-01", meeting("2031-03"), url="https://post.example/1")
    article = msgspec.structs.replace(recorded.article, text="Amina Yusuf. Corrected.", version=2)
    state = begin(HARBOUR)
    for event in (recorded, ArticleRevised(article), read):
        state = fold(state, event, NOW)
    assert list(state.facts()) == []


def test_an_article_that_names_nobody_of_the_story_is_not_covered() -> None:
    """Coverage of other matters leaves the story alone."""
    recorded, read = covered("2031-05-01", meeting("2031-03"))
    elsewhere = msgspec.structs.replace(recorded.article, text="Rain in the hills.")
    state = begin(HARBOUR)
    for event in (type(recorded)(elsewhere), read):
        state = fold(state, event, NOW)
    assert (dict(state.articles), list(state.facts())) == ({}, [])
