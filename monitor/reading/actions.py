"""What somebody does or should do: resign, recuse, release ... read from a verb group or a noun."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import table

_PARTICLE = {
    ("step", "down"): "resign",
    ("step", "aside"): "resign",
    ("stand", "down"): "resign",
    ("stand", "aside"): "withdraw",
    ("drop", "out"): "withdraw",
    ("pull", "out"): "withdraw",
    ("bow", "out"): "withdraw",
    ("get", "out"): "withdraw",
    ("turn", "over"): "release",
    ("hand", "over"): "release",
    ("make", "public"): "release",
}
_OPENING = frozenset("open launch begin start order hold conduct appoint establish name initiate convene announce commission".split())
_CLOSING = frozenset("close end drop conclude shelve".split())
_INQUIRY = frozenset("investigation investigations inquiry enquiry probe hearing hearings prosecutor counsel audit inquest".split())
_RACE = frozenset("race bid campaign candidacy contest nomination presidency".split())
_PAPERS = frozenset(
    "returns transcript transcripts documents document emails e-mails records tapes tape report recordings recording "
    "files file footage video papers memo correspondence names list letter letters details information data evidence "
    "schedule taxes logs minutes statement findings results full".split()
)


def _entries(key: str) -> dict[str, str]:
    found = table("call")[key]
    assert isinstance(found, dict)
    return found


def of_verb(doc: Document, verb: VerbGroup) -> str | None:
    """The action that a verb group names, as in the slots of a call; None for any other."""
    sentence = doc.sentence(verb.last)
    near = [doc.tokens[at].low for at in range(verb.last + 1, min(sentence.last, verb.last + 8) + 1)]
    action = _PARTICLE.get((verb.lemma, near[0])) if near else None
    if action == "release":
        return action if _PAPERS & set(near) else None
    if action is not None:
        return "withdraw" if _RACE & set(near[:5]) else action
    if verb.lemma in _OPENING and _INQUIRY & set(near):
        return "investigate"
    action = _entries("verb").get(verb.lemma)
    if action == "resign" and _RACE & set(near[:4]):
        return "withdraw"
    if action == "release" and not (_PAPERS & set(near) or (verb.passive and _before(doc, verb))):
        pronoun = bool(near) and near[0] in ("them", "it", "these", "those")
        if not (pronoun and any(t.low in _PAPERS for t in doc.tokens[max(sentence.first, verb.first - 30) : verb.first])):
            return None
    if action == "fire" and not verb.passive and not _someone(doc, verb):
        return None
    return action


def _before(doc: Document, verb: VerbGroup) -> bool:
    return any(token.low in _PAPERS for token in doc.tokens[max(0, verb.first - 8) : verb.first])


def _someone(doc: Document, verb: VerbGroup) -> bool:
    """Whether 'fire', 'dismiss' and 'remove' have a person as their object."""
    noun = clauses.noun_after(doc, verb.last)
    return noun is not None and clauses.names_party(doc, noun) and doc.tokens[noun.head].low not in ("it", "that")


def of_noun(doc: Document, noun: Noun) -> str | None:
    """The action that a noun phrase names: 'his resignation', 'a special prosecutor'."""
    low = doc.tokens[noun.head].low
    if low == "prosecutor" or (low == "counsel" and doc.tokens[noun.head - 1].low in ("special", "independent")):
        modifiers = {doc.tokens[at].low for at in range(noun.first, noun.head)}
        return "investigate" if modifiers & {"special", "independent"} else None
    return _entries("noun_action").get(low)
