"""What a person wants corrected, as the event that says it: which accounts are meant, and whether it can be done."""

from __future__ import annotations

from datetime import datetime

import msgspec

from events import codec
from events.corrections import alike, with_slot
from events.coverage import Coverage
from events.errors import NotFoundError, UsageError
from events.facts import Account, Block, Fact
from events.log import CorrectionMade, Target
from monitor.projections import stories
from monitor.projections.database import Projections

_BLOCK = "SELECT b.data FROM accounts AS a JOIN blocks AS b ON b.story = a.story AND b.key = a.block "


class Wanted(msgspec.Struct, frozen=True):
    """What a person asks for."""

    claim: str  # the id of a fact or account, or the start of it; to undo, that of a correction too
    action: str  # of events.corrections.ACTIONS
    author: str
    reason: str
    story: str | None = None  # needed where several stories know the claim
    slot: str | None = None  # for 'set'
    value: str | None = None  # for 'set', and the other claim for 'merge'


def event(projections: Projections, wanted: Wanted, now: datetime) -> CorrectionMade:
    """The correction. Raises NotFoundError for a claim that isn't known, UsageError for what can't be done."""
    made = _undoing(projections, wanted) if wanted.action == "undo" else _correcting(projections, wanted)
    return signed(projections, made, wanted.author, wanted.reason, now)


def signed(projections: Projections, made: CorrectionMade, author: str, reason: str, now: datetime) -> CorrectionMade:
    """The correction with who makes it, why and when. Raises UsageError where nobody does, or nobody says why."""
    if not author.strip() or not reason.strip():
        raise UsageError("a correction needs an author and a reason", hint="--author NAME --reason TEXT")
    return msgspec.structs.replace(
        made,
        author=author.strip(),
        reason=reason.strip(),
        made_at=now.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        number=len(stories.corrections(projections, made.story).made) + 1,
    )


def _correcting(projections: Projections, wanted: Wanted) -> CorrectionMade:
    story, name = _found(projections, wanted.claim, wanted.story)
    account, fact = _placed(projections, story, name)
    meant = list(fact.accounts) if fact and fact.id == name else [account]
    value, others = wanted.value, []
    match wanted.action:
        case "keep":
            meant = [one for one in meant if not one.kept]
            if not meant:
                raise UsageError(f"{name} is kept already", hint="'monitor corrections STORY' says by whom")
        case "set":
            for one in meant:
                _check_slot(one, wanted)
        case "merge":
            value, more = _merged(projections, story, meant, wanted.value or "")
            meant = more
        case "split":
            meant, others = [account], _rest(account, fact)
    return CorrectionMade(
        story=story, claim=name, action=wanted.action, author="", reason="", made_at="",
        slot=wanted.slot, value=value,
        targets=tuple(_target(projections, story, one) for one in meant),
        others=tuple(_target(projections, story, one) for one in others),
    )  # fmt: skip


def _undoing(projections: Projections, wanted: Wanted) -> CorrectionMade:
    """The undoing of the last correction of a claim that holds, or of the one that is named itself."""
    known = [wanted.story] if wanted.story else [str(row[0]) for row in projections.rows("SELECT id FROM stories")]
    found = [
        (one.made_at, codec.event_id(one), one)
        for story in known
        for one in stories.corrections(projections, story).standing()
        if _is_about(one, wanted.claim)
    ]
    if not found:
        hint = "'monitor corrections STORY' lists those that hold"
        raise NotFoundError(f"no correction that holds is known of '{wanted.claim}'", hint=hint)
    if len({one.story for _, _, one in found}) > 1:
        raise UsageError(f"several stories have a correction of '{wanted.claim}'", hint="say which by --story")
    _, name, last = max(found, key=lambda one: one[:2])
    return CorrectionMade(last.story, last.claim, "undo", author="", reason="", made_at="", undoes=name)


def _is_about(one: CorrectionMade, name: str) -> bool:
    return any(known.startswith(name) for known in (codec.event_id(one), one.claim, *(t.id for t in one.targets)))


