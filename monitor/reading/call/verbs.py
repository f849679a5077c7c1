"""Demands told by a verb: 'called on her to resign', 'demanded his resignation', 'was asked by the board to go'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from monitor.reading import actions, clauses, lexicon, scan
from monitor.reading.call import authors, targets
from monitor.reading.call.demand import Need, inquirer, leaves, owner, withdraws
from monitor.reading.chunks import Noun, VerbGroup, plain_form
from monitor.reading.lexicon import entries, words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_REACH = 24  # tokens from the verb of demanding to what is demanded
_NEAR = 3
_ASIDE = 12  # tokens
_WISHES = ("like", "want", "need", "prefer", "see")
_INSTEAD = ("far from", "instead of", "short of", "rather than")
_UNDONE = ("refuse", "decline", "stop", "avoid", "resist")


def find(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """What a verb of demanding demands, each action once, for each who demands it."""
    if verb.lemma not in words("call", "demand") or not _demands(scene, verb):
        return
    if verb.passive:
        yield from _was_asked(scene, verb)
        return
    speakers = authors.demanders(scene, verb)
    if not speakers:
        return
    if sum(speaker.person for speaker in speakers) > 1:  # 'Ruiz, the ranking member, and Lee': who is described is Ruiz
        speakers = [
            speaker for speaker in speakers if speaker.person or speaker.plural or speaker.rule != "description"
        ]
    for at, action, target, rule, sure in _demanded(scene, verb):
        for speaker in speakers:
            yield Need(at, speaker, action, None if _beside_them(scene, verb, target) else target, rule, sure)


def _beside_them(scene: Scene, verb: VerbGroup, target: Party | None) -> bool:
    """Whether a pronoun was read as one of those who demand: 'the union and Lee have demanded that he go'."""
    if target is None or not target.rule.startswith("pronoun") or not verb.finite:
        return False
    first = next((noun.first for noun in subject(scene.doc, verb)), verb.first)
    if any(index >= 0 for index in scene.doc.verb_at[first : verb.first]):
        return False
    return target.name.split()[-1] in [token.text for token in scene.doc.tokens[first : verb.first]]


def _demands(scene: Scene, verb: VerbGroup) -> bool:
    doc = scene.doc
    wish = verb.lemma in ("like", "prefer") and verb.modal in ("would", "'d")
    instead = " ".join(token.low for token in doc.tokens[verb.first - 2 : verb.first]) in _INSTEAD
    if instead or scan.negated(doc, verb) or (verb.unreal and not wish) or scan.supposed(doc, verb.first):
        return False
    at = clauses.next_token(doc, _past_aside(scene, verb))
    following = doc.tokens[at].low if at <= doc.sentence(verb.last).last else ""
    near = [token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 8) + 1]]
    adverbial = following in ("in", "during", "at", "again") and "for" in near
    if verb.lemma == "call" and following not in ("on", "for", "upon") and not adverbial:
        return False
    if verb.lemma in ("like", "prefer") and verb.modal not in ("would", "'d"):
        return False
    if verb.lemma == "need" and verb.modal not in ("would", "'d") and not _our_need(scene, verb):
        return False
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        above = scan.governor(doc, verb)
        if above is not None and (above.negative or above.unreal or above.lemma in _UNDONE):
            return False
    return not (scan.denied(doc, verb) or _unmeant(scene, verb))


def _unmeant(scene: Scene, verb: VerbGroup) -> bool:
    """'has no plans to seek his resignation', 'no intention of asking him to go', 'her refusal to call on him to'."""
    at = verb.first - 1
    at -= scene.doc.tokens[at].low == "of" and verb.form == "G"
    noun = scene.doc.noun(at) if at >= scene.doc.sentence(verb.first).first else None
    if noun is None or not (verb.infinitive or verb.form == "G"):
        return False
    unwilling = ("refusal", "failure", "reluctance", "unwillingness")
    return scene.doc.tokens[noun.first].low == "no" or scene.doc.tokens[noun.head].low in unwilling


def _our_need(scene: Scene, verb: VerbGroup) -> bool:
    """'we need the governor to step down': whoever says so demands it."""
    nouns = subject(scene.doc, verb)
    return verb.form == "B" and bool(nouns) and scene.doc.tokens[nouns[0].head].low in ("we", "i")


_Demanded = tuple[int, str, Party | None, str, float]  # token, action, target, rule, how sure


def _demanded(scene: Scene, verb: VerbGroup) -> Iterator[_Demanded]:
    """'called on X to resign', 'urged X to', 'demanded X's resignation', 'called for an investigation'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _REACH)
    seen: set[str] = set()
    for probe in range(_past_aside(scene, verb) + 1, limit + 1):
        index = doc.verb_at[probe]
        found = None
        if index >= 0 and doc.verbs[index].first == probe:
            inner = doc.verbs[index]
            action = actions.of_verb(doc, _as_wished(verb, inner)) or _about_the_matter(verb, inner)
            if action is None and inner.infinitive and actions.inquires(doc, inner):
                action = "investigate" if inquirer(scene, targets.asked(scene, verb, inner)) else None
            if (
                action is None
                and inner.lemma in ("go", "leave")
                and (inner.infinitive or _subjunctive(scene, verb, inner))
            ):
                action = leaves(scene, inner) if targets.asked(scene, verb, inner) is not None else None
            if action is None and doc.tokens[inner.last].low == "gone" and wished_form(verb, inner):
                action = "resign"  # 'wants him gone'
            if action is None and _ends_demand(scene, verb, inner):
                return
            found = _by_act(scene, verb, inner, action)
        noun = doc.noun(probe)
        if found is None and noun is not None and noun.first == probe:
            found = _hidden(scene, verb, noun)
        if found is None and noun is not None and noun.first == probe:
            found = _by_noun(scene, verb, noun)
        if found is not None and found[1] not in seen:
            seen.add(found[1])
            yield found


