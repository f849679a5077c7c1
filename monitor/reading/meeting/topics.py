"""What was talked about at an encounter, as far as the article asserts it."""

from __future__ import annotations

from monitor.reading import scan
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import Encounter
from monitor.reading.scene import Scene

_ENDS = frozenset((",", ".", ";", ":", "—", "–", "(", ")"))
_CUTS = frozenset(
    "with in during when while before after at on by since until as according who which that where although".split()
)
_LEADS = frozenset(("about", "regarding", "concerning", "over"))


def topics(scene: Scene, found: Encounter) -> str | None:
    """What follows 'discuss', or 'about' after the encounter; nothing of what is denied to have been discussed."""
    if found.status == "denied":
        return None
    doc = scene.doc
    sentence = doc.sentence(found.at)
    for index in doc.verbs_in[doc.sentence_of[found.at]]:
        verb = doc.verbs[index]
        if verb.lemma in words("meeting", "raise") and _asserted(scene, index) and not verb.passive:
            about = _until(scene, verb.last + 1, sentence.last)
            if about:
                return about
    for at in range(found.at + 1, min(found.last, sentence.last)):
        if doc.tokens[at].low in _LEADS and doc.tokens[at + 1].tag not in ("CD", "TM"):
            return _until(scene, at + 1, sentence.last) or None
    return None


def _asserted(scene: Scene, index: int) -> bool:
    """Whether a verb of talking is said to have taken or to take place."""
    doc = scene.doc
    verb = doc.verbs[index]
    above = None if verb.finite else scan.governor(doc, verb)
    denied = above is not None and (above.negative or above.lemma in words("meeting", "undone"))
    return scan.asserted(doc, verb) and not denied


def _until(scene: Scene, first: int, limit: int) -> str:
    """The words from a token up to the next mark, time, place or clause."""
    doc = scene.doc
    if doc.tokens[first].tag in ("PR", "WH", "SB"):
        return ""
    end = first
    while end < limit and not (
        doc.tokens[end + 1].text in _ENDS
        or doc.tokens[end + 1].low in _CUTS
        or doc.tokens[end + 1].tag in ("TM", "M", "BE", "HV", "SB", "WH", "Q")
    ):
        end += 1
    return scene.about(first, end)
