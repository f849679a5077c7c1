"""What persons said is wrong or right, and what an article says once that is put right.

A correction means accounts, each known by more than its id: article, kind, words and parties. A later reading of the
same words is corrected as well, though it fills other slots. What is rejected is rejected in the article's copies too:
they are one report. Corrections hold in the order in which they were made, whenever the articles come that they are
about; one that was undone never was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import get_args, get_origin

import msgspec

from events import codec
from events.claims.claim import Claim, Evidence, as_names
from events.facts import Account
from events.identities import Identities, identities
from events.log import CorrectionMade, Target
from events.parties import Cast

ACTIONS = ("reject", "keep", "set", "merge", "split", "undo", "same", "not-same", "alias")  # the last three of names
_NO_SLOTS = ("evidence", "attributed_to", "confidence", "how")  # what a claim holds beside its slots


class Corrections:
    """The corrections of one story, in order."""

    def __init__(self, made: Iterable[CorrectionMade] = (), before: Mapping[str, CorrectionMade] | None = None) -> None:
        self._ids = {**(before or {}), **{codec.event_id(one): one for one in made}}
        self.made = tuple(self._ids.values())
        self._about: dict[str, list[CorrectionMade]] = defaultdict(list)
        for one in self.standing():
            for article in self.articles(one):
                self._about[article].append(one)

    def after(self, event: CorrectionMade) -> Corrections:
        """With one more; the same object where it is known."""
        return self if codec.event_id(event) in self._ids else Corrections((event,), self._ids)

    def standing(self) -> list[CorrectionMade]:
        """Those that hold: made, and not undone."""
        undone = {one.undoes for one in self.made}
        return [one for name, one in self._ids.items() if one.action != "undo" and name not in undone]

    def of(self, article: str, copies: Collection[str] = ()) -> Sequence[CorrectionMade]:
        """Those that hold and are about an article, in order: rejections of what its copies say are."""
        mine = self._about.get(article, [])
        if not copies or not self.rejecting:
            return mine
        others = {id(one) for name in copies for one in self._about.get(name, ()) if one.action == "reject"}
        return [one for one in self.standing() if id(one) in others or one in mine] if others else mine

    @cached_property
    def rejecting(self) -> bool:
        """Whether anything is rejected."""
        return any(one.action == "reject" for one in self.standing())

    @cached_property
    def identities(self) -> Identities:
        """Who is who according to those that hold."""
        return identities(self.standing())

    def meant(self, event: CorrectionMade) -> CorrectionMade:
        """The correction that an undoing takes back; any other itself."""
        return self._ids.get(event.undoes, event) if event.undoes else event

    def articles(self, event: CorrectionMade) -> list[str]:
        """The ids of the articles that a correction is about, or the one that it undoes."""
        about = self.meant(event)
        return sorted({target.article for target in (*about.targets, *about.others)})


def corrected(accounts: Iterable[Account], corrections: Iterable[CorrectionMade], cast: Cast) -> list[Account]:
    """One article's accounts as corrections have them, applied in their order."""
    said = list(accounts)
    for one in corrections:
        meant = _meant(said, one.targets)
        if one.action == "reject":
            meant |= _copied(said, one.targets)
            said = [account for account in said if account.id not in meant]
            continue
        others = _meant(said, one.others) - meant
        said = [_applied(account, one, meant, others, cast) for account in said]
    return said


def alike(claim: Claim, version: int, target: Target) -> bool:
    """Whether a claim of the target's article may be the target's: same kind and words, parties that agree."""
    meant: Claim = target.claim
    if claim.kind != meant.kind:
        return False
    same_text = version == target.version
    if not any(_overlap(one, other, same_text=same_text) for one in claim.evidence for other in meant.evidence):
        return False
    pairs = ((set(as_names(getattr(claim, s))), set(as_names(getattr(meant, s)))) for s in claim.party_slots)
    return all(one <= other or other <= one for one, other in pairs)


def slots(kind: type[Claim]) -> list[str]:
    """The slots of a kind that a correction may set."""
    return [name for name in kind.__struct_fields__ if name not in _NO_SLOTS]


