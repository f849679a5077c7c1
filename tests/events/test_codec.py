"""What is stored can be read for ever: golden files of every version of every event type."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOW

from events import codec
from events.article import Article
from events.claims import KINDS
from events.errors import NewerFormatError
from events.log import ArticleRecorded, StoryDefined
from events.story import replay

GOLDEN = Path(__file__).parent / "golden"


class Stored(msgspec.Struct):
    """A line of a golden file: an event as a version of the program stored it, never to be edited."""

    type: str
    data: msgspec.Raw


def golden() -> list[Stored]:
    """All lines, in the order of their files."""
    lines = [line for path in sorted(GOLDEN.glob("*.jsonl")) for line in path.read_bytes().splitlines()]
    return [msgspec.json.decode(line, type=Stored) for line in lines]


def test_every_type_and_kind_ever_stored_has_a_golden_event() -> None:
    """A type or kind without a golden event is one whose past can be broken unnoticed."""
    stored = golden()
    read = [msgspec.json.decode(one.data) for one in stored if one.type.startswith("article.read/")]
    assert {one.type for one in stored} >= set(codec.TYPE_NAMES)
    assert {claim["kind"] for event in read for claim in event["claims"]} == {
        kind.__struct_config__.tag for kind in KINDS
    }


@pytest.mark.parametrize("stored", golden(), ids=lambda stored: stored.type)
def test_a_stored_event_is_read_and_written_as_it_was(stored: Stored) -> None:
    """Decoding loses nothing: an event of the current version encodes to the bytes that were stored."""
    event = codec.decode(stored.type, bytes(stored.data))
    assert codec.encode(event) == bytes(stored.data)


def test_replaying_the_golden_events_gives_the_story_that_they_tell() -> None:
    """The meaning of stored events stays, not only their shape."""
    events = [codec.decode(stored.type, bytes(stored.data)) for stored in golden()]
    [defined] = [event for event in events if isinstance(event, StoryDefined)]
    state = replay(defined.definition, [(event, NOW) for event in events])
    assert sorted(fact.claim.sentence() for fact in state.facts()) == [
        "Amina Yusuf and Viktor Larsen met on 4 March 2031 (a hotel in Bergen; confirmed)",
        "Amina Yusuf denied discussing the contract",
        "Jo Grant called for the resignation of Amina Yusuf",
        "Nordkai confirmed that they met",
        "Tom Bell resigned in April 2031",
    ]


def test_an_unknown_type_is_named_with_what_to_do() -> None:
    """A log written by a newer program is an error that a person can act on."""
    with pytest.raises(NewerFormatError, match="update the program"):
        codec.decode("article.translated/1", b"{}")


@settings(max_examples=200, derandomize=True)
@given(text=st.text(), title=st.none() | st.text(), version=st.integers(1, 10**6))
def test_any_text_survives_the_round_trip(text: str, title: str | None, version: int) -> None:
    """Emoji, control characters, right-to-left text: what was recorded is what comes back."""
    event = ArticleRecorded(Article(id="0" * 16, text=text, title=title, version=version))
    assert codec.decode(codec.type_name(event), codec.encode(event)) == event


def test_the_same_happening_has_the_same_id_and_another_one_another() -> None:
    """Ids decide what is recorded twice and what is not."""
    ids = [codec.event_id(codec.decode(stored.type, bytes(stored.data))) for stored in golden()]
    assert len(set(ids)) == len(ids)
