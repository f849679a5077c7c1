"""`monitor review`: what a person sees, which key decides what, and what is recorded of it."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import termios

import pytest
from alerts.conftest import STORY
from alerts.telling_reader import PlainReader
from click.testing import CliRunner
from corrections.doubtful_reader import DoubtfulReader

from monitor.cli.main import cli, run

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
OPERA = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the opera."
HOSTILE = "Amina Yusuf met Viktor Larsen on 2031-03-07 at the \x1b[31mred\u202e house [bold]now[/bold]."
CALL = "Jo Grant wants Viktor Larsen to resign."


@pytest.fixture
def review(room):
    """Run the command with keys pressed; what is printed."""

    def pressed(keys="", *arguments, code=0):
        done = CliRunner().invoke(
            cli, ["-C", str(room.workspace.root), "review", "--author", "Ida", *(arguments or ("harbour",))], input=keys
        )
        assert done.exit_code == code, done.output
        return done.output

    return pressed


def made(room):
    """Action, author and reason of each correction so far."""
    with room.monitor() as monitor:
        return [(one["action"], one["author"], one["reason"]) for one in monitor.corrections.listed("harbour")]


def facts(room, kind="meetings"):
    """The facts of a kind, as status shows them."""
    with room.monitor() as monitor:
        return monitor.status("harbour")[kind]


@pytest.fixture
def doubted(room):
    """The room, where an unsure reader has read of a meeting and of a call."""
    room.reader = DoubtfulReader()
    room.record(f"The harbour is big. {MET} It was late.")
    room.later(days=1)
    room.record(CALL, publisher="Weekly")
    return room


def test_an_item_has_what_it_takes_to_decide_it(doubted, review) -> None:
    """The claim, its words marked where they stand, who says so, how sure by which rule, what it would change."""
    shown = review("q")
    place, sentence, *rest = shown.splitlines()
    assert place == "1 of 2 · harbour · unsure: is it so?"
    assert sentence == "Amina Yusuf and Viktor Larsen met on 4 March 2031 (the Grand Hotel; reported)"
    text = " ".join(" ".join(rest).split())
    for said in (
        "The harbour is big. »Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel.« It was late.",
        "Post, 6 May 2031",
        "confidence 0.60 · plain 1",
        "+ kept: new: Amina Yusuf and Viktor Larsen met on 4 March 2031",
        "[k]eep [r]eject [s]et a slot [n]ext [u]ndo [w]hy [q]uit",
        "0 decisions recorded, 2 left to decide.",
    ):
        assert said in text


def test_each_key_decides_with_author_and_reason_and_asks_for_neither(doubted, review) -> None:
    """Kept, rejected: two keys, two corrections, nothing left."""
    shown = review("kr")
    assert "2 of 2" in shown
    assert shown.endswith("2 decisions recorded, 0 left to decide.\n")
    assert made(doubted) == [("keep", "Ida", "reviewed"), ("reject", "Ida", "reviewed")]
    assert [one["held"] for one in facts(doubted)] == [False]
    assert facts(doubted, "calls") == []
    assert review("") == "0 decisions recorded, 0 left to decide.\n"


def test_what_is_skipped_stays_undecided(doubted, review) -> None:
    """'n', the space bar and Enter leave an item for another day."""
    assert review("n ").endswith("0 decisions recorded, 2 left to decide.\n")
    assert made(doubted) == []


def test_the_last_decision_is_taken_back_and_asked_again(doubted, review) -> None:
    """As an event; what was decided before it stays."""
    shown = review("kruq")
    assert "taken back" in shown
    assert shown.count("2 of 2") == 2
    assert shown.count("That was the last") == 1
    assert [action for action, _, _ in made(doubted)] == ["keep", "reject", "undo"]
    assert len(facts(doubted, "calls")) == 1


def test_nothing_to_take_back_is_said(doubted, review) -> None:
    """And the same item is asked again."""
    assert "nothing was decided yet" in review("uq")


def test_a_slot_is_set_by_a_line(doubted, review) -> None:
    """Its slots are shown; a value that can't be is refused, and the item is asked again."""
    shown = review("swhen=soon\nsnothing\nswhere=the quay\nq")
    assert "where = the Grand Hotel" in shown
    assert "'soon' can't be the when" in shown
    assert [action for action, _, _ in made(doubted)] == ["set"]
    [meeting] = facts(doubted)
    assert (meeting["where"], meeting["held"]) == (["the quay"], False)


