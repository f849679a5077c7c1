"""Denials by what somebody says: 'said he did not', '"I never met him"', '"No," she said', 'insisted that'."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.denial.finding import (
    EXISTENTIAL,
    Found,
    about,
    about_self,
    accused_near,
    ahead,
    found,
    from_mouth,
    happened,
    in_past,
    narrated,
    none_object,
    speaking,
    speaks_for_others,
)
from monitor.reading.denial.ignorance import INFORMING, takes_fact
from monitor.reading.lexicon import words
from monitor.reading.quotations import Quotation
from monitor.reading.scene import Scene
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject
from monitor.reading.substance import proposition

_ACCUSES = frozenset("allege accuse charge complain".split())
_QUESTIONED = frozenset("ask press question challenge quiz".split())
_FILED = ("file", "lodge", "bring")
_FEW = 4  # words
_SCORN = frozenset(  # what a report is called in a word
    "nonsense garbage hogwash baloney rubbish bunk hooey malarkey bull bullshit poppycock balderdash untrue".split()
)
_BEFORE = 6  # tokens between a verb of asking and its question
_DEALING = frozenset(  # what a spokesman would not say of his principal unless somebody had
    "discuss meet know see ask tell speak talk order request direct instruct authorize authorise approve promise offer "
    "pay take receive accept solicit seek sign send write use share offer hire contact pressure influence".split()
)
_TELLING = frozenset(  # what a speaker may leave untold
    "give offer provide name identify specify elaborate set disclose reveal explain detail mention cite indicate "
    "clarify say expand address describe state spell divulge".split()
)


_UNFORESEEN = frozenset("envision envisage imagine think expect anticipate dream hope believe find".split())


def statement(scene: Scene, verb: VerbGroup) -> Found | None:  # noqa: PLR0911 - a grammar is a list of cases
    """'said he did not discuss it', '"I never met him"', 'insisted there were no calls', 'said she broke no rule'."""
    doc = scene.doc
    none = none_object(scene, verb)
    negative = scan.negated(doc, verb)
    if not verb.finite or not (negative or none) or scan.supposed(doc, verb.first):
        return None
    never = _says(scene, verb, "never") or _fronted(scene, verb)
    if _answers_nothing(scene, verb, never=never):
        return None
    mouths = scene.mouths(verb.last)
    if not mouths or not (
        never or in_past(scene, verb) or (verb.lemma in words("denial", "state") and verb.form == "B")
    ):
        return None
    said, speaker = mouths[-1]
    strong = said.lemma in words("denial", "insist")
    nouns = subject(doc, verb)
    existential = any(doc.tokens[n.head].low in EXISTENTIAL for n in nouns)
    there = (
        any(doc.tokens[n.head].low == "there" for n in nouns)
        and verb.lemma == "be"
        and ((none and accused_near(scene, verb.last)) or _contact(scene, verb))
    )
    flat = negative and not verb.negative and accused_near(scene, verb.last, claims=False)  # 'no such order was given'
    own = about_self(scene, nouns, speaker) or flat or _no_part(scene, verb, none=none)
    own = own or _vouched(scene, verb, nouns)
    if (
        narrated(said, nouns)
        or said.lemma in _ACCUSES
        or _conditional(scene, said, verb)
        or ahead(scene, verb, 1) in (["only"], ["just"])
        or (verb.perfect and _so_far(scene, verb))
    ):
        return None
    if _in_relative(scene, nouns, verb) or not (own or there or (strong and not existential)):
        return None
    if actions.of_verb(doc, verb) is not None:
        return None  # 'said he was not resigning' is an outcome refused
    if not _weighty(scene, verb, strong=strong, never=never, there=there, none=none):
        return None
    known = verb.lemma in words("denial", "misdeed") | words("denial", "wrongful")
    behalf = speaks_for_others(scene, speaker)
    sure = (
        0.65
        + 0.06 * (known and accused_near(scene, verb.last, claims=False))
        + 0.1 * behalf
        + 0.12 * strong
        + 0.06 * never
        + 0.06 * said.direct
        - 0.2 * (not known and not behalf and not accused_near(scene, verb.last))
    )
    rule = f"negated: {'never ' if never else ''}{verb.lemma}"
    hit = from_mouth(scene, verb, "denial", rule, sure, proposition(scene, verb))
    itself = (
        strong or (behalf and _deals(scene, verb)) or _wrongful(scene, verb) or (never and _acquainted(scene, verb))
    )
    return hit._replace(by_itself=itself) if hit is not None else None


def _so_far(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what has not been done may still be: 'has not so far begun', 'has to date made no arrest'."""
    tokens = scene.doc.tokens
    text = " ".join(token.low for token in tokens[max(0, verb.first - 3) : verb.last + 4])
    return any(f" {phrase} " in f" {text} " for phrase in ("yet", "so far", "thus far", "to date", "as yet"))


