"""What leaves the workspace says what is unsure and what a person kept; feeds tell nothing that is held."""

from __future__ import annotations

import csv
import io
import json

import pytest
from corrections.doubtful_reader import DoubtfulReader
from prov.model import ProvDocument

from monitor.correcting import Wanted
from monitor.identifying import Named

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
LATER = "Amina Yusuf met Viktor Larsen on 2031-04-09 at the quay."


@pytest.fixture
def mixed(room):
    """Two unsure meetings, of which one is kept, and a name that is said to be somebody's."""
    room.reader = DoubtfulReader()
    room.record(MET)
    room.record(LATER)
    with room.monitor() as monitor:
        held, kept = sorted(monitor.status("harbour")["meetings"], key=lambda one: one["when"], reverse=True)
        monitor.corrections.make(Wanted(kept["id"], "keep", "Ida", "I was there"), lambda: room.now)
        named = Named("harbour", "alias", "Viktor Larsen", "the skipper", "Ida", "so they call him")
        monitor.corrections.name(named, lambda: room.now)
    return room, kept["id"], held["id"]


def test_the_site_marks_what_is_unsure_and_what_was_reviewed(mixed, tmp_path) -> None:
    """On the claims' own pages and wherever they are listed; the feeds have only what is sure."""
    room, kept, held = mixed
    with room.monitor() as monitor:
        monitor.publishing.site(tmp_path / "site")
    story = tmp_path / "site" / "harbour"
    pages = {name: (story / "claims" / f"{name}.html").read_text() for name in (kept, held)}
    assert ("reviewed" in pages[kept], "unsure" in pages[kept], "kept by a person" in pages[kept]) == (
        True,
        False,
        True,
    )
    assert ("reviewed</span>" in pages[held], "unsure" in pages[held], "held for review" in pages[held]) == (
        False,
        True,
        True,
    )
    front = (story / "index.html").read_text()
    assert ("unsure</span>" in front, "reviewed</span>" in front) == (True, True)
    entries = json.loads((story / "changes.json").read_text())["items"]
    assert [entry["title"].partition(":")[0] for entry in entries] == ["New"]
    assert "unsure: new" in (story / "changes.html").read_text()


def test_exports_say_what_is_kept_and_what_is_held(mixed) -> None:
    """In the forms for tables and for programs; events for subscribers leave out what is held."""
    room, kept, held = mixed
    with room.monitor() as monitor:
        forms = {
            form: "".join(monitor.publishing.exported("harbour", form))
            for form in ("csv", "jsonl", "cloudevents", "prov")
        }
    rows = {row["claim"]: row for row in csv.DictReader(io.StringIO(forms["csv"].removeprefix("\ufeff")))}
    assert (rows[kept]["kept"], rows[kept]["held"]) == ("yes", "")
    assert (rows[held]["kept"], rows[held]["held"]) == ("", "yes")
    lines = [json.loads(line) for line in forms["jsonl"].splitlines()]
    assert {one["id"]: one["held"] for one in lines if one["record"] == "claim"} == {kept: False, held: True}
    assert [one["action"] for one in lines if one["record"] == "correction"] == ["keep", "alias"]
    events = [json.loads(line) for line in forms["cloudevents"].splitlines()]
    assert [(one["subject"], one["data"]["held"]) for one in events] == [(kept, False)]
    document = ProvDocument.deserialize(content=forms["prov"], format="json")
    labels = {str(label) for record in document.get_records() for label in record.get_attribute("prov:label")}
    assert {"keep: I was there", "alias Viktor Larsen and the skipper: so they call him"} <= labels
