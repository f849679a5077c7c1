"""Two dates compared, a story laid out in time, the log listed, who said what: what each shows, and when it is empty."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from gold_workspace import STORY
from hypothesis import given, settings
from hypothesis import strategies as st
from making import covered, denial

from events.log import ArticleRecorded
from events.store.port import StoredEvent
from monitor import looked
from monitor.projections.database import Projections
from monitor.reports import journal, terminal_timeline
from monitor.reports.clean import cells
from monitor.reports.screen import Screen
from monitor.reports.terminal_timeline import brief

from .conftest import empty, record

CASES = Path(__file__).parent / "cases"
CONTROLS = set("\x1b\x07\x02\x03\u202e\u202c")


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", "harbour", "2031-03-01", "2031-05-01"),
        ("timeline", "harbour"),
        ("log",),
        ("log", "--story", "harbour"),
        ("who", "harbour"),
        ("who", "harbour", "Amina Yusuf"),
        ("status", "harbour", "--since", "2031-03-01"),
    ],
    ids=" ".join,
)
def test_what_is_printed_fits_and_hides_nothing(command, harbour, arguments):
    """80 columns, other people's texts as text, JSON for programs, nothing on stderr."""
    done = command(harbour, *arguments)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if cells(line) > 80] == []
    assert not set(done.out) & CONTROLS
    assert command(harbour, *arguments, "--json").data


# --- diff -----------------------------------------------------------------------------------------------------------


def test_a_diff_tells_what_the_later_state_has(command, harbour):
    """New facts, and the contradiction that came with one: each dated by the article that brought it."""
    found = command(harbour, "diff", "harbour", "2031-03-02", "2031-03-31", "--json").data
    assert (found["articles"], found["from"], found["to"]) == (1, "2031-03-02", "2031-03-31")
    assert [(one["change"], one["published"]) for one in found["changes"]] == [
        ("new", "2031-03-05"),
        ("contradiction", "2031-03-05"),
    ]


def test_a_diff_of_the_seed_story_is_what_its_fifth_article_changed(command, gold):
    """The difference between March and the end of July is what the log made news when the fifth article came."""
    found = command(gold, "diff", STORY, "2017-03-03", "2017-07-31", "--json").data["changes"]
    last = command(gold, "changes", STORY, "--since", "2017-07-01", "--json").data
    shown = {(one["change"], one["claim"], one["other"]) for one in found}
    assert shown == {(one["change"], one["claim"], one["other"]) for one in last}
    assert len(found) > 10


def test_all_of_a_story_is_the_difference_from_nothing(command, harbour):
    """From before the first article, every fact is new; nothing is withdrawn."""
    kinds = [
        one["change"]
        for one in command(harbour, "diff", "harbour", "2000-01-01", "2031-12-31", "--json").data["changes"]
    ]
    assert kinds.count("new") == 5
    assert "withdrawn" not in kinds


@pytest.mark.parametrize(
    ("dates", "code"),
    [(("2031-05-01", "2031-05-01"), 3), (("2031-05-02", "2031-05-01"), 2), (("may", "2031-05-01"), 2)],
)
def test_two_dates_between_which_nothing_lies(command, harbour, dates, code):
    """3 where nothing is different, 2 where the dates can't be compared."""
    done = command(harbour, "diff", "harbour", *dates)
    assert done.code == code
    assert done.err.count("\n") == (code == 2)


# --- status --since -------------------------------------------------------------------------------------------------


def test_what_is_new_since_the_last_look(command, tmp_path):
    """At first all is new; then nothing; then what came since. A look since a date isn't the last look."""
    made = empty(tmp_path / "desk")
    record(made, *covered("2031-03-02", denial("a bribe"), url="https://a.example/1"))
    assert "NEW SINCE YOU LAST LOOKED (1)" in command(made, "status", "harbour", "--since", "last").out
    assert "Nothing new since you last looked." in command(made, "status", "harbour", "--since", "last").out
    record(made, *covered("2031-03-09", denial("owning a yacht"), url="https://a.example/2"))
    seen = looked.position(made.looked, "harbour")
    assert "NEW SINCE 1 MARCH 2031 (2)" in command(made, "status", "harbour", "--since", "2031-03-01").out
    assert "Nothing new since 1 April 2031." in command(made, "status", "harbour", "--since", "2031-04-01").out
    assert looked.position(made.looked, "harbour") == seen
    assert [one["change"] for one in command(made, "status", "harbour", "--since", "last", "--json").data["new"]] == [
        "new"
    ]
    assert command(made, "status", "harbour", "--since", "last", "--as-of", "2031-03-05").code == 2


# --- timeline -------------------------------------------------------------------------------------------------------


