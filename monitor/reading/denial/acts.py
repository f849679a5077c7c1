"""Denials by what somebody does: 'denied', 'rejected the claim', 'called it baseless', 'pleaded not guilty'."""

from __future__ import annotations

from events.claims.denial import Form
from monitor.reading import clauses, scan
from monitor.reading.actions import in_order
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denial.finding import Found, about_self, ahead, found, happened, speaking
from monitor.reading.denial.receptions import SELVES, by_agent, charge, judges, of_another, of_own, rejected
from monitor.reading.denial.refusals import silent as silent_ones
from monitor.reading.document import Document
from monitor.reading.lexicon import idioms, words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.speech import Speech, content_start
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_NEAR = 12  # tokens
_ASKING = frozenset("how why when who which".split())
_ONLY_SEEMING = ("appear", "seem", "try", "accuse")


def answered_no(scene: Scene, verb: VerbGroup) -> Found | None:
    """'responded with a resounding "no"'."""
    doc = scene.doc
    if verb.lemma not in ("respond", "answer", "reply") or verb.negative:
        return None
    near = range(verb.last + 1, min(doc.sentence(verb.last).last, verb.last + 6) + 1)
    if not any(doc.tokens[at].low == "no" and doc.tokens[at - 1].tag == "Q" for at in near):
        return None
    return found(scene, verb, speaking(scene, verb), "denial", "answered no", 0.8, "")


def outright(scene: Scene, verb: VerbGroup) -> Found | None:  # noqa: PLR0911 - a grammar is a list of cases
    """'denied that', 'denied meeting', 'refuted the allegation', 'was denied by'."""
    doc = scene.doc
    if verb.lemma not in words("denial", "deny") or not happened(scene, verb) or _after_confirming(scene, verb):
        return None
    limit = min(clauses.clause_end(doc, verb.last), verb.last + _NEAR)
    if verb.passive or _reduced(doc, verb):
        return by_agent(scene, verb, limit)
    target = clauses.noun_after(doc, verb.last)
    head = doc.tokens[target.head].low if target is not None else ""
    if verb.lemma != "deny" and _ASKING & set(ahead(scene, verb, 1)):
        return None  # 'dispute how many jobs went'
    if head in words("denial", "withheld") or (target is None and _predicative(doc, verb)):
        return None
    if verb.lemma == "deny" and target is not None and _recipient(scene, target):
        return None
    if verb.lemma != "deny" and (head in words("denial", "view") or judges(scene, verb)):
        return None  # disagreement
    named = _names_accusation(scene, verb)
    if not named and verb.lemma != "deny":
        return None
    speakers = speaking(scene, verb)
    if verb.lemma != "deny" and target is not None and of_another(scene, target.head, speakers):
        return None
    rule, sure = (f"verb: {verb.lemma}", 0.9) if named else (f"only the verb: {verb.lemma}", 0.74)
    return found(scene, verb, speakers, "denial", rule, sure, rejected(scene, verb, limit))


def _reduced(doc: Document, verb: VerbGroup) -> bool:
    """Whether a participle stands for a passive: 'the claims, strongly denied by the mayor'."""
    follows = verb.last < doc.sentence(verb.last).last and doc.tokens[verb.last + 1].low == "by"
    at = verb.first - 1
    while at > 0 and doc.tokens[at].tag == "RB":
        at -= 1
    noun = doc.noun(at - 1 if at > 0 and doc.tokens[at].text == "," else at) if at >= 0 else None
    return follows and noun is not None and doc.tokens[noun.head].low in words("denial", "accusing")


def _predicative(doc: Document, verb: VerbGroup) -> bool:
    """Whether a participle ends a predicate: 'the allegations are baseless and denied'."""
    before = doc.tokens[max(0, verb.first - 2) : verb.first]
    ends = verb.last == doc.sentence(verb.last).last or doc.tokens[verb.last + 1].tag in ("P", "Q")
    return ends and [token.tag for token in before] == ["J", "CC"]


