"""Laws of the fold with corrections in it."""

from __future__ import annotations

import msgspec
from drawing import ARTICLES, everything
from hypothesis import given, settings
from hypothesis import strategies as st
from making import HARBOUR, NOW, story

from events import codec
from events.corrections import alike
from events.log import CorrectionMade, Target
from events.story import begin, fold, replay

_SETS = {"meeting": ("where", "a quay"), "denial": ("about", "all of it"), "call": ("action", "testify")}


def target(account, state):
    """An account as a correction names it."""
    made = Target(account.id, account.article, account.version, account.claim)
    every = [one for block in state.blocks.values() for one in block.accounts() if one.article == account.article]
    beside = [one.id for one in every if one.id != account.id and alike(one.claim, one.version, made)]
    return msgspec.structs.replace(made, beside=tuple(sorted(beside)))


def corrections(draw, state):
    """Some corrections of a state, one after the other, of which some are undone."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        facts = sorted(state.facts(), key=lambda fact: fact.id)
        if not facts:
            break
        fact = draw(st.sampled_from(facts))
        kind = fact.claim.kind
        action = draw(st.sampled_from(("reject", "keep", "set", "split", "merge", "undo")))
        named, others, more = fact.accounts, (), {}
        if action == "undo":
            standing = state.corrections.standing()
            if not standing:
                continue
            named, more = (), {"undoes": codec.event_id(draw(st.sampled_from(standing)))}
        elif action == "set":
            slot, value = _SETS.get(kind, ("when", "2031-04-02"))
            if kind not in _SETS and "when" not in fact.claim.__struct_fields__:
                continue
            more = {"slot": slot, "value": value}
        elif action == "split":
            named, others = fact.accounts[:1], fact.accounts[1:]
        elif action == "merge":
            block = fact.claim.block(state.cast.names)
            other = draw(st.sampled_from([one for one in facts if one.claim.block(state.cast.names) == block]))
            named = (*fact.accounts, *(one for one in other.accounts if one.id not in {a.id for a in fact.accounts}))
        event = CorrectionMade(
            "harbour", fact.id, action, "Ida", "wrong", f"2031-06-01T00:00:{number:02}Z",
            targets=tuple(target(one, state) for one in named), others=tuple(target(one, state) for one in others),
            **more,
        )  # fmt: skip
        made.append(event)
        state = fold(state, event, NOW)
    return made, state


@settings(max_examples=150, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=6), data=st.data())
def test_the_same_articles_and_corrections_give_the_same_story_whenever_they_come(articles, data) -> None:
    """The state is a function of the set of articles and of the corrections in their order."""
    made, state = corrections(data.draw, story(*articles))
    slots = sorted(data.draw(st.lists(st.integers(0, len(articles)), min_size=len(made), max_size=len(made))))
    other, pending = begin(HARBOUR), list(zip(slots, made, strict=True))
    for number, pair in enumerate([*data.draw(st.permutations(articles)), ()]):
        while pending and pending[0][0] <= number:
            other = fold(other, pending.pop(0)[1], NOW)
        for event in pair:
            other = fold(other, event, NOW)
    assert everything(other) == everything(state)


@settings(max_examples=75, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=6), data=st.data())
def test_undoing_every_correction_leaves_no_trace(articles, data) -> None:
    """What was corrected and undone is as if it never was, and delivering it all twice changes nothing."""
    before = story(*articles)
    made, state = corrections(data.draw, before)
    for one in state.corrections.standing():
        undo = CorrectionMade("harbour", one.claim, "undo", "Ida", "no", "2031-06-02", undoes=codec.event_id(one))
        made.append(undo)
        state = fold(state, undo, NOW)
    assert everything(state) == everything(before)
    assert not state.as_read
    again = state
    for event in (*(event for pair in articles for event in pair), *made):
        again = fold(again, event, NOW)
    assert everything(again) == everything(before)


@settings(max_examples=50, derandomize=True, deadline=None)
@given(articles=st.lists(ARTICLES, min_size=1, max_size=6), data=st.data())
def test_replaying_corrections_gives_what_folding_one_by_one_gives(articles, data) -> None:
    """`replay` is a faster `fold`, of corrections too."""
    made, state = corrections(data.draw, story(*articles))
    events = [(event, NOW) for event in (*(event for pair in articles for event in pair), *made)]
    assert everything(replay(HARBOUR, events)) == everything(state)
