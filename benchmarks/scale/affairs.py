"""What happens in a made-up story: meetings, denials, calls, acts and admissions, each to be told in several words."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple, get_args

from events.claims import Claim, Evidence
from events.claims.call import ANSWERED_BY, Call
from events.claims.confirmation import Confirmation
from events.claims.denial import Denial
from events.claims.meeting import Meeting, Status
from events.claims.outcome import Action, Outcome

_GOODS = "harbour bridge grain land railway hospital airport stadium water timber archive fishing housing power".split()
_MATTERS = "contract loan sale audit licence tender lease survey budget permit charter inquiry transfer pension".split()
_VENUES = "office hotel residence trade_fair airport_lounge embassy town_hall racecourse conference restaurant".split()
_CREDITED = ((), (), (), ("officials",), ("people familiar with the matter",), ("The Valley Herald", "two officials"))
_STATUSES: tuple[Status, ...] = ("reported", "reported", "confirmed")
_DENIED = ("denied", "rejected as untrue")
_ACTS: tuple[str, ...] = get_args(Action)
Told = Callable[[random.Random], Claim]


class Affair(NamedTuple):
    """Something that articles report from the day on which it becomes known."""

    known: date
    told: Told  # the claim in one article's words; its quotation is still to be placed in the text


def affairs(draw: random.Random, names: Sequence[str], count: int, first: date, days: int) -> list[Affair]:
    """What happens to the people `names` within `days` days from `first` on, in the order in which it becomes known."""
    shares = {_meeting: 35, _denial: 25, _call: 15, _act: 10, _admission: 15}
    made = draw.choices(list(shares), weights=list(shares.values()), k=count)
    found = [make(draw, names, first + timedelta(days=draw.randrange(days))) for make in made]
    return sorted(found, key=lambda one: one.known)


def some(draw: random.Random, names: Sequence[str], count: int) -> list[str]:
    """Different people of a story: those at the front of the list are in the news most, by Zipf's law."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[draw.choices(names, weights=[1 / rank for rank in range(1, len(names) + 1)])[0]] = None
    return list(found)


def subject(draw: random.Random) -> str:
    """What people are said to have talked about: 'the grain audit of Vezuba'."""
    return f"the {draw.choice(_GOODS)} {draw.choice(_MATTERS)} of {invented(draw)}"


def invented(draw: random.Random) -> str:
    """A name of no place: 'Vezuba'."""
    return "".join(draw.choice("bdfgklmnprstvz") + draw.choice("aeiou") for _ in range(3)).capitalize()


def _meeting(draw: random.Random, names: Sequence[str], day: date) -> Affair:
    people = tuple(some(draw, names, draw.choice((2, 2, 2, 2, 3))))
    venue, about = draw.choice(_VENUES).replace("_", " "), subject(draw)
    others = " and ".join(people[1:])

    def told(draw: random.Random) -> Claim:
        when = draw.choice((day.isoformat(), day.isoformat(), day.isoformat()[:7]))
        verb = draw.choice(("met", "held talks with", "sat down with", "spoke to"))
        quote = f"{people[0]} {verb} {others} about {about} in {day:%B}, it was reported."
        return Meeting(
            evidence=_words(quote), participants=people, when=when, where=draw.choice((None, f"at a {venue}")),
            status=draw.choice(_STATUSES), topics=draw.choice((None, about)), attributed_to=draw.choice(_CREDITED),
        )  # fmt: skip

    return Affair(day + timedelta(days=int(draw.expovariate(1 / 60))), told)


def _denial(draw: random.Random, names: Sequence[str], day: date) -> Affair:
    speaker, other = some(draw, names, 2)
    form = draw.choice(("denial", "denial", "denial", "no_knowledge", "no_comment", "clarification"))
    about = f"meeting {other}" if draw.random() < 0.1 else f"having discussed {subject(draw)} with {other}"

    def told(draw: random.Random) -> Claim:
        quote = f"{speaker} {draw.choice(_DENIED)} {about}, and said so {draw.choice(('again', 'in writing'))}."
        return Denial(evidence=_words(quote), speaker=speaker, form=form, about=about)  # type: ignore[arg-type]

    return Affair(day, told)


def _call(draw: random.Random, names: Sequence[str], day: date) -> Affair:
    speaker, target = some(draw, names, 2)
    action = draw.choice(list(ANSWERED_BY))

    def told(draw: random.Random) -> Claim:
        quote = f"{speaker} {draw.choice(('urged', 'called on', 'pressed'))} {target} to {action} over {subject(draw)}."
        return Call(evidence=_words(quote), speaker=speaker, action=action, target=target)  # type: ignore[arg-type]

    return Affair(day, told)


def _act(draw: random.Random, names: Sequence[str], day: date) -> Affair:
    actor, other = some(draw, names, 2)
    action = draw.choice(_ACTS)
    target = other if action in ("fired", "investigation_opened", "investigation_closed") else None

    def told(draw: random.Random) -> Claim:
        did = f"{action.replace('_', ' ')} {target}" if target else action.replace("_", " ")
        quote = f"{actor} {did} on {day:%A}, {draw.choice(('aides', 'papers'))} say."
        return Outcome(evidence=_words(quote), actor=actor, action=action, target=target, when=day.isoformat())  # type: ignore[arg-type]

    return Affair(day, told)


def _admission(draw: random.Random, names: Sequence[str], day: date) -> Affair:
    speaker, other = some(draw, names, 2)
    about = f"that {other} had known of {subject(draw)}"

    def told(draw: random.Random) -> Claim:
        quote = f"{speaker} {draw.choice(('confirmed', 'acknowledged', 'admitted'))} {about}."
        return Confirmation(evidence=_words(quote), speaker=speaker, about=about)

    return Affair(day, told)


def _words(quote: str) -> tuple[Evidence, ...]:
    return (Evidence(0, len(quote), quote),)
