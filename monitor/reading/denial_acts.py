"""Denials by what somebody does: 'denied', 'rejected the claim', 'called it baseless', 'pleaded not guilty'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.denial import Form
from monitor.reading import clauses, scan
from monitor.reading.actions import in_order
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denials import Found, about, accused_near, ahead, found, happened, speaking
from monitor.reading.document import Document
from monitor.reading.lexicon import idioms, words
from monitor.reading.scene import Scene
from monitor.reading.speech import content_start, owner_of
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_NEAR = 12  # tokens
_RULING = frozenset("judge judges court courts tribunal jury magistrate justice justices arbitrator".split())
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


def outright(scene: Scene, verb: VerbGroup) -> Found | None:  # noqa: PLR0911 - a grammar is a list of cases
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
    if verb.lemma != "deny" and target is not None and doc.tokens[target.head].low in words("denial", "view"):
        return None  # disagreement
    if verb.lemma != "deny" and any(doc.tokens[n.head].low in words("denial", "judging") for n in subject(doc, verb)):
        return None
    if verb.lemma == "challenge" and target is not None and clauses.names_party(doc, target):
        return None  # 'challenged him to prove his allegation'
    accused = any(doc.tokens[at].low in words("denial", "accusation") for at in range(verb.last + 1, limit + 1))
    if not strong and not (accused and _defends(scene, verb, target, limit)):
        return None
    speakers = speaking(scene, verb)
    if not strong and any(
        doc.tokens[at].low in _RULING for n in subject(doc, verb) for at in range(n.first, n.last + 1)
    ):
        return None  # a court dismisses suits
    named = _names_accusation(scene, verb, strong=strong)
    if not named and verb.lemma != "deny" and (strong or not _of_own(scene, verb.last, limit)):
        return None
    rule = f"verb: {verb.lemma}" if named else f"only the verb: {verb.lemma}"
    sure = (0.9 if named else 0.74) if strong else 0.7
    return found(scene, verb, speakers, "denial", rule, sure, _rejected(scene, verb, limit))


def _names_accusation(scene: Scene, verb: VerbGroup, *, strong: bool) -> bool:
    """Whether what is denied or rejected is named as an accusation, or told in a clause of its own."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    at = clauses.next_token(doc, verb.last)
    accusing = words("denial", "accusing") | (words("denial", "accusation") if strong else frozenset())
    if at > limit or doc.tokens[at].text in (",", "."):
        return strong
    noun = doc.noun(at)
    if noun is not None and doc.tokens[noun.head].low in ("it", "this", "that", "them", "these", "those", "any", "all"):
        return strong
    index = doc.verb_at[at]
    gerund = index >= 0 and doc.verbs[index].form == "G"
    if strong and (doc.tokens[at].low in ("any", "ever") or gerund or _tells(doc, verb)):
        return True
    for probe in range(at, limit + 1):
        token = doc.tokens[probe]
        if token.low in accusing:
            return strong or token.low not in words("denial", "disputable")
        if token.text in (",", ";") and probe > at + 1:
            return False
    return False


def _tells(doc: Document, verb: VerbGroup) -> bool:
    """Whether what is denied is a clause: 'that she lied', 'he was there'."""
    start = content_start(doc, verb)
    if start is None or doc.tokens[start].low == "that":
        return start is not None
    inner = range(start, doc.sentence(start).last + 1)
    first = next((at for at in inner if doc.verb_at[at] >= 0 or doc.tokens[at].text == ","), start)
    return doc.verb_at[first] >= 0 and doc.tokens[start].low not in _SELVES


def _of_own(scene: Scene, at: int, limit: int) -> bool:
    """Whether a claim that one may merely disagree with is left untold, or is about somebody named by a pronoun."""
    tokens = scene.doc.tokens[at + 1 : limit + 1]
    told = any(token.low in ("that", "of", "about", "to", "by", "on") for token in tokens)
    return not told or any(token.tag in ("PR", "S") for token in tokens) or accused_near(scene, at, claims=False)


