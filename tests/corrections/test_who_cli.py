"""The commands by which a person says who is who, and that a claim is right."""

from __future__ import annotations

import json
import re

import pytest
from corrections.doubtful_reader import DoubtfulReader

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
MET_AS_OTHER = "Amina Yusuf met Lars Viken on 2031-03-04 at the Grand Hotel."


def test_who_is_who_is_said_listed_shown_and_taken_back(room, command) -> None:
    """What a person types, and what they see of it."""
    room.record(MET)
    room.record(MET_AS_OTHER, publisher="Weekly")
    code, out, err = command(
        "who", "harbour", "--same", "Viktor Larsen", "Lars Viken", "--reason", "one man", "--author", "Ida"
    )
    assert (code, "Nothing that was told is different" in out) == (0, True)
    assert "recorded as correction.made:" in err
    assert "the same, says a person: Lars Viken" in command("who", "harbour", "Larsen")[1]
    listed = command("corrections", "harbour")[1]
    assert listed.startswith("same: Viktor Larsen and Lars Viken\n    Ida: one man\n")
    [one] = json.loads(command("corrections", "harbour", "--json")[1])
    assert (one["names"], one["holds"]) == (["Viktor Larsen", "Lars Viken"], True)
    assert command("correct", one["id"], "--undo", "--reason", "two men", "--author", "Ida")[0] == 0
    assert "(undone)" in command("corrections", "harbour")[1]
    assert "says a person" not in command("who", "harbour", "Larsen")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--same", "Viktor Larsen", "Lars Viken"), 2, "with a --reason"),
        (("Larsen", "--alias", "Viktor Larsen", "Lars", "--reason", "x"), 2, "and nothing else"),
        (("--same", "A", "B", "--alias", "A", "B", "--reason", "x"), 2, "one of --same"),
        (("--same", "Viktor Larsen", "Nobody Else", "--reason", "x"), 3, "nobody in the story"),
        (("--alias", "Viktor Larsen", "Larsen", "--reason", "x"), 2, "already"),
        (("--not-same", "Jo Grant", "Jo Grant", "--reason", "x"), 2, "the same name"),
        (("--alias", "Viktor Larsen", " ", "--reason", "x"), 2, "can't be empty"),
        (("--alias", "Viktor Larsen", "Lars", "--reason", " "), 2, "an author and a reason"),
    ],
)
def test_what_cannot_be_said_is_refused_in_a_line(room, command, arguments, code, says) -> None:
    """Nothing is recorded then."""
    room.record(MET)
    done, out, err = command("who", "harbour", *arguments, "--author", "Ida")
    assert (done, out, len(err.splitlines())) == (code, "", 1)
    assert says in err
    assert command("corrections", "harbour")[1] == "No corrections.\n"


def test_a_claim_is_kept_by_its_id(room, command) -> None:
    """Twice is once too often; what is kept is listed, and shown as kept."""
    room.reader = DoubtfulReader()
    room.record(MET)
    [meeting] = json.loads(command("status", "harbour", "--json")[1])["meetings"]
    screen = command("status", "harbour")[1]
    assert "unsure (0.60), to be reviewed" in screen
    assert re.search(r"monitor review harbour +decide on 1 unsure claim", screen)
    keep = ("correct", meeting["id"], "--keep", "--reason", "I was there", "--author", "Ida")
    code, out, _ = command(*keep)
    assert (code, out.splitlines()[1].startswith("+ new: Amina Yusuf and Viktor Larsen met")) == (0, True)
    assert command(*keep)[0] == 2
    assert command("corrections", "harbour")[1].startswith(f"keep {meeting['id']}")
    assert "kept by a person" in command("status", "harbour")[1]


def test_an_article_is_shown_with_its_slots_as_persons_set_them(room, command) -> None:
    """And says who set them; a claim that nobody touched is as it was read."""
    room.record(f"{MET} Amina Yusuf denied meeting Viktor Larsen.")
    [meeting] = json.loads(command("status", "harbour", "--json")[1])["meetings"]
    command("correct", meeting["id"], "--set", "where=the quay", "--reason", "corrected", "--author", "Ida")
    met, denied = json.loads(command("article", meeting["evidence"][0]["article_id"], "--json")[1])["claims"]
    assert (met["where"], met["how"]["where"], met["kept"]) == ("the quay", "set by Ida: corrected", True)
    assert met["participants"] == ["Amina Yusuf", "Viktor Larsen"]
    assert (denied["about"], denied["kept"]) == ("meeting Viktor Larsen", False)


def test_a_change_that_takes_a_correction_back_is_called_restored(room, command) -> None:
    """Not 'corrected': nothing of it was wrong."""
    room.record(MET)
    [meeting] = json.loads(command("status", "harbour", "--json")[1])["meetings"]
    rejected = command("correct", meeting["id"], "--reject", "--reason", "two cities", "--author", "Ida")[1]
    assert rejected.splitlines()[1].startswith("! corrected: ")
    restored = command("correct", meeting["id"], "--undo", "--reason", "no", "--author", "Ida")[1]
    assert restored.splitlines()[1].startswith("! restored: ")
    assert "taken back by Ida: no" in restored


def test_a_restored_claim_is_mailed_as_such(room, command) -> None:
    """In the thread of the mails that told it and took it back."""
    room.record(MET)
    room.deliver()
    [meeting] = json.loads(command("status", "harbour", "--json")[1])["meetings"]
    for action in ("--reject", "--undo"):
        room.later(hours=1)
        command("correct", meeting["id"], action, "--reason", "so", "--author", "Ida")
        room.deliver()
    heads = [str(mail["Subject"]).removeprefix("[harbour] ").split()[0].strip(":,") for mail in room.mails()]
    assert heads == ["Meeting", "Corrected", "Restored"]
