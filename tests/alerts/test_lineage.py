"""A fact's id goes with its words: whoever was told of it in other words is still told what becomes of it."""

from __future__ import annotations

import pytest

from monitor.correcting import Wanted

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
BO = '[[recipients]]\naddress = "bo@example.org"\n'
POST, QUAY = "https://post.example/of-the-day", "https://quay.example/of-the-day"
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
OTHER_WORDS = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the old Grand Hotel."
MORE_WORDS = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the lovely old Grand Hotel."
NOTHING = "Amina Yusuf and Viktor Larsen did not comment."
SECOND = "Amina Yusuf met Viktor Larsen on 2031-04-09 at the fish market."


def told(room, *, to="lena"):
    """The subjects of the mails to somebody, oldest first."""
    return [str(mail["Subject"]).removeprefix("[harbour] ") for mail in room.mails() if to in str(mail["To"])]


def edit(room, *texts, url=POST):
    """Let an outlet publish one text after the other, an hour apart, with a pass of the outbox after each."""
    for text in texts:
        room.record(text, url=url)
        room.deliver()
        room.later(hours=1)


def correct(room, **more):
    """Reject, or change, the only meeting there is; the id under which it was known."""
    with room.monitor() as monitor:
        [meeting] = monitor.status("harbour")["meetings"]
        wanted = Wanted(meeting["id"], more.pop("action", "reject"), "Ida", "they were in two cities", **more)
        monitor.corrections.make(wanted, lambda: room.now)
    return meeting["id"]


@pytest.mark.parametrize("texts", [(OTHER_WORDS,), (OTHER_WORDS, MORE_WORDS), (OTHER_WORDS, MET)])
def test_a_withdrawal_reaches_whoever_had_the_old_words(newsroom, texts) -> None:
    """Told, said in other words once, twice, or there and back, withdrawn: one mail in the first mail's thread."""
    room = newsroom(LENA)
    edit(room, MET, *texts)
    room.set(LENA + BO)
    room.deliver()
    edit(room, NOTHING)
    first, last = room.mails()
    assert told(room)[1:] == [f"Withdrawn: {told(room)[0].partition(': ')[2]}"] or "Withdrawn: " in told(room)[1]
    assert last["References"] == first["References"]
    assert told(room, to="bo") == []


def test_a_thread_for_each_claim_goes_on_in_other_words(newsroom) -> None:
    """With `threads = "claim"`, the withdrawal answers what the first mail answers; another claim's mail does not."""
    room = newsroom('[alerts]\nthreads = "claim"\n' + LENA)
    edit(room, MET, OTHER_WORDS, NOTHING)
    room.record(SECOND)
    room.deliver()
    first, withdrawn, second = room.mails()
    assert "Withdrawn" in str(withdrawn["Subject"])
    assert first["References"] == withdrawn["References"] != second["References"]


@pytest.mark.parametrize(("action", "more"), [("reject", {}), ("set", {"slot": "when", "value": "2031-03-05"})])
def test_a_correction_reaches_whoever_had_the_old_words(newsroom, action, more) -> None:
    """Somebody rejects or mends what the outlet says in other words by now."""
    room = newsroom(LENA)
    edit(room, MET, OTHER_WORDS)
    correct(room, action=action, **more)
    room.deliver()
    assert len(told(room)) == 2
    assert told(room)[1].startswith("Corrected")


def test_what_was_told_of_one_outlet_is_withdrawn_by_the_last(newsroom) -> None:
    """The account that was told is gone long before the fact is: the other outlet's is withdrawn at last."""
    room = newsroom(LENA)
    edit(room, MET)
    room.record(MET, url=QUAY, publisher="Quay Weekly")
    edit(room, NOTHING)
    assert len(told(room)) == 1
    room.record(NOTHING, url=QUAY, publisher="Quay Weekly")
    room.deliver()
    assert told(room)[1:] == [
        "Withdrawn: Amina Yusuf and Viktor Larsen met on 4 March 2031 (the Grand Hotel; reported)"
    ]


