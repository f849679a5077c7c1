"""Which facts cannot both stand, and how directly; and which demand an act has answered.

A contradiction sets what somebody rejects against what somebody asserts. It is *direct* when both cannot be true, or
when an article says that they contradict; *apparent* when the rejection is qualified ('to discuss the campaign') and
nothing known meets the qualification; a *tension* when ignorance is professed, or one side gives two accounts.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from events import dates
from events.claims.claim import Assertion, Rejection
from events.facts import Fact
from events.parties import Cast
from events.wording import content, stem

Strength = Literal["direct", "apparent", "tension"]
_RANK: dict[Strength, int] = {"direct": 2, "apparent": 1, "tension": 0}

_CONTACT = frozenset(
    map(stem, """
    meet met meeting meetings contact contacts communicate communications discuss discussed discussions talk
    talked talks speak spoke conversation conversations encounter encounters call dinner visit
    """.split())
)  # fmt: skip
# What a rejection may leave open: it denies contact of some sort, in some role, or on some subject.
_QUALIFIED = re.compile(
    r"\b(?:to (?:discuss|talk about|negotiate)|about|concerning|regarding|related to|relating to|discuss\w*"
    r"|on the (?:subject|topic|issue)s? of|substantive|improper|inappropriate|formal|official meeting|outside"
    r"|other than|except|beyond|in (?:his|her|their) capacity|as an? \w+|in connection with)\b",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?i)\b(?:discuss\w*|talk(?:ed|ing)? about|negotiat\w*|concerning|regarding|relat(?:ed|ing) to|about"
    r"|on the (?:subject|topic|issue)s? of)\s+([^.;!?\"”]+)"
)


class Contradiction(msgspec.Struct, frozen=True, order=True):
    """Two facts of a story that cannot both stand as they are."""

    id: str
    strength: Strength
    between: tuple[str, str]  # ids of facts: what is rejected, what is asserted
    why: str  # one line


class Answer(msgspec.Struct, frozen=True, order=True):
    """An act that answers a demand."""

    demand: str  # ids of facts
    act: str


class _Rejected(NamedTuple):
    fact: Fact
    rejection: Rejection
    named: frozenset[str]  # the story's parties that its words name


def among(facts: Iterable[Fact], cast: Cast, *, touching: Collection[str] | None = None) -> list[Contradiction]:
    """Every contradiction between facts of one story, in the order of their ids.

    With `touching`, only those in which one of these facts, named by id, takes part.
    """
    known = list(facts)
    rejected = [_rejected(fact, one, cast) for fact in known if (one := fact.claim.rejects())]
    asserted = [(fact, claimed) for fact in known if (claimed := fact.claim.asserts())]
    pairs = (
        (one, fact, claimed) for one in rejected for fact, claimed in asserted if _touches(touching, one.fact, fact)
    )
    found = [judged for one, fact, claimed in pairs if (judged := _judge(one, fact, claimed, cast))]
    return sorted([*found, *_two_accounts(rejected, cast, touching)])


def answers(facts: Iterable[Fact], *, touching: Collection[str] | None = None) -> list[Answer]:
    """Which acts answer which demands: the same act, of whoever was asked, not known before the demand was made."""
    known = list(facts)
    acts = [(fact, act) for fact in known if (act := fact.claim.answers())]
    asked = [(fact, request) for fact in known if (request := fact.claim.asks())]
    return sorted(
        Answer(demand=fact.id, act=done.id)
        for fact, request in asked
        for done, act in acts
        if _touches(touching, fact, done) and act.act == request.act
        if request.of in act.by and _first(done) >= _first(fact)
    )


def _touches(touching: Collection[str] | None, one: Fact, other: Fact) -> bool:
    return touching is None or one.id in touching or other.id in touching


def concerned(fact: Fact, cast: Cast) -> frozenset[str]:
    """The parties through which a fact may contradict or answer another one."""
    rejection = fact.claim.rejects()
    parties = set(fact.claim.parties())
    if rejection:
        parties |= cast.side(rejection.by) | set(rejection.disputed_by)
        parties |= set(cast.mentioned(rejection.text)) if rejection.strength == "does not know" else set()
    return frozenset(parties)


def _rejected(fact: Fact, rejection: Rejection, cast: Cast) -> _Rejected:
    return _Rejected(fact, rejection, frozenset(cast.mentioned(rejection.text)))


def _judge(rejected: _Rejected, fact: Fact, assertion: Assertion, cast: Cast) -> Contradiction | None:
    fact_id, rejection = rejected.fact.id, rejected.rejection
    if assertion.by in rejection.disputed_by and _shares(rejection.text, assertion.text):
        why = f"an article says that {assertion.by} contradicts {rejection.by}"
        return _contradiction("direct", fact_id, fact.id, why)
    if rejection.strength == "plays down" or _first(rejected.fact)[:10] < _began(assertion):
        return None
    if not (_is_contact(rejection.text) and _is_contact(assertion.text) and _about(rejected, assertion, cast)):
        return None
    if assertion.by and cast.side(assertion.by) & cast.side(rejection.by):
        why = f"{rejection.by} rejects what {assertion.by}, on the same side, grants"
        return _contradiction("tension", fact_id, fact.id, why) if assertion.by != rejection.by else None
    if rejection.strength == "does not know":
        why = f"{rejection.by} professes not to know of what is reported"
        return _contradiction("tension", fact_id, fact.id, why)
    return _denied(rejected, fact, assertion)


def _denied(rejected: _Rejected, fact: Fact, assertion: Assertion) -> Contradiction:
    """A denial of contact against contact: the more the denial leaves open, the less direct."""
    rejection = rejected.rejection
    met = _subject(rejection.text) & content(assertion.topics)
    if met:
        why = f"{rejection.by} denies what is reported: they share '{', '.join(sorted(met))}'"
        return _contradiction("direct", rejected.fact.id, fact.id, why)
    if all(_QUALIFIED.search(text) for text in _rejecting(rejection.text)):
        why = f"{rejection.by}'s denial is qualified, and nothing known meets the qualification"
        return _contradiction("apparent", rejected.fact.id, fact.id, why)
    return _contradiction(
        "direct", rejected.fact.id, fact.id, f"{rejection.by} denies any contact; contact is reported"
    )


def _about(rejected: _Rejected, assertion: Assertion, cast: Cast) -> bool:
    """Whether what is rejected can be what is asserted: one party on the speaker's side, another one named or any."""
    rejection = rejected.rejection
    involved = set(assertion.parties) | set(cast.mentioned(assertion.text))
    own = cast.side(rejection.by) | cast.belongs(rejection.by)
    if rejection.strength == "does not know":
        return len(rejected.named & involved) > 1 or bool(own & _wider(involved, cast))
    mine = cast.side(rejection.by) & involved
    others = _wider(involved - mine, cast)
    named = rejected.named - mine - {rejection.by}
    return bool(mine) and (not named or bool(named & others))


