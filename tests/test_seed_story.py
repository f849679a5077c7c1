"""The seed story: four articles, then a fifth. What must be known, what must be news, and what must not.

The claims are those annotated in seeds/gold, so that this says whether the story is kept well, whatever the reader
reads; `test_seed_reading` does the same with the reader.
"""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from making import NOW

from events import changes, contradictions
from events.article import Article
from events.claims import KINDS, Claim, Evidence, kind_name
from events.log import ArticleRead, ArticleRecorded
from events.story import Story, begin, fold
from monitor import settings
from monitor.coverage.files import load
from monitor.workspace import Workspace

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
PAIR = {"Jeff Sessions", "Sergey Kislyak"}


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """The five pages, as ingesting them gives them, in the order of their dates."""
    loaded = [one for one in load([SEEDS]) if isinstance(one, Article)]
    return sorted(loaded, key=lambda article: (article.published, article.name))


@pytest.fixture(scope="module")
def definition():
    """The story as config/ defines it."""
    return settings.story(Workspace(ROOT), "sessions-kislyak")


def annotated(article: Article) -> tuple[Claim, ...]:
    """The claims of a page's gold file, the uncertain ones included, as a careful human would keep them."""
    gold = json.loads((SEEDS / "gold" / f"{Path(article.name).stem}.json").read_text(encoding="utf-8"))
    return tuple(_claim(one, article.text) for one in gold["claims"])


def _claim(one: dict, text: str) -> Claim:
    [kind] = [kind for kind in KINDS if kind_name(kind) == one["kind"]]
    slots = {name: tuple(v) if isinstance(v, list) else v for name, v in one.items() if name in kind.__struct_fields__}
    evidence = tuple(Evidence(start, start + len(q), q) for q in one["evidence"] if (start := text.index(q)) >= 0)
    return kind(**{**slots, "evidence": evidence})


def told(definition, articles) -> Story:
    """The story from these articles, in this order."""
    state = begin(definition)
    for article in articles:
        for event in (ArticleRecorded(article), ArticleRead(article.id, 1, "gold", "1", annotated(article))):
            state = fold(state, event, NOW)
    return state


def state(story: Story) -> changes.State:
    """The story as comparisons look at it."""
    facts = tuple(story.facts())
    return changes.State(facts, tuple(contradictions.among(facts, story.cast)), tuple(contradictions.answers(facts)))


def of(story: Story, kind: str, **slots):
    """The facts of a kind with these slots."""
    return [
        f for f in story.facts() if f.claim.kind == kind and all(getattr(f.claim, k) == v for k, v in slots.items())
    ]


def meetings(story: Story):
    """When the two met, by date."""
    return {f.claim.when: f for f in story.facts() if f.claim.kind == "meeting" and set(f.claim.participants) == PAIR}


def test_after_four_articles_two_meetings_are_known_with_the_july_places_side_by_side(definition, articles) -> None:
    """July and September 2016; July is placed at the convention, at a Heritage event, and in a group after a speech."""
    known = meetings(told(definition, articles[:4]))
    assert sorted(known) == ["2016-07", "2016-09"]
    places = " ".join(account.claim.where or "" for account in known["2016-07"].accounts)
    assert all(word in places for word in ("Republican National Convention", "Heritage"))
    assert {fact.claim.status for fact in known.values()} == {"confirmed"}


def test_after_four_articles_the_calls_are_known_and_unanswered(definition, articles) -> None:
    """Three calls for recusal, two for resignation, no outcome."""
    story = told(definition, articles[:4])
    recuse = {f.claim.speaker for f in of(story, "call", action="recuse", target="Jeff Sessions")}
    resign = {f.claim.speaker for f in of(story, "call", action="resign", target="Jeff Sessions")}
    assert {"Adam Schiff", "Al Franken"} < recuse
    assert len(recuse) == 3
    assert resign == {"Nancy Pelosi", "Democrats"}
    assert (of(story, "outcome", action="recused"), state(story).answers) == ([], ())


def test_after_four_articles_who_denied_what_is_known(definition, articles) -> None:
    """Sessions' two denials apart, Peskov's ignorance as one, the embassy's refusal as one."""
    story = told(definition, articles[:4])
    assert len(of(story, "denial", speaker="Jeff Sessions", form="denial")) == 3
    [ignorance] = of(story, "denial", speaker="Dmitry Peskov", form="no_knowledge")
    [refusal] = of(story, "denial", speaker="Nikolai Lakhonin", form="no_comment")
    assert (len(ignorance.accounts), len(refusal.accounts)) == (3, 2)


def test_the_fifth_article_brings_a_third_meeting_the_recusal_and_a_direct_contradiction(definition, articles) -> None:
    """April 2016 at the Mayflower; recused, which answers the calls; his denial against the ambassador's account."""
    story = told(definition, articles)
    assert sorted(meetings(story)) == ["2016-04", "2016-07", "2016-09"]
    assert "Mayflower" in meetings(story)["2016-04"].claim.where
    [recused] = of(story, "outcome", action="recused", actor="Jeff Sessions")
    known = state(story)
    facts = {fact.id: fact for fact in known.facts}
    assert {facts[answer.demand].claim.speaker for answer in known.answers if answer.act == recused.id} >= {
        "Adam Schiff",
        "Al Franken",
    }
    against = {
        facts[one.between[1]].claim.speaker
        for one in known.contradictions
        if one.strength == "direct"
        and facts[one.between[0]].claim.speaker == "Jeff Sessions"
        and facts[one.between[1]].claim.kind == "confirmation"
    }
    assert "Sergey Kislyak" in against


def test_the_fifth_article_is_no_news_of_what_was_known(definition, articles) -> None:
    """No second July or September meeting, no resignation, nothing of Flynn, no call by Trump."""
    news = changes.between(state(told(definition, articles[:4])), state(told(definition, articles)))
    fresh = [one.sentence for one in news if one.change == "new"]
    assert not [one for one in fresh if "2016" in one and "April" not in one and " met " in one]
    assert not [one for one in fresh if "resign" in one or "Flynn" in one or one.startswith("Donald Trump called")]
    assert not [one for one in fresh if "communications with the Russians" in one]


def test_every_order_of_the_five_gives_the_same_story(definition, articles) -> None:
    """120 orders, one state."""
    expected = state(told(definition, articles))
    for order in permutations(articles):
        got = state(told(definition, order))
        assert {f.id: f for f in got.facts} == {f.id: f for f in expected.facts}
        assert (got.contradictions, got.answers) == (expected.contradictions, expected.answers)
