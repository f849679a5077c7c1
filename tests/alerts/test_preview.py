"""What a policy would have had mailed of the past, by the dates of publication."""

from __future__ import annotations

from alerts.conftest import STORY

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."


def test_a_preview_tells_a_day_what_would_have_been_mailed(newsroom) -> None:
    """The policy is replayed by the dates of publication, backfill included; nothing is sent."""
    room = newsroom(LENA)
    room.record(MET, published="2031-03-05")
    room.record(f"{MET} Jo Grant wants Viktor Larsen to resign.", published="2031-03-07", publisher="Weekly")
    room.define(STORY.replace("harbour contract", "grand hotel"), "hotel")
    with room.monitor() as monitor:
        mails = monitor.alerts_preview(story="hotel")
        assert [(mail["at"][:10], mail["form"]) for mail in mails] == [
            ("2031-03-05", "alert"), ("2031-03-07", "alert"), ("2031-03-08", "digest"),
        ]  # fmt: skip
        assert mails[1]["headlines"] == ["Jo Grant called for the resignation of Viktor Larsen"]
        assert [mail["at"][:10] for mail in monitor.alerts_preview(since="2031-03-06")] == [
            "2031-03-07", "2031-03-07", "2031-03-08", "2031-03-08",
        ]  # fmt: skip
    assert room.subjects() == []


def test_a_preview_is_the_same_after_the_mails_have_left(newsroom) -> None:
    """It asks what would have been mailed, not what is left to be."""
    room = newsroom(LENA)
    room.deliver()
    room.record(MET)

    def previewed():
        with room.monitor() as monitor:
            return monitor.alerts.preview(["harbour"])

    before = previewed()
    assert len(before) == 1
    assert room.deliver().sent == 1
    assert previewed() == before
