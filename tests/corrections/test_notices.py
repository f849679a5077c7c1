"""Who was told of a wrong claim is told of the correction, in the same thread, once."""

from __future__ import annotations

from monitor.correcting import Wanted

MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."


def correct(room, action, claim=None):
    """Reject the only meeting, or undo that."""
    with room.monitor() as monitor:
        claim = claim or monitor.status("harbour")["meetings"][0]["id"]
        monitor.corrections.make(Wanted(claim, action, "Ida", "they were in two cities"), lambda: room.now)
    return claim


def test_the_correction_goes_to_those_who_had_the_alert_in_the_same_thread(room) -> None:
    """Lena had the alert; Bo, who came later, is not told that something he never heard of is wrong."""
    room.record(MET)
    assert room.deliver().sent == 1
    room.set('[[recipients]]\naddress = "lena@example.org"\n[[recipients]]\naddress = "bo@example.org"\n')
    room.deliver()
    correct(room, "reject")
    room.later(hours=1)
    room.deliver()
    alert, notice = room.mails()
    assert notice["To"] == alert["To"] == "lena@example.org"
    assert notice["References"] == alert["References"]
    assert notice["Message-ID"] != alert["Message-ID"]
    assert "Corrected" in notice["Subject"]
    body = notice.get_body(("plain",)).get_content()
    assert "does not stand" in body
    assert "they were in two cities" in body
    assert room.deliver().sent == 0


def test_a_rebuild_mails_no_correction_again(room) -> None:
    """Nor does it lose that it was told."""
    room.record(MET)
    room.deliver()
    correct(room, "reject")
    room.deliver()
    with room.monitor() as monitor:
        monitor.rebuild()
    room.later(days=2)
    assert room.deliver().sent == 0
    assert len(room.mails()) == 2


def test_undoing_and_rejecting_again_is_told_each_time(room) -> None:
    """The last mail of the thread always says what holds."""
    room.record(MET)
    room.deliver()
    claim = correct(room, "reject")
    for action in ("undo", "reject"):
        room.deliver()
        room.later(hours=2)
        correct(room, action, claim)
    room.deliver()
    assert len(room.mails()) == 4


def test_what_is_rejected_before_it_was_mailed_is_never_mailed(room) -> None:
    """Nobody needs to hear of a claim and of its correction at once."""
    room.record(MET)
    correct(room, "reject")
    room.later(days=2)
    assert room.deliver().sent == 0


def test_what_is_rejected_and_restored_before_it_was_mailed_is_mailed_as_news(room) -> None:
    """Nothing is left of the two corrections, and the claim is told."""
    room.record(MET)
    claim = correct(room, "reject")
    correct(room, "undo", claim)
    assert room.deliver().sent == 1
    [mail] = room.mails()
    assert "Meeting reported" in mail["Subject"]
