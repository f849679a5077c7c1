"""Of articles that bear on no story only what they are is kept, and a later story can have them fetched."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from making import HARBOUR
from reading_pages import entry, fetched, page

from events.definition import Person, StoryDefinition
from events.identities import Identities
from events.log import StoryDefined
from events.store.memory import MemoryStore
from monitor import cycle
from monitor.coverage import relevance
from monitor.coverage.articles.extraction import extract
from monitor.coverage.relevance import Stories
from monitor.reading.builtin import BuiltinReader

AT = datetime(2031, 5, 6, tzinfo=UTC)
MINE = "Amina Yusuf denied that she had met Viktor Larsen before the vote of the council, her office said on Monday."
OTHER = (
    "Lena Voss told Per Lothe of the river board that the dam would hold, and the board believed her, it said later."
)
BOARD = StoryDefinition(id="dam", title="The dam", people=(Person("Per Lothe"), Person("the river board")))


def article(text, name="a"):
    """An article fetched from a page."""
    url = f"https://pressroom.example/{name}"
    return extract(entry(link=url), fetched(page(text=text), url), AT)


def take(log, *articles, stories=(HARBOUR,)):
    """Record fetched articles as a poll does."""
    return cycle.record(articles, log, BuiltinReader(), lambda: AT, Stories(stories).want)


def defined(log, story, revision=1):
    """Record a story's definition."""
    cycle.append(log, [StoryDefined(story, revision)], AT)


def wants(log, *stories):
    """The names of the articles that the stories want again."""
    return [one.url.rsplit("/", 1)[1] for one in relevance.wanted(log, Stories(stories)).articles]


def types(log) -> list[str]:
    """The types of what is in the log."""
    return [stored.type for stored in log.read()]


def test_an_article_of_a_story_is_recorded_and_one_of_none_is_noted_without_its_text() -> None:
    """What was seen is always known; texts are kept where somebody wants them."""
    log = MemoryStore()
    done = take(log, article(MINE), article(OTHER, "b"))
    assert (done.new, done.noted) == (1, 1)
    assert types(log) == ["article.recorded/1", "article.read/1", "article.noted/1"]
    assert b"dam would hold" not in b"".join(stored.data for stored in log.read())


def test_a_name_that_a_person_gave_to_somebody_of_the_story_makes_its_texts_wanted() -> None:
    """By a correction, as by an alias in the story's file."""
    text = article(OTHER)
    known = {HARBOUR.id: Identities(same=(("Viktor Larsen", "Per Lothe"),))}
    assert not Stories([HARBOUR]).want(text)
    assert Stories([HARBOUR], known).want(text)


def test_seeing_it_again_changes_nothing_whatever_it_says_by_then() -> None:
    """An article is noted once, though its headline and text change."""
    log = MemoryStore()
    take(log, article(OTHER))
    done = take(log, msgspec.structs.replace(article(OTHER + " And more."), title="Another headline"))
    assert (done.unchanged, types(log)) == (1, ["article.noted/1"])


def test_an_article_that_is_followed_stays_followed_when_its_text_names_nobody_any_more() -> None:
    """The version in which the story's people are gone is the one that withdraws what was said."""
    log = MemoryStore()
    take(log, article(MINE))
    assert take(log, article(OTHER)).revised == 1


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (BOARD, ["b"]),
        (msgspec.structs.replace(BOARD, since="2032-01-01"), []),
        (StoryDefinition(id="x", title="X", people=(Person("Nobody Here"),)), []),
    ],
    ids=["by a name", "out of its time", "not named"],
)
def test_a_later_story_wants_what_names_its_people(story, expected) -> None:
    """By the names that were kept of the text, and the date."""
    log = MemoryStore()
    defined(log, HARBOUR)
    take(log, article(MINE), article(OTHER, "b"))
    assert wants(log, HARBOUR, BOARD) == []
    defined(log, story)
    assert wants(log, HARBOUR, story) == expected


def test_a_definition_asks_once_and_a_new_one_asks_anew() -> None:
    """What was hoped for and turned out otherwise is not hoped for again, until somebody defines the story anew."""
    log = MemoryStore()
    take(log, article(OTHER, "b"))
    defined(log, BOARD)
    found = relevance.wanted(log, Stories((BOARD,)))
    assert [one.id for one in found.articles] == [article(OTHER, "b").id]
    assert relevance.wanted(log, Stories((BOARD,)), found.asked).articles == []
    again = msgspec.structs.replace(BOARD, words=("dam",))
    defined(log, again, 2)
    assert len(relevance.wanted(log, Stories((again,)), found.asked).articles) == 1


def test_what_was_fetched_again_is_recorded_as_new_and_wanted_no_more() -> None:
    """The story is filled as though the text had been kept."""
    log = MemoryStore()
    take(log, article(OTHER))
    defined(log, BOARD)
    assert wants(log, BOARD) == ["a"]
    assert take(log, article(OTHER), stories=(BOARD,)).new == 1
    assert wants(log, BOARD) == []


def test_what_is_asked_for_again_leads_to_the_same_article() -> None:
    """The entry made of what was noted gives the article its own id."""
    seen = article(OTHER)
    again = relevance.as_entry(relevance.noted(seen).article)
    made = extract(again, fetched(page(text=OTHER), again.link), AT)
    assert (made.id, made.backfilled, seen.backfilled) == (seen.id, True, False)