def test_why_shows_the_whole_and_an_unknown_key_the_keys(doubted, review) -> None:
    """Neither decides anything."""
    shown = review("wxq")
    assert "found out by: Post" in shown
    assert "keys: k keep, r reject" in shown
    assert made(doubted) == []


def test_a_claim_is_merged_with_the_one_that_it_likely_is(room, review) -> None:
    """By its number; both are one fact then, as sure as the surer."""
    room.record(MET)
    room.reader = DoubtfulReader()
    room.record("Amina Yusuf met Viktor Larsen on 2031-03-05 at the Grand Hotel.", publisher="Weekly")
    shown = review("1")
    assert "[m]erge" in shown
    assert "1  Amina Yusuf and Viktor Larsen met on 4 March 2031" in shown
    assert [action for action, _, _ in made(room)] == ["merge"]
    [meeting] = facts(room)
    assert (len(meeting["accounts"]), meeting["held"]) == (2, False)


@pytest.mark.parametrize(("key", "action", "places"), [("k", "keep", 2), ("2", "set", 1)])
def test_accounts_that_differ_are_kept_side_by_side_or_one_is_chosen(room, review, key, action, places) -> None:
    """Decided either way, it is asked no more."""
    room.record(MET)
    room.record(OPERA, publisher="Weekly")
    assert "accounts differ" in review(key)
    assert [one for one, _, _ in made(room)] == [action]
    [meeting] = facts(room)
    assert len(meeting["where"]) == places
    assert review("") == "0 decisions recorded, 0 left to decide.\n"


def test_a_name_is_somebodys_or_nobodys(room, review) -> None:
    """A name that is nearly a party's is asked about; once it is decided, no more, whichever way."""
    room.record("Amina Yusufova met Jo Grant on 2031-03-04. Viktor Larsenn met Jo Grant on 2031-03-05.")
    room.define(STORY.replace('"Viktor Larsen"', '"Viktor P. Larsen"'))
    shown = review("rm")
    assert "Is 'Amina Yusufova' Amina Yusuf?" in shown
    assert {action for action, _, _ in made(room)} == {"not-same", "same"}
    assert sorted(one["participants"] for one in facts(room)) == [
        ("Amina Yusufova", "Jo Grant"),
        ("Viktor P. Larsen", "Jo Grant"),
    ]
    assert review("") == "0 decisions recorded, 0 left to decide.\n"


def test_a_vague_account_is_given_to_the_fact_that_it_means(room, review) -> None:
    """'They met in 2031' may be either of two meetings; a number says which."""
    room.record(MET)
    room.record("Amina Yusuf met Viktor Larsen on 2031-05-01 at the quay.", publisher="Weekly")
    room.record("Amina Yusuf met Viktor Larsen on 2031.", publisher="Dockside")
    shown = review("m2")
    assert "too vague: which of these does it mean?" in shown
    assert "press the number of the one that it is" in shown
    assert sorted(len(one["accounts"]) for one in facts(room)) == [1, 2]
    assert review("") == "0 decisions recorded, 0 left to decide.\n"


def test_hostile_text_shows_as_text(room, review) -> None:
    """No escape code, no mark that reorders, no markup of the library that prints."""
    room.reader = DoubtfulReader()
    room.record(HOSTILE)
    shown = review("wq")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[bold]now[/bold]" in shown


def test_the_list_and_json_ask_nothing(doubted, review) -> None:
    """All items with what may be answered; without a story, those of every story."""
    listed = review("", "harbour", "--list")
    assert "keep | reject | set · meeting-" in " ".join(listed.split())
    found = json.loads(review("", "--json"))
    assert [(one["story"], one["question"]) for one in found] == [("harbour", "unsure")] * 2
    assert found[0]["accounts"][0]["evidence"][0]["context"]["before"] == "The harbour is big."
    assert made(doubted) == []


