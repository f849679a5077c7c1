"""Projections on disk are the fold: incremental, restartable, rebuildable."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from breaking import disk_gone
from making import HARBOUR, claim, covered, denial, meeting, story

from events import codec, contradictions
from events.definition import StoryDefinition
from events.errors import NotFoundError, StoreError
from events.log import StoryDefined
from events.store.memory import MemoryStore
from events.store.sqlite import SqliteStore
from monitor import cycle
from monitor.projections import catching_up, database, stories

START = datetime(2031, 5, 6, tzinfo=UTC)
_WHO = ("Amina Yusuf", "Viktor Larsen", "Tom Bell", "Jo Grant")


def some_articles(seed: int, count: int = 40) -> list:
    """Articles with claims of all kinds about few people, drawn by a seeded generator."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        one, other = draw.sample(_WHO, 2)
        claims = draw.sample(
            (
                meeting(
                    draw.choice(("2031-03", "2031-03-04", "2031-04", None)),
                    draw.choice((None, "a fair")),
                    who=(one, other),
                ),
                denial(draw.choice(("meeting Nordkai", "any contact with the company")), speaker=one),
                claim("call", f"{one} wants {other} out", speaker=one, target=other, action="resign"),
                claim("outcome", f"{other} resigned", actor=other, action="resigned"),
                claim("confirmation", f"{one} said so", speaker=one, about=f"that {one} met {other}"),
            ),
            draw.randint(0, 3),
        )
        day, publisher = draw.randint(1, 28), draw.choice(("Post", "Weekly", "Dockside"))
        made.append(covered(f"2031-05-{day:02}", *claims, publisher=publisher, url=f"https://post.example/{number}"))
    return made


def shown(known: stories.Known):
    """Everything that a story shows, comparable."""
    state = known.story
    return (
        sorted(state.facts(), key=lambda fact: fact.id),
        sorted(state.loose(), key=lambda loose: loose.account.id),
        sorted(known.contradictions),
        sorted(known.answers),
        sorted(state.articles),
    )


def append(log: MemoryStore, *events, at: datetime = START) -> None:
    """Record events at a time."""
    cycle.append(log, list(events), at)


@pytest.fixture
def projections(tmp_path):
    """Projections in a file of their own."""
    opened = database.Projections(tmp_path / "projections.db")
    yield opened
    opened.close()


def in_steps(log, projections, articles, rng) -> None:
    """Record articles in batches of random sizes, catching up after each."""
    pending = list(articles)
    while pending:
        batch, pending = pending[: (n := rng.randint(1, 7))], pending[n:]
        append(log, *(event for pair in batch for event in pair))
        catching_up.catch_up(log, projections)


@pytest.mark.parametrize("seed", range(6))
def test_catching_up_in_any_batches_gives_the_fold(projections, seed) -> None:
    """The state on disk, contradictions and answers included, is what the pure fold gives."""
    log, articles = MemoryStore(), some_articles(seed)
    append(log, StoryDefined(HARBOUR))
    in_steps(log, projections, articles, random.Random(seed))
    state = story(*articles)
    facts = list(state.facts())
    expected = stories.Known(state, contradictions.among(facts, state.cast), contradictions.answers(facts))
    got, want = shown(stories.load(projections, "harbour")), shown(expected)
    assert [_timeless(part) for part in got] == [_timeless(part) for part in want]
    assert got[2], "the articles contradict each other somewhere"


def _timeless(part: list) -> list:
    """Without the time of recording, which the two states don't share."""
    return [
        str(one).replace("2031-05-06T00:00:00.000000Z", "").replace("2031-05-06T07:08:09.000000Z", "") for one in part
    ]


@pytest.mark.parametrize("seed", range(3))
def test_a_rebuild_gives_the_same_state_and_the_same_changes(projections, seed) -> None:
    """Projections can be deleted: everything in them follows from the log, in the same order."""
    log = MemoryStore()
    append(log, StoryDefined(HARBOUR))
    in_steps(log, projections, some_articles(seed), random.Random(seed))
    before, news = shown(stories.load(projections, "harbour")), stories.changes(projections, "harbour")
    catching_up.rebuild(log, projections)
    assert shown(stories.load(projections, "harbour")) == before
    assert stories.changes(projections, "harbour") == news
    assert news


@pytest.mark.parametrize("seed", range(3))
def test_a_story_defined_today_is_filled_from_all_coverage_recorded(projections, seed) -> None:
    """Defining a story late gives the state that defining it first gives, all of it marked as backfill."""
    log, articles = MemoryStore(), some_articles(seed)
    append(log, *(event for pair in articles for event in pair))
    catching_up.catch_up(log, projections)
    append(log, StoryDefined(HARBOUR))
    catching_up.catch_up(log, projections)
    assert [_timeless(p) for p in shown(stories.load(projections, "harbour"))[:1]] == [
        _timeless(sorted(story(*articles).facts(), key=lambda fact: fact.id))
    ]
    assert {change.backfill for change in stories.changes(projections, "harbour")} == {True}