def test_what_came_and_went_in_other_words_before_the_digest_is_not_told(newsroom) -> None:
    """Nothing is left of it but the denial's wording: the meeting, its rewording and its end cancel out."""
    room = newsroom('[alerts]\nrules = [{ send = "digest" }]\n' + LENA)
    room.deliver()
    edit(room, MET, OTHER_WORDS, NOTHING)
    room.later(days=1)
    assert room.deliver().sent == 0


def test_what_waits_is_told_in_the_words_of_today(newsroom) -> None:
    """A new meeting waits for the digest while its outlet edits the sentence: it is told as it stands."""
    room = newsroom('[alerts]\nrules = [{ send = "digest" }]\n' + LENA)
    room.deliver()
    edit(room, MET, OTHER_WORDS)
    room.later(days=1)
    room.deliver()
    [mail] = room.mails()
    assert "the old Grand Hotel" in str(mail["Subject"])
    assert OTHER_WORDS.removesuffix(".") in " ".join(mail.get_body(("plain",)).get_content().split())


def test_meetings_are_counted_in_the_order_in_which_they_became_known(newsroom) -> None:
    """The first meeting's outlet edits its words: it stays the first, so the next one is the second."""
    room = newsroom(LENA)
    edit(room, MET, OTHER_WORDS)
    room.record(SECOND)
    room.deliver()
    assert told(room)[1].startswith("Second meeting reported: 9 April 2031")


def test_an_id_from_an_old_mail_still_leads_to_the_claim(newsroom) -> None:
    """`why` and `correct` know a claim by any id that it had."""
    room = newsroom(LENA)
    edit(room, MET)
    with room.monitor() as monitor:
        [old] = [one["id"] for one in monitor.status("harbour")["meetings"]]
    edit(room, OTHER_WORDS)
    with room.monitor() as monitor:
        [new] = [one["id"] for one in monitor.status("harbour")["meetings"]]
        assert old != new
        assert monitor.why(old)["id"] == new
        monitor.corrections.make(Wanted(old, "reject", "Ida", "they were in two cities"), lambda: room.now)
        assert monitor.status("harbour")["meetings"] == []


def test_a_rebuild_knows_the_same_lineage(newsroom) -> None:
    """Projections made anew tell the same reader of the same withdrawal."""
    room = newsroom(LENA)
    edit(room, MET, OTHER_WORDS)
    for path in room.workspace.data.glob("projections.db*"):
        path.unlink()
    edit(room, NOTHING)
    assert [subject.partition(":")[0] for subject in told(room)] == ["Meeting reported", "Withdrawn"]


def test_a_claim_that_is_split_is_told_to_whoever_had_it_whole(newsroom) -> None:
    """Two outlets' accounts were told as one meeting; a person tells them apart: that is a correction of the mail."""
    room = newsroom(LENA)
    edit(room, MET)
    room.record(MET, url=QUAY, publisher="Quay Weekly")
    room.deliver()
    room.later(hours=1)
    with room.monitor() as monitor:
        [meeting] = monitor.status("harbour")["meetings"]
        accounts = [one["id"] for one in monitor.why(meeting["id"])["accounts"]]
        monitor.corrections.make(Wanted(accounts[1], "split", "Ida", "two meetings"), lambda: room.now)
    room.deliver()
    assert [subject.partition(":")[0] for subject in told(room)][-1] == "Corrected"


def test_what_was_withdrawn_and_comes_back_is_told_again(newsroom) -> None:
    """Told, withdrawn, said again, withdrawn again: a mail each, also where projections are made anew in between."""
    room = newsroom(LENA)
    edit(room, MET, NOTHING, MET)
    for path in room.workspace.data.glob("projections.db*"):
        path.unlink()
    edit(room, NOTHING)
    assert [subject.partition(":")[0] for subject in told(room)] == [
        "Meeting reported", "Withdrawn", "Meeting reported", "Withdrawn",
    ]  # fmt: skip
    assert len({str(mail["Message-ID"]) for mail in room.mails()}) == 4
