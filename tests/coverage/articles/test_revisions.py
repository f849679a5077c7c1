"""When pages are looked at again, and which differences are another version of the article."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HARBOUR, NOW
from reading_pages import SEEN, entry, fetched, filler, page

from events import changes, codec
from events.article import Article, Provenance
from events.store.memory import MemoryStore
from events.story import begin, fold
from monitor import cycle
from monitor.coverage import page as saved
from monitor.coverage.articles import revisions
from monitor.coverage.articles.extraction import extract
from monitor.coverage.articles.passages import is_furniture, passages
from monitor.coverage.articles.revisions import CONFIRM, LOOKS
from monitor.coverage.seam import Parked
from monitor.reading.builtin import BuiltinReader

LINES = yaml.safe_load((Path(__file__).parent / "cases" / "furniture.yaml").read_text(encoding="utf-8"))
SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.html"))
TEXT = "\n".join(f"The {word} of the harbour met the council on Monday, and {word} said so. It was {word}." for word in
                 "master pilot owner clerk bailiff surgeon warden porter keeper rigger".split())  # fmt: skip


def seen(text: str, **more):
    """The article as a fetch of its page gives it."""
    return extract(entry(published="2024-05-06T12:00:00Z"), fetched(page(text=text, **more)), SEEN)


def after(text: str, *texts, watch=None):
    """What a look each at some texts, a Parked or None comes to, each look when it is due."""
    watch, look = watch or revisions.watch(seen(text)), None
    for found in texts:
        at = revisions.due(watch)
        look = revisions.looked(watch, seen(found) if isinstance(found, str) else found, at)
        watch = look.watch
    return look


def test_a_page_is_looked_at_on_schedule_and_then_no_more() -> None:
    """15 minutes, 1, 3, 8 and 24 hours and 7 days after publication."""
    watch, times = revisions.watch(seen(TEXT)), []
    while (at := revisions.due(watch)) is not None:
        times.append(at - watch.since)
        watch = revisions.looked(watch, seen(TEXT), at).watch
    hours = [0.25, 1, 3, 8, 24, 168]
    assert times == [timedelta(hours=hour) for hour in hours] == list(LOOKS)


def test_looks_missed_while_the_monitor_slept_are_made_up_for_by_one() -> None:
    """A daemon that comes back after ten hours looks once, and next at 24 hours."""
    watch = revisions.watch(seen(TEXT))
    late = watch.since + timedelta(hours=10)
    assert revisions.due(revisions.looked(watch, seen(TEXT), late).watch) == watch.since + timedelta(hours=24)


@pytest.mark.parametrize(
    ("published", "since"),
    [
        ("2024-05-06T11:00:00Z", datetime(2024, 5, 6, 11, tzinfo=UTC)),
        ("2024-05-06", SEEN),
        ("2024-05-06T12:30:00Z", SEEN),
        (None, SEEN),
    ],
    ids=["to the minute", "to the day", "a little later than it was seen", "unknown"],
)
def test_looks_count_from_publication_or_else_from_first_sight(published, since) -> None:
    """A day without an hour is no time to count from."""
    article = msgspec.structs.replace(seen(TEXT), published=published)
    assert revisions.watch(article).since == since


def test_an_article_older_than_a_week_is_not_looked_at_again() -> None:
    """Past coverage is what it is."""
    article = msgspec.structs.replace(seen(TEXT), published="2024-04-01T00:00:00Z")
    assert revisions.due(revisions.watch(article)) is None


def test_what_has_no_page_is_not_watched() -> None:
    """A text from a feed, or from a file, has nothing to look at."""
    assert revisions.watch(msgspec.structs.replace(seen(TEXT), url=None)) is None
    assert revisions.watch(msgspec.structs.replace(seen(TEXT), first_seen=None)) is None


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("\n", "\n\n  "),
        TEXT.replace(" ", "  "),
        "\n".join(reversed(TEXT.split("\n"))),
        TEXT.replace("\n", "\nAdvertisement\n"),
        TEXT.replace("\n", "\n1,204 comments\n", 1) + "\n3 min read\nRead more: Star's holiday in the hills",
        TEXT + "\n" + TEXT.split("\n")[2],
        TEXT.replace(" of the", "\u00a0of\u00ad the"),
        TEXT + "\nLast updated on Tuesday 5 May 2024 at 10:15 BST",
    ],
    ids=["lines", "spaces", "order", "advertisements", "counters", "a line twice", "invisible", "a clock"],
)
def test_layout_counters_advertisements_and_order_are_no_change(other) -> None:
    """A page that says the same is the same version."""
    assert after(TEXT, other).verdict == "unchanged"


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("The pilot", "The former pilot"),
        TEXT.replace("Monday", "Tuesday", 1),
        "\n".join(TEXT.split("\n")[:-1]),
        TEXT + "\nThe minister denied it.",
        TEXT.replace("It was clerk.", "It was 12 clerks."),
        "The editors have withdrawn this article because its source could not be found again, and apologise for it now.",
    ],
    ids=["a word", "a day", "a paragraph gone", "a paragraph more", "a number", "a retraction"],
)
def test_a_changed_word_is_a_version_once_a_second_fetch_confirms_it(other) -> None:
    """The first difference is a suspicion, looked into five minutes later; the second is recorded under the same id."""
    watch = revisions.watch(seen(TEXT))
    first = after(TEXT, other)
    assert (first.verdict, first.article) == ("suspected", None)
    assert revisions.due(first.watch) == first.watch.looked_at + CONFIRM
    second = after(TEXT, other, watch=first.watch)
    assert (second.verdict, second.article.id) == ("revised", watch.article)
    assert (second.watch.known, second.watch.suspected) == (passages(second.article.text), None)


def test_a_change_that_the_next_fetch_does_not_show_is_none() -> None:
    """A half-published edit, or one server of two that lags behind."""
    look = after(TEXT, TEXT.replace("pilot", "captain"), TEXT)
    assert (look.verdict, look.watch.suspected) == ("unchanged", None)


def test_an_edit_beside_a_line_that_is_new_each_time_is_still_confirmed() -> None:
    """What both fetches agree on is the change; what differs between them is not."""
    edited = TEXT.replace("pilot", "captain")
    look = after(TEXT, f"{edited}\nA story about whales is here.", f"{edited}\nA story about storks is here.")
    assert look.verdict == "revised"


def test_a_page_that_is_new_each_time_is_no_version_and_is_left_alone() -> None:
    """A line that rotates makes no versions, and no fetch every five minutes for ever."""
    watch = revisions.watch(seen(TEXT))
    verdicts = []
    for number in range(4):
        look = after(TEXT, f"{TEXT}\nA story about {number} whales is told in this place.", watch=watch)
        watch = look.watch
        verdicts.append(look.verdict)
    assert verdicts == ["suspected"] * 3 + ["unchanged"]
    assert watch.suspected is None


@pytest.mark.parametrize(
    "found",
    [
        Parked(reason="a consent page stands before the article", retry=True),
        Parked(reason="the page is gone (HTTP 410)"),
        extract(entry(content=filler(100)), fetched("no", status=403), SEEN),
    ],
    ids=["a wall", "gone", "the feed's text instead"],
)
def test_a_page_that_can_not_be_had_changes_nothing_and_says_why(found) -> None:
    """An obstacle is no edit: what was said stays said."""
    look = after(TEXT, found)
    assert (look.verdict, bool(look.reason), look.watch.known) == ("unusable", True, passages(TEXT))


def sentences(text: str) -> list[str]:
    """A text in pieces that can be left out."""
    return [one for line in text.split("\n") for one in re.split(r"(?<=[.!?]) (?=[A-Z])", line)]


def shortened(kept: list[str], *, paid: bool = False) -> Article:
    """The article as a page with no more than these sentences gives it."""
    found = msgspec.structs.replace(seen(TEXT), text="\n".join(kept))
    note = "the page declares that it is paid for" if paid else None
    return msgspec.structs.replace(found, provenance={"text": Provenance("page", "stated", note)})


def verdicts(text: str, *looks) -> list[str]:
    """What each look comes to, each when it is due."""
    watch, found = revisions.watch(msgspec.structs.replace(seen(TEXT), text=text)), []
    for shown in looks:
        look = revisions.looked(watch, shown, revisions.due(watch))
        watch = look.watch
        found.append(look.verdict)
    return found


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_much_that_is_taken_out_is_an_edit_and_a_page_cut_off_is_none(path) -> None:
    """On whole articles: out of the middle, the end for good, the end for a while, mid-sentence, for money."""
    text, _ = saved.read(path.read_text(encoding="utf-8"), path.name)
    every, draw = sentences(text), random.Random(path.name)
    assert len(every) > 10
    for _ in range(20):
        start = draw.randrange(0, len(every) // 6 + 1)
        middle = every[:start] + every[start + round(len(every) * draw.uniform(0.45, 0.65)) :]
        assert verdicts(text, *[shortened(middle)] * 2) == ["suspected", "revised"]
        beginning = every[: max(1, round(len(every) * draw.uniform(0.2, 0.55)))]
        steady = [shortened(beginning)] * 3
        assert verdicts(text, *steady) == ["suspected", "suspected", "revised"]
        whole, other = shortened(every), shortened(beginning[:-1] or every[:2])
        assert "revised" not in verdicts(text, *steady[:2], whole, *steady[:2], other, *steady[:1], whole)
        cut = [*beginning[:-1], beginning[-1][: len(beginning[-1]) // 2] + "…"]
        assert set(verdicts(text, *[shortened(cut)] * 6)) == {"unchanged"}
        assert set(verdicts(text, *[shortened(beginning, paid=True)] * 6)) == {"unchanged"}


def test_a_beginning_is_believed_after_two_hours_at_the_earliest() -> None:
    """A fault of a server has passed by then; what an outlet took out for good has not come back."""
    watch = revisions.watch(seen(TEXT))
    first = revisions.due(watch)
    for _ in range(3):
        at = revisions.due(watch)
        watch = revisions.looked(watch, shortened(sentences(TEXT)[:9]), at).watch
    assert at - first == timedelta(hours=2)


def test_a_page_that_asks_for_money_says_so_in_what_the_text_rests_on() -> None:
    """However long the piece is that it shows for nothing."""
    offer = page(text=filler(300), body="<div class='paywall'>Subscribe to continue reading this article</div>")
    declared = page(text=filler(300), head='<meta property="article:content_tier" content="locked">')
    for html, note in ((page(text=filler(300)), False), (offer, True), (declared, True)):
        made = extract(entry(), fetched(html), SEEN)
        assert bool(made.provenance["text"].note) is note


def test_not_modified_is_unchanged_and_confirms_nothing() -> None:
    """HTTP 304 says that the page is as it was at the last look, whichever that was."""
    assert after(TEXT, None).verdict == "unchanged"
    assert after(TEXT, TEXT.replace("pilot", "captain"), None).verdict == "suspected"


@pytest.mark.parametrize("line", LINES["furniture"])
def test_furniture_is_known(line) -> None:
    """Counters, clocks, advertisements and links are no paragraphs."""
    assert is_furniture(line)


@pytest.mark.parametrize("line", LINES["article"])
def test_a_sentence_is_never_taken_for_furniture(line) -> None:
    """What somebody wrote is recorded, and counts."""
    assert not is_furniture(line)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(order=st.permutations(TEXT.split("\n")), gaps=st.lists(st.sampled_from(("\n", "\n\n", " \n\t")), min_size=9))
def test_passages_do_not_depend_on_order_and_space(order, gaps) -> None:
    """The same sentences in any layout are the same text."""
    text = "".join(line + gap for line, gap in zip(order, [*gaps, "\n"], strict=False))
    assert passages(text) == passages(TEXT)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(looks=st.lists(st.sampled_from((TEXT, TEXT + "\nMore.", TEXT.replace("pilot", "captain"), None)), max_size=12))
def test_a_version_is_recorded_only_after_two_fetches_that_agree(looks) -> None:
    """Whatever a page shows, in whatever order: no version without two sightings of what changed."""
    watch, last = revisions.watch(seen(TEXT)), None
    for found in looks:
        look = revisions.looked(watch, seen(found) if found else None, watch.looked_at + CONFIRM)
        if look.verdict == "revised":
            now, before = passages(found), passages(last)
            assert (now & before) - watch.known or watch.known - (now | before)
        watch, last = look.watch, found or last


def test_a_quotation_that_vanished_is_withdrawn_from_the_story() -> None:
    """The whole way: page, article, claims; a confirmed edit without the denial; the change that people are told of."""
    denial = "Amina Yusuf denied that she had met Viktor Larsen."
    log = MemoryStore()
    first = seen(f"{denial}\n{TEXT}")
    cycle.record([first], log, BuiltinReader(), lambda: SEEN)
    edit = after(first.text, TEXT + "\nAmina Yusuf spoke.", TEXT + "\nAmina Yusuf spoke.", watch=revisions.watch(first))
    done = cycle.record([edit.article], log, BuiltinReader(), lambda: SEEN)
    assert done.revised == 1
    states = [begin(HARBOUR)]
    for stored in log.read():
        states.append(fold(states[-1], codec.decode(stored.type, stored.data), NOW))
    read, revised = (changes.State(tuple(state.facts())) for state in (states[2], states[-1]))
    assert "denial" in {fact.claim.kind for fact in read.facts}
    assert {change.change for change in changes.between(read, revised)} == {"withdrawn"}
