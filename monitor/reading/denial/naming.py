"""Denials by what an accusation is called: 'called it baseless', 'dismissed it as gossip', 'a claim called absurd'."""

from __future__ import annotations

from monitor.reading import clauses
from monitor.reading.chunks import VerbGroup
from monitor.reading.denial.finding import Found, accused_near, found, happened, speaking
from monitor.reading.denial.receptions import POINTING, by_agent, charge, judges, rejected
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_NEAR = 12  # tokens
_NAMING = 30  # tokens between a verb of naming and what something is called
_UTTERED = frozenset("remark remarks comment comments statement statements testimony words answer answers".split())
_SCORN = frozenset("nonsense rubbish garbage hogwash baloney poppycock balderdash".split())
_FLATLY = frozenset("lie lies false untrue fabrication falsehood fiction falsehoods untruthful".split())
_EVENTS = ("attack", "attacks", "video", "letter", "affair")  # what happened, before it is an accusation


def scorned(scene: Scene, verb: VerbGroup) -> Found | None:
    """'condemned the charges as tittle-tattle', 'dismissed the report as the work of rivals'."""
    doc = scene.doc
    if verb.lemma not in words("denial", "scorning") | words("denial", "railing") or not _names(scene, verb):
        return None
    accused = charge(scene, verb.last, also=words("denial", "proceeding"))
    if accused is None or not _as(scene, accused):
        return None
    if not _scorned(scene, verb, accused) and not _as_false(scene, accused):
        return None
    end = min(doc.sentence(verb.last).last, verb.last + _NAMING)
    what = rejected(scene, verb, end)
    return found(scene, verb, speaking(scene, verb), "denial", f"named: {verb.lemma}", 0.76, what)


def named_false(scene: Scene, verb: VerbGroup) -> Found | None:
    """'called the report "absurd"', 'dismissed it as nonsense', 'a claim that she called absurd'."""
    doc = scene.doc
    end = min(doc.sentence(verb.last).last, verb.last + _NAMING)
    false = next((at for at in range(verb.last + 1, end + 1) if doc.tokens[at].low in words("denial", "false")), None)
    if verb.lemma not in words("denial", "naming") or false is None or not _names(scene, verb):
        return None
    uttered = _UTTERED if doc.tokens[false].low in _FLATLY else frozenset()
    accused = charge(scene, verb.last, also=words("denial", "proceeding") | uttered)
    rule = f"named {doc.tokens[false].low}"
    if accused is None and (gap := _antecedent(scene, verb, false)) is not None:
        return found(scene, verb, speaking(scene, verb), "denial", rule, 0.8, gap)
    span = range(verb.last + 1, false)
    inner = [doc.verbs[doc.verb_at[at]] for at in span if doc.verb_at[at] >= 0]
    if any(other.lemma in words("denial", "naming") or _participle(doc, other) for other in inner):
        return None
    if accused is None or not verb.last < accused < false:
        accused = _within(scene, verb, false) or _called_after(scene, verb, false)
    scorned = doc.tokens[false].low in _SCORN and _told_of(scene, verb)
    lie = (doc.tokens[false].low in words("denial", "made_up") or scorned) and _told_before(scene, verb)
    untrue = doc.tokens[false].low in words("denial", "untrue") and accused_near(scene, verb.last)
    if accused is None and not (_pointed(scene, verb) and (lie or untrue)):
        return None
    head = doc.tokens[accused].low if accused is not None else ""
    if head in _EVENTS and not accused_near(scene, verb.last, claims=False, asked=False):
        return None  # 'described the attack as a provocation'
    after = doc.noun(accused) if accused is not None and accused > false else None
    what = phrase(scene, after.first if after else verb.last + 1, None if after else _named(scene, verb, false))
    told = bool(head) or (lie and _told_of(scene, verb))
    sure = 0.8 if head in words("denial", "personal") else 0.74 if told else 0.68
    return found(scene, verb, speaking(scene, verb), "denial", rule, sure, what)


def named_by(scene: Scene, verb: VerbGroup) -> Found | None:
    """'The claims have been described by the mayor as baseless'."""
    doc = scene.doc
    end = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    false = any(doc.tokens[at].low in words("denial", "false") for at in range(verb.last + 1, end + 1))
    if verb.lemma not in words("denial", "naming") or not verb.passive or not false or not happened(scene, verb):
        return None
    charged = any(doc.tokens[noun.head].low in words("denial", "accusing") for noun in subject(doc, verb))
    return by_agent(scene, verb, end) if charged else None


def _names(scene: Scene, verb: VerbGroup) -> bool:
    """Whether somebody whom it may concern says what something is."""
    return not verb.passive and happened(scene, verb) and not judges(scene, verb)


