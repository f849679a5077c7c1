"""Contacts that a speaker owns up to: 'Yes, I had lunch with him', 'said that he did meet her', 'I made two calls'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims import Confirmation
from monitor.reading import clauses, scan
from monitor.reading.chunks import VerbGroup
from monitor.reading.denial.finding import about_self, accused_near, clause
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.quotations import Quotation
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_SURE = 0.74
YES = frozenset("yes yeah yep aye".split())
_AFFIRMED = frozenset("true correct".split())
_BEFORE = 3  # tokens before a clause that may affirm it: 'it is true that'
_BACK = 4  # tokens between the question and its answer: '", Lee asked. "'


def by_contact(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    """A speaker tells of a contact of their own, or of whom they speak for, in answer to what is asked or alleged."""
    doc = scene.doc
    past = verb.form == "D" or verb.perfect or _emphatic(scene, verb)
    if not past or not _contacts(scene, verb) or not scan.asserted(doc, verb) or verb.passive:
        return
    mouths = scene.mouths(verb.last)
    nouns = subject(doc, verb)
    if not mouths or not nouns or any(noun in mouths[-1][0].speakers for noun in nouns):
        return
    said, speaker = mouths[-1]
    if said.lemma in words("denial", "deny") or said.lemma == "according":
        return  # 'denied that she took the money', 'they met, according to two aides'
    if not about_self(scene, nouns, speaker):
        return
    rule = _answers(scene, verb, speaker)
    if rule is not None:
        yield Confirmation(
            speaker=speaker.name,
            about=clause(scene, verb),
            evidence=(scene.sentence(verb.last),),
            attributed_to=tuple(name for name in scene.chain(verb.last) if name != speaker.name),
            confidence=round(_SURE * (1 - 0.6 * (1 - speaker.sure)), 2),
            how={"kind": f"own contact: {rule}", "speaker": speaker.rule},
        )


def by_short_answer(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    """'Asked if he had written the memo, Ruiz said he had', 'asked whether she was there, she said yes'."""
    doc = scene.doc
    if verb.lemma not in ("say", "reply", "answer", "respond") or verb.form != "D" or verb.negative:
        return
    sentence = doc.sentence(verb.last)
    question = {token.low for token in doc.tokens[sentence.first : verb.first]}
    if not question & words("speech", "questioned") or not question & {"if", "whether"} or not question & _OF_THE_PAST:
        return
    rest = [t.low for t in doc.tokens[verb.last + 1 : sentence.last + 1] if t.tag != "Q" and t.low not in (",", "that")]
    short = rest[:2] in (["yes", "."], ["yes"]) or (rest[1:3] and rest[1] in _OF_THE_PAST and rest[2:] in (["."], []))
    if not short:
        return
    for party in scene.actors(verb)[:1]:
        yield Confirmation(
            speaker=party.name,
            about=phrase(scene, sentence.first, verb.first - 1),
            evidence=(scene.sentence(verb.last),),
            confidence=round(_SURE * (1 - 0.6 * (1 - party.sure)), 2),
            how={"kind": "short answer", "speaker": party.rule},
        )


_OF_THE_PAST = frozenset("had did was were has have".split())


def by_yes(scene: Scene) -> Iterator[Confirmation]:
    """'"Did it happen?" Kim asked. "Yes, it did," he said': a question of what was, answered yes."""
    doc = scene.doc
    for quotation in scene.quotations:
        first = quotation.first + 1
        if quotation.speaker is None or doc.tokens[first].low not in YES:
            continue
        if not (_asked_of_the_past(scene, quotation) or accused_near(scene, first, asked=False)):
            continue  # 'Do you like it?' 'Yes'
        party = scene.actor(quotation.speaker)
        if party is not None:
            yield Confirmation(
                speaker=party.name,
                about=phrase(scene, first),
                evidence=(scene.sentence(first),),
                confidence=round(_SURE * (1 - 0.6 * (1 - party.sure)), 2),
                how={"kind": "answered yes to a question", "speaker": party.rule},
            )


def _asked_of_the_past(scene: Scene, quotation: Quotation) -> bool:
    """Whether the words before a quotation ask whether something was so: 'Did ...?', 'You accept that ...?'."""
    doc = scene.doc
    number = doc.sentence_of[quotation.first]
    for one in reversed(doc.sentences[max(0, number - 2) : number]):
        tokens = doc.tokens[one.first : one.last + 1]
        if not any(token.text == "?" for token in tokens):
            continue
        opening = [token.low for token in tokens if token.tag != "Q"][:_BACK]
        verbs = {token.low for token in tokens}
        return bool(set(opening) & {"did", "was", "were", "had", "didn't", "wasn't"}) or bool(
            verbs & {"accept", "admit", "acknowledge", "concede", "agree"}
        )
    return False


def _emphatic(scene: Scene, verb: VerbGroup) -> bool:
    """'did meet him', 'do recall': an auxiliary that only insists."""
    tokens = scene.doc.tokens[verb.first : verb.last]
    return verb.form == "B" and any(token.low == "did" for token in tokens) and not verb.negative


def _contacts(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb tells of a contact: 'met', 'had lunch with', 'made two calls', 'attended the dinner'."""
    if verb.lemma == "sit":
        return scene.doc.tokens[verb.last + 1].low == "down"
    if verb.lemma in words("confirmation", "contact"):
        return True
    if verb.lemma not in words("confirmation", "contact_verb"):
        return False
    noun = clauses.noun_after(scene.doc, verb.last)
    return noun is not None and scene.doc.tokens[noun.head].low in words("confirmation", "contact_noun")


def _answers(scene: Scene, verb: VerbGroup, speaker: Party) -> str | None:
    """What shows that a contact is owned up to; None when nothing does."""
    doc = scene.doc
    sentence = doc.sentence(verb.last)
    if _emphatic(scene, verb):
        return "emphatic"
    if any(
        token.low in YES or (token.low in _AFFIRMED and doc.tokens[at - 1].tag == "BE")
        for at, token in enumerate(doc.tokens[sentence.first : verb.first], sentence.first)
    ):
        return "said yes"
    opening = [token.low for token in doc.tokens[sentence.first : sentence.first + 2]]
    if {"asked", "pressed", "questioned", "confronted"} & set(opening):
        return "asked"
    if verb.lemma in ("write", "sign", "know"):
        return None  # 'I wrote that check every April, and it wasn't small'
    if accused_near(scene, verb.last, claims=False, denied=True) and _denies_the_rest(scene, verb, speaker):
        return "but denies the rest"
    return None


def _denies_the_rest(scene: Scene, verb: VerbGroup, speaker: Party) -> bool:
    """Whether the speaker goes on to say what was not so: 'I met him once. I was never at any hotel'."""
    doc = scene.doc
    number = doc.sentence_of[verb.last]
    for index in (i for one in doc.verbs_in[number : number + 2] for i in one):
        other = doc.verbs[index]
        if other.first <= verb.last or not other.negative or not other.finite:
            continue
        mouths = scene.mouths(other.last)
        if mouths and mouths[-1][1].name == speaker.name:
            return True
    return False