def test_a_story_defined_anew_is_told_anew(projections) -> None:
    """A changed definition changes the story back to its start, and back again."""
    log = MemoryStore()
    narrow = StoryDefinition(id="harbour", title="Only Jo Grant", people=HARBOUR.people[3:])
    append(log, StoryDefined(HARBOUR, 1), *(event for pair in some_articles(1) for event in pair))
    catching_up.catch_up(log, projections)
    wide = shown(stories.load(projections, "harbour"))
    append(log, StoryDefined(narrow, 2))
    catching_up.catch_up(log, projections)
    assert shown(stories.load(projections, "harbour")) != wide
    append(log, StoryDefined(HARBOUR, 3))
    catching_up.catch_up(log, projections)
    assert shown(stories.load(projections, "harbour")) == wide


def test_position_and_rows_of_a_batch_are_written_together(projections, monkeypatch) -> None:
    """A batch that fails leaves neither rows nor position behind, and is folded whole the next time."""
    log, articles = MemoryStore(), some_articles(2)
    append(log, StoryDefined(HARBOUR), *(event for pair in articles for event in pair))
    disk_gone(monkeypatch)
    with pytest.raises(OSError, match="gone"):
        catching_up.catch_up(log, projections)
    assert (projections.position(), projections.rows("SELECT * FROM facts")) == (0, [])
    monkeypatch.undo()
    catching_up.catch_up(log, projections)
    assert projections.position() == log.head().position
    assert len(stories.load(projections, "harbour").story.articles) == len(articles)


def test_folding_what_is_folded_changes_nothing(projections) -> None:
    """Catching up twice is catching up once."""
    log = MemoryStore()
    append(log, StoryDefined(HARBOUR), *(event for pair in some_articles(3) for event in pair))
    assert catching_up.catch_up(log, projections) == log.head().position
    before = projections.db.total_changes
    assert (catching_up.catch_up(log, projections), projections.db.total_changes) == (0, before)


def test_origins_are_counted_as_the_accounts_have_them(projections) -> None:
    """The running count equals a count of the accounts."""
    log = MemoryStore()
    append(log, StoryDefined(HARBOUR))
    in_steps(log, projections, some_articles(4), random.Random(4))
    counted = projections.rows("SELECT origin, accounts FROM origins WHERE accounts > 0 ORDER BY origin")
    assert counted == projections.rows("SELECT origin, count(*) FROM accounts GROUP BY origin ORDER BY origin")


def test_the_time_of_a_change_is_that_of_the_event_that_made_it(projections) -> None:
    """Two clocks: when it was published, when this monitor recorded it."""
    log, pair = MemoryStore(), covered("2031-05-01", meeting("2031-03"))
    append(log, StoryDefined(HARBOUR))
    append(log, *pair, at=START + timedelta(hours=3))
    catching_up.catch_up(log, projections)
    [change] = stories.changes(projections, "harbour")
    assert (change.published, change.recorded_at) == ("2031-05-01", "2031-05-06T03:00:00.000000Z")


def test_a_file_that_is_no_projection_is_left_alone(tmp_path) -> None:
    """Somebody else's database is not overwritten."""
    path = tmp_path / "projections.db"
    path.write_bytes(b"not a database at all, but quite long enough to look like a file of something else")
    with pytest.raises(StoreError, match=r"projections\.db"):
        database.Projections(path)
    assert path.read_bytes().startswith(b"not a database")


def test_an_unknown_story_is_not_found(projections) -> None:
    """Asking for a story that nobody defined is an error that says so."""
    with pytest.raises(NotFoundError, match="no story is called 'nowhere'"):
        stories.load(projections, "nowhere")


def test_events_of_every_type_pass_through_the_codec_on_their_way(projections) -> None:
    """The log holds bytes: what is folded is what was decoded."""
    log = MemoryStore()
    append(log, StoryDefined(HARBOUR))
    [stored] = log.read()
    assert codec.decode(stored.type, stored.data) == StoryDefined(HARBOUR)


def test_two_processes_that_catch_up_at_once_fold_every_event_once(tmp_path) -> None:
    """The one that comes second to a batch sees it and goes on from there."""
    log = SqliteStore(tmp_path / "log.db")
    append(log, StoryDefined(HARBOUR), *(event for pair in some_articles(5, 900) for event in pair))
    log.close()
    database.Projections(tmp_path / "projections.db").close()  # making its tables may take a slow disk longer

    def fold() -> int:
        mine = SqliteStore(tmp_path / "log.db")
        projections = database.Projections(tmp_path / "projections.db", timeout_seconds=0.1)
        try:
            return catching_up.catch_up(mine, projections)
        finally:
            projections.close()
            mine.close()

    with ThreadPoolExecutor(3) as pool:
        folded = [done.result() for done in [pool.submit(fold) for _ in range(3)]]
    opened = database.Projections(tmp_path / "projections.db")
    twice = opened.rows("SELECT story, id, position, count(*) FROM changes GROUP BY 1, 2, 3 HAVING count(*) > 1")
    assert (sum(folded), opened.position(), twice) == (1801, 1801, [])
    opened.close()
