"""Which offices a word may stand for: a lawmaker is a senator, a congressman or a legislator."""

from __future__ import annotations

_OFFICES = {
    "lawmaker": (
        "senator", "representative", "congressman", "congresswoman", "mp", "legislator", "democrat", "republican",
    ),
    "congressman": ("representative",),
    "congresswoman": ("representative",),
    "envoy": ("ambassador",),
    "minister": ("secretary",),
    "premier": ("minister",),
    "pm": ("minister",),
    "spokesman": ("spokesperson",),
    "spokeswoman": ("spokesperson",),
    "spokesperson": ("spokesman", "spokeswoman", "secretary"),
    "boss": ("governor", "mayor", "leader", "president", "head", "executive", "chairman", "chairwoman", "director"),
    "politician": ("senator", "mp", "minister", "representative"),
}  # fmt: skip


def standing_for(head: str) -> tuple[str, ...]:
    """The word itself, then the offices that it may stand for."""
    return (head, *_OFFICES.get(head, ()))
