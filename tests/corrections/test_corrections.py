"""A person's correction outlives better readers and rebuilds, and can be undone."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from alerts.conftest import STORY
from alerts.telling_reader import PlainReader

from events import codec
from events.errors import NotFoundError, UsageError
from events.log import ArticleRead
from monitor import cycle
from monitor.correcting import Wanted

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
DENIED = "Amina Yusuf denied meeting Viktor Larsen."
URL = "https://post.example/met"


class Vaguer(PlainReader):
    """A reader of another version, which takes the same claims from the same words but leaves places out."""

    def read(self, article):
        """The claims, without places, each with its quotation from the second word on."""

        def less(claim):
            [[start, end, quote]] = [msgspec.structs.astuple(piece) for piece in claim.evidence]
            piece = type(claim.evidence[0])(start + 6, end, quote[6:])
            more = {"where": None, "when": "2031-03"} if claim.kind == "meeting" else {}
            return msgspec.structs.replace(claim, evidence=(piece,), **more)

        return tuple(map(less, super().read(article)))


def facts(room, kind="meetings"):
    """The facts of a kind, as status shows them."""
    with room.monitor() as monitor:
        return monitor.status("harbour")[kind]


def correct(room, claim, action, **more):
    """Correct a claim as Ida."""
    with room.monitor() as monitor:
        return monitor.corrections.make(
            Wanted(claim, action, "Ida", "they were in two cities", **more), lambda: room.now
        )


def changes(room):
    """Every change so far."""
    with room.monitor() as monitor:
        return monitor.changes("harbour")


def whole(room):
    """All that status says, but for the log's position and what was new."""
    with room.monitor() as monitor:
        view = monitor.status("harbour")
    return {key: value for key, value in view.items() if key not in ("position", "new")}


def read_again(room, reader):
    """Another version of a reader reads every article once more."""
    with room.monitor() as monitor:
        stored = [codec.decode(one.type, one.data) for one in monitor.log.read(types=("article.recorded/1",))]
        made = [
            ArticleRead(e.article.id, e.article.version, "plain", reader.version, reader.read(e.article))
            for e in stored
        ]
        cycle.append(monitor.log, made, room.now + timedelta(hours=1))
        monitor.catch_up()


def rebuild(room):
    """Make the projections anew."""
    with room.monitor() as monitor:
        monitor.rebuild()


@pytest.mark.parametrize("reader", [PlainReader("2"), Vaguer("2")], ids=["the same words", "other slots"])
def test_what_is_rejected_stays_rejected_through_rereading_and_rebuild_until_it_is_undone(room, reader) -> None:
    """The claim shows nowhere; nothing brings it back but undoing, which brings it back exactly."""
    room.record(MET, url=URL)
    room.record(DENIED)
    before = whole(room)
    [meeting] = before["meetings"]
    assert before["contradictions"]
    correct(room, meeting["id"], "reject")
    without = whole(room)
    assert (without["meetings"], without["contradictions"], len(without["denials"])) == ([], [], 1)
    rebuild(room)
    assert whole(room) == without
    with room.monitor() as monitor, pytest.raises(NotFoundError):
        monitor.why(meeting["id"])
    correct(room, meeting["id"], "undo")
    assert whole(room) == before
    rebuild(room)
    assert whole(room) == before
    correct(room, meeting["id"], "reject")
    read_again(room, reader)
    assert facts(room) == []
    rebuild(room)
    assert facts(room) == []
    correct(room, meeting["id"], "undo")
    [again] = facts(room)
    assert again["participants"] == meeting["participants"]


def test_a_rejection_is_a_correction_not_a_withdrawal(room) -> None:
    """The change says what stood before, that nothing does now, and who says so; undoing says it the other way."""
    room.record(MET)
    [meeting] = facts(room)
    [rejected] = correct(room, meeting["id"], "reject")["changes"]
    assert (rejected["change"], rejected["before"], rejected["after"]) == ("corrected", meeting["sentence"], None)
    assert rejected["reason"] == "Ida: they were in two cities"
    [restored] = correct(room, meeting["id"], "undo")["changes"]
    assert (restored["change"], restored["before"], restored["after"]) == ("corrected", None, meeting["sentence"])
    assert [one["change"] for one in changes(room)] == ["new", "corrected", "corrected"]


