"""Denials by what somebody does: 'denied', 'rejected the claim', 'called it baseless', 'pleaded not guilty'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.denial import Form
from monitor.reading import clauses, scan
from monitor.reading.actions import in_order
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denials import Found, about, ahead, found, happened, speaking
from monitor.reading.lexicon import entries, words
from monitor.reading.scene import Scene
from monitor.reading.speech import owner_of
from monitor.reading.subjects import subject

_NEAR = 12  # tokens
_SELVES = ("himself", "herself", "themselves", "itself", "myself", "ourselves")


def answered_no(scene: Scene, verb: VerbGroup) -> Found | None:
    """'responded with a resounding "no"'."""
    doc = scene.doc
    if verb.lemma not in ("respond", "answer", "reply") or verb.negative:
        return None
    near = range(verb.last + 1, min(doc.sentence(verb.last).last, verb.last + 6) + 1)
    if not any(doc.tokens[at].low == "no" and doc.tokens[at - 1].tag == "Q" for at in near):
        return None
    return found(scene, verb, speaking(scene, verb), "denial", "answered no", 0.8, "")


def outright(scene: Scene, verb: VerbGroup) -> Found | None:
    """'denied that', 'denied meeting', 'rejected the allegation', 'was denied by'."""
    doc = scene.doc
    strong = verb.lemma in words("denial", "deny")
    if (
        not (strong or verb.lemma in words("denial", "weak"))
        or not happened(scene, verb)
        or _after_confirming(scene, verb)
    ):
        return None
    limit = min(clauses.clause_end(doc, verb.last), verb.last + _NEAR)
    if verb.passive:
        agent = clauses.complement(doc, verb.last, frozenset(("by",)), limit)
        party = scene.actor(agent) if agent is not None and verb.lemma != "contradict" else None
        return found(scene, verb, [party] if party else [], "denial", f"denied by: {verb.lemma}", 0.75, "")
    target = clauses.noun_after(doc, verb.last)
    withheld = target is not None and doc.tokens[target.head].low in words("denial", "withheld")
    if strong and (withheld or (target is not None and verb.lemma == "deny" and _recipient(scene, target))):
        return None
    accused = any(doc.tokens[at].low in words("denial", "accusation") for at in range(verb.last + 1, limit + 1))
    if not strong and not (accused and _defends(scene, verb, target, limit)):
        return None
    return found(
        scene,
        verb,
        speaking(scene, verb),
        "denial",
        f"verb: {verb.lemma}",
        0.9 if strong else 0.7,
        about(scene, verb.last),
    )


def _after_confirming(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'deny' is the second half of 'neither confirm nor deny'."""
    before = scene.doc.tokens[max(0, verb.first - 3) : verb.first]
    return any(token.low in ("without", "nor") or token.low.startswith("confirm") for token in before)


def _defends(scene: Scene, verb: VerbGroup, target: Noun | None, limit: int) -> bool:
    """Whether 'defend', if that is the verb, is of oneself against something."""
    if verb.lemma != "defend":
        return True
    against = any(scene.doc.tokens[at].low in ("against", "from") for at in range(verb.last + 1, limit + 1))
    return against and target is not None and scene.doc.tokens[target.head].low in _SELVES


def _recipient(scene: Scene, target: Noun) -> bool:
    """Whether the object of 'deny' is whom something is withheld from: 'denied them entry'."""
    doc = scene.doc
    following = target.last + 1
    if following > doc.sentence(target.last).last:
        return False
    if doc.verb_at[following] >= 0 and doc.verbs[doc.verb_at[following]].finite:
        return False
    person = (
        doc.tokens[target.head].low in ("him", "her", "them", "us", "me", *_SELVES)
        or doc.tokens[target.head].tag == "NP"
    )
    return (person and not any(t.tag == "POS" for t in doc.tokens[target.first : target.last])) or doc.noun(
        following
    ) is not None


def named_false(scene: Scene, verb: VerbGroup) -> Found | None:
    """'called the report "absurd"', 'dismissed it as nonsense'."""
    doc = scene.doc
    if verb.lemma not in words("denial", "naming") or verb.passive or not happened(scene, verb):
        return None
    end = min(doc.sentence(verb.last).last, verb.last + 30)
    false = next((at for at in range(verb.last + 1, end + 1) if doc.tokens[at].low in words("denial", "false")), None)
    if false is None:
        return None
    span = range(verb.last + 1, false)
    accused = any(
        doc.tokens[at].low in words("denial", "accusation") or doc.tokens[at].low in ("it", "them", "that", "this")
        for at in span
    )
    if not (accused or doc.tokens[false].low in words("denial", "made_up")):
        return None
    if any(doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].lemma in words("denial", "naming") for at in span):
        return None
    what = scene.about(verb.last + 1, false)
    return found(scene, verb, speaking(scene, verb), "denial", f"named {doc.tokens[false].low}", 0.7, what)


def played_down(scene: Scene, verb: VerbGroup) -> Found | None:
    """'played down the talk of a rift'."""
    if verb.lemma != "play" or ahead(scene, verb, 1) != ["down"] or not happened(scene, verb):
        return None
    return found(scene, verb, speaking(scene, verb), "denial", "played down", 0.8, about(scene, verb.last + 1))


def idiom(scene: Scene, verb: VerbGroup) -> Found | None:
    """'would not be drawn', 'hung up', 'distanced himself', 'pleaded not guilty', 'brushed aside'."""
    following = ahead(scene, verb, 8)
    for phrase, form in _idioms(verb.lemma):
        rest = phrase.split()[1:]
        negated = rest[:1] == ["not"]
        fits = verb.negative == negated and in_order(rest[1:] if negated else rest, following)
        if not fits and not (negated and not verb.negative and following[:1] == ["not"] and in_order(rest, following)):
            continue
        silent = form in ("no_comment", "no_knowledge")
        if (verb.unreal and not silent) or scan.supposed(scene.doc, verb.first) or verb.future:
            continue
        if form == "weak" and not set(following) & words("denial", "accusation"):
            continue
        as_slot: Form = "denial" if form == "weak" else form  # type: ignore[assignment]  # the lexicon holds the slot's values
        speakers = speaking(scene, verb)
        mouths = scene.mouths(verb.last)
        if mouths and any(
            scene.doc.tokens[n.head].low in ("i", "we", "it", "that", "this") for n in subject(scene.doc, verb)
        ):
            speakers = [mouths[-1][1]]
        return found(scene, verb, speakers, as_slot, f"idiom: {phrase}", 0.75, about(scene, verb.last))
    return None


def _idioms(lemma: str) -> list[tuple[str, str]]:
    return [(phrase, form) for phrase, form in entries("denial", "idiom").items() if phrase.split()[0] == lemma]


def by_noun(scene: Scene) -> Iterator[Found]:
    """'Smith's denial that she had met him', 'his denials of wrongdoing'."""
    doc = scene.doc
    for noun in doc.nouns:
        if doc.tokens[noun.head].low not in ("denial", "denials"):
            continue
        owner = owner_of(doc, noun)
        party = scene.actor(owner) if owner is not None else None
        following = doc.tokens[noun.last + 1].low if noun.last < doc.sentence(noun.last).last else ""
        if party is not None and following in ("that", "of"):
            yield Found(noun.head, [party], "denial", "noun: denial", 0.75, about(scene, noun.last))


RULES = (answered_no, outright, named_false, idiom, played_down)
