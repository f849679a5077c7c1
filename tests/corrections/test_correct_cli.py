"""The commands by which a person corrects."""

from __future__ import annotations

import json

import pytest

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."


def meetings(command):
    """The meetings that status has."""
    code, out, err = command("status", "harbour", "--json")
    assert code == 0, err
    return json.loads(out)["meetings"]


def test_a_claim_is_rejected_listed_and_restored(room, command) -> None:
    """What a person types, and what they see of it."""
    room.record(MET)
    [meeting] = meetings(command)
    code, out, err = command("correct", meeting["id"][:12], "--reject", "--reason", "two cities", "--author", "Ida")
    assert (code, "recorded as correction.made:" in err) == (0, True)
    assert "corrected by Ida: two cities" in out
    assert meetings(command) == []
    code, out, _ = command("corrections", "harbour")
    assert out.startswith(f"reject {meeting['id']}")
    [listed] = json.loads(command("corrections", "harbour", "--json")[1])
    assert command("correct", listed["id"], "--undo", "--reason", "no", "--author", "Ida")[0] == 0
    assert [one["id"] for one in meetings(command)] == [meeting["id"]]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--reject", "--split", "--reason", "x"), 2, "one of --reject, --set"),
        (("--reason", "x"), 2, "one of --reject, --set"),
        (("--reject",), 2, "--reason"),
        (("--set", "when", "--reason", "x"), 2, "SLOT=VALUE"),
        (("--set", "when=soon", "--reason", "x"), 2, "can't be the when"),
        (("--reject", "--reason", " "), 2, "an author and a reason"),
        (("--split", "--reason", "x"), 2, "the only account"),
        (("--merge", "meeting-0", "--reason", "x"), 3, "no claim"),
        (("--undo", "--reason", "x"), 3, "no correction"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(room, command, arguments, code, said) -> None:
    """Nothing is recorded then."""
    room.record(MET)
    [meeting] = meetings(command)
    done, out, err = command("correct", meeting["id"], *arguments, "--author", "Ida")
    assert (done, out, len(err.splitlines())) == (code, "", 1)
    assert said in err
    assert command("corrections", "harbour")[1] == "No corrections.\n"