def _names_accusation(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what is denied is named as an accusation, or told in a clause of its own."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    at = clauses.next_token(doc, verb.last)
    if at > limit or doc.tokens[at].text in (",", "."):
        return True
    noun = doc.noun(at)
    if noun is not None and doc.tokens[noun.head].low in ("it", "this", "that", "them", "these", "those", "any", "all"):
        return True
    index = doc.verb_at[at]
    gerund = index >= 0 and (doc.verbs[index].form == "G" or doc.tokens[at].low == "having")
    if doc.tokens[at].low in ("any", "ever") or gerund or _tells(doc, verb):
        return True
    signs = words("denial", "accusing") | words("denial", "accusation")
    for probe in range(at, limit + 1):
        if doc.tokens[probe].low in signs:
            return True
        if doc.tokens[probe].text in (",", ";") and probe > at + 1:
            return False
    return False


def _tells(doc: Document, verb: VerbGroup) -> bool:
    """Whether what is denied is a clause: 'that she lied', 'he was there'."""
    start = content_start(doc, verb)
    if start is None or doc.tokens[start].low == "that":
        return start is not None
    inner = range(start, doc.sentence(start).last + 1)
    first = next((at for at in inner if doc.verb_at[at] >= 0 or doc.tokens[at].text == ","), start)
    return doc.verb_at[first] >= 0 and doc.tokens[start].low not in SELVES


def _after_confirming(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'deny' is the second half of 'neither confirm nor deny'."""
    before = scene.doc.tokens[max(0, verb.first - 3) : verb.first]
    return any(token.low in ("without", "nor") or token.low.startswith("confirm") for token in before)


def _recipient(scene: Scene, target: Noun) -> bool:
    """Whether the object of 'deny' is whom something is withheld from: 'denied them entry'."""
    doc = scene.doc
    following = target.last + 1
    charged = doc.tokens[target.head].low in words("denial", "accusing")  # 'denied claims she had lied'
    if charged or following > doc.sentence(target.last).last:
        return False
    if doc.verb_at[following] >= 0 and doc.verbs[doc.verb_at[following]].finite:
        return False
    person = (
        doc.tokens[target.head].low in ("him", "her", "them", "us", "me", *SELVES)
        or doc.tokens[target.head].tag == "NP"
    )
    return (person and not any(t.tag == "POS" for t in doc.tokens[target.first : target.last])) or doc.noun(
        following
    ) is not None


def idiom(scene: Scene, verb: VerbGroup) -> Found | None:
    """'would not be drawn', 'hung up', 'distanced himself', 'pleaded not guilty', 'brushed aside'."""
    following = ahead(scene, verb, 8)
    for words_of, rest, form in idioms("denial").get(verb.lemma, ()):
        negated = rest[:1] == ["not"]
        fits = verb.negative == negated and in_order(rest[1:] if negated else rest, following)
        fits = fits and not (rest[-1:] == ["into"] and "be" in following[:3])  # 'isn't going to be talked into it'
        if not fits and not (negated and not verb.negative and following[:1] == ["not"] and in_order(rest, following)):
            continue
        silent = form in ("no_comment", "no_knowledge")
        if verb.modal.removesuffix("n't") in ("should", "must", "may", "might", "ought"):
            continue
        if words_of == "hang up" and ahead(scene, verb, 2)[1:] not in ([], ["."], [","], ["on"], ["when"], ["and"]):
            continue
        if verb.infinitive and (above := scan.governor(scene.doc, verb)) is not None and above.lemma in _ONLY_SEEMING:
            continue
        if (verb.unreal and not silent) or scan.supposed(scene.doc, verb.first) or verb.future:
            continue
        own = form == "weak" and not judges(scene, verb)
        accused = charge(scene, _past(scene, verb, rest)) if own else None
        if form == "weak" and accused is None:
            continue
        as_slot: Form = "denial" if form == "weak" else form  # type: ignore[assignment]  # the lexicon holds the slot's values
        speakers = silent_ones(scene, verb) if form == "no_comment" else speaking(scene, verb)
        mouths = scene.mouths(verb.last)
        reported = as_slot == "denial" and verb.lemma in ("do", "be", "have", "break", "commit")
        if reported and not (mouths and _of_own_deed(scene, verb, *mouths[-1])):
            return None
        if mouths and (
            reported
            or verb.lemma in ("cross", "enter")  # "never crossed his mind"
            or any(scene.doc.tokens[n.head].low in ("i", "we", "it", "that", "this") for n in subject(scene.doc, verb))
        ):
            speakers = [mouths[-1][1]]
        hit = found(
            scene,
            verb,
            speakers,
            as_slot,
            f"{'weak ' if form == 'weak' else ''}idiom: {words_of}",
            0.8 if as_slot == "denial" else 0.75,
            _of_idiom(scene, verb, rest) if accused is None else _named(scene, verb, accused),
        )
        told = accused is not None and of_own(scene, verb, accused)
        return hit._replace(by_itself=told) if hit is not None else None
    return None


def _of_own_deed(scene: Scene, verb: VerbGroup, said: Speech, speaker: Party) -> bool:
    """Whether whoever says 'did nothing wrong' says it of themselves, or insists on it; no finding of others."""
    if said.lemma in ("find", "conclude", "determine", "rule", "show"):
        return False
    return said.lemma in words("denial", "insist") or about_self(scene, subject(scene.doc, verb), speaker)


def _named(scene: Scene, verb: VerbGroup, accused: int) -> str:
    """The accusation that an idiom is about, without the idiom's own particle."""
    noun = scene.doc.noun(accused)
    first = noun.first if noun is not None else accused
    return phrase(scene, first + (scene.doc.tokens[first].low in ("aside", "off", "away") and first > verb.last))


def _past(scene: Scene, verb: VerbGroup, rest: list[str]) -> int:
    """The last token of an idiom, with the preposition that follows it: 'push back against'."""
    doc, at = scene.doc, verb.last
    limit = min(doc.sentence(at).last, at + _NEAR)
    for word in rest:
        at = next((probe for probe in range(at + 1, limit + 1) if doc.tokens[probe].low == word), at)
    while at < limit and doc.tokens[at + 1].tag == "TM":
        at += 1  # 'pushed back Tuesday on'
    return at + (at < limit and doc.tokens[at + 1].low in ("at", "against", "on", "over"))


def _of_idiom(scene: Scene, verb: VerbGroup, rest: list[str]) -> str:
    """What the words of an idiom are said of: 'the invoices' of 'pushed back against the invoices'."""
    if rest[-1:] == ["door"]:
        return ""  # 'would not come to the door of his home'
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    if rest[:1] == ["nothing"]:
        return f"having anything to {rest[-1]}" if "to" in rest else f"doing anything {rest[-1]}"
    at, wanted = verb.last, [word for word in rest if word != "not"]
    while wanted and at < limit:
        at += 1
        if doc.tokens[at].low == wanted[0] or wanted[0] in ("one's", "oneself"):
            wanted.pop(0)
    links = ("of", "about", "on", "to", "at", "against", "from", "with", "whether", "how", "what", "over", "out")
    if at < limit and ((rest[-1:] and rest[-1] in links) or doc.tokens[at + 1].low in links):
        start = at + 1 + (doc.tokens[at + 1].low in links[:8] or doc.tokens[at + 1].low == "over")
        return phrase(scene, min(start, limit))
    return phrase(scene, at + 1) if at < limit and doc.noun(at + 1) is not None and rest[-1:] == ["having"] else ""


RULES = (answered_no, outright, idiom)
