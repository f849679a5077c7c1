"""What persons say of who is who holds for all coverage, is undone without a trace, and floods nobody."""

from __future__ import annotations

import pytest
from alerts.conftest import STORY
from alerts.telling_reader import PlainReader

from events import codec
from events.errors import NotFoundError, UsageError
from events.log import ArticleRead
from monitor import cycle
from monitor.correcting import Wanted
from monitor.identifying import Named

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
MET_AS_OTHER = "Amina Yusuf met Lars Viken on 2031-03-04 at the Grand Hotel."
ALONE = "Lars Viken met Nils Dahl on 2031-04-01 at the quay."
DENIED = "Viktor Larsen denied meeting Amina Yusuf."
MISSPELT = "Amina Yusof met Jo Grant on 2031-02-02 at the mill."


def say(room, action, party, name):
    """Say of two names what they mean, as Ida."""
    with room.monitor() as monitor:
        said = Named("harbour", action, party, name, "Ida", "she told me so")
        return monitor.corrections.name(said, lambda: room.now)


def undo(room, done):
    """Take a correction back."""
    with room.monitor() as monitor:
        return monitor.corrections.make(Wanted(done["id"], "undo", "Ida", "I was wrong"), lambda: room.now)


def whole(room):
    """All that status says, but for the log's position and what was new."""
    with room.monitor() as monitor:
        view = monitor.status("harbour")
    return {key: value for key, value in view.items() if key not in ("position", "new")}


def meetings(room):
    """Who met, and in how many accounts."""
    return sorted((one["participants"], len(one["accounts"])) for one in whole(room)["meetings"])


def changes(room):
    """Every change so far."""
    with room.monitor() as monitor:
        return monitor.changes("harbour")


def rebuild(room):
    """Make the projections anew."""
    with room.monitor() as monitor:
        monitor.rebuild()


def read_again(room):
    """Another version of the reader reads every article once more."""
    with room.monitor() as monitor:
        stored = [codec.decode(one.type, one.data) for one in monitor.log.read(types=("article.recorded/1",))]
        made = [ArticleRead(e.article.id, 1, "plain", "2", PlainReader("2").read(e.article)) for e in stored]
        cycle.append(monitor.log, made, room.now)
        monitor.catch_up()


@pytest.fixture
def told(room):
    """The room in which two outlets' meetings, with two names, were mailed as two."""
    room.record(MET)
    room.later(hours=1)
    room.record(MET_AS_OTHER, publisher="Weekly")
    room.deliver()
    return room


PAIR = ("Amina Yusuf", "Viktor Larsen")


def test_facts_of_two_names_that_are_one_person_are_one(told) -> None:
    """Both accounts are of one meeting, under the name that the story knows; undone, all is as before."""
    before = whole(told)
    assert len(before["meetings"]) == 2
    done = say(told, "same", "Viktor Larsen", "Lars Viken")
    assert meetings(told) == [(PAIR, 2)]
    after = whole(told)
    rebuild(told)
    assert whole(told) == after
    undo(told, done)
    assert whole(told) == before
    rebuild(told)
    assert whole(told) == before


@pytest.mark.parametrize("names", [("Viktor Larsen", "Lars Viken"), ("Lars Viken", "Viktor Larsen")])
def test_the_party_of_the_story_is_shown_whichever_is_named_first(told, names) -> None:
    """A name of the definition goes before one that only texts use."""
    say(told, "same", *names)
    assert meetings(told) == [(PAIR, 2)]


def test_a_merge_of_identities_mails_nobody(told) -> None:
    """Both meetings had been mailed; nothing of one meeting is new, and no mailed fact is gone. Nor when it is undone."""
    done = say(told, "same", "Viktor Larsen", "Lars Viken")
    assert done["changes"] == []
    told.later(days=2)
    told.deliver()
    assert len(told.mails()) == 1
    undo(told, done)
    told.later(days=2)
    told.deliver()
    assert len(told.mails()) == 1


def test_a_contradiction_that_follows_is_told(room) -> None:
    """Larsen denied having met her; that Viken, who met her, is Larsen, is what contradicts him."""
    room.record(DENIED)
    room.later(hours=1)
    room.record(MET_AS_OTHER, publisher="Weekly")
    room.deliver()
    known = len(room.mails())
    assert whole(room)["contradictions"] == []
    done = say(room, "same", "Viktor Larsen", "Lars Viken")
    assert [one["change"] for one in done["changes"]] == ["contradiction"]
    room.later(hours=1)
    room.deliver()
    assert "Contradicted: Viktor Larsen denied" in room.mails()[known]["Subject"]
    rebuild(room)
    room.later(days=2)
    assert room.deliver().sent == 0


