"""Which changes are told at once, which wait for the digest, which are never told: a pure function of rules and time.

`plan` sees what waits for one reader of one story, and says which messages that makes now. What it neither sends nor
drops goes on waiting. Times are aware; a reader's hours are wall-clock times of the reader's zone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import msgspec

if TYPE_CHECKING:
    from events.changes import Change  # whoever reads settings needs the rules, not what a change is

Send = Literal["at once", "digest", "never"]
_HOUR = timedelta(hours=1)


class Rule(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What to do with the changes that fit all that it states. The first rule that fits counts, and ranks them."""

    send: Send
    story: str | None = None  # a story's id
    kind: str | None = None  # of claim
    change: str | None = None  # 'new', 'contradiction' ...
    strength: str | None = None  # of a contradiction; of a denial 'denies', 'plays down', 'does not know'
    recipient: str | None = None  # an address
    first: bool | None = None  # whether it is the first contradiction of that strength for the claim
    disputed: bool | None = None  # whether it speaks to a slot about which accounts differ
    told: bool | None = None  # whether the recipient was told of the claim before
    urgent: bool = False  # breaks through quiet hours

    def fits(self, one: Candidate, story: str, recipient: str) -> bool:
        """Whether the rule is about this change."""
        stated = (
            (self.story, story),
            (self.kind, one.change.kind),
            (self.change, one.change.change),
            (self.strength, one.strength),
            (self.recipient, recipient),
            (self.first, one.first),
            (self.disputed, one.disputed),
            (self.told, one.told),
        )
        return all(wanted is None or wanted == found for wanted, found in stated)


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A change that waits for a recipient, with what the rules ask of it."""

    change: Change
    position: int  # of the event that made it
    recorded_at: datetime  # of that event
    first: bool = True
    disputed: bool = False
    told: bool = False
    back: bool = False  # the claim, withdrawn by this change, is there again
    held: bool = False  # the fact is too unsure to be told of: it waits for a review, or a surer account
    as_told: bool = False  # a correction to what the recipient was told last

    @property
    def strength(self) -> str | None:
        """How strongly a contradiction contradicts, or a new denial denies."""
        if self.change.strength or not self.change.evidence:
            return self.change.strength
        rejection = self.change.evidence[0].claim.rejects()
        return rejection.strength if rejection else None


class Hours(msgspec.Struct, frozen=True):
    """A part of every day; one whose end comes before its start goes past midnight."""

    start: time
    end: time

    def include(self, moment: time) -> bool:
        """Whether the wall-clock time lies within; the start does, the end does not."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """When and how often one recipient wants mail."""

    address: str
    zone: ZoneInfo
    digest_at: time  # wall clock; in a night without that hour, an hour later or earlier as PEP 495 has it
    quiet: Hours | None = None
    at_most: int = 6  # alerts an hour, all stories together; digests don't count
    settle: timedelta = timedelta()  # how long a change waits for one that cancels it


class Planned(msgspec.Struct, frozen=True):
    """One message to be sent now; its changes ranked, most important first."""

    form: Literal["alert", "digest"]
    changes: tuple[str, ...]  # ids


class Plan(msgspec.Struct, frozen=True):
    """What becomes of what waited. Changes that are named nowhere go on waiting."""

    messages: tuple[Planned, ...] = ()
    dropped: tuple[tuple[str, tuple[str, ...]], ...] = ()  # why, ids of changes
    held: tuple[str, ...] = ()  # ids of changes that wait for a review
    up_to: int = 0  # position up to which nothing waits any more; 0 when no digest was due


def rank(one: Candidate, rules: Sequence[Rule], story: str, recipient: str) -> tuple[int, Rule]:
    """The first rule that fits and its number; the last rule must fit everything."""
    return next((number, rule) for number, rule in enumerate(rules) if rule.fits(one, story, recipient))


def _ranks(one: Candidate, rules: Sequence[Rule], story: str, reader: Reader) -> tuple[int, ...]:
    """The numbers of the first two rules that fit: a rule for everything leaves the order to those behind it."""
    fits = (number for number, rule in enumerate(rules) if rule.fits(one, story, reader.address))
    first = next(fits)
    return first, next(fits, first)


def last_digest(reader: Reader, now: datetime) -> datetime:
    """The latest time for a digest that isn't after `now`, in UTC."""
    day = now.astimezone(reader.zone).date()
    today = datetime.combine(day, reader.digest_at, reader.zone).astimezone(UTC)
    if today <= now:
        return today
    return datetime.combine(day - timedelta(days=1), reader.digest_at, reader.zone).astimezone(UTC)


def quiet(reader: Reader, now: datetime) -> bool:
    """Whether the reader doesn't want to be disturbed."""
    return reader.quiet is not None and reader.quiet.include(now.astimezone(reader.zone).time())


