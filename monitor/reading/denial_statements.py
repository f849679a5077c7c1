"""Denials by what somebody says: 'said he did not', '"It is false"', 'was unaware', 'it was a coincidence'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denials import (
    Found,
    about,
    about_self,
    accused_near,
    ahead,
    clause,
    found,
    from_mouth,
    happened,
    none_object,
    speaking,
    speaks_for_others,
)
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase, proposition, unknown

_ACCUSES = frozenset("allege accuse charge complain".split())
_EXISTENTIAL = frozenset(("there", "it", "that", "this", "they", "these", "those"))
_TELLING = frozenset(  # what a speaker may leave untold
    "give offer provide name identify specify elaborate set disclose reveal explain detail mention cite indicate "
    "clarify say expand address describe state spell divulge".split()
)
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
    elif verb.lemma in words("denial", "know"):
        nothing = verb.lemma == "know" and (following[:1] == ["nothing"] or following[:2] == ["of", "no"])
        professed = nothing or (negative and verb.modal in ("", *_ABLE) and _takes_fact(scene, verb))
    elif verb.lemma == "have":
        noun = clauses.noun_after(doc, verb.last)
        professed = (
            noun is not None
            and doc.tokens[noun.head].low in words("denial", "knowledge")
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
    if _narrated(said, subject(doc, verb)):
        return None
    if about_self(scene, subject(doc, verb), speaker):
        return from_mouth(scene, verb, "no_knowledge", f"ignorance: {verb.lemma}", 0.75, unknown(scene, verb))
    return (
        from_mouth(scene, verb, "denial", f"ignorance of others: {verb.lemma}", 0.6, proposition(scene, verb))
        if said.lemma in words("denial", "insist")
        else None
    )


def _takes_fact(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'not know' is about a fact: 'of', 'about', 'whether', 'the details', or the end of the clause."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    if at > doc.sentence(verb.last).last:
        return verb.form == "B"
    token = doc.tokens[at]
    if {"sure", "certain", "exactly"} & set(ahead(scene, verb, 2)) or _to_do(doc, at):
        return False  # 'don't know for sure where', 'does not know what to expect'
    return (
        verb.lemma != "know"
        or token.low in ("of", "about", "whether", "if", "anything", "that", "any")
        or token.tag in ("D", "VG", "P", "WH")
    )


def _to_do(doc: Document, at: int) -> bool:
    """Whether a token opens a question of what to do: 'what to expect', 'how to go on'."""
    return doc.tokens[at].tag == "WH" and at + 1 < len(doc.tokens) and doc.tokens[at + 1].tag == "TO"


def statement(scene: Scene, verb: VerbGroup) -> Found | None:  # noqa: PLR0911 - a grammar is a list of cases
    """'said he did not discuss it', '"I never met him"', 'insisted there were no calls', 'said she broke no rule'."""
    doc = scene.doc
    none = none_object(scene, verb)
    negative = scan.negated(doc, verb)
    if not verb.finite or not (negative or none) or scan.supposed(doc, verb.first):
        return None
    never = _says(scene, verb, "never")
    if (verb.modal and not (never and verb.modal in ("would", "wouldn't", "could", "couldn't"))) or verb.lemma in words(
        "denial", "opinion"
    ):
        return None
    if _withheld(scene, verb):
        return None
    mouths = scene.mouths(verb.last)
    if not mouths or not (never or _past(scene, verb) or (verb.lemma in words("denial", "state") and verb.form == "B")):
        return None
    said, speaker = mouths[-1]
    strong = said.lemma in words("denial", "insist")
    nouns = subject(doc, verb)
    existential = any(doc.tokens[n.head].low in _EXISTENTIAL for n in nouns)
    there = (
        any(doc.tokens[n.head].low == "there" for n in nouns)
        and verb.lemma == "be"
        and ((none and accused_near(scene, verb.last)) or _contact(scene, verb))
    )
    flat = negative and not verb.negative and accused_near(scene, verb.last, claims=False)  # 'no such order was given'
    own = about_self(scene, nouns, speaker) or flat
    if (
        _narrated(said, nouns)
        or said.lemma in _ACCUSES
        or _conditional(scene, said, verb)
        or ahead(scene, verb, 1) in (["only"], ["just"])
    ):
        return None
    if _in_relative(scene, nouns, verb) or not (own or there or (strong and not existential)):
        return None
    if actions.of_verb(doc, verb) is not None:
        return None  # 'said he was not resigning' is an outcome refused
    if not _weighty(scene, verb, strong=strong, never=never, there=there, none=none):
        return None
    known = verb.lemma in words("denial", "misdeed")
    sure = (
        0.65
        + 0.06 * (known and accused_near(scene, verb.last, claims=False))
        + 0.1 * speaks_for_others(scene, speaker)
        + 0.12 * strong
        + 0.06 * never
        + 0.06 * said.direct
        - 0.2 * (not known and not accused_near(scene, verb.last))
    )
    rule = f"negated: {'never ' if never else ''}{verb.lemma}"
    return from_mouth(scene, verb, "denial", rule, sure, proposition(scene, verb))


def _narrated(said: Speech, nouns: list[Noun]) -> bool:
    """Whether the speaker's own phrase is the subject: 'the board found ... but did not punish her'."""
    return any(noun in said.speakers for noun in nouns)


