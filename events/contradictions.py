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
from events.wording import content, stem, subject

Strength = Literal["direct", "apparent", "tension"]
STRENGTHS: tuple[Strength, ...] = ("tension", "apparent", "direct")  # the strongest last

_TALK = frozenset(map(stem, "discuss discussed discussions talk talked talks speak spoke negotiate negotiated".split()))
_MEETING = frozenset(
    map(stem, """
    meet met meeting meetings contact contacts communicate communications conversation conversations encounter
    encounters call dinner visit
    """.split())
)  # fmt: skip
_CONTACT = _TALK | _MEETING
# What a rejection may leave open: it denies contact of some sort, in some role, or on some subject.
_QUALIFIED = re.compile(
    r"\b(?:to (?:discuss|talk about|negotiate)|about|concerning|regarding|related to|relating to|discuss\w*"
    r"|on the (?:subject|topic|issue)s? of|substantive|improper|inappropriate|formal|official meeting|outside"
    r"|other than|except|beyond|in (?:his|her|their) capacity|as an? \w+|in connection with)\b",
    re.IGNORECASE,
)
_REJECTS = re.compile(
    r"(?i)\b(?:never|not|no|any|neither|nor|without|cannot|den(?:y|ies|ied|ying|ial)|reject\w*|dismiss\w*|false|untrue"
    r"|know|knew|aware|unaware|familiar|knowledge|recall|remember)\b|n['’]t\b"
)
_BREAK = re.compile(r"(?i)\b(?:as|because|since|but|although|though|while|which|who)\b|,")  # where a negation ends
_NEAR = 7  # words that a negation reaches


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
    some = asserted if touching is None else [(fact, claimed) for fact, claimed in asserted if fact.id in touching]
    found = [
        judged
        for one in rejected
        for fact, claimed in (asserted if touching is None or one.fact.id in touching else some)
        if (judged := _judge(one, fact, claimed, cast))
    ]
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
    ids, rejection = (rejected.fact.id, fact.id), rejected.rejection
    if assertion.by in rejection.disputed_by and _shares(rejection.text, assertion.text):
        return _contradiction("direct", ids, f"an article says that {assertion.by} contradicts {rejection.by}")
    if rejection.strength == "plays down" or _first(rejected.fact)[:10] < _began(assertion):
        return None
    if not (_rejecting(rejection.text) and _speaks_of(_CONTACT, assertion.text)):
        return None
    if rejection.strength == "does not know":
        why = f"{rejection.by} professed not to know of what is reported"
        return (
            _contradiction("tension", ids, why) if not assertion.by and _knowable(rejected, assertion, cast) else None
        )
    return _denied(ids, rejected, assertion, cast) if _about(rejected, assertion, cast) else None


def _denied(ids: tuple[str, str], rejected: _Rejected, assertion: Assertion, cast: Cast) -> Contradiction | None:
    """A denial of contact against contact: the more the denial leaves open, the less direct."""
    rejection = rejected.rejection
    if assertion.by and cast.side(assertion.by) & cast.side(rejection.by):
        why = f"{rejection.by} denied what {assertion.by}, on the same side, grants"
        return _contradiction("tension", ids, why) if assertion.by != rejection.by else None
    named = content(" ".join((*cast.names, *assertion.parties)))
    topics = content(assertion.topics) if assertion.topics else _subject(assertion.text)
    met = (_subject(rejection.text) & topics) - named
    if met:
        return _contradiction(
            "direct", ids, f"{rejection.by} denied talk of what is reported to have been talked about"
        )
    if assertion.by or not _speaks_of(_MEETING, rejection.text):
        return None  # who confirms a meeting confirms the fact; who denies a subject denies no meeting
    if all(_QUALIFIED.search(text) for text in _rejecting(rejection.text)):
        return _contradiction("apparent", ids, "the denial is qualified, and nothing known meets the qualification")
    return _contradiction("direct", ids, f"{rejection.by} denied any contact; contact is reported")


def _about(rejected: _Rejected, assertion: Assertion, cast: Cast) -> bool:
    """Whether what is denied can be what is asserted: a party on the speaker's side, and another one named or any."""
    involved = set(assertion.parties) | set(cast.mentioned(assertion.text))
    mine = cast.side(rejected.rejection.by) & involved
    named = rejected.named - cast.side(rejected.rejection.by) - mine
    return bool(mine) and (not named or bool(named & _wider(involved - mine, cast)))


def _knowable(rejected: _Rejected, assertion: Assertion, cast: Cast) -> bool:
    """Whether who professes ignorance speaks of this: both parties are named, or one of the speaker's side met."""
    involved = _wider(assertion.parties, cast)
    named = rejected.named - {rejected.rejection.by}
    if len(named) > 1:
        return len(named & involved) > 1
    own = cast.side(rejected.rejection.by)
    return bool((own | cast.belongs(rejected.rejection.by)) & involved)


def _wider(parties: Iterable[str], cast: Cast) -> set[str]:
    """Parties and the groups that they belong to."""
    return {wider for party in parties for wider in (party, *cast.belongs(party))}


def _two_accounts(
    rejected: Sequence[_Rejected], cast: Cast, touching: Collection[str] | None
) -> Iterator[Contradiction]:
    """A speaker denies contact outright, and the speaker's own side grants it and plays it down."""

    def contact(strength: str) -> list[_Rejected]:
        return [r for r in rejected if r.rejection.strength == strength and _speaks_of(_CONTACT, r.rejection.text)]

    for one in contact("denies"):
        for other in contact("plays down"):
            by, spokesperson = one.rejection.by, other.rejection.by
            if by != spokesperson and by in cast.side(spokesperson) and _touches(touching, one.fact, other.fact):
                why = f"{by} denied; {spokesperson}, on the same side, granted and played down"
                yield _contradiction("tension", (one.fact.id, other.fact.id), why)


def _contradiction(strength: Strength, between: tuple[str, str], why: str) -> Contradiction:
    digest = hashlib.sha256("\x1f".join(between).encode()).hexdigest()
    return Contradiction(id=f"contradiction-{digest[:10]}", strength=strength, between=between, why=why)


def stronger(one: Strength, other: Strength) -> bool:
    """Whether `one` is the more direct contradiction."""
    return STRENGTHS.index(one) > STRENGTHS.index(other)


def _speaks_of(words: frozenset[str], text: str) -> bool:
    return bool(content(text) & words)


def _shares(one: str, other: str) -> bool:
    return bool((content(one) & content(other)) - _CONTACT)


def _rejecting(text: str) -> list[str]:
    """The sentences of a rejection in which contact is what is rejected: it opens them, or a negation reaches it."""
    parts = re.split(r"[.!?;]\s+|[.!?]?[\"”]", text)
    return [part for part in parts if _speaks_of(_CONTACT, part) and any(map(_reaches, _reach(part)))]


def _reach(sentence: str) -> Iterator[str]:
    """The words that open a sentence, and those behind each word of negation or ignorance in it."""
    yield sentence
    for match in _REJECTS.finditer(sentence):
        yield sentence[match.end() :]


def _reaches(words: str) -> bool:
    near = _BREAK.split(words, maxsplit=1)[0].split()[:_NEAR]
    return _speaks_of(_CONTACT, " ".join(near))


def _subject(text: str) -> frozenset[str]:
    """The stems of what a rejection says was not talked about."""
    return subject(text) - _CONTACT


def _began(assertion: Assertion) -> str:
    return dates.interval(assertion.when)[0].isoformat() if assertion.when else ""


def _first(fact: Fact) -> str:
    return fact.accounts[0].published or ""