def plan(
    waiting: Sequence[Candidate],
    rules: Sequence[Rule],
    reader: Reader,
    now: datetime,
    *,
    story: str,
    sent: Iterable[datetime] = (),
    past: int = 0,
    settled: int = 0,
) -> Plan:
    """What to send now of what waits, oldest first. `sent` says when alerts went to this reader before.

    `past` is the position of the newest change before the last digest's time, whatever became of it; `settled` the one
    up to which an earlier plan left nothing waiting. In a message, the order is that of the rules, then of the changes.
    Quiet hours that an urgent change breaks are broken for all that waits: one mail disturbs as much as the other.
    """
    ranked = {one.change.id: rank(one, rules, story, reader.address) for one in waiting}
    cancelled = cancelling(waiting)
    never = {name for name, (_, rule) in ranked.items() if rule.send == "never"} - cancelled
    settled_since = {one.change.id for one in waiting if one.change.held and not one.held} - cancelled - never
    held = [one for one in waiting if one.held and one.change.id not in cancelled | never]
    gone = cancelled | never | settled_since | {one.change.id for one in held}
    open_ = [one for one in waiting if one.change.id not in gone]
    at_once = {one.change.id for one in open_ if ranked[one.change.id][1].send == "at once"}
    go = [one for one in open_ if one.change.id in at_once and _age(one, now) >= reader.settle]
    if quiet(reader, now) and not any(ranked[one.change.id][1].urgent for one in go):
        go = []
    if sum(moment > now - _HOUR for moment in sent) >= reader.at_most:
        go = []
    taken = {one.change.id for one in go}
    if go:  # what belongs to the news told now isn't told again in the morning
        taken |= _belonging(go, open_)
    moment = last_digest(reader, now)
    rest = [one for one in open_ if one.change.id not in taken | at_once and one.recorded_at < moment]
    order = {one.change.id: (*_ranks(one, rules, story, reader), number) for number, one in enumerate(waiting)}
    made: list[Planned] = []
    for form, ids in (("alert", taken), ("digest", {one.change.id for one in rest})):
        if ids:
            made.append(Planned(form, tuple(sorted(ids, key=order.__getitem__))))  # type: ignore[arg-type]  # the two literals above
    left = [one for one in open_ if one.change.id not in taken and one not in rest]
    left += [one for one in held if not one.change.held]  # it was sure once: what keeps it again makes no change anew
    reasons = (
        ("cancelled by a later change", cancelled),
        ("the policy says never", never),
        ("held for review no more: what came of it is told by itself", settled_since),
    )
    dropped = tuple((why, tuple(sorted(ids, key=order.__getitem__))) for why, ids in reasons if ids)
    return Plan(tuple(made), dropped, tuple(one.change.id for one in held), _settled(left, past, settled))


def _age(one: Candidate, now: datetime) -> timedelta:
    """How long a change has waited; none when the clock was set back since."""
    return max(now - one.recorded_at, timedelta())


def _settled(left: Sequence[Candidate], past: int, settled: int) -> int:
    """How far nothing waits any more; 0 when that is no further than before."""
    bound = min((past, *(one.position - 1 for one in left)))
    return bound if bound > settled else 0


def _belonging(go: Sequence[Candidate], others: Sequence[Candidate]) -> set[str]:
    """The changes that say more of a fact that is told now: what it contradicts, whose call it answers."""
    facts = {one.change.claim for one in go} | {one.change.other for one in go if one.change.other}
    named = {"contradiction", "answered"}
    return {
        one.change.id
        for one in others
        if one.change.change in named and (one.change.claim in facts or one.change.other in facts)
    }


def cancelling(waiting: Sequence[Candidate]) -> set[str]:
    """The changes of which nothing is left.

    A fact that came and went, with all that hung on it; one that went and came back, or came back in other words, as
    when an outlet edits its text; a value that went and came back; a correction that was undone, and what is corrected
    before it was told, or corrected to what was told.
    """
    gone = _there_and_back(waiting) | {one.change.id for one in waiting if one.as_told} | _came_and_went(waiting)
    born = {one.change.claim for one in waiting if one.change.change == "new"}
    for one in waiting:
        if one.change.id in gone:
            continue
        if one.change.change == "corrected" and one.change.after is None and one.change.claim in born:
            gone |= _about(one.change.claim, waiting)
        again = next((other for other in waiting if _reworded(one.change, other.change)), None)
        if one.change.change == "withdrawn" and again is not None:
            gone |= {one.change.id, again.change.id}
    return gone


def _came_and_went(waiting: Sequence[Candidate]) -> set[str]:
    """Of facts that were withdrawn, what need not be told: all but what leads from what was told to what is so."""
    courses: dict[str, list[Candidate]] = {}
    for one in waiting:
        if one.change.change in ("new", "withdrawn") and not one.change.held:
            courses.setdefault(one.change.claim, []).append(one)
    gone: set[str] = set()
    for claim, course in courses.items():
        if all(one.change.change == "new" for one in course):
            gone |= {one.change.id for one in course[1:]}  # kept, taken back, and kept again
            continue
        known, there = course[0].change.change == "withdrawn", course[-1].change.change == "new" or course[-1].back
        hanging = {one.change.id for one in course} if there else _about(claim, waiting)
        kept = set() if known == there else {(course[0] if there else course[-1]).change.id}
        gone |= hanging - kept
    return gone


def _about(claim: str, waiting: Sequence[Candidate]) -> set[str]:
    """All changes that a fact takes part in."""
    return {one.change.id for one in waiting if claim in (one.change.claim, one.change.other)}


def _reworded(withdrawn: Change, new: Change) -> bool:
    """Whether an article says in other words what it no longer says in those that were withdrawn."""
    if new.change != "new" or new.kind != withdrawn.kind or not withdrawn.evidence or not new.evidence:
        return False
    old, now = withdrawn.evidence[0], new.evidence[0]
    same = old.article == now.article and old.claim.block() == now.claim.block()
    return same and old.claim.likeness(now.claim, 0) > 0


def _there_and_back(waiting: Sequence[Candidate]) -> set[str]:
    """Changes of one slot, and corrections of one claim, whose last value is the one before the first."""
    slots: dict[tuple[str, str], list[Change]] = {}
    for one in waiting:
        if (one.change.slot is not None or one.change.change == "corrected") and not one.change.held:
            slots.setdefault((one.change.claim, one.change.slot or ""), []).append(one.change)
    return {
        change.id
        for course in slots.values()
        if len(course) > 1 and course[0].before == course[-1].after
        for change in course
    }
