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


def revised(recorded, *claims, version=2):
    """A later version of a recorded article, and the reading of it."""
    article = msgspec.structs.replace(recorded.article, text=f"Amina Yusuf. Corrected {version}.", version=version)
    return ArticleRevised(article), ArticleRead(article.id, version, "test", "1", claims)


def test_what_an_article_said_stands_until_its_revision_is_read() -> None:
    """A revision alone takes nothing back: nobody has read yet what it says."""
    recorded, read = covered("2031-05-01", meeting("2031-03"), url="https://post.example/1")
    before = story((recorded, read))
    after = fold(before, revised(recorded)[0], NOW)
    assert list(after.facts()) == list(before.facts())
    assert [account.version for fact in after.facts() for account in fact.accounts] == [1]


def test_a_reading_of_an_earlier_version_never_replaces_one_of_a_later() -> None:
    """However late it comes."""
    recorded, read = covered("2031-05-01", meeting("2031-03"), url="https://post.example/1")
    revision, reread = revised(recorded)
    state = begin(HARBOUR)
    for event in (recorded, revision, reread, read):
        state = fold(state, event, NOW)
    assert list(state.facts()) == []


@settings(max_examples=150, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, min_size=2, max_size=4), data=st.data())
def test_readings_and_revisions_give_the_same_story_in_any_order(articles, data) -> None:
    """Each reading comes after its version, and versions in their order; all else is free, some are never read."""
    others = [event for pair in articles[1:] for event in pair if pair[0].article.id != articles[0][0].article.id]
    recorded, read = articles[0]
    versions = [(recorded, read)]
    for version in (2, 3):
        claims = data.draw(ARTICLES)[1].claims
        versions.append(revised(recorded, *claims, version=version))
    late = [pair[1] for pair in versions if data.draw(st.booleans())]
    straight = [event for pair in versions for event in pair if event is pair[0] or event in late]
    shuffled = [pair[0] for pair in versions]
    for event in late:
        first = shuffled.index(_version(event, versions))
        shuffled.insert(data.draw(st.integers(first + 1, len(shuffled))), event)
    assert everything(_folded(others + straight)) == everything(_folded(others + shuffled))
    assert everything(_folded(straight + others)) == everything(_folded(shuffled + others))


def _version(read, versions):
    return next(recorded for recorded, reading in versions if reading is read)


def _folded(events):
    state = begin(HARBOUR)
    for event in events:
        state = fold(state, event, NOW)
    return state


def test_an_article_that_names_nobody_of_the_story_is_not_covered() -> None:
    """Coverage of other matters leaves the story alone."""
    recorded, read = covered("2031-05-01", meeting("2031-03"))
    elsewhere = msgspec.structs.replace(recorded.article, text="Rain in the hills.")
    state = begin(HARBOUR)
    for event in (type(recorded)(elsewhere), read):
        state = fold(state, event, NOW)
    assert (dict(state.articles), list(state.facts())) == ({}, [])
