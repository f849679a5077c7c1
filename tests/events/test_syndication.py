"""One report printed by many outlets is one origin, whatever is cut from it and in whatever order it comes."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HARBOUR, NOW, meeting, story

from events import changes
from events.article import Article
from events.copies import are_copies, print_of
from events.log import ArticleRead, ArticleRecorded, ArticleRevised
from events.store.memory import MemoryStore
from events.story import fold, replay
from monitor import cycle
from monitor.projections import catching_up, database, stories

_SYLLABLES = "ba ke lor mu nir ra sen to vi zun dal mar tek ol fin".split()
_QUOTE = "Amina Yusuf met Viktor Larsen"


def prose(seed: int, words: int = 420) -> str:
    """A text of made-up words in sentences, the same for the same seed."""
    draw = random.Random(seed)
    made = ["".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(words)]
    return "".join(f" {word}{'.' if at % 13 == 12 else ''}" for at, word in enumerate(made)).strip()


def printed(text: str, publisher: str, day: int, *, title: str = "Minister met bidder", version: int = 1):
    """A report as an outlet printed it, and the reading of it."""
    whole = f"{_QUOTE}. {text}"
    article = Article(
        id=f"{publisher}-{day}".lower().replace(" ", "-"), text=whole, title=title, publisher=publisher,
        published=f"2031-05-{day:02}", version=version,
    )  # fmt: skip
    claim = msgspec.structs.replace(meeting("2031-03-04"), evidence=((0, len(_QUOTE), _QUOTE),))
    claim = msgspec.convert(msgspec.to_builtins(claim), type(claim))
    recorded = ArticleRevised(article) if version > 1 else ArticleRecorded(article)
    return recorded, ArticleRead(article.id, version, "test", "1", (claim,))


def cut(text: str, share: float) -> str:
    """The beginning of a text, as outlets cut it."""
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def origins(state) -> set[str]:
    """Who found out what the story says."""
    return {origin for fact in state.facts() for origin in fact.origins}


def linked(state):
    """Everything that copies have a part in."""
    return (
        sorted(state.facts(), key=lambda fact: fact.id),
        sorted(state.loose(), key=lambda loose: loose.account.id),
        {name: (one.copies, one.copied_from) for name, one in state.articles.items()},
    )


@pytest.mark.parametrize(
    ("copy", "title"),
    [
        (lambda text: text, "Minister met bidder"),
        (lambda text: text, "What the minister did in March"),
        (lambda text: cut(text, 0.3), "Minister met bidder"),
        (lambda text: cut(text, 0.5) + " " + prose(99, 90), "In brief"),
        (lambda text: text.replace(" ba", " the"), "Minister met bidder"),
        (lambda text: text.upper(), "MINISTER MET BIDDER"),
    ],
    ids=["whole", "new headline", "cut to 30 %", "cut to half, with words of its own", "a word edited", "in capitals"],
)
def test_a_copy_is_one_origin_with_its_source_and_stays_listed(copy, title) -> None:
    """Two outlets with one text are one origin, and two articles."""
    text = prose(1)
    state = story(printed(text, "Fjord Wire", 3), printed(copy(text), "Quay Weekly", 4, title=title))
    [fact] = state.facts()
    assert (fact.origins, len(fact.accounts), len(state.articles)) == ({"fjord wire"}, 2, 2)
    assert state.articles["quay-weekly-4"].copied_from == "Fjord Wire"


def test_two_reports_that_share_a_long_quotation_are_two_origins() -> None:
    """A statement that both print, forty words of three hundred, makes no copy."""
    statement = prose(7, 40)
    one, other = f"{prose(2, 300)} {statement}", f"{statement} {prose(3, 300)}"
    assert origins(story(printed(one, "Fjord Wire", 3), printed(other, "Quay Weekly", 4))) == {
        "fjord wire",
        "quay weekly",
    }


def test_a_copy_that_is_seen_before_its_source_is_credited_to_the_source_once_that_is_seen() -> None:
    """The outlet that published first has the report, not the one that was read first."""
    text = prose(1)
    late, early = printed(cut(text, 0.4), "Quay Weekly", 4), printed(text, "Fjord Wire", 3)
    assert (origins(story(late)), origins(story(late, early))) == ({"quay weekly"}, {"fjord wire"})


def test_two_cuts_without_words_in_common_are_one_report_through_the_whole() -> None:
    """The first and the last third are no copies of each other, but both are of the wire text."""
    text = prose(5, 600)
    first, last = cut(text, 0.33), " ".join(text.split()[-200:])
    apart = story(printed(first, "Quay Weekly", 4), printed(last, "Dockside", 5))
    assert len(origins(apart)) == 2
    whole = story(printed(first, "Quay Weekly", 4), printed(last, "Dockside", 5), printed(text, "Fjord Wire", 6))
    assert origins(whole) == {"quay weekly"}


def test_a_copy_that_is_rewritten_becomes_an_origin_of_its_own() -> None:
    """What holds an article to a report is its text as it is now."""
    text = prose(1)
    before = story(printed(text, "Fjord Wire", 3), printed(text, "Quay Weekly", 4))
    after = before
    for event in printed(prose(8), "Quay Weekly", 4, version=2):
        after = fold(after, event, NOW)
    assert (origins(before), origins(after)) == ({"fjord wire"}, {"fjord wire", "quay weekly"})
    assert all(not one.copies and one.copied_from is None for one in after.articles.values())


def test_another_outlet_with_the_same_text_is_no_news() -> None:
    """A hundred papers with one wire report tell no more than the wire did."""
    text = prose(1)
    before = story(printed(text, "Fjord Wire", 3))
    after = before
    for event in printed(cut(text, 0.6), "Quay Weekly", 4):
        after = fold(after, event, NOW)
    assert changes.between(changes.State(tuple(before.facts())), changes.State(tuple(after.facts()))) == []
    assert [len(fact.accounts) for fact in after.facts()] == [2]


REPORTS = st.lists(
    st.builds(
        lambda seed, share, own, publisher, day: printed(
            f"{cut(prose(seed), share)} {prose(seed + 50, own)}", publisher, day
        ),
        st.integers(1, 3),
        st.sampled_from((1.0, 0.7, 0.35)),
        st.sampled_from((0, 0, 60)),
        st.sampled_from(("Fjord Wire", "Quay Weekly", "Dockside", "The Harbour Post")),
        st.integers(1, 9),
    ),
    max_size=7,
    unique_by=lambda pair: pair[0].article.id,
)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(reports=REPORTS, data=st.data())
def test_who_had_a_report_first_does_not_depend_on_the_order_of_arrival(reports, data) -> None:
    """Links and origins are a function of the set of articles."""
    assert linked(story(*reports)) == linked(story(*data.draw(st.permutations(reports))))


@settings(max_examples=40, derandomize=True, deadline=None)
@given(reports=REPORTS)
def test_replaying_and_repeating_link_the_same(reports) -> None:
    """Delivered twice or replayed at once, the reports are linked as before."""
    events = [(event, NOW) for pair in reports for event in pair]
    once = linked(story(*reports))
    assert linked(story(*reports, *reports)) == once
    assert linked(replay(HARBOUR, events)) == once


@settings(max_examples=40, derandomize=True, deadline=None)
@given(reports=REPORTS, day=st.integers(1, 9))
def test_as_of_a_date_a_report_is_of_whoever_had_it_by_then(reports, day) -> None:
    """Time travel links only what had been published."""
    until = f"2031-05-{day:02}"
    seen = story(*reports).where(lambda coverage: coverage.published <= until)
    assert linked(seen) == linked(story(*(pair for pair in reports if pair[0].article.published <= until)))


@settings(max_examples=60, derandomize=True)
@given(seed=st.integers(1, 10**6), share=st.floats(0.3, 1.0))
def test_copying_is_mutual_and_every_cut_is_a_copy(seed, share) -> None:
    """Either text may come first."""
    one, other = print_of("", prose(seed)), print_of("A headline", cut(prose(seed), share))
    assert are_copies(one, other)
    assert are_copies(other, one)


def test_candidates_are_found_for_nearly_all_texts_cut_to_a_third(rounds) -> None:
    """Of texts cut to 30 %, fewer than one in a hundred share no band with the whole."""
    many = rounds(3000, 400)
    prints = [(print_of("", prose(seed)), print_of("", cut(prose(seed), 0.3))) for seed in range(many)]
    missed = sum(not set(whole.bands) & set(part.bands) for whole, part in prints)
    assert missed <= many * 0.01


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_projections_link_as_the_fold_does(tmp_path, seed) -> None:
    """On disk, batch by batch, rebuilt: the same links, origins and accounts."""
    draw = random.Random(seed)
    reports = [
        printed(cut(prose(draw.randint(1, 4)), draw.choice((1.0, 0.5, 0.35))), outlet, day)
        for day in range(1, 8)
        for outlet in ("Fjord Wire", "Quay Weekly", "Dockside")
    ]
    draw.shuffle(reports)
    reports.append(printed(prose(77), "Dockside", 3, version=2))
    log, projections = MemoryStore(), database.Projections(tmp_path / "projections.db")
    cycle.define(HARBOUR, None, log, _clock)
    for pair in reports:
        cycle.append(log, list(pair), _clock())
        if draw.random() < 0.3:
            catching_up.catch_up(log, projections)
    catching_up.catch_up(log, projections)
    expected = linked(story(*reports))
    seen = linked(stories.load(projections, "harbour").story)
    catching_up.rebuild(log, projections)
    again = linked(stories.load(projections, "harbour").story)
    projections.close()
    assert _without_clocks(seen) == _without_clocks(again) == _without_clocks(expected)


def _clock() -> datetime:
    return datetime(2031, 5, 6, tzinfo=UTC)


def _without_clocks(shown):
    facts, _, articles = shown
    return [(fact.id, [(one.article, one.origin) for one in fact.accounts]) for fact in facts], articles
