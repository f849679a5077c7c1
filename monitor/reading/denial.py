"""Denials: who says it is not so, professes not to know, refuses to answer, or grants the fact and plays it down."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events.claims import Denial
from events.claims.denial import Form
from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import entries, words
from monitor.reading.parties import Party
from monitor.reading.scene import Scene

_SPEAKS_FOR = frozenset("spokesman spokeswoman spokesperson lawyer attorney counsel barrister advocate solicitor".split())
_EXISTENTIAL = frozenset(("there", "it", "that", "this", "they", "these", "those"))
_NEAR = 12  # tokens
_PAIR = "the last two named"  # 'both denied it' is a claim each


def find(scene: Scene) -> Iterator[Denial]:
    """Every denial, in order; what one speaker denies in one breath is one."""
    held: Denial | None = None
    place = -1
    for verb in scene.doc.verbs:
        found = _read(scene, verb)
        if found is None:
            continue
        if _PAIR in found.how["speaker"]:
            yield from (msgspec.structs.replace(found, speaker=name) for name in found.speaker.split(" and "))
            continue
        if held is not None and _one_breath(scene, held, found, place, verb.last):
            held = msgspec.structs.replace(
                held,
                evidence=tuple(dict.fromkeys((*held.evidence, *found.evidence))),
                confidence=max(held.confidence, found.confidence),
            )
        else:
            if held is not None:
                yield held
            held = found
        place = verb.last
    if held is not None:
        yield held


def _one_breath(scene: Scene, held: Denial, found: Denial, before: int, here: int) -> bool:
    """Whether two denials of one speaker, by their tokens, are one: a sentence, or a paragraph's words in quotation."""
    doc = scene.doc
    apart = doc.sentence_of[here] - doc.sentence_of[before]
    if held.speaker != found.speaker or apart > 2 or doc.sentence(before).block != doc.sentence(here).block:  # noqa: PLR2004
        return False
    both_quoted = doc.tokens[before].quote >= 0 and doc.tokens[here].quote >= 0
    return apart == 0 or both_quoted or (apart == 1 and held.form == found.form)


def _read(scene: Scene, verb: VerbGroup) -> Denial | None:
    for rule in _RULES:
        found = rule(scene, verb)
        if found is not None:
            return found
    return None


def _claim(
    scene: Scene, verb: VerbGroup, speakers: list[Party], form: Form, rule: str, sure: float, about: str
) -> Denial | None:
    if not speakers:
        return None
    name = " and ".join(party.name for party in speakers[:3])
    outer = tuple(n for n in scene.chain(verb.last) if n not in {p.name for p in speakers})
    return Denial(
        speaker=name,
        form=form,
        about=about,
        evidence=(scene.sentence(verb.last),),
        attributed_to=outer,
        confidence=round(sure * min(party.sure for party in speakers), 2),
        how={"kind": rule, "speaker": ", ".join(party.rule for party in speakers), "form": rule},
    )


def _about(scene: Scene, at: int) -> str:
    """What follows a token in its clause, in the article's words."""
    limit = scene.doc.sentence(at).last
    return scene.about(min(at + 1, limit), min(limit, at + 16))


