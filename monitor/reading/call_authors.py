"""Who demands: whoever does the verb of demanding, or wrote or moved the letter, petition or motion that does."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_WRITTEN = frozenset(
    "petition motion letter application complaint resolution statement lawsuit suit email editorial op-ed tweet appeal "
    "placard placards banner banners filing brief memo submission message post leaflet leaflets column article".split()
)


def demanders(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who demands: the subject, or whoever wrote or moved the letter or motion that does."""
    doc = scene.doc
    themes = _before(scene, verb) if not verb.finite else subject(doc, verb)
    theme = next((noun for noun in themes if doc.tokens[noun.head].low in _WRITTEN), None)
    if theme is None:
        return scene.actors(verb)
    for at in range(theme.last + 1, verb.first):
        if doc.tokens[at].low in ("by", "from", "in"):
            author = scene.actor(clauses.noun_after(doc, at))
            return [author] if author is not None else []
    for at in range(theme.head - 1, theme.first, -1):
        if doc.tokens[at].tag == "POS":
            return scene.parties_of([Noun(theme.first, at - 1, at - 1)])
    above = scan.governor(doc, verb) if not verb.finite else None
    return scene.actors(above) if above is not None and above.last < theme.first else []


def _before(scene: Scene, verb: VerbGroup) -> list[Noun]:
    """The phrases between a participle and the verb that governs it, nearest first: 'signed a letter urging'."""
    doc = scene.doc
    above = scan.governor(doc, verb)
    first = max(above.last + 1 if above is not None else 0, doc.sentence(verb.first).first, verb.first - 20)
    found = [doc.noun(at) for at in range(verb.first - 1, first - 1, -1)]
    return list(dict.fromkeys(noun for noun in found if noun is not None))