def test_a_contradiction_that_was_told_under_the_other_name_is_not_told_again(told) -> None:
    """Denied and contradicted before; with a second account of the meeting, it is the same contradiction."""
    told.record(DENIED)
    told.deliver()
    known = len(told.mails())
    done = say(told, "same", "Viktor Larsen", "Lars Viken")
    assert done["changes"] == []
    told.later(days=2)
    told.deliver()
    assert len(told.mails()) == known


def test_who_is_not_whom_the_program_takes_them_for_is_a_person_of_their_own(room) -> None:
    """The spelling was taken for the minister's; what was mailed of her is corrected, in the same thread, once."""
    room.record(MISSPELT)
    room.deliver()
    assert meetings(room) == [(("Amina Yusuf", "Jo Grant"), 1)]
    done = say(room, "not-same", "Amina Yusuf", "Amina Yusof")
    assert meetings(room) == [(("Amina Yusof", "Jo Grant"), 1)]
    [change] = done["changes"]
    assert (change["change"], "Amina Yusuf" in change["before"], "Amina Yusof" in change["after"]) == (
        "corrected",
        True,
        True,
    )
    room.later(hours=1)
    room.deliver()
    alert, notice = room.mails()
    assert notice["Subject"].startswith("[harbour] Corrected")
    assert notice["References"] == alert["References"]
    history = changes(room)
    rebuild(room)
    assert meetings(room) == [(("Amina Yusof", "Jo Grant"), 1)]
    assert changes(room) == history
    room.later(days=2)
    assert room.deliver().sent == 0
    undo(room, done)
    assert meetings(room) == [(("Amina Yusuf", "Jo Grant"), 1)]


def test_a_mailed_fact_that_leaves_the_story_with_its_name_is_corrected(room) -> None:
    """An alias brought an article in; its meeting was mailed later on; without the alias it is no part of the story."""
    done = say(room, "alias", "Viktor Larsen", "the skipper")
    room.record("The Skipper met Nils Dahl on 2031-04-01 at the quay.")
    assert len(meetings(room)) == 1
    room.deliver()
    undo(room, done)
    assert meetings(room) == []
    room.later(hours=1)
    room.deliver()
    told, corrected = (str(mail["Subject"]) for mail in room.mails())
    assert told.startswith("[harbour] Meeting reported")
    assert corrected.startswith("[harbour] Corrected")


def test_an_alias_brings_past_coverage_in_and_mails_nobody(room) -> None:
    """An article that named nobody of the story is part of it, now and after a rebuild; whatever it says is no news."""
    room.record(ALONE)
    assert meetings(room) == []
    say(room, "alias", "Viktor Larsen", "Lars Viken")
    assert meetings(room) == [(("Viktor Larsen", "Nils Dahl"), 1)]
    rebuild(room)
    assert meetings(room) == [(("Viktor Larsen", "Nils Dahl"), 1)]
    room.later(days=2)
    assert room.deliver().sent == 0


def test_what_comes_later_is_read_with_the_names_as_they_are(room) -> None:
    """Also by a process that has long been following; it is news like any other."""
    say(room, "alias", "Viktor Larsen", "Lars Viken")
    room.record(ALONE)
    assert meetings(room) == [(("Viktor Larsen", "Nils Dahl"), 1)]
    assert room.deliver().sent == 1


@pytest.mark.parametrize(
    ("action", "names", "text", "after"),
    [
        ("same", ("Viktor Larsen", "Lars Viken"), MET_AS_OTHER, [(PAIR, 1)]),
        ("not-same", ("Amina Yusuf", "Amina Yusof"), MISSPELT, [(("Amina Yusof", "Jo Grant"), 1)]),
        ("alias", ("Viktor Larsen", "Lars Viken"), ALONE, [(("Viktor Larsen", "Nils Dahl"), 1)]),
    ],
)
def test_it_outlives_rereading_rebuild_and_redefinition(room, action, names, text, after) -> None:
    """Whatever is made anew follows it, until it is undone."""
    room.record(text)
    before = meetings(room)
    assert before != after
    done = say(room, action, *names)
    assert meetings(room) == after
    read_again(room)
    assert meetings(room) == after
    rebuild(room)
    assert meetings(room) == after
    room.define(STORY + '\n[[people]]\nname = "Tom Bell"\n')
    assert meetings(room) == after
    rebuild(room)
    assert meetings(room) == after
    for path in room.workspace.data.glob("projections.db*"):
        path.unlink()
    assert meetings(room) == after
    undo(room, done)
    assert meetings(room) == before
    rebuild(room)
    assert meetings(room) == before


