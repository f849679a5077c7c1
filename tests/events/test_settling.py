"""How accounts become facts: the same in whatever portions they come, and with little work for one more."""

from __future__ import annotations

from collections import Counter

import drawing
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import covered, denial, meeting, story

from events.settling import settle, settled, without


@given(st.lists(drawing.ARTICLES, min_size=2, max_size=8), st.data())
def test_a_block_is_the_same_in_whatever_portions_its_accounts_come(articles, data) -> None:
    """Some accounts first and the others later, in any order, settle as all of them at once."""
    for block in story(*articles).blocks.values():
        accounts = data.draw(st.permutations(list(block.accounts())))
        at = data.draw(st.integers(0, len(accounts)))
        assert settled(settle(accounts[:at]), accounts[at:]) == settle(accounts) == block


@given(st.lists(drawing.ARTICLES, min_size=2, max_size=8), st.data())
def test_what_an_article_said_leaves_no_trace(articles, data) -> None:
    """A block without an article's accounts is the block that the others alone give."""
    for block in story(*articles).blocks.values():
        accounts = list(block.accounts())
        article = data.draw(st.sampled_from(accounts)).article
        assert without(block, article) == settle(one for one in accounts if one.article != article)


@given(drawing.CLAIMS, drawing.CLAIMS, drawing.CLAIMS, st.sampled_from((None, 0, 2, 3, 900)))
def test_claims_that_compare_alike_are_equally_like_any_other(one, twin, other, apart) -> None:
    """What a fact compares an account with may stand for every account that compares alike."""
    alike = one.kind == twin.kind == other.kind and one.compared() == twin.compared()
    if alike and len({claim.block() for claim in (one, twin, other)}) == 1:
        assert one.likeness(other, apart) == twin.likeness(other, apart)


MANY = {
    "meetings of one day or its month": lambda day: meeting("2031-03-04" if day % 3 else "2031-03"),
    "a denial in the same words": lambda day: denial("taking money from Nordkai for the harbour contract"),
}


@pytest.mark.parametrize("claim", MANY.values(), ids=MANY)
def test_one_more_account_is_not_compared_with_all_others(claim, monkeypatch) -> None:
    """A fact that hundreds of articles report takes one in between them with a few comparisons."""
    articles = [covered(f"2031-{5 + day // 28:02}-{day % 28 + 1:02}", claim(day)) for day in range(160)]
    [block] = story(*articles).blocks.values()
    accounts = sorted(block.accounts(), key=lambda account: account.article)
    less = settle(accounts[:80] + accounts[81:])
    kind = type(accounts[0].claim)
    compared, likeness = Counter(), kind.likeness
    monkeypatch.setattr(kind, "likeness", lambda *given: compared.update(calls=1) or likeness(*given))
    assert settled(less, accounts[80:81]) == block
    assert 0 < compared["calls"] < 200