def _found(projections: Projections, claim: str, story: str | None) -> tuple[str, str]:
    """The story that knows a claim, and the claim's id in full."""
    found = [one for one in stories.holding(projections, claim) if claim and story in (None, one[0])]
    names = sorted({name for _, name in found})
    if len(names) != 1:
        hint = f"it may be {', '.join(names[:5])}" if names else "'monitor status STORY' shows the ids"
        raise NotFoundError(f"no claim, or several, are known as '{claim}'", hint=hint)
    if len(found) > 1:
        among = ", ".join(name for name, _ in found)
        raise UsageError(f"several stories know {names[0]}: {among}", hint="say which by --story")
    return found[0]


def _placed(projections: Projections, story: str, name: str) -> tuple[Account, Fact | None]:
    """An account, and the fact that it belongs to; None where it is loose."""
    [(data,)] = projections.rows(f"{_BLOCK} WHERE a.story = ? AND a.id = ?", story, name)
    block = msgspec.msgpack.decode(data, type=Block)
    fact = next((fact for fact in block.facts if any(one.id == name for one in fact.accounts)), None)
    return next(one for one in block.accounts() if one.id == name), fact


def _check_slot(account: Account, wanted: Wanted) -> None:
    try:
        with_slot(account.claim, wanted.slot or "", wanted.value or "")
    except ValueError as error:
        raise UsageError(str(error), hint="such as --set when=2017-03-02; ';' stands between several") from error


def _merged(projections: Projections, story: str, meant: list[Account], claim: str) -> tuple[str, list[Account]]:
    """The id of the other claim, and the accounts of both."""
    _, name = _found(projections, claim, story)
    account, fact = _placed(projections, story, name)
    others = list(fact.accounts) if fact and fact.id == name else [account]
    if {one.id for one in others} & {one.id for one in meant}:
        raise UsageError(f"{name} is the same claim already")
    keys = {_block_of(projections, story, one) for one in (*meant, *others)}
    if len(keys) > 1:
        hint = "correct their slots by --set first, for instance the parties"
        raise UsageError("claims of another kind, or of other parties, can't be one", hint=hint)
    sides = [pair for one in meant for pair in one.parted.items()]
    parted = [name for name, side in sides if any(one.parted.get(name, side) != side for one in others)]
    if parted:
        raise UsageError(f"they were split by {parted[0]}", hint="undo that")
    return name, [*meant, *others]


def _rest(account: Account, fact: Fact | None) -> list[Account]:
    """The accounts that a split leaves in the fact."""
    others = [one for one in fact.accounts if one.id != account.id] if fact else []
    if not others:
        raise UsageError(f"{account.id} is the only account of its claim", hint="'monitor why CLAIM' shows accounts")
    if tied := sorted({tie for one in others for tie in one.ties} & set(account.ties)):
        raise UsageError(f"it was merged by {tied[0]}", hint="undo that")
    return others


def _block_of(projections: Projections, story: str, account: Account) -> str:
    return str(projections.one("SELECT block FROM accounts WHERE story = ? AND id = ?", story, account.id)[0])


def _target(projections: Projections, story: str, account: Account) -> Target:
    target = Target(
        id=account.id, article=account.article, version=account.version, claim=account.claim,
        label=account.label, publisher=account.publisher, published=account.published,
    )  # fmt: skip
    [(data,)] = projections.rows("SELECT data FROM articles WHERE story = ? AND id = ?", story, account.article)
    keys = msgspec.msgpack.decode(data, type=Coverage).blocks
    sql = "SELECT data FROM blocks WHERE story = ? AND key = ?"
    blocks = [msgspec.msgpack.decode(projections.one(sql, story, key)[0], type=Block) for key in keys]
    every = [one for block in blocks for one in block.accounts() if one.article == account.article]
    beside = {one.id for one in every if one.id != account.id and alike(one.claim, one.version, target)}
    return msgspec.structs.replace(target, beside=tuple(sorted(beside)))
