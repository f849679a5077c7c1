"""A rejected account's copies, of one report and in the same words, are rejected with it."""

from __future__ import annotations

from itertools import permutations

import msgspec
import pytest
from drawing import everything
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HARBOUR, NOW, meeting

from events import codec
from events.article import Article, identity
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade, Target
from events.story import begin, fold

REPORT = (
    "Amina Yusuf met Viktor Larsen at the fish market in March, three people who saw them told this paper on Sunday. "
    "The minister left after an hour by the back door, one of the three said, and the head of the company paid. Both "
    "declined to say what they had talked about, and neither the ministry nor Nordkai would name another witness. "
    "The contract for the harbour was signed two weeks later, against the advice of the auditors and of the port."
)
OTHER = (
    "A court heard on Monday that the cranes of the harbour had not been inspected for six years. Amina Yusuf's office "
    "said that it had asked Nordkai for the papers twice. Viktor Larsen will be heard next week, his lawyer said, and "
    "means to bring the books along that the auditors had not been shown so far, from the first page to the last one."
)
QUOTE = REPORT.partition(", three")[0]


def article(publisher, published, text=REPORT, version=1):
    """A report in an outlet; what it is called does not depend on its words."""
    url = f"https://{publisher.lower()}.example/1"
    name = identity(url=url, text="", publisher=publisher, published=published)
    return Article(id=name, text=text, published=published, publisher=publisher, url=url, version=version)


def reading(of, **slots):
    """What a reader takes from it: that they met, in those words."""
    claim = meeting("2031-03", "the fish market")
    piece = msgspec.structs.replace(claim.evidence[0], start=0, end=len(QUOTE), quote=QUOTE)
    return ArticleRead(of.id, of.version, "test", "1", (msgspec.structs.replace(claim, evidence=(piece,), **slots),))


POST, WEEKLY = article("Post", "2031-05-01"), article("Weekly", "2031-05-02")


def told(*events):
    """The state after events."""
    state = begin(HARBOUR)
    for event in events:
        state = fold(state, event, NOW)
    return state


def outlets(state):
    """Who reports the meeting."""
    return sorted(account.publisher for fact in state.facts() for account in fact.accounts)


def rejection(state, publisher):
    """That an outlet's account is wrong."""
    [account] = [one for fact in state.facts() for one in fact.accounts if one.publisher == publisher]
    target = Target(account.id, account.article, account.version, account.claim)
    return CorrectionMade("harbour", account.id, "reject", "Ida", "wrong", "2031-06-01", targets=(target,))


BOTH = (ArticleRecorded(POST), reading(POST), ArticleRecorded(WEEKLY), reading(WEEKLY))


@pytest.mark.parametrize("rejected", ["Post", "Weekly"])
def test_the_copy_is_rejected_with_the_account_whichever_was_meant_and_whenever_it_comes(rejected) -> None:
    """Of every order in which recordings, readings and the rejection may come."""
    gone = rejection(told(*BOTH), rejected)
    pairs = ((BOTH[0], BOTH[1]), (BOTH[2], BOTH[3]), (gone,))
    for order in permutations(pairs):
        state = told(*(event for pair in order for event in pair))
        assert outlets(state) == []
    undo = CorrectionMade("harbour", gone.claim, "undo", "Ida", "no", "2031-06-02", undoes=codec.event_id(gone))
    state = told(*BOTH, gone, undo)
    assert outlets(state) == ["Post", "Weekly"]
    assert not state.as_read


def test_another_report_of_the_same_is_left_alone() -> None:
    """An outlet that found it out for itself is another account, which a person may reject too."""
    own = article("Courier", "2031-05-03", text=f"{QUOTE}. {OTHER}")
    state = told(*BOTH, rejection(told(*BOTH), "Post"), ArticleRecorded(own), reading(own))
    assert outlets(state) == ["Courier"]


def test_another_claim_of_the_copy_is_left_alone() -> None:
    """Only what says the same in the same words goes."""
    other = reading(WEEKLY, participants=("Amina Yusuf", "Jo Grant"))
    state = told(*BOTH[:3], other)
    assert outlets(fold(state, rejection(state, "Post"), NOW)) == ["Weekly"]


def test_what_is_no_copy_any_more_says_it_again() -> None:
    """The outlet writes a report of its own, and keeps the sentence."""
    state = told(*BOTH)
    state = fold(state, rejection(state, "Post"), NOW)
    anew = article("Weekly", "2031-05-02", text=f"{QUOTE}. {OTHER}", version=2)
    state = fold(fold(state, ArticleRevised(anew), NOW), reading(anew), NOW)
    assert outlets(state) == ["Weekly"]


def test_what_becomes_a_copy_is_rejected() -> None:
    """The outlet drops its own report for the other's, read or not."""
    own = article("Weekly", "2031-05-02", text=f"{QUOTE}. {OTHER}")
    state = told(*BOTH[:2], ArticleRecorded(own), reading(own))
    state = fold(state, rejection(state, "Post"), NOW)
    assert outlets(state) == ["Weekly"]
    copy = article("Weekly", "2031-05-02", version=2)
    state = fold(state, ArticleRevised(copy), NOW)
    assert outlets(state) == []
    assert outlets(fold(state, reading(copy), NOW)) == []


@settings(max_examples=60, derandomize=True, deadline=None)
@given(texts=st.lists(st.sampled_from((REPORT, f"{QUOTE}. {OTHER}")), min_size=2, max_size=4), data=st.data())
def test_whichever_are_copies_the_order_does_not_matter(texts, data) -> None:
    """The state is a function of the set of articles, the rejections and what was undone."""
    every = [article(f"Outlet{number}", f"2031-05-0{number + 1}", text) for number, text in enumerate(texts)]
    pairs = [(ArticleRecorded(one), reading(one)) for one in every]
    state = told(*(event for pair in pairs for event in pair))
    made = []
    for number in range(data.draw(st.integers(1, 2))):
        left = outlets(state)
        if left:
            made.append(rejection(state, data.draw(st.sampled_from(left))))
            state = fold(state, made[-1], NOW)
        if data.draw(st.booleans()) and state.corrections.standing():
            gone = codec.event_id(state.corrections.standing()[0])
            made.append(CorrectionMade("harbour", "", "undo", "Ida", "no", f"2031-06-0{number + 3}", undoes=gone))
            state = fold(state, made[-1], NOW)
    slots = sorted(data.draw(st.lists(st.integers(0, len(pairs)), min_size=len(made), max_size=len(made))))
    pending, other = list(zip(slots, made, strict=True)), begin(HARBOUR)
    for number, pair in enumerate([*data.draw(st.permutations(pairs)), ()]):
        while pending and pending[0][0] <= number:
            other = fold(other, pending.pop(0)[1], NOW)
        for event in pair:
            other = fold(other, event, NOW)
    assert everything(other) == everything(state)