def _scorned(scene: Scene, verb: VerbGroup, accused: int) -> bool:
    """Whether an accusation is dismissed, or railed at as only those do whom it is made against."""
    head = scene.doc.tokens[accused].low
    personal = head in words("denial", "personal") | {"claim", "claims"}
    return verb.lemma in words("denial", "scorning") and (verb.lemma in ("dismiss", "reject") or personal)


def _antecedent(scene: Scene, verb: VerbGroup, false: int) -> str | None:
    """The accusation of which a relative clause says what it is called: 'a claim (that) she called absurd'."""
    doc = scene.doc
    called = doc.tokens[clauses.next_token(doc, verb.last)]
    if called.tag not in ("J", "D", "VN", "P") and called.low not in ("as", doc.tokens[false].low):
        return None
    nouns = subject(doc, verb)
    at = nouns[0].first - 1 if nouns and nouns[0].first < verb.first else -1
    if at > 0 and doc.tokens[at].low in ("that", "which"):
        at -= 1
    if at > 0 and doc.tokens[at].text == ",":
        at -= 1
    noun = doc.noun(at) if at >= 0 else None
    charged = noun is not None and doc.tokens[noun.head].low in words("denial", "personal") | {"claim", "claims"}
    return phrase(scene, noun.first, noun.last) if noun is not None and charged and false - verb.last < _NEAR else None


def _as(scene: Scene, at: int) -> bool:
    """Whether an accusation is said to be something: 'the charges as ...'."""
    limit = min(scene.doc.sentence(at).last, at + _NAMING)
    return any(scene.doc.tokens[probe].low == "as" for probe in range(at + 1, limit + 1))


def _as_false(scene: Scene, at: int) -> bool:
    """Whether an accusation is said to be something untrue: 'attacked the story as "fake news"'."""
    doc = scene.doc
    limit = min(doc.sentence(at).last, at + _NAMING)
    as_at = next((probe for probe in range(at + 1, limit + 1) if doc.tokens[probe].low == "as"), limit)
    lows = [token.low for token in doc.tokens[as_at : min(limit, as_at + 5) + 1] if token.tag != "Q"]
    fake = "fake" in lows and "news" in lows
    return fake or bool(set(lows) & words("denial", "untrue"))


def _within(scene: Scene, verb: VerbGroup, false: int) -> int | None:
    """The accusation that stands bare before what it is called: 'labelled the allegations nonsense'."""
    noun = scene.doc.noun(false)
    if noun is None or noun.head != false or noun.first != clauses.next_token(scene.doc, verb.last):
        return None
    inner = range(noun.first + 1, false)
    return next((at for at in inner if scene.doc.tokens[at].low in words("denial", "accusing")), None)


def _called_after(scene: Scene, verb: VerbGroup, false: int) -> int | None:
    """The accusation named after what it is called: 'dismissed as "pure fiction" the claim that'."""
    doc = scene.doc
    limit = doc.sentence(false).last
    noun = doc.noun(false)
    if noun is not None and noun.head > false and doc.tokens[noun.head].low in words("denial", "accusing"):
        return noun.head
    at = (noun.last if noun is not None else false) + 1
    while at <= limit and doc.tokens[at].tag in ("Q", "J", "CC", "RB"):
        at += 1
    first = doc.tokens[clauses.next_token(doc, verb.last)].low
    if at > limit or first != "as":
        return None
    target = charge(scene, at - 1, also=words("denial", "proceeding"))
    return at if target is None and doc.tokens[at].low in words("denial", "accusing") else target


def _pointed(scene: Scene, verb: VerbGroup) -> bool:
    """Whether 'it' or 'that', which is called untrue, stands for something that was said before."""
    noun = clauses.noun_after(scene.doc, verb.last)
    low = scene.doc.tokens[noun.head].low if noun is not None else ""
    first = scene.doc.tokens[clauses.next_token(scene.doc, verb.last)].low  # 'called that a lie'
    return low in POINTING or first in POINTING


def _told_before(scene: Scene, verb: VerbGroup) -> bool:
    """Whether somebody else said something in the sentence of a verb or in the one before it."""
    number = scene.doc.sentence_of[verb.first]
    first = scene.doc.sentences[max(0, number - 1)].first
    names = {party.name for party in scene.actors(verb)}
    said = (other for other in scene.doc.verbs if first <= other.first < verb.first and not other.negative)
    return any(
        other.lemma in words("speech", "say") and not names & {party.name for party in scene.actors(other)}
        for other in said
    )


def _told_of(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the sentence before a verb's speaks of its subject, or of whom the subject speaks for."""
    doc = scene.doc
    number = doc.sentence_of[verb.first]
    before = doc.sentences[max(0, number - 1)]
    told = {token.text for token in doc.tokens[before.first : before.last + 1] if token.tag == "NP"}
    names = {
        word for party in scene.actors(verb) for word in party.name.removesuffix("'s").split() if word[:1].isupper()
    }
    return number > 0 and bool(told & names)


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


RULES = (named_false, named_by, scorned)