def test_a_timeline_has_two_clocks(command, harbour):
    """What has a date stands there, with how much later it became known; what was said, where it became known."""
    entries = command(harbour, "timeline", "harbour", "--json").data["entries"]
    assert [(one["kind"], one["happened"], one["known"]) for one in entries] == [
        ("meeting", "2030-11", "2031-03-05"),
        ("denial", None, "2031-03-02"),
        ("call", None, "2031-04-01"),
        ("denial", None, "2031-04-01"),
        ("outcome", "2031-04-19", "2031-04-20T09:30:00Z"),
    ]
    assert [one["days_until_known"] for one in entries] == [95, None, None, None, 1]
    assert entries[0]["contradicted"] == {"direct": 1}
    assert entries[2]["answered"].startswith("Amina Yusuf resigned")


def test_the_timeline_is_the_one_in_the_case(command, harbour):
    """Two columns of dates, sentences beside them."""
    found = command(harbour, "timeline", "harbour", "--json").data
    shown = terminal_timeline.timeline(found, Screen(width=80, zone=ZoneInfo("Europe/Dublin")))
    assert shown + "\n" == (CASES / "timeline.txt").read_text(encoding="utf-8")


@settings(derandomize=True, max_examples=60, deadline=None)
@given(text=st.text(max_size=200), width=st.integers(60, 110))
def test_a_timeline_fits_whatever_is_said(text, width):
    """No line is wider than the screen."""
    entry = {
        "at": "2031-W10", "happened": "2031-W10", "known": "2031-05-06T07:08:09Z", "days_until_known": 3, "id": "call-1",
        "sentence": text, "origins": 1, "contradicted": {"direct": 2}, "answered": text, "demands": True, "held": True,
    }  # fmt: skip
    shown = terminal_timeline.timeline({"title": text, "entries": [entry]}, Screen(width=width))
    assert max(map(cells, shown.split("\n"))) <= width


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2016", "2016"),
        ("2016-07", "July 2016"),
        ("2016-09-08", "8 Sep 2016"),
        ("2017-W08", "week of 20 Feb 2017"),
        ("2016-06/2016-08", "June 2016 to Aug 2016"),
    ],
)
def test_dates_are_brief(when, said):
    """A partial date in few words."""
    assert brief(when) == said


@pytest.mark.parametrize(
    "arguments", [("timeline", "harbour"), ("search", "harbour"), ("log", "--after", 999)], ids=str
)
def test_nothing_is_found_in_an_empty_workspace(command, tmp_path, arguments):
    """Exit code 3, and valid JSON all the same."""
    made = empty(tmp_path / "desk")
    assert command(made, *arguments).code == 3
    done = command(made, *arguments, "--json")
    assert done.code == 3
    assert isinstance(done.data, dict | list)


@pytest.mark.parametrize("name", ["diff", "timeline", "who"])
def test_an_unknown_story_is_not_found(command, harbour, name):
    """Exit code 3 and one line."""
    done = command(harbour, name, "nowhere", *(["2031-01-01", "2031-01-02"] if name == "diff" else []))
    assert (done.code, done.out) == (3, "")
    assert done.err.count("\n") == 1


# --- log ------------------------------------------------------------------------------------------------------------


def types(command, workspace, *options):
    """The types of the events that are listed, and whether the text lists as many."""
    found = command(workspace, "log", "--json", *options).data
    heads = [line for line in command(workspace, "log", *options).out.splitlines() if line[:1].isdigit()]
    assert len(heads) == len(found)
    return [one["type"].split("/")[0] for one in found]


def test_the_log_is_listed_as_it_was_recorded(command, harbour):
    """Every event in order, with its data as stored."""
    every = command(harbour, "log", "--json").data
    assert [one["position"] for one in every] == list(range(1, len(every) + 1))
    recorded = [one for one in every if one["type"] == "article.recorded/1"]
    assert [one["recorded_at"][:10] for one in recorded] == [f"2031-05-{day:02}" for day in range(6, 10)]
    assert recorded[0]["data"]["article"]["text"].startswith("Amina Yusuf")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--type", "article.read"), {"article.read"}),
        (("--type", "article.read/1"), {"article.read"}),
        (("--type", "article"), {"article.recorded", "article.read"}),
        (("--type", "article.read", "--type", "story"), {"article.read", "story.defined"}),
        (("--type", "story"), {"story.defined"}),
    ],
)
def test_events_of_some_types(command, harbour, options, expected):
    """A type by its name, with or without its version, or all that begin alike."""
    assert set(types(command, harbour, *options)) == expected


