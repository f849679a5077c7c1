"""Where a report comes from: five articles that cite one newspaper are one origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
# Words that names of news organisations are made of, and agencies and broadcasters known by initials alone.
_PRESS = frozenset(
    """
    times post journal news herald tribune guardian telegraph gazette chronicle observer globe mirror sun star
    mail express independent echo bulletin courier examiner inquirer dispatch sentinel register press newspaper
    daily weekly magazine broadcasting television radio agency wire newswire today week monitor punch nation
    standard citizen reuters ap afp dpa upi bbc cnn nbc cbs abc msnbc npr pbs itv rte cbc ptv ndtv aljazeera
    jazeera interfax tass xinhua bloomberg politico axios spiegel zeitung monde figaro pais corriere repubblica
    asahi yomiuri
    """.split()
)


def is_outlet(name: str) -> bool:
    """Whether a name reads like a news organisation's."""
    return any(word in _PRESS for word in _WORD.findall(name.casefold())) and name[:1] != name[:1].lower()


def outlet(name: str) -> str:
    """An outlet's name in the form that origins are compared in."""
    flat = " ".join(_WORD.findall(name.casefold().replace("news agency", ""))).removeprefix("the ")
    return {"associated press": "ap"}.get(flat, flat)


def origin(attributed_to: Sequence[str], publisher: str | None) -> str:
    """The outlet that found the report out: the innermost one that the article credits, else the publisher."""
    return outlet(written(attributed_to, publisher))


def written(attributed_to: Sequence[str], publisher: str | None) -> str:
    """The name of that outlet as the article, or its publisher, writes it."""
    credited = [name for name in attributed_to if is_outlet(name)]
    return credited[-1] if credited else publisher or "unknown publisher"
