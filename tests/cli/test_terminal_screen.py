"""The screens that people read: legible at any width, with and without colour, whatever other people's texts hold."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.claims import KINDS
from monitor.reports import terminal, terminal_changes
from monitor.reports.clean import cells, one_line
from monitor.reports.screen import Screen, cut, wrapped

CASES = Path(__file__).parent / "cases"
VIEW = {kind.plural: [] for kind in KINDS} | json.loads((CASES / "status.json").read_text(encoding="utf-8"))
# Letters, wide and combining characters, escapes, controls, marks that reorder: what a page may hold.
NASTY = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("\x1b[31m\x07\x9b\u202e\u2066\u200b漢字é\u0301 \n\t")
    ),
    max_size=300,
)


def with_texts(text: str) -> dict:
    """The view of the case, every text that comes from elsewhere replaced."""
    view = copy.deepcopy(VIEW)
    for section in ("meetings", "denials", "calls", "ambiguous", "new"):
        for entry in view[section]:
            entry["sentence"] = text
            for piece in entry["evidence"]:
                piece["quote"] = piece["publisher"] = text
            for account in entry.get("accounts", []):
                account["where"] = f"{account['where']} {text}"
    for one in view["contradictions"]:
        for side in one["quotes"]:
            side["quote"] = side["publisher"] = text
    return view


def test_the_screen_is_the_one_in_the_case():
    """What is known, since when, from how many origins, what contradicts it, what is new, what to type next."""
    screen = Screen(width=80, zone=ZoneInfo("Europe/Dublin"))
    assert terminal.status(VIEW, screen) + "\n" == (CASES / "status.txt").read_text(encoding="utf-8")


@settings(derandomize=True, max_examples=60, deadline=None)
@given(text=NASTY, width=st.integers(40, 110), everything=st.booleans())
def test_no_line_is_wider_than_the_screen(text, width, everything):
    """Whatever the texts hold, every line fits, wide characters counted as two columns."""
    shown = terminal.status(with_texts(text), Screen(width=width), everything=everything)
    commands = re.compile(r"  monitor |.*\(monitor ")  # a command that is wrapped can't be copied
    assert [line for line in shown.split("\n") if cells(line) > width and not commands.match(line)] == []


@settings(derandomize=True, max_examples=60, deadline=None)
@given(text=NASTY)
def test_nothing_of_a_text_reaches_the_terminal_as_a_command(text):
    """Other people's texts can't move the cursor, colour, hide or reorder anything; only our own colours are left."""
    view = with_texts(text)
    plain = terminal.status(view, Screen())
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", plain)
    assert click.unstyle(terminal.status(view, Screen(colour=True))) == plain


def test_without_colour_there_is_none_and_with_it_there_is():
    """The same screen, coloured or not."""
    assert "\x1b" not in terminal.status(VIEW, Screen())
    assert "\x1b[31m" in terminal.status(VIEW, Screen(colour=True))


def test_a_long_section_is_cut_and_says_how_to_see_the_rest():
    """Eight facts are shown as six and a line; --all shows them all."""
    view = copy.deepcopy(VIEW)
    view["calls"] = [{**VIEW["calls"][0], "id": f"call-{number}"} for number in range(8)]
    assert "+ 2 more (monitor status harbour --all)" in terminal.status(view, Screen())
    whole = terminal.status(view, Screen(), everything=True)
    assert "more (" not in whole
    assert all(f"call-{number}" in whole for number in range(8))


def test_a_silent_source_and_a_quiet_story_do_not_look_alike():
    """A story without feeds says so, one whose feed is dead names it, one with healthy feeds names them as such."""
    dead, none, well = (copy.deepcopy(VIEW) for _ in range(3))
    none["sources"] = []
    well["sources"] = [{"feed": "https://news.example/rss", "health": "ok"}]
    assert "! https://courier.example/rss: dead" in terminal.status(dead, Screen())
    assert "No feeds are followed" in terminal.status(none, Screen())
    assert "- https://news.example/rss: ok" in terminal.status(well, Screen())


def test_a_silent_feed_and_what_needs_a_person_are_shown():
    """A feed that answers and brings nothing is no healthy one; a problem stands with what to type."""
    silent = {"feed": "https://news.example/rss", "health": "ok", "silent_since": "2031-05-01T08:00:00Z"}
    text = terminal.status({**VIEW, "sources": [silent], "problems": ["mails: 2; 'monitor outbox list'"]}, Screen())
    assert "! https://news.example/rss: ok, but silent since" in text
    assert "! mails: 2; 'monitor outbox list'" in text
    assert "Needs you" not in terminal.status(VIEW, Screen())


@pytest.mark.parametrize(("new", "shown"), [([], "Nothing new since you last looked."), (None, None)])
def test_the_first_look_has_no_last_time(new, shown):
    """Nothing new since the last look is said; at the first look, nothing is said about news."""
    text = terminal.status({**VIEW, "new": new}, Screen())
    assert (shown in text) if shown else ("since you last looked" not in text.lower())


def test_changes_say_before_and_after():
    """A change with a former value shows both, with their unit."""
    text = terminal_changes.changes(VIEW["new"], Screen())
    assert text.startswith("2 changes\n")
    assert "was 1, now 2 origins" in text


def test_a_cut_ends_at_a_word_and_says_so():
    """A text that is cut ends in an ellipsis and fits; one that fits stays as it is."""
    assert cut("one two three", 9) == "one two…"
    assert cut("one two three", 13) == "one two three"
    assert cells(cut("漢字" * 40, 21)) <= 21


def test_a_word_longer_than_the_line_is_broken():
    """Addresses and the like don't run out of the screen."""
    assert wrapped("x" * 25 + " y", 10) == ["x" * 10, "x" * 10, "xxxxx y"]


def test_an_escape_sequence_goes_as_a_whole():
    """Not only the escape character goes, its parameters do too."""
    assert one_line("a\x1b[31;1mred\x1b[0m \x1b]0;title\x07b\u202ec\nd") == "ared bc d"


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), ("ｆ", 2), ("", 0)])
def test_columns_are_counted_as_a_terminal_shows_them(text, columns):
    """A wide character takes two columns, a combining one none."""
    assert cells(text) == columns


def test_a_past_day_says_that_it_is_seen_with_hindsight():
    """What was published by a day is shown as it is read and corrected now, and the screen says so."""
    said = "As read and corrected today"
    assert said in terminal.status({**VIEW, "hindsight": True}, Screen())
    assert said not in terminal.status({**VIEW, "hindsight": False}, Screen())