def test_a_rejection_leaves_the_other_claim_of_the_same_words_alone(room) -> None:
    """A reading that no longer gives the rejected claim does not have its neighbour rejected in its place."""
    room.record("Amina Yusuf met Viktor Larsen on 2031-03-04.")
    [meeting] = facts(room)

    class Two(PlainReader):
        def read(self, article):
            [claim] = super().read(article)
            return (claim, msgspec.structs.replace(claim, when="2031-05"))

    class Later(Two):
        def read(self, article):
            return super().read(article)[1:]

    read_again(room, Two("2"))
    assert len(facts(room)) == 2
    correct(room, meeting["id"], "reject")
    assert [one["when"] for one in facts(room)] == ["2031-05"]
    read_again(room, Later("3"))
    assert [one["when"] for one in facts(room)] == ["2031-05"]


def test_one_account_may_be_rejected_and_the_claim_stands_on_the_others(room) -> None:
    """The id of an account means that account, the id of a claim all of it."""
    room.record(MET)
    room.now += timedelta(days=1)
    room.record("Amina Yusuf met Viktor Larsen on 2031-03-04 at the opera.", publisher="Weekly")
    [meeting] = facts(room)
    second = meeting["accounts"][1]["id"]
    [change] = correct(room, second, "reject")["changes"]
    [left] = facts(room)
    assert [one["id"] for one in left["accounts"]] == [meeting["id"]]
    assert (change["change"], change["claim"]) == ("corrected", meeting["id"])
    assert "opera" in change["before"]


def test_a_slot_that_is_set_stays_set_and_says_by_whom(room) -> None:
    """A new reader's value is replaced as well; 'why' names the person beside the rules."""
    room.record(MET)
    [meeting] = facts(room)
    [change] = correct(room, meeting["id"], "set", slot="where", value="a hotel in Oslo")["changes"]
    assert (change["change"], "Grand Hotel" in change["before"], "Oslo" in change["after"]) == ("corrected", True, True)
    read_again(room, Vaguer("2"))
    rebuild(room)
    [now] = facts(room)
    assert now["where"] == ["a hotel in Oslo"]
    with room.monitor() as monitor:
        assert monitor.why(now["id"])["accounts"][0]["rules"]["where"] == "set by Ida: they were in two cities"
    correct(room, meeting["id"], "undo")
    assert facts(room)[0]["where"] != ["a hotel in Oslo"]


def test_parties_that_are_set_are_those_of_the_story_and_can_be_undone(room) -> None:
    """The claim moves to where claims of these parties are."""
    room.record(MET)
    before = whole(room)
    [meeting] = before["meetings"]
    correct(room, meeting["id"], "set", slot="participants", value="Yusuf; Jo Grant")
    assert facts(room)[0]["participants"] == ("Amina Yusuf", "Jo Grant")
    correct(room, meeting["id"], "undo")
    assert whole(room) == before


@pytest.mark.parametrize(
    ("slot", "value", "said"),
    [
        ("colour", "red", "has no slot 'colour'"),
        ("when", "last Tuesday", "can't be the when"),
        ("status", "perhaps", "can't be the status"),
        ("participants", "", "can't be without its participants"),
    ],
)
def test_a_value_that_the_slot_does_not_take_is_refused(room, slot, value, said) -> None:
    """One line says what is wrong; nothing is recorded."""
    room.record(MET)
    [meeting] = facts(room)
    with pytest.raises(UsageError, match=said):
        correct(room, meeting["id"], "set", slot=slot, value=value)
    assert facts(room) == [meeting]


def test_claims_that_are_merged_are_one_and_apart_again_when_that_is_undone(room) -> None:
    """Accounts of one thing on two dates are one fact, also when they are read again."""
    room.record(MET)
    room.now += timedelta(days=1)
    room.record("Amina Yusuf met Viktor Larsen on 2031-03-05.", publisher="Weekly")
    before = whole(room)
    one, other = sorted(before["meetings"], key=lambda meeting: meeting["when"])
    done = correct(room, one["id"], "merge", value=other["id"])
    assert {change["change"] for change in done["changes"]} == {"corrected"}
    [merged] = facts(room)
    assert len(merged["accounts"]) == 2
    read_again(room, PlainReader("2"))
    rebuild(room)
    assert len(facts(room)) == 1
    with pytest.raises(UsageError, match="merged"):
        correct(room, other["id"], "split")
    correct(room, one["id"], "undo")
    assert len(facts(room)) == 2