def test_a_type_that_there_is_not(command, harbour):
    """Wrong usage: the line says which there are."""
    done = command(harbour, "log", "--type", "art")
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "article.read" in done.err


def test_events_of_one_story(command, tmp_path):
    """The story's own events and those of the articles that bear on it; no others."""
    made = empty(tmp_path / "desk")
    mine, other = covered("2031-03-02", denial("a bribe")), covered("2031-03-02")[0].article
    record(made, *mine, ArticleRecorded(msgspec.structs.replace(other, id="0" * 16, text="Nobody whom we know.")))
    listed = command(made, "log", "--story", "harbour", "--json").data
    assert {one["stream"] for one in listed} <= {"story/harbour", f"article/{mine[0].article.id}", "alerts/harbour"}
    assert len(listed) == len(command(made, "log", "--json").data) - 1
    assert command(made, "log", "--story", "nowhere").code == 3


def test_part_of_the_log(command, harbour):
    """Behind a position, and no more than asked for."""
    every = types(command, harbour)
    assert types(command, harbour, "--after", 3) == every[3:]
    assert types(command, harbour, "--after", 1, "--limit", 2) == every[1:3]


def test_a_long_log_is_listed_in_bounded_memory(tmp_path):
    """An event is shown before the next is read, however many there are."""
    read = 0

    class Endless:
        def read(self, after, *, types):
            nonlocal read
            for position in range(after + 1, 10**12):
                read += 1
                yield StoredEvent(
                    position, f"x:{position}", "x.happened/9", "x/1", 1, "2031-05-06T00:00:00Z", b"{}", b""
                )

    projections = Projections(tmp_path / "projections.db")
    shown = list(islice(journal.events(Endless(), projections, story=None, types=None, after=7), 3))
    assert ([one["position"] for one in shown], read) == ([8, 9, 10], 3)
    assert shown[0]["summary"] == "written by a newer version of this program"
    projections.close()


def test_each_event_is_on_a_line_of_its_own(command, harbour):
    """The list can be read by programs that know JSON, and searched by those that know lines."""
    lines = command(harbour, "log", "--json").out.splitlines()
    assert lines[-1] == "]"
    assert all(json.loads(line[1:])["position"] == number for number, line in enumerate(lines[:-1], 1))


# --- who ------------------------------------------------------------------------------------------------------------


def test_who_is_who(command, harbour):
    """Everybody whom the definition names, in its order, with roles, aliases and sides."""
    yusuf, larsen, bell = command(harbour, "who", "harbour", "--json").data
    assert [one["name"] for one in (yusuf, larsen, bell)] == ["Amina Yusuf", "Viktor Larsen", "Tom Bell"]
    assert yusuf["roles"] == [{"title": "transport minister", "since": "2030-01-01", "until": None}]
    assert (yusuf["aliases"], yusuf["spoken_for_by"], bell["speaks_for"]) == (
        ["Minister Yusuf"],
        ["Tom Bell"],
        ["Amina Yusuf"],
    )


@pytest.mark.parametrize("name", ["Amina Yusuf", "Minister Yusuf", "yusuf", "transport minister"])
def test_what_one_of_them_said_and_how_it_changed(command, harbour, name):
    """By any name: statements in order, a turn where one is of another sort, what stands against each."""
    [party] = command(harbour, "who", "harbour", name, "--json").data
    assert party["name"] == "Amina Yusuf"
    assert [(one["stance"], one["turn"]) for one in party["said"]] == [
        ("denial", False),
        ("clarification", True),
        ("resigned", True),
    ]
    assert [one["strength"] for one in party["said"][0]["contradicted"]] == ["direct"]
    assert [one["kind"] for one in party["in"]] == ["meeting", "call"]
    assert party["named_as"][0]["because"] == "the name of a party of the story"


def test_somebody_whom_only_claims_name(command, harbour):
    """Who isn't in the definition is found by the name that claims have."""
    [party] = command(harbour, "who", "harbour", "jo grant", "--json").data
    assert (party["name"], party["defined"], len(party["said"])) == ("Jo Grant", False, 1)
    done = command(harbour, "who", "harbour", "Nobody Atall")
    assert (done.code, done.out, done.err.count("\n")) == (3, "", 1)


def test_the_people_of_the_seed_story(command, gold):
    """The man whom it is about denied, then explained; what he denied stands against what is reported."""
    [party] = command(gold, "who", STORY, "Sessions", "--json").data
    stances = [one["stance"] for one in party["said"]]
    assert {"denial", "clarification", "no_knowledge", "recused"} <= set(stances)
    assert any(other["strength"] == "direct" for one in party["said"] for other in one["contradicted"])
    dates = [one["published"] for one in party["said"]]
    assert dates == sorted(dates)