def with_slot(claim: Claim, slot: str, value: str) -> Claim:
    """The claim with another value in a slot; '' empties it, ';' stands between several.

    Raises ValueError where the kind has no such slot or the slot takes no such value.
    """
    kind = type(claim)
    if slot not in slots(kind):
        raise ValueError(f"a {claim.kind} has no slot '{slot}': it has {', '.join(slots(kind))}")
    field = next(one for one in msgspec.structs.fields(kind) if one.name == slot)
    given: object = [part.strip() for part in value.split(";") if part.strip()] if _several(field.type) else value
    if not given:
        if field.required:
            raise ValueError(f"a {claim.kind} can't be without its {slot}")
        given = field.default
    try:
        made: Claim = msgspec.convert({**msgspec.to_builtins(claim), slot: given}, kind, strict=False)
        made.sentence(), made.block(), made.specificity()  # a date that is none shows here
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(f"'{value}' can't be the {slot} of a {claim.kind}: {error}") from error
    return made


def _several(kind: object) -> bool:
    return get_origin(kind) is tuple or any(get_origin(one) is tuple for one in get_args(kind))


def _applied(account: Account, one: CorrectionMade, meant: set[str], others: set[str], cast: Cast) -> Account:
    name = codec.event_id(one)
    if one.action == "set" and account.id in meant:
        return _reset(account, one, cast)
    if one.action == "keep" and account.id in meant:
        return msgspec.structs.replace(account, kept=(*account.kept, name))
    if one.action == "merge" and account.id in meant:
        return msgspec.structs.replace(account, ties=(*account.ties, name))
    if one.action == "split" and account.id in meant | others:
        side = "apart" if account.id in meant else "rest"
        return msgspec.structs.replace(account, parted={**account.parted, name: side})
    return account


def _reset(account: Account, one: CorrectionMade, cast: Cast) -> Account:
    claim: Claim = account.claim
    slot = one.slot or ""
    try:
        claim = with_slot(claim, slot, one.value or "")
    except ValueError:
        return account  # it was recorded elsewhere, by a program that knows more
    claim = claim.renamed(lambda name: cast.resolve(name, account.published).name)
    how = {**claim.how, slot: f"set by {one.author}: {one.reason}"}
    kept = (*account.kept, codec.event_id(one))  # who says what a slot holds vouches for the rest
    return msgspec.structs.replace(account, claim=msgspec.structs.replace(claim, how=how), kept=kept)


def _meant(accounts: Sequence[Account], targets: Iterable[Target]) -> set[str]:
    """The ids of the accounts that targets mean: by id, else the likest that another id was not known for."""
    ids = {account.id for account in accounts}
    found = set()
    for target in targets:
        if target.id in ids:
            found.add(target.id)
            continue
        candidates = [
            account
            for account in accounts
            if account.article == target.article
            and account.id not in target.beside
            and alike(account.claim, account.version, target)
        ]
        if candidates:
            found.add(max(candidates, key=lambda account: (_agreement(account.claim, target.claim), account.id)).id)
    return found


def _copied(accounts: Sequence[Account], targets: Iterable[Target]) -> set[str]:
    """The ids of the accounts that say in a copy, in the same words, what targets say in another article.

    Of several claims of the same words it is the one with the same slots, as in the article itself.
    """
    found = set()
    for target in targets:
        same: Claim = target.claim
        for account in accounts:
            if account.article == target.article or not alike(account.claim, -1, target):
                continue
            told_apart = (slot for slot in same.identity_slots if getattr(account.claim, slot) != getattr(same, slot))
            if not target.beside or not any(told_apart):
                found.add(account.id)
    return found


def _agreement(one: Claim, other: Claim) -> tuple[int, int]:
    """In how many slots, and in how many characters of its words, a claim is the other."""
    same = sum(getattr(one, slot) == getattr(other, slot) for slot in slots(type(one)))
    quotes = {piece.quote for piece in other.evidence}
    return same, sum(len(piece.quote) for piece in one.evidence if piece.quote in quotes)


def _overlap(one: Evidence, other: Evidence, *, same_text: bool) -> bool:
    if same_text and one.start < other.end and other.start < one.end:
        return True
    return bool(one.quote and other.quote) and (one.quote in other.quote or other.quote in one.quote)