def test_decisions_are_read_from_a_file(doubted, review, tmp_path) -> None:
    """One a line; the reason is that of the option; what is decided is asked no more."""
    meeting, call = (one["id"] for one in json.loads(review("", "--json")))
    file = tmp_path / "decisions"
    file.write_text(f"# by the minutes\n{meeting[:12]} set 'where=the quay'  # says the host\n\n{call} reject\n")
    assert review("", "harbour", "--decide", str(file), "--reason", "minutes").endswith("2 decisions recorded\n")
    assert made(doubted) == [("set", "Ida", "minutes"), ("reject", "Ida", "minutes")]
    assert review("", "harbour", "--list") == "Nothing is to be reviewed.\n"


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("meeting-0 keep", 3, "nothing is to be decided"),
        ("{id}", 2, "no decision"),
        ("{id} forget", 2, "is no answer"),
        ("{id} set soon", 2, "SLOT=VALUE"),
        ("{id} merge", 2, "the other claim's id"),
        ("{id} set when=soon", 2, "can't be the when"),
    ],
)
def test_a_line_that_cannot_be_done_is_said_and_nothing_is_recorded(doubted, capsys, line, code, says) -> None:
    """With the exit code of its error."""
    [meeting] = facts(doubted)
    file = doubted.workspace.root / "decisions"
    file.write_text(line.format(id=meeting["id"]) + "\n")
    done = run(["-C", str(doubted.workspace.root), "review", "harbour", "--author", "Ida", "--decide", str(file)])
    assert (done, says in capsys.readouterr().err) == (code, True)
    assert made(doubted) == []


def test_without_a_terminal_it_says_what_to_do_instead(doubted) -> None:
    """A process that has none is told of --list and --decide."""
    command = [sys.executable, "-m", "monitor", "-C", str(doubted.workspace.root), "review", "harbour"]
    done = subprocess.run(  # the exit code is what is tested
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=60,
    )
    assert (done.returncode, "--list shows" in done.stderr) == (2, True)


def test_on_a_real_terminal_one_key_decides(doubted) -> None:
    """No Enter is needed; the quotation is marked in reverse; colours are only our own."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "monitor", "-C", str(doubted.workspace.root), "review", "--author", "Ida"]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm-256color"},
        start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    seen = b""

    def until(text):
        nonlocal seen
        while text not in seen:
            assert select.select([ours], [], [], 60)[0], seen
            seen += os.read(ours, 65536)
        seen = seen.partition(text)[2]

    def press(key):
        while termios.tcgetattr(ours)[3] & termios.ICANON:  # it listens to single keys as soon as it has printed
            select.select([ours], [], [], 0.01)
        os.write(ours, key)

    try:
        until(b"1 of 2")
        until(b"7mAmina Yusuf met Viktor Larsen")
        until(b"[q]uit")
        press(b"k")
        until(b"2 of 2")
        until(b"[q]uit")
        press(b"q")
        until(b"1 decision recorded, 1 left to decide.")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert made(doubted) == [("keep", "Ida", "reviewed")]


def test_who_says_it_is_the_login_unless_somebody_is_named(room, monkeypatch) -> None:
    """By $MONITOR_AUTHOR, as of the other corrections."""
    room.reader = DoubtfulReader()
    room.record(MET)
    monkeypatch.setenv("MONITOR_AUTHOR", "Lena")
    assert CliRunner().invoke(cli, ["-C", str(room.workspace.root), "review", "harbour"], input="k").exit_code == 0
    assert made(room) == [("keep", "Lena", "reviewed")]


def test_what_a_sure_reader_reads_is_not_asked(room, review) -> None:
    """A quiet review is a short one."""
    room.reader = PlainReader()
    room.record(MET)
    assert review("") == "0 decisions recorded, 0 left to decide.\n"