def _past_aside(scene: Scene, verb: VerbGroup) -> int:
    """The comma that ends what is put between a verb and what it demands: 'is asking, as she has before, for'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _ASIDE)
    if verb.last >= limit or doc.tokens[verb.last + 1].text != ",":
        return verb.last
    inner = doc.tokens[verb.last + 2]
    closing = next((at for at in range(verb.last + 3, limit) if doc.tokens[at].text == ","), None)
    opens = inner.low in ("as", "like", "again", "once", "yet", "in", "on", "at", "through", "along", "together")
    resumes = closing is not None and doc.tokens[closing + 1].low in ("for", "on", "upon", "that")
    return closing if closing is not None and opens and resumes else verb.last


def _about_the_matter(verb: VerbGroup, inner: VerbGroup) -> str | None:
    """What else those ask who demand in plain words: 'called on her to disavow it'."""
    return entries("call", "strict_verb").get(inner.lemma) if verb.lemma in words("call", "strict") else None


def _ends_demand(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether what follows a verb is no longer demanded: another's demand, or a clause of its own."""
    if inner.lemma in words("call", "demand") and inner.first > verb.last + 1:
        return True
    at = inner.first - 1
    while at > verb.last and scene.doc.tokens[at].tag in ("Q", "RB"):
        at -= 1
    if scene.doc.tokens[at].tag == "WH" and scene.doc.tokens[at - 1].text in (",", "(", "—", "–"):
        return False  # 'called on Cole, who took office in May, to resign'
    shares = inner.form == "B" and scene.doc.tokens[at].tag == "CC"  # 'to show some backbone and order'
    own = inner.finite and not wished_form(verb, inner) and inner.lemma != "be" and not shares
    if own and (_subjunctive(scene, verb, inner) or _reduced(scene, verb, inner)):
        return False
    return own and inner.first > verb.last + _NEAR


def _hidden(scene: Scene, verb: VerbGroup, noun: Noun) -> _Demanded | None:
    """'demanding Ana Ruiz drop out', where the act was read as the last word of the name."""
    doc = scene.doc
    head = doc.tokens[noun.head]
    known = lexicon.verbs().get(head.low)
    after = doc.tokens[noun.first - 1].low == "that" or noun.first == verb.last + 1
    if verb.lemma not in ("demand", "request", "insist") or known is None or "B" not in known.forms or not after:
        return None
    if noun.first == noun.head or doc.tokens[noun.head - 1].tag != "NP" or head.tag != "N" or head.low != known.lemma:
        return None
    act = plain_form(noun.head, known.lemma)
    action = actions.of_verb(doc, act)
    target = scene.who(Noun(noun.first, noun.head - 1, noun.head - 1))
    return (verb.last, action, target, f"verb: demand ... {known.lemma}", 0.9) if action is not None else None


