"""What a mail says was known before its news: what sure accounts say, and nothing that is held for review."""

from __future__ import annotations

import msgspec
from alerts.telling_reader import PlainReader

LENA = '[[recipients]]\naddress = "lena@example.org"\n'
MET = "Amina Yusuf met Viktor Larsen on 2031-03-04 at the Grand Hotel."
OPERA = "Amina Yusuf met Viktor Larsen on 2031-03-01 at the opera."
DENIED = "Amina Yusuf denied meeting Viktor Larsen."


class GossipReader(PlainReader):
    """Unsure of all that 'Gossip' publishes."""

    def reading(self, article):
        """See Reader.reading."""
        made = super().reading(article)
        sure = 0.5 if article.publisher == "Gossip" else 1.0
        return msgspec.structs.replace(
            made, claims=tuple(msgspec.structs.replace(one, confidence=sure) for one in made.claims)
        )


def last_mail(newsroom, *told):
    """The text of the last mail, after articles of outlets came one by one, each with its day."""
    room = newsroom(LENA)
    room.reader = GossipReader()
    for outlet, day, text in told:
        room.record(text, publisher=outlet, published=day)
        room.deliver()
        room.later(minutes=1)
    return " ".join(room.mails()[-1].get_body(("plain",)).get_content().split())


def test_a_contradiction_names_no_outlet_whose_account_is_held(newsroom) -> None:
    """The denial is on record from the Post; that an unsure source had it first is not."""
    text = last_mail(
        newsroom, ("Gossip", "2031-05-01", DENIED), ("Post", "2031-05-02", DENIED), ("Weekly", "2031-05-06", MET)
    )
    assert "Before: Amina Yusuf denied meeting Viktor Larsen [Post, 2 May 2031]" in text
    assert "Gossip" not in text


def test_a_meeting_is_counted_and_named_among_sure_ones_alone(newsroom) -> None:
    """What is held is no first meeting, and stands against nothing."""
    text = last_mail(
        newsroom, ("Gossip", "2031-05-01", OPERA), ("Gossip", "2031-05-01", DENIED), ("Post", "2031-05-06", MET)
    )
    assert "Meeting reported: Amina Yusuf and Viktor Larsen, 4 March 2031, the Grand Hotel" in text
    assert "Before: nothing on record" in text
    assert "Stands against" not in text


def test_two_sides_that_come_in_one_mail_were_both_unknown(newsroom) -> None:
    """Neither was on record when the mail's news began; both are told as what is known now."""
    text = last_mail(newsroom, ("Post", "2031-05-06", f"{MET} {DENIED}"))
    assert "Contradicted: Amina Yusuf denied meeting Viktor Larsen" in text
    assert (
        "Before: nothing on record Now: Amina Yusuf denied meeting Viktor Larsen [Post, 6 May 2031]; against it" in text
    )


def test_what_a_speaker_denied_before_stands_beside_a_new_denial(newsroom) -> None:
    """Whatever it is about: a reader compares what was said then and now."""
    text = last_mail(
        newsroom,
        ("Post", "2031-05-01", DENIED),
        ("Post", "2031-05-06", "Amina Yusuf denied taking bags of money from a port company."),
    )
    assert "Before: 1 denial on record: Amina Yusuf denied meeting Viktor Larsen [Post, 1 May 2031]" in text
