"""Confirmations by what somebody says: 'told investigators that he had met him', '"I lied"', 'said it was true'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims import Confirmation
from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup, is_plural
from monitor.reading.confirmation.contacts import YES
from monitor.reading.denial.finding import about_self, accused_near
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject
from monitor.reading.substance import affirmation, phrase

_ANSWER = 30  # tokens: an answer, not a speech
_SET_AGAINST = 0.71  # as sure as the denial in the same sentence: both stand or fall with how it is read


def by_statement(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    """A clause in which a speaker tells of an own misdeed, or that what was alleged is so."""
    doc = scene.doc
    if not verb.finite or verb.negative or verb.unreal or verb.future or scan.supposed(doc, verb.first):
        return
    mouths = scene.mouths(verb.last)
    if not mouths or mouths[-1][0].direct or mouths[-1][0].lemma in words("denial", "deny"):
        return
    said, speaker = mouths[-1]
    nouns = subject(doc, verb)
    if not nouns or any(noun in said.speakers for noun in nouns):
        return
    low = doc.tokens[nouns[0].head].low
    what = phrase(scene, nouns[0].first) if nouns[0].first < verb.first else ""
    following = [t.low for t in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 3) + 1]]
    group = doc.tokens[verb.first : verb.last + 1]
    if verb.lemma == "be" and set(following[:2]) & words("confirmation", "true") and low in (
        "it", "that", "this", "they", "report", "reports", "allegation", "allegations", "story", "account", "letter",
        "document", "documents", "recording", "claim", "claims", "memory", "charge", "charges",
    ):  # fmt: skip
        if accused_near(scene, verb.last) or low not in ("it", "that", "this", "they"):
            yield _claim(scene, verb, speaker, what, "said it was so", 0.68)
    elif any(token.low == "indeed" for token in group):
        yield _claim(scene, verb, speaker, what, "indeed", 0.66)
    elif (
        len(group) > 1 and group[0].low in ("did", "do", "does") and verb.form == "B" and accused_near(scene, verb.last)
    ):
        yield _claim(scene, verb, speaker, what, "did", 0.62)
    elif _own_error(scene, verb) and about_self(scene, nouns, speaker) and not _of_several(scene, nouns):
        yield _claim(scene, verb, speaker, what, "own error", 0.7)
    elif _own_misdeed(scene, verb) and _asked(scene, said) and about_self(scene, nouns, speaker):
        yield _claim(scene, verb, speaker, what, f"told those who ask: {verb.lemma}", 0.68)


def _of_several(scene: Scene, nouns: list[Noun]) -> bool:
    """Whether others than a speaker are the subject: 'insists that reporters got it wrong'."""
    head = scene.doc.tokens[nouns[0].head]
    return head.tag == "N" and is_plural(head)


def by_answer(scene: Scene) -> Iterator[Confirmation]:
    """'"I lied," the sprinter said', '"Yes, we did," she answered'."""
    doc = scene.doc
    for quotation in scene.quotations:
        if quotation.speaker is None or quotation.last - quotation.first > _ANSWER:
            continue
        if doc.tokens[quotation.first + 1].low in YES:
            continue  # depends on what was asked
        opening = " ".join(t.low for t in doc.tokens[quotation.first + 1 : quotation.first + 7]) + " "
        if not any(opening.startswith(f"{start} ") for start in words("confirmation", "yes")):
            continue
        party = scene.actor(quotation.speaker)
        if party is not None:
            what = phrase(scene, quotation.first + 1)
            yield Confirmation(
                speaker=party.name,
                about=what,
                evidence=(scene.sentence(quotation.first + 1),),
                confidence=round(0.66 * party.sure, 2),
                how={"kind": "answered yes", "speaker": party.rule},
            )


def by_contradiction(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    """'Lee's account contradicts Ruiz's assertion that she had not met him': Lee says that she had."""
    doc = scene.doc
    if verb.lemma not in words("confirmation", "contradict") or verb.negative or verb.unreal or not verb.finite:
        return
    nouns = subject(doc, verb)
    if not nouns or doc.tokens[nouns[0].head].low not in words("confirmation", "account"):
        return
    teller = scene.who(clauses.owner_of(doc, nouns[0]))
    if teller is None and doc.tokens[nouns[0].last + 1].low in ("of", "by", "from"):
        teller = scene.who(clauses.noun_after(doc, nouns[0].last + 1))
    if teller is None:
        return
    for index in doc.verbs_in[doc.sentence_of[verb.first]]:
        denied = doc.verbs[index]
        mouths = scene.mouths(denied.last)
        if denied.first <= verb.last or not denied.finite or not mouths or mouths[-1][0].lemma != "assert":
            continue
        of_denial = doc.tokens[mouths[-1][0].cue].low == "denial"
        if not (denied.negative or of_denial):
            return
        yield Confirmation(
            speaker=teller.name,
            about=affirmation(scene, denied, mouths[-1][1]),
            evidence=(scene.sentence(verb.last),),
            confidence=round(_SET_AGAINST * teller.sure, 2),
            how={"kind": f"account: {verb.lemma}", "speaker": teller.rule},
        )
        return


def _own_error(scene: Scene, verb: VerbGroup) -> bool:
    """'misspoke', 'was wrong', 'made a mistake', 'got it wrong': what nobody says of themselves but to grant it."""
    doc = scene.doc
    if verb.passive or not (verb.form == "D" or verb.perfect):
        return False
    limit = min(doc.sentence(verb.last).last, verb.last + 6)
    lows = [token.low for token in doc.tokens[verb.last + 1 : limit + 1]]
    if verb.lemma == "be":
        return lows[:1] in (["wrong"], ["mistaken"]) or lows[:2] in (["at", "fault"], ["to", "blame"])
    noun = clauses.noun_after(doc, verb.last)
    head = doc.tokens[noun.head].low if noun is not None else ""
    if verb.lemma == "make":
        return head in ("mistake", "mistakes", "error", "errors")
    if verb.lemma in ("get", "have"):
        return "wrong" in lows and noun is not None
    return verb.lemma in ("misspeak", "err", "blunder", "misremember", "miscalculate")


def _own_misdeed(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what is told is wrong by itself, or stands beside an accusation or a denial."""
    if verb.passive or verb.lemma not in words("confirmation", "misdeed"):
        return False
    if verb.lemma not in words("confirmation", "innocent") or accused_near(scene, verb.last, claims=False):
        return True
    doc = scene.doc
    number = doc.sentence_of[verb.last]
    first = doc.sentences[max(0, number - 1)].first
    last = doc.sentences[min(len(doc.sentences) - 1, number + 1)].last
    return any(token.lemma in words("confirmation", "denied") for token in doc.tokens[first : last + 1])


def _asked(scene: Scene, said: Speech) -> bool:
    """Whether somebody speaks to those who inquire: 'told investigators', 'testified'."""
    doc = scene.doc
    if said.lemma == "testify":
        return True
    if said.lemma not in words("confirmation", "tell"):
        return False
    addressee = range(said.cue + 1, min(doc.sentence(said.cue).last, said.cue + 6) + 1)
    return any(doc.tokens[at].low in words("confirmation", "asker") for at in addressee if at < said.first)


def _claim(  # noqa: PLR0917 - one slot after another
    scene: Scene, verb: VerbGroup, speaker: Party, what: str, rule: str, sure: float
) -> Confirmation:
    return Confirmation(
        speaker=speaker.name,
        about=what,
        evidence=(scene.sentence(verb.last),),
        attributed_to=tuple(name for name in scene.chain(verb.last) if name != speaker.name),
        confidence=round(sure * (1 - 0.6 * (1 - speaker.sure)), 2),
        how={"kind": rule, "speaker": speaker.rule},
    )
