"""Which offices a word may stand for: a lawmaker is a senator, a congressman or a legislator."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

_OFFICES = {
    "lawmaker": (
        "senator", "representative", "congressman", "congresswoman", "mp", "legislator", "democrat", "republican",
    ),
    "congressman": ("representative", "democrat", "republican"),
    "congresswoman": ("representative", "democrat", "republican"),
    "envoy": ("ambassador",),
    "minister": ("secretary",),
    "premier": ("minister",),
    "pm": ("minister",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "spokesperson": ("spokesman", "spokeswoman", "secretary"),
    "boss": ("governor", "mayor", "leader", "president", "head", "executive", "chairman", "chairwoman", "director"),
    "backbencher": ("mp",),
    "official": ("chief", "director", "commissioner", "superintendent", "administrator", "inspector", "deputy"),
    "officer": ("lieutenant", "sergeant", "captain", "trooper", "deputy", "detective", "constable", "patrolman"),
    "cleric": ("bishop", "priest", "pastor", "archbishop", "cardinal", "imam", "rabbi", "reverend"),
    "pastor": ("reverend",),
    "priest": ("reverend",),
    "clergyman": ("reverend",),
    "preacher": ("reverend",),
    "ceo": ("executive",),
    "jurist": ("judge", "justice", "magistrate"),
    "politician": ("senator", "mp", "minister", "representative"),
}  # fmt: skip


# Secretaries that no minister is.
_NO_MINISTERS = frozenset("press general cabinet private permanent company club union party shadow".split())


def holds(head: str, roles: AbstractSet[str]) -> bool:
    """Whether one of these roles may be called by a word: a foreign secretary 'the minister', a press secretary not."""
    fitting = roles & {head, *standing_for(head)}
    return bool(fitting) and not (head == "minister" and fitting == {"secretary"} and roles & _NO_MINISTERS)


def standing_for(head: str) -> tuple[str, ...]:
    """The word itself, then the offices that it may stand for."""
    return (head, *_OFFICES.get(head, ()))
