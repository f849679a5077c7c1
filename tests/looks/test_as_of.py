"""Time travel: the state as of a date is the state that somebody had who knew only the articles until then."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

import gold_workspace
import pytest
from making import claim, covered, denial, meeting

from monitor import cycle
from monitor.wiring import open_monitor

from .conftest import empty

_OF_THE_WORKSPACE = ("position", "new", "sources", "recorded_by")  # not of the story's state


def state(workspace, story, **when):
    """All that `monitor status` says of a story itself."""
    with open_monitor(workspace) as monitor:
        view = monitor.status(story, **when)
    return {key: value for key, value in view.items() if key not in _OF_THE_WORKSPACE}


def around(days):
    """Each of the days, the day before and the day after."""
    return sorted(
        {(date.fromisoformat(day[:10]) + timedelta(shift)).isoformat() for day in days for shift in (-1, 0, 1)}
    )


SEED_DAYS = around(page.published for page in gold_workspace.pages())


@pytest.mark.parametrize("day", SEED_DAYS)
def test_the_seed_story_as_of_a_date_is_that_of_a_workspace_given_no_later_article(gold, tmp_path, day):
    """For every date of the seed story: facts, contradictions, evidence and ids, as annotated."""
    until = [page for page in gold_workspace.pages() if page.published[:10] <= day]
    fresh = gold_workspace.made(tmp_path / "fresh", until)
    assert state(gold, gold_workspace.STORY, as_of=day) == state(fresh, gold_workspace.STORY, as_of=day)
    assert (day < SEED_DAYS[1]) == (not until)


def test_the_seed_story_as_read_is_that_of_a_workspace_given_no_later_article(tmp_path):
    """The same with what the reader takes from the pages, between the fourth and the fifth article."""
    pages = gold_workspace.pages()
    whole, fresh = (gold_workspace.empty(tmp_path / name) for name in ("whole", "fresh"))
    for workspace, given in ((whole, pages), (fresh, pages[:-1])):
        with open_monitor(workspace) as monitor:
            monitor.ingest(given)
    day = pages[-2].published
    assert day < pages[-1].published
    seen, expected = (state(one, gold_workspace.STORY, as_of=day) for one in (whole, fresh))
    assert untimed(seen) == untimed(expected)
    assert expected["denials"]
    assert state(whole, gold_workspace.STORY) != seen


def untimed(view):
    """Without what depends on when a test ran."""
    return {key: value for key, value in view.items() if key != "recorded_at"}


@pytest.mark.parametrize("count", range(6))
def test_what_was_recorded_by_a_time_is_what_a_workspace_had_then(gold, tmp_path, count):
    """The other clock: pages were recorded one a day from 2030 on."""
    fresh = gold_workspace.made(tmp_path / "fresh", gold_workspace.pages()[:count])
    by = (date(2030, 1, 1) + timedelta(count - 1)).isoformat()
    assert state(gold, gold_workspace.STORY, recorded_by=by) == state(fresh, gold_workspace.STORY)


@pytest.mark.parametrize("seed", range(2))
def test_a_made_up_story_as_of_any_date_is_that_of_no_later_article(tmp_path, rounds, seed):
    """Articles drawn at random and recorded in any order, copies of one fact among them."""
    draw = random.Random(seed)
    articles = [drawn(draw, number) for number in range(24)]
    whole = empty(tmp_path / "whole")
    with open_monitor(whole) as monitor:
        cycle.append(monitor.log, [event for pair in articles for event in pair], datetime(2031, 6, 1, tzinfo=UTC))
    days = sorted({pair[0].article.published for pair in articles})
    for number, day in enumerate(draw.sample(days, min(len(days), rounds(24, 5)))):
        fresh = empty(tmp_path / str(number))
        until = [event for pair in articles for event in pair if pair[0].article.published <= day]
        with open_monitor(fresh) as monitor:
            cycle.append(monitor.log, until, datetime(2031, 6, 1, tzinfo=UTC))
        assert state(whole, "harbour", as_of=day) == state(fresh, "harbour", as_of=day)


def drawn(draw, number):
    """An article with up to three claims about few people."""
    one, other = draw.sample(("Amina Yusuf", "Viktor Larsen", "Tom Bell"), 2)
    claims = draw.sample(
        (
            meeting(draw.choice(("2031-03", "2031-03-04", None)), draw.choice((None, "a fair")), who=(one, other)),
            denial(draw.choice(("meeting Nordkai", "any contact with the company")), speaker=one),
            claim("call", f"{one} wants {other} out", speaker=one, target=other, action="resign"),
            claim("outcome", f"{other} resigned", actor=other, action="resigned"),
        ),
        draw.randint(0, 3),
    )
    publisher = draw.choice(("Post", "Weekly", "Dockside"))
    return covered(
        f"2031-05-{draw.randint(1, 28):02}", *claims, publisher=publisher, url=f"https://post.example/{number}"
    )