def test_an_account_that_is_split_off_is_a_claim_of_its_own(room) -> None:
    """What is split stays split when it is read again, and is one again when that is undone."""
    room.record(MET)
    room.now += timedelta(days=1)
    room.record("Amina Yusuf met Viktor Larsen on 2031-03-04 at the opera.", publisher="Weekly")
    before = whole(room)
    [meeting] = before["meetings"]
    second = meeting["accounts"][1]["id"]
    [change] = correct(room, second, "split")["changes"]
    assert (change["change"], change["before"]) == ("corrected", meeting["sentence"])
    read_again(room, PlainReader("2"))
    rebuild(room)
    assert sorted(one["id"] for one in facts(room)) == sorted([meeting["id"], second])
    with pytest.raises(UsageError, match="split"):
        correct(room, second, "merge", value=meeting["id"])
    correct(room, second, "undo")
    assert [one["id"] for one in facts(room)] == [meeting["id"]]


def test_claims_of_other_parties_are_not_merged(room) -> None:
    """It is said what to do instead."""
    room.record(f"{MET} Amina Yusuf met Jo Grant on 2031-03-04.")
    one, other = facts(room)
    with pytest.raises(UsageError, match="--set"):
        correct(room, one["id"], "merge", value=other["id"])


def test_corrections_are_listed_with_what_they_are_about(room) -> None:
    """Also of a claim that shows nowhere else, with its words; and whether they hold."""
    room.record(MET)
    [meeting] = facts(room)
    done = correct(room, meeting["id"], "reject")
    correct(room, done["id"], "undo")
    with room.monitor() as monitor:
        rejected, undo = monitor.corrections.listed("harbour")
    assert (rejected["id"], rejected["author"], rejected["holds"], rejected["undone_by"]) == (
        done["id"],
        "Ida",
        False,
        "Ida",
    )
    assert rejected["claims"][0]["quotes"] == [MET]
    assert undo["undoes"] == done["id"]


def test_what_was_not_corrected_cannot_be_undone(room) -> None:
    """Nor what was undone already."""
    room.record(MET)
    [meeting] = facts(room)
    with pytest.raises(NotFoundError, match="no correction"):
        correct(room, meeting["id"], "undo")
    correct(room, meeting["id"], "reject")
    correct(room, meeting["id"], "undo")
    with pytest.raises(NotFoundError, match="no correction"):
        correct(room, meeting["id"], "undo")


def test_a_story_that_is_defined_anew_keeps_its_corrections(room) -> None:
    """A changed definition folds the corrections together with the coverage."""
    room.record(MET)
    [meeting] = facts(room)
    correct(room, meeting["id"], "reject")
    room.define(STORY + '\n[[people]]\nname = "Tom Bell"\n')
    assert facts(room) == []


def test_the_state_as_it_was_recorded_then_knows_no_later_correction(room) -> None:
    """Time travel to before the correction shows what was shown then."""
    room.record(MET)
    [meeting] = facts(room)
    room.later(days=3)
    correct(room, meeting["id"], "reject")
    with room.monitor() as monitor:
        then, now = (monitor.status("harbour", recorded_by=day) for day in ("2031-05-07", "2031-05-09"))
    assert [one["id"] for one in then["meetings"]] == [meeting["id"]]
    assert now["meetings"] == []


def test_an_article_is_shown_without_what_was_rejected_of_it(room) -> None:
    """Nor does its own page give the claim; the rest of its claims it does."""
    room.record(f"{MET} {DENIED}", url=URL)
    [meeting] = facts(room)
    correct(room, meeting["id"], "reject")
    with room.monitor() as monitor:
        assert [claim["kind"] for claim in monitor.article(meeting["evidence"][0]["article_id"])["claims"]] == [
            "denial"
        ]