def _conditional(scene: Scene, said: Speech, verb: VerbGroup) -> bool:
    """Whether what is said hangs on something unreal: 'said that he could prove that the bank did not know'."""
    doc = scene.doc
    above = scan.governor(doc, verb)
    return (
        above is not None
        and said.first <= above.first
        and (above.unreal or above.future)
        and not any(token.text in (",", ";") or token.tag == "CC" for token in doc.tokens[above.last : verb.first])
    )


def _withheld(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the writer tells what a speaker left unsaid: 'said it would pay, but did not give a date'."""
    doc = scene.doc
    at = verb.first - 1
    while at > 0 and doc.tokens[at].tag == "RB":
        at -= 1
    joined = doc.tokens[at].low in ("but", "and", "though", "although") and doc.tokens[at].quote < 0
    return joined and verb.lemma in _TELLING


def _past(scene: Scene, verb: VerbGroup) -> bool:
    helpers = ("did", "didn't", "was", "wasn't", "were", "weren't", "had", "hadn't")
    return (
        verb.form == "D"
        or verb.perfect
        or any(token.low in helpers for token in scene.doc.tokens[verb.first : verb.last + 1])
    )


def _weighty(scene: Scene, verb: VerbGroup, *, strong: bool, never: bool, there: bool, none: bool) -> bool:
    """Whether an empty verb is filled with something that one can be accused of."""
    if verb.lemma == "be":
        return never or strong or there
    if verb.lemma == "have":
        return _contact(scene, verb) or (strong and none)
    if verb.lemma in ("say", "tell", "ask"):
        return never
    if verb.lemma == "do":
        at = clauses.next_token(scene.doc, verb.last)
        return at <= scene.doc.sentence(verb.last).last and scene.doc.tokens[at].tag != "P"
    return True


def _in_relative(scene: Scene, nouns: list[Noun], verb: VerbGroup) -> bool:
    """Whether the clause is 'for which he received no answer'."""
    before = [n for n in nouns if n.first < verb.first]
    first = min([n.first for n in before] or [verb.first])
    last = max([n.last for n in before] or [verb.first])
    relative = any(token.tag == "WH" for token in scene.doc.tokens[last + 1 : verb.first])
    return relative or (scene.doc.tokens[first - 1].tag == "WH" if first else False)


def _contact(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'did not have' is about contacts, knowledge or something one is accused of."""
    noun = clauses.noun_after(scene.doc, verb.last, skip=("Q", "RB", "NEG"))
    low = scene.doc.tokens[noun.head].low if noun is not None else ""
    return (
        low in words("meeting", "encounter")
        or low in words("denial", "accusation")
        or low in words("denial", "knowledge")
    )


def _says(scene: Scene, verb: VerbGroup, word: str) -> bool:
    return any(scene.doc.tokens[at].low == word for at in range(max(0, verb.first - 1), verb.last + 1))


def predicate(scene: Scene, verb: VerbGroup) -> Found | None:
    """'"It is false"', 'said the report was misleading', '"there is no truth"', 'had nothing to do with it'."""
    doc = scene.doc
    following = [
        low
        for low in ahead(scene, verb, 7)
        if low
        not in ("absolutely", "completely", "totally", "just", "simply", "utterly", "all", "entirely", "categorically")
    ]
    text = f" {' '.join(following)} "
    nouns = subject(doc, verb)
    heads = {doc.tokens[n.head].low for n in nouns}
    if not heads and verb.first and doc.tokens[verb.first - 1].low in ("that", "this"):
        heads = {doc.tokens[verb.first - 1].low}  # 'That is a lie'
    negative = scan.negated(doc, verb)
    pointed = bool(heads & (_EXISTENTIAL - {"there"} | words("denial", "accusation")))
    hit = False
    if verb.lemma in ("be", "have") and not verb.unreal:
        if following[:1] == ["only"] or following[:2] == ["not", "only"]:
            return None
        if negative or following[:1] == ["not"]:
            hit = pointed and any(low in words("denial", "truth") for low in following[:4])
            hit = hit or (
                any(low in words("denial", "blame") for low in following[:4])
                and not (set(following[1:4]) - set(following[:1])) & {"there", "present"}
                and _of_self(scene, verb, nouns)
            )
        else:
            hit = pointed and any(low in words("denial", "untrue") for low in following[:4])
            hit = hit or any(f" {phrase} " in text for phrase in words("denial", "untrue_phrase"))
    elif verb.lemma == "make":
        hit = "up" in following[1:4] and not verb.negative
    elif verb.lemma in ("happen", "occur"):
        hit = verb.negative and bool(heads & {"it", "that", "this", "none"})
    if not hit or scan.supposed(doc, verb.first):
        return None
    if verb.lemma in ("be", "have") and scan.neg_raised(doc, verb.first):
        return None
    by_itself = bool(heads & words("denial", "accusation")) or not heads & _EXISTENTIAL
    rule = "predicate: false" if by_itself else "it is false"
    return from_mouth(scene, verb, "denial", rule, 0.7, _untrue(scene, verb, nouns))


def _untrue(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> str:
    """What is said to be untrue: 'reports of a rift' of 'reports of a rift were false'."""
    doc = scene.doc
    if _of_self(scene, verb, nouns):
        return proposition(scene, verb)
    named = [n for n in nouns if n.first < verb.first and doc.tokens[n.head].low not in _EXISTENTIAL]
    if named:
        return phrase(scene, named[0].first, verb.first - 1)
    limit = min(doc.sentence(verb.last).last, verb.last + 12)
    for at in range(verb.last + 1, limit):
        if doc.tokens[at].tag == "SB" and doc.tokens[at].low == "that":
            return phrase(scene, at)
        if doc.tokens[at].low in ("in", "to", "with", "about") and doc.noun(at + 1) is not None:
            what = phrase(scene, at + 1)
            return "" if what.lower() in ("it", "that", "this", "them") else what
    return ""


def _of_self(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> bool:
    mouths = scene.mouths(verb.last)
    return bool(mouths) and about_self(scene, nouns, mouths[-1][1])


def insistence(scene: Scene, verb: VerbGroup) -> Found | None:
    """'insisted that the fumes came from elsewhere', where an accusation is spoken of beside it."""
    if verb.lemma not in ("insist", "maintain", "protest", "counter", "contend") or not happened(scene, verb):
        return None
    said = scene.by_cue.get(verb.last)
    if said is None or not accused_near(scene, verb.last):
        return None
    if any(
        scene.doc.tokens[at].low in ("should", "must", "will", "would")
        for at in range(said.first, min(said.last, said.first + 12) + 1)
    ):
        return None
    sure = 0.64 if accused_near(scene, verb.last, claims=False) else 0.55
    return found(
        scene, verb, speaking(scene, verb), "denial", f"insistence: {verb.lemma}", sure, about(scene, verb.last)
    )


def misread(scene: Scene, verb: VerbGroup) -> Found | None:
    """'met him in his capacity as a senator', 'misunderstood the question', 'taken out of context'."""
    if verb.negative or verb.infinitive or verb.future or verb.unreal or scan.supposed(scene.doc, verb.first):
        return None
    following = ahead(scene, verb, 9)
    misunderstood = verb.lemma in ("misunderstand", "misinterpret", "misconstrue", "misspeak") or (
        verb.lemma == "take" and following[:3] == ["out", "of", "context"]
    )
    if verb.lemma in words("denial", "explaining") and not verb.passive:
        limit = scene.doc.sentence(verb.last).last
        for at in range(verb.last + 2, limit):
            if scene.doc.tokens[at].low == "as" and scene.doc.tokens[at + 1].low in words("denial", "meaning"):
                what = phrase(scene, verb.last + 1, at - 1)
                return found(scene, verb, speaking(scene, verb), "clarification", "meant as", 0.75, what)
    mouths = scene.mouths(verb.last)
    admitted = bool(mouths) and mouths[-1][0].lemma in words("confirmation", "acknowledge")
    if admitted or ("capacity" not in following and not misunderstood):
        return None
    return from_mouth(
        scene,
        verb,
        "clarification",
        "in another capacity" if not misunderstood else f"verb: {verb.lemma}",
        0.75,
        clause(scene, verb),
    )


def benign(scene: Scene, verb: VerbGroup) -> Found | None:
    """'said it was a routine visit', '"It was a coincidence"': the fact is granted, what is made of it is not."""
    if (
        verb.negative
        or verb.unreal
        or verb.lemma not in ("be", "accept", "act")
        or scan.supposed(scene.doc, verb.first)
    ):
        return None
    mouths = scene.mouths(verb.last)
    text = f" {' '.join(ahead(scene, verb, 7))} "
    if not mouths or not any(f" {phrase} " in text for phrase in words("denial", "benign")):
        return None
    return found(scene, verb, [mouths[-1][1]], "clarification", "benign", 0.68, clause(scene, verb))


def granted(scene: Scene, verb: VerbGroup) -> Found | None:
    """'acknowledged the loan but said it was repaid', 'did not deny the trip, but said it was for work'."""
    doc = scene.doc
    grants = verb.lemma in words("confirmation", "acknowledge") or verb.lemma == "accept"
    grants = (grants and not verb.negative) or (verb.lemma in ("deny", "dispute") and verb.negative)
    if not grants or verb.unreal or verb.passive or verb.infinitive or scan.supposed(doc, verb.first):
        return None
    limit = doc.sentence(verb.last).last
    for at in range(verb.last + 2, limit):
        if doc.tokens[at].low not in ("but", "although", "though"):
            continue
        index = next((doc.verb_at[i] for i in range(at + 1, min(at + 8, limit) + 1) if doc.verb_at[i] >= 0), -1)
        if index < 0 or doc.verbs[index].lemma not in (
            "say",
            "insist",
            "maintain",
            "argue",
            "claim",
            "contend",
            "stress",
            "deny",
        ):
            return None
        speakers = speaking(scene, verb)
        then = scene.actors(doc.verbs[index])
        same = bool(speakers) and (not then or then[0].name == speakers[0].name)
        return found(scene, verb, speakers, "clarification", "granted, but", 0.6, about(scene, at)) if same else None
    return None


def by_quotation(scene: Scene) -> Iterator[Found]:
    """'"No," said the chairman', '"Absolutely not," she replied'."""
    doc = scene.doc
    for quotation in scene.quotations:
        if quotation.speaker is None or quotation.last - quotation.first > 40:  # noqa: PLR2004 - an answer, not a speech
            continue
        opening = " ".join(t.low for t in doc.tokens[quotation.first + 1 : quotation.first + 5])
        if not any(f"{opening} ".startswith(f"{phrase} ") for phrase in words("denial", "flat_no")):
            continue
        party = scene.actor(quotation.speaker)
        if party is not None:
            sure = 0.62 if accused_near(scene, quotation.first + 1) else 0.5
            yield Found(quotation.first + 1, [party], "denial", "answered no", sure, "")


RULES = (ignorance, statement, predicate, insistence, misread, benign, granted)