def _as_wished(verb: VerbGroup, inner: VerbGroup) -> VerbGroup:
    """A verb group as what it is in 'wants him fired': the passive of a wish."""
    return replace(inner, passive=True) if wished_form(verb, inner) else inner


def _reduced(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether a participle only says which: 'called on all candidates named in the report to withdraw'."""
    between = scene.doc.tokens[verb.last + 1 : inner.first]
    return inner.form in "DN" and not any(token.tag in ("P", "CC", "SB", "WH", "TO", "Q") for token in between)


def _by_act(scene: Scene, verb: VerbGroup, inner: VerbGroup, action: str | None) -> _Demanded | None:
    """'... to resign', '... that she resign', 'wants him sacked'."""
    if scene.doc.tokens[inner.first - 1].low == "yet" or (inner.passive and inner.first == verb.last + 1):
        return None  # 'the yet to be set up inquiry', 'asked to be relieved of her duties'
    wished = wished_form(verb, inner)
    fits = inner.infinitive or wished or (inner.form in "BN" and not inner.perfect and not inner.modal)
    fits = fits or (inner.form == "Z" and verb.lemma == "demand")  # 'demands that he quits'
    if inner.finite and (_stated(scene, verb, inner) or _subordinate(scene, verb, inner)):
        fits = False
    if verb.lemma in words("call", "weak"):
        fits = (inner.infinitive or wished or _subjunctive(scene, verb, inner)) and _aimed(scene, verb, inner)
        aims = verb.lemma == "seek" and verb.form == "G" and inner.infinitive  # 'signed a petition seeking to oust her'
        fits = fits or (aims and authors.written(scene, verb) is not None)
    if action is None or not fits or (inner.infinitive and verb.lemma in ("suggest", "insist")):
        return None
    if verb.lemma == "write" and action not in ("investigate", "fire"):
        return None  # 'wrote to the widow to apologise'
    bare = inner.form in "ND" and not inner.passive  # 'wants him sacked'
    passive = (inner.passive or bare) and inner.lemma not in ("summon", "haul", "subpoena")
    target = targets.asked(scene, verb, inner) if not passive else None
    if verb.lemma == "need" and action == "investigate" and _some_body(scene, verb):
        target = None  # 'we need an independent commission to investigate'
    return verb.last, action, target, f"verb: {verb.lemma} ... to {inner.lemma}", 0.9


def _some_body(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what a verb needs is not there yet: 'a special counsel'."""
    noun = clauses.noun_after(scene.doc, verb.last)
    return noun is not None and scene.doc.tokens[noun.first].low in ("a", "an")


def _by_noun(scene: Scene, verb: VerbGroup, noun: Noun) -> _Demanded | None:
    """'... his resignation', '... for an inquiry', '... the tapes'."""
    doc = scene.doc
    named = verb.lemma not in words("call", "weak") or verb.lemma in words("call", "of_noun")
    if not named or verb.lemma in ("suggest", "challenge", "insist"):
        return None
    action = actions.of_noun(doc, noun)
    head = doc.tokens[noun.head].low
    papers = action is None and head in words("call", "papers") and verb.lemma in words("call", "of_papers")
    papers = papers and doc.tokens[noun.first - 1].low not in ("into", "about", "over", "on", "in")
    papers = papers and not _of_an_act(scene, noun)
    if papers:
        action = "release"
    if action is None or (head == "withdrawal" and not withdraws(scene, noun)) or not _governs(scene, verb, noun):
        return None
    whose = clauses.complement(doc, noun.last, frozenset(("of",)), noun.last + 2) if head == "release" else None
    if whose is not None and clauses.names_party(doc, whose):
        return None  # 'the release of the prisoners'
    target = targets.holder(scene, verb, noun) if papers else owner(scene, noun, action)
    if papers and target is None and verb.lemma not in ("ask", "press", "demand"):
        return None
    return verb.last, action, target, f"verb: {verb.lemma} for {head}", 0.85


def _of_an_act(scene: Scene, noun: Noun) -> bool:
    """Whether papers are what an inquiry is of: 'an investigation of her statements'."""
    doc = scene.doc
    whole = doc.noun(noun.first - 2) if noun.first > 1 and doc.tokens[noun.first - 1].low == "of" else None
    return whole is not None and actions.of_noun(doc, whole) is not None


def _governs(scene: Scene, verb: VerbGroup, noun: Noun) -> bool:
    """Whether a noun is what the verb demands: its object, or after 'for', with no other verb between."""
    between = scene.doc.tokens[_past_aside(scene, verb) + 1 : noun.first]
    if any(token.tag[0] == "V" or token.tag in ("SB", "WH") for token in between):
        return False
    if verb.lemma in words("call", "demand_for"):
        return any(token.low == "for" for token in between)
    titled = all(token.tag in ("N", "NP", "J", "D", "S") or token.text in ("(", ")") for token in between)
    return titled or len(between) <= _NEAR or any(token.tag == "CC" for token in between)


def _was_asked(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """'was asked by the board to resign', 'his resignation was demanded by all parties'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _REACH)
    agent = clauses.complement(doc, verb.last, frozenset(("by",)), limit)
    speaker = scene.actor(agent) if agent is not None else None
    if speaker is None:
        return
    nouns = subject(doc, verb)
    for noun in nouns:
        action = actions.of_noun(doc, noun)
        if action is not None:
            yield Need(verb.last, speaker, action, owner(scene, noun, action), f"{verb.lemma} by", 0.86)
    for probe in range(verb.last + 1, limit + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].infinitive and doc.verbs[index].first == probe:
            action = actions.of_verb(doc, doc.verbs[index])
            if action is not None and nouns:
                yield Need(verb.last, speaker, action, scene.actor(nouns[0]), f"{verb.lemma} by", 0.86)
            return


def _aimed(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether somebody stands between the verb and the act: 'told him to resign', not 'plans to resign'."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    if verb.lemma in ("like", "want", "love", "prefer") and doc.tokens[at].low == "to":
        at += 2 * (doc.tokens[at + 1].low in ("see", "have"))  # 'would like to see the mayor resign'
    between = (doc.verbs[index] for index in doc.verb_at[verb.last + 1 : inner.first] if index >= 0)
    if inner.infinitive and any(one.finite and doc.tokens[one.first - 1].tag != "WH" for one in between):
        return False  # 'told reporters that there was no cause for him to resign'; but 'Ruiz, who won, to resign'
    if at < inner.first and (doc.tokens[at].low in ("that", "for") or (verb.lemma == "write" and at < inner.first - 1)):
        at += 1
    noun = doc.noun(at)
    if noun is None or noun.last >= inner.first:
        return False
    acts = inner.infinitive and not inner.passive and noun.last + 1 == inner.first  # 'asked the seminary to release'
    named = doc.tokens[noun.first].low in ("the", "its", "his", "her", "their", "it")
    told = acts and named and verb.lemma in ("ask", "want", "tell")
    return clauses.names_party(doc, noun) or inner.form in "ND" or told


def _subjunctive(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether a base form stands where a finite verb would: 'that the judge recuse himself', 'ask that you resign'."""
    doc = scene.doc
    before = doc.noun(inner.first - 1)
    if before is not None and doc.tokens[inner.first].low == "be" and inner.passive:
        return doc.tokens[before.head].low != "name"  # 'asking that the judge be removed', not 'that her name be'
    if before is None or inner.form != "B" or inner.first != inner.last or inner.infinitive:
        return False
    plain = doc.tokens[before.head].low in ("we", "they", "i", "you")  # whose base form is the finite one, too
    return not plain or (verb.lemma == "ask" and doc.tokens[verb.last + 1].low == "that")


def _stated(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether a clause tells what is so: 'insisted that they were published', 'the minutes, which were published'."""
    tokens = scene.doc.tokens
    told = any(tokens[at].low in ("is", "are", "was", "were") for at in range(inner.first, inner.last + 1))
    return told and (verb.lemma == "insist" or tokens[inner.first - 1].tag == "WH")


def _subordinate(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether an act only dates or conditions what is demanded: 'urged others to do so until she resign'."""
    between = scene.doc.tokens[verb.last + 1 : inner.first]
    return any(
        token.low in ("until", "unless", "before", "after", "when", "because", "as", "while") for token in between
    )


def wished_form(verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether 'sacked' may be the participle in 'wants him sacked'."""
    return verb.lemma in _WISHES and inner.form in "ND" and inner.first == inner.last