def _wider(parties: Iterable[str], cast: Cast) -> set[str]:
    """Parties and the groups that they belong to."""
    return {wider for party in parties for wider in (party, *cast.belongs(party))}


def _two_accounts(
    rejected: Sequence[_Rejected], cast: Cast, touching: Collection[str] | None
) -> Iterator[Contradiction]:
    """A speaker denies contact outright, and the speaker's own side grants it and plays it down."""
    for one in rejected:
        if one.rejection.strength != "denies" or not _is_contact(one.rejection.text):
            continue
        for other in rejected:
            if not _touches(touching, one.fact, other.fact):
                continue
            played_down = other.rejection.strength == "plays down" and _is_contact(other.rejection.text)
            if (
                played_down
                and other.rejection.by != one.rejection.by
                and one.rejection.by in cast.side(other.rejection.by)
            ):
                why = f"{one.rejection.by} denies; {other.rejection.by}, on the same side, grants and plays down"
                yield _contradiction("tension", one.fact.id, other.fact.id, why)


def _contradiction(strength: Strength, rejected: str, asserted: str, why: str) -> Contradiction:
    digest = hashlib.sha256(f"{rejected}\x1f{asserted}".encode()).hexdigest()
    return Contradiction(id=f"contradiction-{digest[:10]}", strength=strength, between=(rejected, asserted), why=why)


def stronger(one: Strength, other: Strength) -> bool:
    """Whether `one` is the more direct contradiction."""
    return _RANK[one] > _RANK[other]


def _is_contact(text: str) -> bool:
    return bool(content(text) & _CONTACT)


def _shares(one: str, other: str) -> bool:
    return bool((content(one) & content(other)) - _CONTACT)


def _rejecting(text: str) -> list[str]:
    """The sentences of a rejection that speak of contact at all."""
    return [part for part in re.split(r"[.!?;]\s+", text) if _is_contact(part)]


def _subject(text: str) -> frozenset[str]:
    """The stems of what a rejection says was not talked about."""
    return frozenset().union(*(content(match.group(1)) for match in _SUBJECT.finditer(text))) - _CONTACT


def _began(assertion: Assertion) -> str:
    return dates.interval(assertion.when)[0].isoformat() if assertion.when else ""


def _first(fact: Fact) -> str:
    return fact.accounts[0].published or ""
