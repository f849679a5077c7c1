"""Professed ignorance: 'was unaware of', 'had no knowledge', 'was never told', 'knew nothing', 'could not recall'."""

from __future__ import annotations

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denial.finding import Found, about_self, ahead, from_mouth, in_past, narrated
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import proposition, unknown

INFORMING = ("tell", "inform", "brief", "notify", "consult", "warn")
_NEWS = frozenset("newspaper newspapers paper papers news media press reporter reporters television radio".split())
_ABLE = ("could", "couldn't", "can", "can't", "cannot")


def ignorance(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said he was unaware of', '"I don't know about any meetings"', 'had no knowledge of', 'knew nothing'."""
    doc = scene.doc
    following = ahead(scene, verb, 5)
    negative = scan.negated(doc, verb) or following[:1] == ["not"]
    if verb.lemma == "be":
        professed = bool(set(following) & words("denial", "ignorant")) or (
            negative and bool(set(following) & words("denial", "knowing"))
        )
    elif verb.passive and verb.lemma in INFORMING:
        professed = negative  # 'was not told'
    elif verb.passive and verb.lemma == "make":
        professed = negative and following[:1] == ["aware"]
    elif verb.lemma in words("denial", "know"):
        nothing = verb.lemma == "know" and (following[:1] == ["nothing"] or following[:2] == ["of", "no"])
        nothing = nothing or (verb.lemma != "know" and following[:1] == ["no"] and following[:2] != ["no", "longer"])
        professed = nothing or (negative and verb.modal in ("", *_ABLE) and takes_fact(scene, verb))
    elif verb.lemma == "have":
        noun = clauses.noun_after(doc, verb.last)
        professed = (
            noun is not None
            and (doc.tokens[noun.head].low in words("denial", "knowledge") or _record_of(doc, noun))
            and (negative or doc.tokens[noun.first].low == "no")
        )
    else:
        return None
    if not professed or (verb.unreal and not (negative and verb.modal in _ABLE)) or scan.supposed(doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    if not mouths:
        return None
    said, speaker = mouths[-1]
    if narrated(said, subject(doc, verb)) or _of_colleagues(scene, verb, said.lemma):
        return None
    if about_self(scene, subject(doc, verb), speaker):
        hit = from_mouth(scene, verb, "no_knowledge", f"ignorance: {verb.lemma}", 0.75, unknown(scene, verb))
        told = said.lemma in ("testify", *words("denial", "insist")) or "any" in following or in_past(scene, verb)
        told = (
            told or _of_deed(scene, verb) or (verb.lemma == "have" and not {"idea", "clue", "inkling"} & set(following))
        )
        return hit._replace(by_itself=told or _ofin_past(scene, verb)) if hit is not None else None
    return (
        from_mouth(scene, verb, "denial", f"ignorance of others: {verb.lemma}", 0.6, proposition(scene, verb))
        if said.lemma in words("denial", "insist")
        else None
    )


def _record_of(doc: Document, noun: Noun) -> bool:
    """'no record of such a meeting', not 'no criminal record' or 'no record of success'."""
    if doc.tokens[noun.head].low not in ("record", "records") or noun.last + 2 > doc.sentence(noun.last).last:
        return False
    told = doc.tokens[noun.last + 2]
    return doc.tokens[noun.last + 1].low == "of" and (told.tag in ("D", "S", "NP", "PR") or told.low == "such")


def _of_colleagues(scene: Scene, verb: VerbGroup, said: str) -> bool:
    """Whether somebody grants that others did not know: 'acknowledged that directors were not told'."""
    heads = {scene.doc.tokens[noun.head].tag for noun in subject(scene.doc, verb)}
    return said in words("confirmation", "acknowledge") and "PR" not in heads and "NP" not in heads


def untold(scene: Scene, verb: VerbGroup) -> Found | None:
    """'"Nobody told me about it," she said': whoever speaks was not told."""
    me = verb.lemma in INFORMING and ahead(scene, verb, 1) in (["me"], ["us"])
    untold = me and scan.negated(scene.doc, verb) and not verb.negative and in_past(scene, verb)
    return from_mouth(scene, verb, "no_knowledge", "nobody told them", 0.74, unknown(scene, verb)) if untold else None


def unseen(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said he had not seen the report', '"I haven't read it," she said': whoever is asked about it."""
    if verb.lemma not in ("see", "read", "review") or not verb.negative or scan.supposed(scene.doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    what = clauses.noun_after(scene.doc, verb.last)
    head = scene.doc.tokens[what.head].low if what is not None else ""
    written = head in words("speech", "source") | words("call", "papers") | words("denial", "accusing") | {"it", "them"}
    past = verb.perfect or (in_past(scene, verb) and not verb.modal)
    if not (mouths and past and written and about_self(scene, subject(scene.doc, verb), mouths[-1][1])):
        return None
    return from_mouth(scene, verb, "no_knowledge", f"not seen: {verb.lemma}", 0.74, unknown(scene, verb))


def _of_deed(scene: Scene, verb: VerbGroup) -> bool:
    """Whether an act is what somebody cannot recall: 'doesn't recall ever meeting him'."""
    tokens = scene.doc.tokens[verb.last + 1 : verb.last + 3]
    return verb.lemma in ("recall", "remember", "recollect") and any(t.low == "ever" or t.tag == "VG" for t in tokens)


def _ofin_past(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what is not known is whether, how or by whom something was done: 'who had signed the form'."""
    doc = scene.doc
    near = range(verb.last + 1, min(doc.sentence(verb.last).last, verb.last + 6) + 1)
    opens = next((at for at in near if doc.tokens[at].tag in ("WH", "SB")), None)
    if opens is None or verb.lemma == "know":
        return False
    after = range(opens, doc.sentence(opens).last + 1)
    inner = next((doc.verbs[doc.verb_at[at]] for at in after if doc.verb_at[at] >= 0), None)
    return inner is not None and (inner.perfect or inner.form == "D")


def takes_fact(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'not know' is about a fact: 'of', 'about', 'whether', 'the details', or the end of the clause."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    if at > doc.sentence(verb.last).last:
        return verb.form == "B"
    token = doc.tokens[at]
    if {"sure", "certain", "exactly"} & set(ahead(scene, verb, 2)) or _to_do(doc, at) or _to_come(scene, at):
        return False  # 'don't know for sure where', 'does not know what to expect', 'who is going to win'
    return (
        verb.lemma != "know"
        or token.low in ("of", "about", "whether", "if", "anything", "that", "any")
        or token.tag in ("D", "VG", "P", "WH")
        or (token.tag in ("PR", "S", "NP") and in_past(scene, verb))
    )


def _to_do(doc: Document, at: int) -> bool:
    """Whether a token opens a question of what to do: 'what to expect', 'how to go on'."""
    return doc.tokens[at].tag == "WH" and at + 1 < len(doc.tokens) and doc.tokens[at + 1].tag == "TO"


def _to_come(scene: Scene, at: int) -> bool:
    """Whether a question is of the future or of taste: 'who is going to win', 'how anybody could'."""
    doc = scene.doc
    if doc.tokens[at].tag != "WH" and doc.tokens[at].low not in ("if", "whether", "that"):
        return False
    inner = next((doc.verbs[doc.verb_at[i]] for i in range(at, doc.sentence(at).last + 1) if doc.verb_at[i] >= 0), None)
    return inner is not None and (
        inner.future or inner.unreal or "going" in ahead(scene, inner, 2) or inner.lemma == "go"
    )


def learned_late(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said he first learned of the messages when they became public', 'only heard of it from the press'."""
    doc = scene.doc
    if verb.lemma not in ("learn", "hear", "find") or verb.negative or verb.modal or scan.supposed(doc, verb.first):
        return None
    following = ahead(scene, verb, 2)
    about = following[:1] in (["of"], ["about"]) if verb.lemma != "find" else following[:1] == ["out"]
    before = {token.low for token in doc.tokens[max(0, verb.first - 1) : verb.last]}
    rest = {token.low for token in doc.tokens[verb.last + 1 : doc.sentence(verb.last).last]}
    mouths = scene.mouths(verb.last)
    told = bool({"first", "only"} & before and rest & {"when", "from", "after", "through", "in", "on"})
    read = bool(rest & {"from", "in", "by", "through"} and rest & _NEWS)  # 'learned of it from the newspaper'
    late = told or read or {"for", "first", "time"} <= rest
    if not (about and late and mouths and in_past(scene, verb)):
        return None
    said, speaker = mouths[-1]
    if narrated(said, subject(doc, verb)) or not about_self(scene, subject(doc, verb), speaker):
        return None
    return from_mouth(scene, verb, "no_knowledge", "learned late", 0.74, unknown(scene, verb))


RULES = (ignorance, unseen, untold, learned_late)
