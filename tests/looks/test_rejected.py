"""What a person took out of a story can be asked about: everywhere it is said who did so, when, and why."""

from __future__ import annotations

import pytest
from making import covered, denial

from monitor.wiring import open_monitor

from .conftest import empty, record

WHY = ("--author", "Lena Voss", "--reason", "misread <b>")


@pytest.fixture
def rejected(tmp_path, command):
    """A workspace, and the id of a denial that a person rejected there."""
    made = empty(tmp_path / "desk")
    record(made, *covered("2031-03-02", denial("taking a bribe")))
    [one] = command(made, "status", "harbour", "--json").data["denials"]
    assert command(made, "correct", one["id"], "--reject", *WHY).code == 0
    return made, one["id"]


def test_why_says_who_rejected_a_claim(command, rejected):
    """Its id is not unknown all of a sudden, and the change that ended it says the same."""
    workspace, name = rejected
    done = command(workspace, "why", name)
    assert done.code == 3
    assert f"'{name}' is held no more: corrected by Lena Voss: misread <b>" in done.err
    change = command(workspace, "changes", "harbour", "--json").data[-1]["id"]
    assert f"monitor why {change}" in done.err
    assert "corrected by Lena Voss: misread <b>" in command(workspace, "why", change).out


def test_an_id_that_was_never_given_is_unknown(command, rejected):
    """Not held no more: nobody ever had it."""
    assert "no claim is known as 'denial-zzz'" in command(rejected[0], "why", "denial-zzz").err


def test_a_correction_has_a_date(command, rejected):
    """No article made the change, so it has the time at which it was recorded."""
    shown = command(rejected[0], "changes", "harbour").out
    assert "undated" not in shown
    assert "recorded " in shown


def test_the_page_of_a_rejected_claim_says_why(tmp_path, rejected):
    """Whoever follows an old link learns what became of the claim, and hostile reasons are text."""
    workspace, name = rejected
    with open_monitor(workspace) as monitor:
        monitor.publishing.site(tmp_path / "out")
    page = (tmp_path / "out" / "harbour" / "claims" / f"{name}.html").read_text(encoding="utf-8")
    assert "corrected by Lena Voss: misread &lt;b&gt;" in page
    assert "; corrected by Lena Voss" in (tmp_path / "out" / "harbour" / "changes.html").read_text(encoding="utf-8")
