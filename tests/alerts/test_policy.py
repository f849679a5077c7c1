"""The policy is a pure function of what waits, the rules and the time."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
import yaml
from alerts.making_changes import candidate
from hypothesis import given, settings
from hypothesis import strategies as st

from events import policy
from events.policy import Hours, Reader, Rule
from monitor.alerts import settings as alerting

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "policy.yaml").read_text(encoding="utf-8"))
RULES = alerting.rules(alerting.Alerts())
NOON = datetime(2031, 5, 6, 12, tzinfo=UTC)
LENA = Reader(address="lena@example.org", zone=ZoneInfo("Europe/Berlin"), digest_at=time(7))


def planned(waiting, now=NOON, reader=LENA, rules=RULES, **more):
    """The plan for one story."""
    return policy.plan(waiting, rules, reader, now, story="harbour", **more)


def told(plan):
    """Form and changes of each message."""
    return [(one.form, list(one.changes)) for one in plan.messages]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_the_default_policy_sends_each_change_as_it_says(case) -> None:
    """What goes at once, what waits for the digest, what is never told."""
    one = candidate(case["change"].pop("change"), at=NOON, **case["change"])
    _, rule = policy.rank(one, RULES, "harbour", LENA.address)
    assert (rule.send, rule.urgent) == (case["send"], case.get("urgent", False))


def test_news_is_ranked_contradictions_first_and_support_last() -> None:
    """The order of a mail is that of the rules, whatever the order of arrival."""
    order = [
        candidate("contradiction", "denial-1", at=NOON, kind="contradiction", strength="direct"),
        candidate("new", "meeting-2", at=NOON),
        candidate("answered", "call-1", at=NOON, kind="call"),
        candidate("new", "outcome-1", at=NOON, kind="outcome"),
        candidate("new", "denial-2", at=NOON, kind="denial"),
        candidate("new", "call-2", at=NOON, kind="call"),
        candidate("conflict", "meeting-3", at=NOON, slot="where"),
        candidate("support", "meeting-4", at=NOON, disputed=True),
    ]
    plan = planned(list(reversed(order)))
    assert told(plan) == [("alert", [one.change.id for one in order])]


def test_a_rule_for_everything_leaves_the_order_to_the_rules_behind_it() -> None:
    """Who wants all of it in the digest gets it ranked."""
    support, meeting = candidate("support", at="2031-05-05T12:00"), candidate("new", "meeting-2", at="2031-05-05T13:00")
    plan = planned([support, meeting], rules=(Rule(send="digest"), *RULES))
    assert told(plan) == [("digest", [meeting.change.id, support.change.id])]


def test_rules_of_the_person_come_before_those_of_the_program() -> None:
    """By story, kind, change, strength and recipient."""
    mine = (
        Rule("never", story="harbour", kind="call"),
        Rule("digest", change="new", recipient="lena@example.org", kind="meeting"),
        Rule("at once", strength="apparent"),
    )
    call = candidate("new", "call-1", at=NOON, kind="call")
    meeting = candidate("new", at=NOON)
    apparent = candidate("contradiction", "denial-1", at=NOON, strength="apparent", kind="contradiction")
    plan = planned([call, meeting, apparent], rules=(*mine, *RULES))
    assert told(plan) == [("alert", [apparent.change.id])]
    assert plan.dropped == (("the policy says never", (call.change.id,)),)


def test_what_says_more_of_the_news_goes_along_with_it() -> None:
    """A contradiction that would wait for the digest is told with the meeting that it is about, and not again."""
    meeting = candidate("new", "meeting-1", at=NOON)
    apparent = candidate(
        "contradiction", "denial-1", at=NOON, kind="contradiction", strength="apparent", other="meeting-1"
    )
    other = candidate("support", "meeting-9", at=NOON)
    plan = planned([apparent, other, meeting])
    assert told(plan) == [("alert", [meeting.change.id, apparent.change.id])]


def test_the_digest_has_what_came_before_its_hour_and_leaves_the_rest() -> None:
    """07:00 in Berlin is 05:00 UTC in May."""
    before = candidate("support", at="2031-05-06T04:59:59", position=7)
    after = candidate("support", "meeting-2", at="2031-05-06T05:00:01", position=8)
    assert told(planned([before], datetime(2031, 5, 6, 4, 59, 59, tzinfo=UTC), past=0)) == []
    plan = planned([before, after], datetime(2031, 5, 6, 5, 1, tzinfo=UTC), past=7)
    assert told(plan) == [("digest", [before.change.id])]
    assert plan.up_to == 7


def test_quiet_hours_hold_everything_but_what_is_urgent() -> None:
    """By the reader's clock, past midnight too; an urgent change takes the others along, in one mail."""
    lena = Reader(address="l@x.org", zone=ZoneInfo("Europe/Berlin"), digest_at=time(7), quiet=Hours(time(22), time(7)))
    night, morning = datetime(2031, 5, 6, 22, tzinfo=UTC), datetime(2031, 5, 7, 5, tzinfo=UTC)
    meeting = candidate("new", at=night)
    urgent = candidate("contradiction", "denial-1", at=night, strength="direct", kind="contradiction")
    assert told(planned([meeting], night, lena)) == []
    assert told(planned([meeting, urgent], night, lena)) == [("alert", [urgent.change.id, meeting.change.id])]
    assert told(planned([meeting], morning, lena)) == [("alert", [meeting.change.id])]