def test_two_people_of_the_story_that_are_one_are_shown_as_one(room) -> None:
    """With the roles and aliases of both; facts of either are of one."""
    room.define(STORY + '\n[[people]]\nname = "Lars Viken"\naliases = ["the skipper"]\nroles = [{ title = "pilot" }]\n')
    room.record(MET)
    room.record(MET_AS_OTHER, publisher="Weekly")
    say(room, "same", "Viktor Larsen", "Lars Viken")
    with room.monitor() as monitor:
        people = monitor.looks.who("harbour")
        [larsen] = monitor.looks.who("harbour", "the skipper")
    assert [one["name"] for one in people] == ["Amina Yusuf", "Viktor Larsen", "Jo Grant"]
    assert (larsen["name"], larsen["roles"][0]["title"], larsen["corrected"]["same_as"]) == (
        "Viktor Larsen",
        "pilot",
        ["Lars Viken"],
    )
    assert {"in_text": "Lars Viken", "because": "what a person said of who is who", "accounts": 1} in larsen["named_as"]
    assert meetings(room) == [(PAIR, 2)]


def test_two_people_whom_the_story_does_not_know_may_be_one(room) -> None:
    """Their claims are of one; they become no parties of the story."""
    room.record("Amina Yusuf met Nils Dahl on 2031-04-01. Amina Yusuf met Nils Dal on 2031-04-01 at the quay.")
    say(room, "same", "Nils Dahl", "Nils Dal")
    assert {who for who, _ in meetings(room)} == {("Amina Yusuf", "Nils Dahl")}
    with room.monitor() as monitor:
        assert "Nils Dahl" not in [one["name"] for one in monitor.looks.who("harbour")]


def test_of_two_that_say_the_opposite_the_later_counts(told) -> None:
    """The same, then somebody else: the names are apart again."""
    say(told, "same", "Viktor Larsen", "Lars Viken")
    say(told, "not-same", "Viktor Larsen", "Lars Viken")
    assert len(meetings(told)) == 2
    say(told, "same", "Viktor Larsen", "Lars Viken")
    assert len(meetings(told)) == 1


@pytest.mark.parametrize(
    ("action", "names", "error", "says"),
    [
        ("same", ("Viktor Larsen", "Larsen"), UsageError, "already"),
        ("same", ("Viktor Larsen", "Nobody Else"), NotFoundError, "nobody in the story"),
        ("alias", ("Nobody Else", "Lars"), NotFoundError, "nobody in the story"),
        ("alias", ("Viktor Larsen", "Larsen"), UsageError, "already"),
        ("alias", ("Viktor Larsen", "Jo Grant"), UsageError, "means Jo Grant"),
        ("not-same", ("Viktor Larsen", "Viktor Larsen"), UsageError, "the same name"),
    ],
)
def test_what_is_so_already_or_nobody_knows_is_said_in_a_line(told, action, names, error, says) -> None:
    """Nothing is recorded then."""
    with pytest.raises(error, match=says):
        say(told, action, *names)
    with told.monitor() as monitor:
        assert monitor.corrections.listed("harbour") == []


def test_the_state_as_it_was_recorded_then_has_the_names_of_then(told) -> None:
    """Time travel to before the correction shows two meetings."""
    told.later(days=3)
    say(told, "same", "Viktor Larsen", "Lars Viken")
    with told.monitor() as monitor:
        then, now = (monitor.status("harbour", recorded_by=day)["meetings"] for day in ("2031-05-07", "2031-05-09"))
    assert (len(then), len(now)) == (2, 1)


def test_the_history_of_changes_stays_as_it_was(told) -> None:
    """What was news under two names was so: it is neither taken back nor told twice."""
    before = changes(told)
    say(told, "same", "Viktor Larsen", "Lars Viken")
    assert changes(told) == before
    rebuild(told)
    assert changes(told) == before
