"""The kinds of claim, each in a file of its own. This list is the only one: everything else works from it."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from events.claims.call import Call as Call
from events.claims.claim import Act, Assertion, Claim, Evidence, Rejection, Request, as_names, kind_name, listed
from events.claims.confirmation import Confirmation as Confirmation
from events.claims.denial import Denial as Denial
from events.claims.meeting import Meeting as Meeting
from events.claims.outcome import Outcome as Outcome

KINDS: tuple[type[Claim], ...] = (Meeting, Denial, Call, Outcome, Confirmation)

if TYPE_CHECKING:
    AnyClaim = Claim
else:
    AnyClaim = reduce(or_, KINDS)  # the tagged union that stored claims are decoded as

__all__ = [
    "KINDS",
    "Act",
    "AnyClaim",
    "Assertion",
    "Claim",
    "Evidence",
    "Rejection",
    "Request",
    "as_names",
    "kind_name",
    "listed",
]