def test_more_than_the_limit_waits_and_comes_in_one_mail() -> None:
    """A burst costs a reader at most as many mails an hour as they allowed."""
    news = [candidate("new", f"meeting-{n}", at=NOON) for n in range(50)]
    sent = [NOON - timedelta(minutes=minute) for minute in range(6)]
    assert told(planned(news, sent=sent)) == []
    [(form, changes)] = told(planned(news, NOON + timedelta(hours=1), sent=sent))
    assert (form, len(changes)) == ("alert", 50)


def test_changes_of_which_nothing_is_left_are_dropped() -> None:
    """A fact that came and went with all that hung on it, and a value that went and came back."""
    came = candidate("new", "meeting-1", at=NOON)
    hung = candidate("contradiction", "denial-1", at=NOON, strength="direct", kind="contradiction", other="meeting-1")
    went = candidate("withdrawn", "meeting-1", at=NOON, told=False)
    there = candidate("status", "meeting-2", at=NOON, slot="status", before="reported", after="confirmed")
    back = candidate("status", "meeting-2", at=NOON, slot="status", before="confirmed", after="reported")
    stays = candidate("status", "meeting-3", at=NOON, slot="status", before="reported", after="confirmed")
    plan = planned([came, hung, went, there, back, stays])
    assert told(plan) == [("alert", [stays.change.id])]
    [(_, dropped)] = plan.dropped
    assert set(dropped) == {one.change.id for one in (came, hung, went, there, back)}


@pytest.mark.parametrize(
    ("course", "back", "kept"),
    [
        ("new withdrawn", False, ""),
        ("new withdrawn new", True, "0"),
        ("new withdrawn new withdrawn", False, ""),
        ("withdrawn", False, "0"),
        ("withdrawn", True, ""),
        ("withdrawn new", True, ""),
        ("withdrawn new withdrawn", False, "2"),
        ("new withdrawn", True, "0"),
        ("withdrawn detail", False, "0"),
        ("new detail withdrawn", False, ""),
        ("new withdrawn new detail", True, "03"),
    ],
)
def test_a_fact_that_comes_and_goes_is_told_by_where_it_ends(course, back, kept) -> None:
    """What takes the reader from what is known to what is the case; `back`: at the end the fact is there."""
    waiting = [
        msgspec.structs.replace(candidate(what, at=NOON, told=True), back=back and what == "withdrawn")
        for what in course.split()
    ]
    left = [number for number, one in enumerate(waiting) if one.change.id not in policy.cancelling(waiting)]
    assert "".join(map(str, left)) == kept


def test_news_waits_as_long_as_the_settings_say_for_what_may_cancel_it() -> None:
    """With a window, nothing is told before it is over."""
    lena = Reader(address="l@x.org", zone=ZoneInfo("UTC"), digest_at=time(7), settle=timedelta(minutes=10))
    came = candidate("new", at=NOON)
    assert told(planned([came], NOON + timedelta(minutes=9), lena)) == []
    assert told(planned([came], NOON + timedelta(minutes=10), lena)) == [("alert", [came.change.id])]


def test_a_clock_that_was_set_back_holds_no_alert() -> None:
    """News recorded 'in the future' is told all the same."""
    came = candidate("new", at=NOON + timedelta(hours=3))
    assert told(planned([came])) == [("alert", [came.change.id])]