def _vouched(scene: Scene, verb: VerbGroup, nouns: list[Noun]) -> bool:
    """Whether a speaker says of somebody who is accused that they did no wrong: '"She did not mislead anyone"'."""
    misled = verb.negative and verb.lemma in words("denial", "wrongful")
    following = ahead(scene, verb, 2)
    blameless = verb.lemma == "do" and following[:1] == ["nothing"] and set(following) & words("denial", "misdone")
    if not (misled or blameless or _wrongful(scene, verb)) or not accused_near(scene, verb.last, claims=False):
        return False
    return any((party := scene.who(noun)) is not None and (party.person or party.human) for noun in nouns)


def _deals(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb is of dealing with others: 'did not discuss', 'had no contact'."""
    return verb.lemma in _DEALING or (verb.lemma == "have" and _contact(scene, verb))


def _answers_nothing(scene: Scene, verb: VerbGroup, *, never: bool) -> bool:
    """Whether a negated verb tells of a wish, a view, what is left untold, or of no charge having been brought."""
    impossible = verb.modal in ("could", "couldn't", "can", "cannot", "can't") and verb.perfect
    if impossible and "without" in ahead(scene, verb, 6):
        return True  # 'could not have moved forward without it'
    if verb.modal and not impossible and not (never and verb.modal in ("would", "wouldn't", "could", "couldn't")):
        return True
    client = any(scene.doc.tokens[noun.head].low in ("client", "clients") for noun in subject(scene.doc, verb))
    told = never and (verb.perfect or verb.form == "D") and (client or accused_near(scene, verb.last))
    such = ahead(scene, verb, 2) == ["no", "such"]  # 'made no such call'
    unmeant = verb.lemma in _UNFORESEEN  # 'we never imagined that it would come to this'
    if verb.lemma in words("denial", "opinion") and (unmeant or not (told or such)):
        return True
    if verb.passive and verb.lemma in ("accuse", "charge", "indict", "convict", *_FILED, *INFORMING):
        return True  # 'he has not been accused of wrongdoing', 'no complaint was filed'
    return _withheld(scene, verb) or (verb.lemma in words("denial", "know") and not takes_fact(scene, verb))


def _wrongful(scene: Scene, verb: VerbGroup) -> bool:
    """Whether nobody would say that he had not done it unless he was said to have: 'never harassed', 'broke no law'."""
    if verb.lemma in words("denial", "wrongful"):
        return True
    noun = clauses.noun_after(scene.doc, verb.last)
    if verb.lemma in ("have", "play") and noun is not None:
        return scene.doc.tokens[noun.head].low in (
            "role",
            "part",
            "involvement",
            "hand",
            "say",
            "affair",
            "contact",
            "dealings",
        )
    return (
        verb.lemma in ("break", "violate", "breach", "do", "commit")
        and noun is not None
        and bool({token.low for token in scene.doc.tokens[noun.first : noun.last + 1]} & words("denial", "rule"))
    )


def _acquainted(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb is one of dealing with somebody named or in office: 'never met the broker', 'never knew him'."""
    doc = scene.doc
    noun = clauses.noun_after(doc, verb.last, skip=("IN", "TO", "RB", "Q"))
    party = scene.who(noun)
    if verb.lemma not in words("denial", "acquaintance") or noun is None or party is None:
        return False
    lows = {token.low for token in doc.tokens[noun.first : noun.last + 1]}
    return not lows & (
        words("people", "kin") | {"a", "an", "any", "another", "such", "grandfather", "grandmother", "parents"}
    ) and (party.person or party.human or party.rule.startswith("name"))


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


def _weighty(scene: Scene, verb: VerbGroup, *, strong: bool, never: bool, there: bool, none: bool) -> bool:
    """Whether an empty verb is filled with something that one can be accused of."""
    if verb.lemma == "be":
        return never or strong or there or (ahead(scene, verb, 1) in (["a"], ["an"]) and accused_near(scene, verb.last))
    if verb.lemma == "have":
        return _contact(scene, verb) or _wrongful(scene, verb) or (strong and none)
    if verb.lemma in ("say", "tell", "ask"):
        return never or (
            ahead(scene, verb, 1) in (["it"], ["that"], ["this"], ["so"]) and accused_near(scene, verb.last)
        )
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


def _no_part(scene: Scene, verb: VerbGroup, *, none: bool) -> bool:
    """'said that money played no part in it'."""
    noun = clauses.noun_after(scene.doc, verb.last) if none and verb.lemma in ("play", "have") else None
    return noun is not None and scene.doc.tokens[noun.head].low in ("part", "role", "bearing", "influence")


def _fronted(scene: Scene, verb: VerbGroup) -> bool:
    """Whether what negates a verb opens its clause: 'At no time did I tell anyone'."""
    tokens = scene.doc.tokens
    return verb.negative and not any(
        token.tag == "NEG" or token.low.endswith(("n't", "not"))
        for token in tokens[max(0, verb.first - 1) : verb.last + 2]
    )


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
    sure = 0.7 if accused_near(scene, verb.last, claims=False) else 0.55
    return found(
        scene, verb, speaking(scene, verb), "denial", f"insistence: {verb.lemma}", sure, about(scene, verb.last)
    )


def by_quotation(scene: Scene) -> Iterator[Found]:
    """'"No," said the chairman', '"Absolutely not," she replied'."""
    doc = scene.doc
    for quotation in scene.quotations:
        if quotation.speaker is None or quotation.last - quotation.first > 40:  # noqa: PLR2004 - an answer, not a speech
            continue
        told = [t.low for t in doc.tokens[quotation.first + 1 : min(quotation.first + 5, quotation.last)]]
        if quotation.last <= quotation.first + 5 and told[-1:] == [","]:
            told[-1] = "."  # '"I was not," she said'
        opening = " ".join(told)
        if _all_made_up(scene, quotation) and (party := scene.actor(quotation.speaker)) is not None:
            yield Found(quotation.first + 1, [party], "denial", "called made up", 0.74, "")
            continue
        if opening.startswith("no comment") and (party := scene.actor(quotation.speaker)) is not None:
            yield Found(quotation.first + 1, [party], "no_comment", "no comment", 0.85, "")
            continue
        if doc.tokens[quotation.first - 1].low == "to":
            continue  # 'promised to "never, ever" back down'
        if not any(f"{opening} ".startswith(f"{phrase} ") for phrase in words("denial", "flat_no")):
            continue
        party = scene.actor(quotation.speaker)
        if party is not None:
            accused = accused_near(scene, quotation.first + 1, asked=False)
            asked = _asked_of_past(scene, quotation)
            sure = 0.8 if asked else 0.68 if accused else 0.5
            called_for = asked or accused
            yield Found(quotation.first + 1, [party], "denial", "answered no", sure, "", called_for=called_for)


def _all_made_up(scene: Scene, quotation: Quotation) -> bool:
    """Whether a quotation has a sentence of a few words, none of them a verb, that call something made up."""
    doc = scene.doc
    for number in range(doc.sentence_of[quotation.first], doc.sentence_of[quotation.last] + 1):
        sentence = doc.sentences[number]
        inside = range(max(sentence.first, quotation.first), min(sentence.last, quotation.last) + 1)
        told = [doc.tokens[at] for at in inside if doc.tokens[at].tag not in ("P", "Q")]
        acts = [doc.verbs[doc.verb_at[at]] for at in inside if doc.verb_at[at] >= 0]
        verbless = not any(verb.finite and subject(doc, verb) for verb in acts)
        ends = {told[0].low, told[-1].low} if told else set()
        few = 0 < len(told) <= _FEW and verbless and bool(ends & (words("denial", "made_up") | _SCORN))
        if few and accused_near(scene, inside[0], claims=False):
            return True
    return False


def _asked_of_past(scene: Scene, quotation: Quotation) -> bool:
    """Whether a question of what somebody did or was is put beside an answer: 'asked if she had', 'Did he take it?'."""
    doc = scene.doc
    number = doc.sentence_of[quotation.first]
    for sentence in doc.sentences[max(0, number - 1) : number + 1]:
        tokens = [token for token in doc.tokens[sentence.first : sentence.last + 1] if token.tag != "Q"]
        if tokens and tokens[-1].text == "?" and tokens[0].low in ("did", "had", "was", "were", "has", "have"):
            return True
        for at in range(sentence.first, sentence.last + 1):
            if doc.tokens[at].low not in ("if", "whether"):
                continue
            asks = {token.lemma for token in doc.tokens[max(sentence.first, at - _BEFORE) : at]} & _QUESTIONED
            after = (doc.verbs[doc.verb_at[i]] for i in range(at, sentence.last + 1) if doc.verb_at[i] >= 0)
            inner = next(after, None)
            if asks and inner is not None and not inner.modal and (inner.perfect or inner.form == "D"):
                return True
    return False


RULES = (statement, insistence)