def _rejected(scene: Scene, verb: VerbGroup, limit: int) -> str:
    """What is rejected, without what it is rejected as."""
    doc = scene.doc
    if verb.lemma == "defend":
        links = [at for at in range(verb.last + 1, limit) if doc.tokens[at].low in ("against", "from")]
        return phrase(scene, links[0] + 1) if links else ""
    ends = [at for at in range(verb.last + 1, limit + 1) if doc.tokens[at].low == "as" and doc.verb_at[at] < 0]
    if not ends or verb.lemma in words("denial", "deny"):
        return about(scene, verb.last)
    if ends[0] > verb.last + 2:
        return phrase(scene, verb.last + 1, ends[0] - 1)
    named = doc.noun(clauses.next_token(doc, ends[0]))
    following = clauses.next_token(doc, named.last) if named is not None else limit + 1
    return phrase(scene, following) if following <= limit and doc.noun(following) is not None else ""


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
    inner = [doc.verbs[doc.verb_at[at]] for at in span if doc.verb_at[at] >= 0]
    if any(other.lemma in words("denial", "naming") or _participle(doc, other) for other in inner):
        return None
    what = phrase(scene, verb.last + 1, _named(scene, verb, false))
    return found(scene, verb, speaking(scene, verb), "denial", f"named {doc.tokens[false].low}", 0.7, what)


def _participle(doc: Document, verb: VerbGroup) -> bool:
    """Whether a verb group adds a clause of its own: '..., prompting claims of a witch-hunt'."""
    return verb.form == "G" and not verb.progressive and doc.tokens[verb.first - 1].text == ","


def _named(scene: Scene, verb: VerbGroup, false: int) -> int:
    """The last token of what is named, before 'as' or the name itself."""
    doc = scene.doc
    noun = doc.noun(false)
    end = (noun.first if noun is not None and noun.first > verb.last + 1 else false) - 1
    while end > verb.last + 1 and (
        doc.tokens[end].tag in ("Q", "RB", "J", "D", "P", "CC") or doc.tokens[end].low == "as"
    ):
        end -= 1
    return end


def played_down(scene: Scene, verb: VerbGroup) -> Found | None:
    """'played down the talk of a rift'."""
    if verb.lemma != "play" or ahead(scene, verb, 1) != ["down"] or not happened(scene, verb):
        return None
    return found(scene, verb, speaking(scene, verb), "denial", "played down", 0.8, about(scene, verb.last + 1))


def idiom(scene: Scene, verb: VerbGroup) -> Found | None:
    """'would not be drawn', 'hung up', 'distanced himself', 'pleaded not guilty', 'brushed aside'."""
    following = ahead(scene, verb, 8)
    for words_of, rest, form in idioms("denial").get(verb.lemma, ()):
        negated = rest[:1] == ["not"]
        fits = verb.negative == negated and in_order(rest[1:] if negated else rest, following)
        if not fits and not (negated and not verb.negative and following[:1] == ["not"] and in_order(rest, following)):
            continue
        silent = form in ("no_comment", "no_knowledge")
        if verb.modal.removesuffix("n't") in ("should", "must", "may", "might", "ought"):
            continue
        if words_of == "hang up" and ahead(scene, verb, 2)[1:] not in ([], ["."], [","], ["on"], ["when"], ["and"]):
            continue
        if (verb.unreal and not silent) or scan.supposed(scene.doc, verb.first) or verb.future:
            continue
        if form == "weak" and not set(following) & words("denial", "accusation"):
            continue
        as_slot: Form = "denial" if form == "weak" else form  # type: ignore[assignment]  # the lexicon holds the slot's values
        speakers = speaking(scene, verb)
        mouths = scene.mouths(verb.last)
        reported = as_slot == "denial" and verb.lemma in ("do", "be", "have", "break", "commit")
        if mouths and (
            reported
            or any(scene.doc.tokens[n.head].low in ("i", "we", "it", "that", "this") for n in subject(scene.doc, verb))
        ):
            speakers = [mouths[-1][1]]
        return found(
            scene,
            verb,
            speakers,
            as_slot,
            f"{'weak ' if form == 'weak' else ''}idiom: {words_of}",
            0.75,
            _of_idiom(scene, verb, rest),
        )
    return None


def _of_idiom(scene: Scene, verb: VerbGroup, rest: list[str]) -> str:
    """What the words of an idiom are said of: 'the invoices' of 'pushed back against the invoices'."""
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
            yield Found(noun.head, [party], "denial", "noun: denial", 0.75, _of_noun(scene, noun))


def _of_noun(scene: Scene, noun: Noun) -> str:
    """What a denial is of, without the verb that it is the subject of."""
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    first = noun.last + 1 + (doc.tokens[noun.last + 1].low == "of")
    finite = [doc.verbs[i] for i in doc.verbs_in[doc.sentence_of[noun.last]] if doc.verbs[i].finite]
    own = [v for v in finite if v.first > first]
    # The second finite verb that no conjunction opens is the main one.
    ends = [
        v.first - 1
        for v in own[1:]
        if not any(doc.tokens[at].tag in ("CC", "SB", "WH", "P") for at in range(own[0].last, v.first))
    ]
    return phrase(scene, first, min([*ends, limit]))


RULES = (answered_no, outright, named_false, idiom, played_down)