def test_what_goes_on_waiting_is_never_counted_as_settled() -> None:
    """The watermark stays below every change that waits, for otherwise a rebuild would lose it."""
    lena = Reader(address="l@x.org", zone=ZoneInfo("UTC"), digest_at=time(7), at_most=1)
    held = candidate("new", at="2031-05-06T06:00:00", position=5)
    digest = candidate("support", "meeting-2", at="2031-05-06T06:30:00", position=9)
    now = datetime(2031, 5, 6, 7, 1, tzinfo=UTC)
    plan = planned([held, digest], now, lena, sent=[now], past=9)
    assert told(plan) == [("digest", [digest.change.id])]
    assert plan.up_to == 4


def test_what_is_held_for_review_is_told_apart_from_what_waits() -> None:
    """It goes into no message and holds back neither the digest nor the watermark; what waits is named nowhere."""
    unsure = candidate("new", "meeting-1", at="2031-05-06T04:00:00", position=3, held=True)
    waits = candidate("support", "meeting-2", at="2031-05-06T06:00:00", position=8)
    tells = candidate("support", "meeting-3", at="2031-05-06T04:00:00", position=4)
    plan = planned([unsure, tells, waits], datetime(2031, 5, 6, 6, 30, tzinfo=UTC), past=7)
    assert told(plan) == [("digest", [tells.change.id])]
    assert (plan.held, plan.dropped, plan.up_to) == ((unsure.change.id,), (), 7)


def test_what_became_of_something_held_is_told_by_itself_alone() -> None:
    """Once the fact is sure, the change that was held is dropped, and the one that made it sure goes out."""
    was = candidate("new", "meeting-1", at=NOON, held=True, unsure=False)
    now = candidate("new", "meeting-1", at=NOON)
    plan = planned([was, now])
    assert told(plan) == [("alert", [now.change.id])]
    assert plan.dropped == (("held for review no more: what came of it is told by itself", (was.change.id,)),)


def test_what_was_kept_and_is_unsure_again_waits_and_holds_the_watermark() -> None:
    """What keeps it once more makes no other change: this one must not be taken for settled."""
    kept = candidate("new", "meeting-1", at="2031-05-06T04:00:00", position=5, unsure=True)
    plan = planned([kept], past=9)
    assert (told(plan), plan.held, plan.up_to) == ([], (kept.change.id,), 4)


def test_a_correction_to_what_was_told_is_dropped() -> None:
    """Whoever was told last what is true again needs no mail."""
    back = candidate("corrected", "meeting-1", at=NOON, told=True, as_told=True, after="they met")
    assert planned([back]).dropped == (("cancelled by a later change", (back.change.id,)),)


_kinds = st.sampled_from(["new", "detail", "status", "conflict", "contradiction", "answered", "support", "withdrawn"])


@settings(max_examples=300, derandomize=True)
@given(
    changes=st.lists(st.tuples(_kinds, st.integers(1, 4), st.integers(0, 3000), st.booleans()), max_size=12),
    minutes=st.integers(0, 4000),
    sent=st.integers(0, 8),
    quiet=st.booleans(),
)
def test_nothing_is_told_twice_or_forgotten(changes, minutes, sent, quiet) -> None:
    """Each change is in one message, dropped with a reason, or still waits; a day later nothing but news after 7 does."""
    lena = Reader(
        address="l@x.org",
        zone=ZoneInfo("Europe/Berlin"),
        digest_at=time(7),
        quiet=Hours(time(22), time(6)) if quiet else None,
    )
    start = datetime(2031, 3, 29, tzinfo=UTC)
    waiting = [
        candidate(kind, f"claim-{claim}", at=start + timedelta(minutes=minute), position=n + 1, told=known)
        for n, (kind, claim, minute, known) in enumerate(sorted(changes, key=lambda one: one[2]))
    ]
    now = start + timedelta(minutes=minutes)
    waiting = [one for one in waiting if one.recorded_at <= now]
    plan = planned(waiting, now, lena, sent=[now] * sent, past=len(waiting))
    named = [name for one in plan.messages for name in one.changes] + [name for _, ids in plan.dropped for name in ids]
    assert len(named) == len(set(named))
    assert set(named) <= {one.change.id for one in waiting}
    left = [one for one in waiting if one.change.id not in named]
    assert all(one.position > plan.up_to for one in left)
    later = planned(left, now + timedelta(days=1), lena)
    still = {one.change.id for one in left} - {name for one in later.messages for name in one.changes}
    still -= {name for _, ids in later.dropped for name in ids}
    assert not still or policy.quiet(lena, now + timedelta(days=1))
