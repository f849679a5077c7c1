"""The built-in reader: offline, deterministic, and able to say how it came to each claim."""

from __future__ import annotations

from events.article import Article
from events.claims import KINDS, Claim
from monitor.reading.corrections import misprinted
from monitor.reading.explain import Explanation, explanation
from monitor.reading.kinds import KIND_READERS
from monitor.reading.port import Reading
from monitor.reading.sameness import merged
from monitor.reading.scene import Scene

_LEAST = 0.66  # claims that are less often right are left out


class BuiltinReader:
    """Reads by rules and word lists alone; see docs/decisions/0002-the-reader.md."""

    name = "builtin"
    version = "1"

    def read(self, article: Article) -> tuple[Claim, ...]:
        """The claims of one article, in the order of their first evidence."""
        return tuple(claim for claim in _found(Scene(article)) if claim.confidence >= _LEAST)

    def reading(self, article: Article) -> Reading:
        """The claims with this reader's name and version."""
        return Reading(self.read(article), self.name, self.version)

    def explain(self, article: Article) -> Explanation:
        """What every stage made of the article, the claims that were left out included."""
        scene = Scene(article)
        found = _found(scene)
        kept = tuple(claim for claim in found if claim.confidence >= _LEAST)
        return explanation(scene, kept, tuple(claim for claim in found if claim.confidence < _LEAST))


def _found(scene: Scene) -> list[Claim]:
    """What the kinds' readers find in a scene, each claim once; what a correction takes back is none."""
    every = (claim for kind in KINDS for claim in KIND_READERS[kind](scene))
    return merged(claim for claim in every if not misprinted(claim.evidence[0].quote))
