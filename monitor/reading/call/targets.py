"""Of whom something is demanded: whoever stands before 'to resign', or holds the papers that are asked for."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup, is_person
from monitor.reading.coordination import attached
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_MADE = frozenset("order force make compel require oblige".split())  # 'to order the fund to disclose'
_AFTER = 12  # tokens from what is asked for to 'from the ministry'


def asked(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> Party | None:
    """Whoever should do the act: the last before it that an infinitive follows, or else the first between."""
    doc = scene.doc
    between = [noun for noun in _between(scene, verb.last + 1, inner.first) if not _measure(scene, noun)]
    chosen = None
    for noun in between:
        whole = _whole(scene, noun, verb.last)
        aside = chosen is not None and chosen.person and doc.tokens[noun.first - 1].text == ","
        if _acts_next(scene, noun, inner) and not aside and not _only_used(scene, noun, verb):
            direct = whole.first <= verb.last + 2 or doc.tokens[whole.first - 1].low in ("for", "that")
            party = scene.who(whole) or (scene.actor(whole) if direct else None)
            chosen = party or chosen
    if chosen is not None:
        other = _written_to(scene, verb) if chosen.rule.startswith("pronoun") else None
        fits = other is not None and (not other.gender or chosen.gender in ("", other.gender))
        return other if fits else chosen
    return next((party for noun in between if (party := scene.actor(noun)) is not None), None)


def _written_to(scene: Scene, verb: VerbGroup) -> Party | None:
    """Whom 'her' means in 'wrote to the commissioner asking her to'."""
    doc = scene.doc
    above = scan.governor(doc, verb) if verb.form == "G" else None
    if above is not None and above.lemma in ("file", "lodge", "submit", "send"):
        return scene.actor(clauses.complement(doc, above.last, frozenset(("with", "to")), verb.first))
    if above is None or above.lemma not in ("write", "email", "tell", "address", "text", "petition"):
        return None
    at = above.last + (doc.tokens[above.last + 1].low == "to")
    noun = clauses.noun_after(doc, at)
    return scene.actor(noun) if noun is not None and noun.last < verb.first else None


def holder(scene: Scene, verb: VerbGroup, noun: Noun) -> Party | None:
    """Who should release: 'asked the ministry for the tapes', 'demanded the tapes from the ministry'."""
    doc = scene.doc
    before = clauses.noun_after(doc, verb.last)
    if before is not None and before.last < noun.first:
        return scene.actor(before)
    limit = min(doc.sentence(noun.last).last, noun.last + _AFTER)
    return scene.actor(clauses.complement(doc, noun.last, frozenset(("from",)), limit))


def _between(scene: Scene, first: int, end: int) -> list[Noun]:
    found = [scene.doc.noun(at) for at in range(first, end)]
    return [noun for noun in dict.fromkeys(found) if noun is not None and noun.first >= first]


def _measure(scene: Scene, noun: Noun) -> bool:
    """'two hours', 'a statement on Friday': a time, or what the demand is made in."""
    head = scene.doc.tokens[noun.head]
    return head.tag == "TM" or head.low in words("meeting", "measure") | words("speech", "source")


def _whole(scene: Scene, noun: Noun, floor: int) -> Noun:
    """The phrase that another belongs to: 'the head' of 'the head of the Senate'; never what 'for' sets apart."""
    doc = scene.doc
    owner = attached(doc, noun, floor + 1)
    apart = doc.tokens[noun.first - 1].low in ("for", "on", "upon", "by")
    if owner is None or (apart and not is_person(doc.tokens[owner.head])):
        return noun
    return owner


def _only_used(scene: Scene, noun: Noun, verb: VerbGroup) -> bool:
    """Whether a phrase is what another verb takes to act with: 'to appoint a judge to inquire'."""
    doc = scene.doc
    index = doc.verb_at[noun.first - 1]
    return index >= 0 and doc.verbs[index].first > verb.last and doc.verbs[index].lemma not in _MADE


def _acts_next(scene: Scene, noun: Noun, inner: VerbGroup) -> bool:
    """Whether an infinitive, or the act itself, comes right after a phrase and its asides."""
    doc = scene.doc
    at = clauses.past_aside(doc, clauses.skip_aside(doc, clauses.extent(doc, noun))) + 1
    while at < inner.first and (doc.tokens[at].tag in ("RB", "Q", "TM") or doc.tokens[at].text == ","):
        at += 1
    index = doc.verb_at[at]
    return at == inner.first or (index >= 0 and doc.verbs[index].infinitive and at <= inner.first)