def _speaking(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The subjects that can speak for themselves."""
    return [p for p in scene.subjects(verb) if p.person or p.plural or p.rule != "name" or p.sure > 0.5]  # noqa: PLR2004


def _happened(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the act of speaking itself took place: neither negated, supposed, nor left undone."""
    if verb.negative or verb.unreal or scan.supposed(scene.doc, verb.first) or verb.future:
        return False
    if verb.infinitive:
        above = scan.governor(scene.doc, verb)
        return above is not None and above.lemma in ("continue", "move", "seek", "try", "go", "rush", "appear", "force", "use") and not above.negative
    return True


def _no_comment(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'said, "No comment"'."""
    doc = scene.doc
    if verb.lemma not in ("say", "reply", "respond", "answer", "add"):
        return None
    limit = doc.sentence(verb.last).last
    ahead = [doc.tokens[at].low for at in range(verb.last + 1, min(limit, verb.last + 6) + 1) if doc.tokens[at].tag not in ("Q", "P")]
    if ahead[:2] != ["no", "comment"]:
        return None
    return _claim(scene, verb, _speaking(scene, verb), "no_comment", "no comment", 0.85, "")


def _neither(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'without confirming or denying', 'neither confirmed nor denied'."""
    doc = scene.doc
    if verb.lemma != "confirm":
        return None
    around = [token.low for token in doc.tokens[max(doc.sentence(verb.first).first, verb.first - 4) : verb.last + 4]]
    if not ({"without", "neither"} & set(around) and any(low.startswith(("deny", "deni")) for low in around)):
        return None
    return _claim(scene, verb, _speaking(scene, verb), "no_comment", "neither confirmed nor denied", 0.85, "")


def _refusing_no(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'responded with a resounding "no"'."""
    doc = scene.doc
    if verb.lemma not in ("respond", "answer", "reply") or verb.negative:
        return None
    ahead = range(verb.last + 1, min(doc.sentence(verb.last).last, verb.last + 6) + 1)
    if not any(doc.tokens[at].low == "no" and doc.tokens[at - 1].tag == "Q" for at in ahead):
        return None
    return _claim(scene, verb, _speaking(scene, verb), "denial", "answered no", 0.8, "")


def _outright(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'denied that', 'denied meeting', 'rejected the allegation'."""
    doc = scene.doc
    strong = verb.lemma in words("denial", "deny")
    if any(token.low in ("without", "nor") for token in doc.tokens[max(0, verb.first - 3) : verb.first]):
        return None
    if any(token.low in ("confirm", "confirmed", "confirming") for token in doc.tokens[max(0, verb.first - 3) : verb.first]):
        return None
    if not (strong or verb.lemma in words("denial", "weak")) or not _happened(scene, verb):
        return None
    end = clauses.clause_end(doc, verb.last)
    target = clauses.noun_after(doc, verb.last)
    limit = min(end, verb.last + _NEAR)
    accused = any(doc.tokens[at].low in words("denial", "accusation") for at in range(verb.last + 1, limit + 1))
    if verb.passive:
        agent = clauses.complement(doc, verb.last, frozenset(("by",)), limit)
        return _claim(scene, verb, scene.parties_of([agent] if agent else []), "denial", f"denied by: {verb.lemma}", 0.75, "") if agent else None
    if strong:
        if target is not None and doc.tokens[target.head].low in words("denial", "withheld"):
            return None
        if target is not None and verb.lemma == "deny" and _recipient(scene, target):
            return None
    elif not accused:
        return None
    if verb.lemma == "defend":
        against = any(doc.tokens[at].low in ("against", "from") for at in range(verb.last + 1, limit + 1))
        if not (against and target is not None and doc.tokens[target.head].low.endswith(("self", "selves"))):
            return None
    form: Form = "denial"
    return _claim(scene, verb, _speaking(scene, verb), form, f"verb: {verb.lemma}", 0.9 if strong else 0.7, _about(scene, verb.last))


def _recipient(scene: Scene, target: Noun) -> bool:
    """Whether the object of 'deny' is whom something is withheld from: 'denied them entry'."""
    doc = scene.doc
    following = target.last + 1
    if following > doc.sentence(target.last).last:
        return False
    if doc.verb_at[following] >= 0 and doc.verbs[doc.verb_at[following]].finite:
        return False
    person = doc.tokens[target.head].low in ("him", "her", "them", "us", "me") or doc.tokens[target.head].tag == "NP"
    return (person and not any(t.tag == "POS" for t in doc.tokens[target.first : target.last])) or doc.noun(following) is not None


def _named_false(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'called the report "absurd"', 'dismissed it as nonsense'."""
    doc = scene.doc
    if verb.lemma not in words("denial", "naming") or verb.passive or not _happened(scene, verb):
        return None
    end = min(doc.sentence(verb.last).last, verb.last + 30)
    false = next((at for at in range(verb.last + 1, end + 1) if doc.tokens[at].low in words("denial", "false")), None)
    if false is None:
        return None
    span = range(verb.last + 1, false)
    accused = any(doc.tokens[at].low in words("denial", "accusation") or doc.tokens[at].low in ("it", "them", "that", "this") for at in span)
    if not accused or any(doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].lemma in words("denial", "naming") for at in span):
        return None
    return _claim(scene, verb, _speaking(scene, verb), "denial", f"named {doc.tokens[false].low}", 0.7, scene.about(verb.last + 1, false))


def _silence(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'declined to comment', 'did not respond to a request', 'would not say', 'had no comment'."""
    doc = scene.doc
    tokens = doc.tokens
    sentence = doc.sentence(verb.last)
    ahead = range(verb.last + 1, min(sentence.last, verb.last + _NEAR) + 1)
    found = False
    if verb.lemma in ("decline", "refuse") and not verb.negative and not verb.unreal and not scan.supposed(doc, verb.first):
        at = clauses.next_token(doc, verb.last)
        index = doc.verb_at[at] if at <= sentence.last else -1
        if index >= 0 and doc.verbs[index].infinitive:
            lemma = "" if doc.verbs[index].passive and doc.verbs[index].lemma not in ("draw", "interview", "quote") else doc.verbs[index].lemma
            said = {tokens[i].low for i in range(at, min(sentence.last, at + _NEAR) + 1)}
            found = lemma in words("denial", "answer") and (lemma != "say" or _open_ended(scene, doc.verbs[index])) and (lemma not in ("take", "give", "be", "offer", "get", "provide", "engage", "rule", "acknowledge", "speak", "talk", "weigh") or bool(said & {"interview", "interviews", "comment", "question", "questions", "details", "interviewed", "answer", "reporters", "out", "in"}))  # noqa: E501
        elif verb.lemma == "decline" and not verb.passive:
            found = any(tokens[i].low in ("comment", "interview") for i in ahead[:4])
    elif verb.negative and not scan.supposed(doc, verb.first):
        if verb.lemma in words("denial", "silent"):
            asked = any(tokens[i].low in words("denial", "request") for i in ahead)
            found = (asked or verb.lemma == "comment") and verb.modal in ("", "would", "wouldn't", "will", "won't", "cannot", "can't")
            found = found or (verb.lemma in ("respond", "comment") and not verb.modal)
        elif verb.modal in ("would", "wouldn't") and verb.lemma in ("say", "comment", "discuss", "confirm", "elaborate", "specify", "disclose", "reveal", "answer"):
            found = True
        elif verb.modal in ("can", "cannot", "can't") and verb.lemma == "comment":
            found = True
    if not found and verb.lemma in ("have", "make", "offer", "issue", "say") and not verb.unreal:
        noun = clauses.noun_after(doc, verb.last)
        found = noun is not None and tokens[noun.head].low == "comment" and any(t.low == "no" for t in tokens[noun.first : noun.head])
    if not found:
        return None
    speakers = [p for p in _speaking(scene, verb) if p.person or p.human or p.plural or p.rule != "name"]
    mouths = scene.mouths(verb.last)
    if mouths and mouths[-1][0].direct and not any(p.person for p in speakers):
        named = scene.subjects(verb)
        if not named or any(p.rule.startswith(("body", "description", "name of a body", "pronoun")) for p in named):
            speakers = [mouths[-1][1]]
    about = next((_about(scene, i) for i in ahead if tokens[i].low in ("on", "about", "whether", "if", "when", "what", "regarding")), "")
    return _claim(scene, verb, speakers, "no_comment", f"refusal: {verb.lemma}", 0.85, about)


def _open_ended(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'refused to say' leaves a question open: 'whether', 'how many', 'more', or nothing more."""
    at = clauses.next_token(scene.doc, verb.last)
    if at > scene.doc.sentence(verb.last).last:
        return True
    token = scene.doc.tokens[at]
    return token.tag in ("WH", "P", "SB", "IN", "CC", "TM") or token.low in ("anything", "more", "much", "how", "exactly", "what")


def _ignorance(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'said he was unaware of', '"I don't know about any meetings"', 'had no knowledge of'."""
    doc = scene.doc
    tokens = doc.tokens
    sentence = doc.sentence(verb.last)
    ahead = [tokens[at] for at in range(verb.last + 1, min(sentence.last, verb.last + 5) + 1) if tokens[at].tag != "Q"]
    lows = {token.low for token in ahead}
    found = False
    if verb.lemma == "be":
        found = bool(lows & words("denial", "ignorant")) or ((verb.negative or "not" in lows) and bool(lows & words("denial", "knowing")))
    elif verb.lemma in words("denial", "know"):
        nothing = verb.lemma == "know" and bool(ahead) and ahead[0].low == "nothing"
        found = nothing or verb.negative and verb.modal in ("", "could", "couldn't", "can't", "cannot") and _takes_fact(scene, verb)
    elif verb.lemma == "have":
        noun = clauses.noun_after(doc, verb.last)
        found = noun is not None and tokens[noun.head].low in words("denial", "knowledge") and (verb.negative or tokens[noun.first].low == "no")
    able = verb.negative and verb.modal in ("could", "couldn't", "can", "can't", "cannot")
    if not found or (verb.unreal and not able) or scan.supposed(doc, verb.first):
        return None
    return _from_mouth(scene, verb, "no_knowledge", f"ignorance: {verb.lemma}", 0.75, own=True)


def _takes_fact(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'not know' is about a fact: 'of', 'about', 'whether', 'the details', or the end of the clause."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    if at > doc.sentence(verb.last).last:
        return verb.form == "B"
    token = doc.tokens[at]
    if verb.lemma != "know":
        return True
    return token.low in ("of", "about", "whether", "if", "anything", "that", "any") or token.tag in ("D", "VG", "P", "WH")


def _from_mouth(scene: Scene, verb: VerbGroup, form: Form, rule: str, sure: float, *, own: bool) -> Denial | None:
    """The claim of whoever says what `verb` says. With `own`, only of what the speaker says about themselves."""
    mouths = scene.mouths(verb.last)
    if not mouths:
        return None
    said, speaker = mouths[-1]
    nouns = clauses.subject(scene.doc, verb)
    if own and not _about_self(scene, nouns, speaker):
        return None
    if said.cue > verb.last and not said.direct and said.lemma == "according":
        sure -= 0.1
    return _claim(scene, verb, [speaker], form, rule, sure, _about(scene, verb.first - 1 if verb.first else 0))


def _about_self(scene: Scene, nouns: list[Noun], speaker: Party) -> bool:
    for noun in nouns:
        party = scene.who(noun)
        if party is not None and party.name == speaker.name:
            return True
        low = scene.doc.tokens[noun.head].low
        if low in ("i", "we", "nobody"):
            return True
        if _spokesperson(scene, speaker):
            return True
    return False


def _spokesperson(scene: Scene, speaker: Party) -> bool:
    person = scene.doc.people.by_name.get(speaker.name)
    roles = person.roles if person is not None else set()
    return bool((roles | set(speaker.name.lower().split())) & _SPEAKS_FOR)


def _statement(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'said he did not discuss it', '"I never met him"', 'insisted there were no calls'."""
    doc = scene.doc
    if not verb.finite or scan.supposed(doc, verb.first):
        return None
    if not (verb.negative or (verb.lemma in ("have", "hold", "make", "do", "play", "receive") and _none(scene, verb))):
        return None
    if verb.modal and not (verb.modal in ("would", "wouldn't", "could", "couldn't") and _says(scene, verb, "never")):
        return None
    if verb.lemma in words("denial", "opinion") or verb.lemma not in words("denial", "misdeed"):
        return None
    never = _says(scene, verb, "never")
    past = verb.form == "D" or verb.perfect or any(doc.tokens[at].low in ("did", "didn't", "was", "wasn't", "were", "weren't", "had", "hadn't") for at in range(verb.first, verb.last + 1))  # noqa: E501
    if not (past or never):
        return None
    mouths = scene.mouths(verb.last)
    if not mouths:
        return None
    said, speaker = mouths[-1]
    strong = said.lemma in ("insist", "maintain", "deny", "contend", "swear", "reiterate", "restate", "claim", "testify", "assert", "be")
    nouns = clauses.subject(doc, verb)
    own = _about_self(scene, nouns, speaker)
    existential = any(doc.tokens[n.head].low in _EXISTENTIAL for n in nouns)
    if _in_relative(scene, nouns, verb):
        return None
    there = existential and verb.lemma == "be" and _contact(scene, verb)
    if not (own or there or (strong and not existential)):
        return None
    if verb.lemma == "be" and not (never or strong or there):
        return None
    if verb.lemma == "have" and not (_contact(scene, verb) or (strong and _none(scene, verb))):
        return None
    if verb.lemma == "do" and clauses.next_token(doc, verb.last) <= doc.sentence(verb.last).last and doc.tokens[clauses.next_token(doc, verb.last)].tag == "P":  # noqa: E501
        return None
    if verb.lemma in ("say", "tell", "ask") and not never:
        return None
    sure = 0.62 + 0.12 * strong + 0.06 * never + 0.06 * said.direct
    return _from_mouth(scene, verb, "denial", f"negated: {'never ' if never else ''}{verb.lemma}", sure, own=False)


def _none(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the object is 'no ...' or 'nothing wrong'."""
    noun = clauses.noun_after(scene.doc, verb.last)
    return noun is not None and (scene.doc.tokens[noun.first].low == "no" or scene.doc.tokens[noun.head].low == "nothing")


def _in_relative(scene: Scene, nouns: list[Noun], verb: VerbGroup) -> bool:
    """Whether the clause is 'for which he received no answer'."""
    first = min([n.first for n in nouns if n.first < verb.first] or [verb.first])
    return scene.doc.tokens[first - 1].tag == "WH" if first else False


def _contact(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'did not have' is about contacts, knowledge or something one is accused of."""
    noun = clauses.noun_after(scene.doc, verb.last, skip=("Q", "RB", "NEG"))
    low = scene.doc.tokens[noun.head].low if noun is not None else ""
    return low in words("meeting", "encounter") or low in words("denial", "accusation") or low in words("denial", "knowledge")


def _says(scene: Scene, verb: VerbGroup, word: str) -> bool:
    return any(scene.doc.tokens[at].low == word for at in range(max(0, verb.first - 1), verb.last + 1))


def _predicate(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'"It is false"', 'said the report was misleading', '"there is no truth"', 'had nothing to do with it'."""
    doc = scene.doc
    tokens = doc.tokens
    limit = min(doc.sentence(verb.last).last, verb.last + 5)
    ahead = [tokens[at].low for at in range(verb.last + 1, limit + 1) if tokens[at].tag not in ("Q", "RB")]
    nouns = clauses.subject(doc, verb)
    heads = {tokens[n.head].low for n in nouns}
    found = False
    if verb.lemma in ("be", "have") and not verb.unreal:
        pointed = bool(heads & {"it", "that", "this", "they", "these", "those"}) or bool(heads & words("denial", "accusation"))
        if pointed and not verb.negative:
            found = any(low in words("denial", "untrue") for low in ahead[:4])
        elif pointed and verb.negative:
            found = any(low in ("true", "accurate", "correct", "so", "misleading", "case") for low in ahead[:4])
        if "nothing" in ahead[:1] and "do" in ahead:
            found = True
        if ahead[:2] in (["no", "truth"], ["no", "substance"], ["no", "basis"], ["no", "merit"], ["no", "evidence"]):
            found = True
    if verb.lemma == "make" and "up" in ahead[:4] and not verb.negative and ahead[:1] != ["up"]:
        found = True
    if not found or scan.supposed(doc, verb.first):
        return None
    return _from_mouth(scene, verb, "denial", "predicate: false", 0.7, own=False)


def _played_down(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'played down', 'in his capacity as', 'misunderstood the question', 'taken out of context'."""
    doc = scene.doc
    tokens = doc.tokens
    sentence = doc.sentence(verb.last)
    following = tokens[verb.last + 1].low if verb.last < sentence.last else ""
    if verb.lemma == "play" and following == "down" and _happened(scene, verb):
        return _claim(scene, verb, _speaking(scene, verb), "denial", "played down", 0.8, _about(scene, verb.last + 1))
    if verb.negative or scan.supposed(doc, verb.first):
        return None
    ahead = [tokens[at].low for at in range(verb.last + 1, min(sentence.last, verb.last + 9) + 1)]
    capacity = "capacity" in ahead
    misunderstood = verb.lemma in ("misunderstand", "misinterpret", "misconstrue") or (verb.lemma == "take" and ahead[:3] == ["out", "of", "context"])
    if capacity or misunderstood:
        return _from_mouth(scene, verb, "clarification", "in another capacity" if capacity else f"verb: {verb.lemma}", 0.75, own=False)
    return None


def _idiom(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'would not be drawn', 'hung up', 'distanced himself', 'pleaded not guilty', 'brushed aside'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + 8)
    ahead = [doc.tokens[at].low for at in range(verb.last + 1, limit + 1) if doc.tokens[at].tag != "Q"]
    for idiom, form in entries("denial", "idiom").items():
        lemma, *rest = idiom.split()
        if lemma != verb.lemma:
            continue
        negated = rest[:1] == ["not"]
        fits = verb.negative == negated and _in_order(rest[1:] if negated else rest, ahead)
        if not fits and not (negated and not verb.negative and ahead[:1] == ["not"] and _in_order(rest, ahead)):
            continue
        if (verb.unreal and form != "no_comment") or scan.supposed(doc, verb.first) or verb.future:
            continue
        if form == "weak" and not any(low in words("denial", "accusation") for low in ahead):
            continue
        found: Form = "denial" if form == "weak" else form  # type: ignore[assignment]  # the lexicon holds the slot's values
        speakers = _speaking(scene, verb)
        mouths = scene.mouths(verb.last)
        if mouths and any(doc.tokens[n.head].low in ("i", "we", "it", "that", "this") for n in clauses.subject(doc, verb)):
            speakers = [mouths[-1][1]]
        return _claim(scene, verb, speakers, found, f"idiom: {idiom}", 0.75, _about(scene, verb.last))
    return None


def _in_order(wanted: list[str], words_ahead: list[str]) -> bool:
    """Whether some words follow one another, with at most three others between."""
    at = 0
    for word in wanted:
        options = ("himself", "herself", "themselves", "itself", "myself", "ourselves") if word == "oneself" else ("his", "her", "their", "its", "my", "our") if word == "one's" else (word,)  # noqa: E501
        position = next((i for i in range(at, min(at + 4, len(words_ahead))) if words_ahead[i] in options), None)
        if position is None:
            return False
        at = position + 1
    return True


def _benign(scene: Scene, verb: VerbGroup) -> Denial | None:
    """'said it was a routine visit', '"It was a coincidence"': the fact is granted, what is made of it is not."""
    doc = scene.doc
    if verb.negative or verb.unreal or verb.lemma not in ("be", "accept", "make", "act", "describe") or scan.supposed(doc, verb.first):
        return None
    mouths = scene.mouths(verb.last)
    if not mouths:
        return None
    limit = min(doc.sentence(verb.last).last, verb.last + 7)
    ahead = [doc.tokens[at].low for at in range(verb.last + 1, limit + 1) if doc.tokens[at].tag != "Q"]
    text = " ".join(ahead)
    if not any(phrase in f" {text} " for phrase in (f" {p} " for p in words("denial", "benign"))):
        return None
    return _claim(scene, verb, [mouths[-1][1]], "clarification", "benign", 0.6, scene.about(verb.first, limit))


_RULES = (
    _no_comment, _neither, _refusing_no, _silence, _outright, _named_false, _idiom, _ignorance, _statement, _predicate, _played_down, _benign,
)  # fmt: skip
