"""Denials by how an accusation is received: 'rejected the claim', 'defended himself against it', 'played it down'."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.reading import actions, clauses
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.clauses import owner_of
from monitor.reading.denial.finding import (
    Found,
    about,
    accused_near,
    ahead,
    found,
    happened,
    speaking,
    speaks_for_others,
)
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_NEAR = 12  # tokens
_RULING = frozenset(
    "judge judges court courts tribunal jury magistrate justice justices arbitrator ombudsman hearing inquiry".split()
)
_PANELS = frozenset("commission committee panel board regulator watchdog bench subcommittee council".split())
_PENDING = frozenset("complaint complaints lawsuit suit case cases charge charges count counts motion".split())
POINTING = ("it", "this", "that", "them", "these", "those", "all")
SELVES = ("himself", "herself", "themselves", "itself", "myself", "ourselves")


def charge(scene: Scene, at: int, *, also: frozenset[str] = frozenset()) -> int | None:
    """The head of the accusation that begins right after a token: 'the claims', 'all of the charges'."""
    doc = scene.doc
    first = clauses.next_token(doc, at)
    noun = doc.noun(first) if first <= doc.sentence(at).last else None
    signs = words("denial", "accusing") | also
    while noun is not None:
        head = doc.tokens[noun.head]
        if (head.low in signs and not _priced(doc, noun.head)) or (
            head.low in POINTING and accused_near(scene, at, claims=False)
        ):
            return noun.head
        last, limit = noun.last, doc.sentence(at).last
        joining = last + 1 <= limit and doc.tokens[last + 1].low in ("of", "and", "or")
        noun = clauses.noun_after(doc, last + 1) if joining else None
    return None


def _priced(doc: Document, head: int) -> bool:
    """Whether 'charges' are what something costs: 'charges on plastic bags', 'charges for water'."""
    following = doc.tokens[head + 1].low if head < doc.sentence(head).last else ""
    return doc.tokens[head].low in ("charge", "charges") and following in ("on", "for")


def turned_down(scene: Scene, verb: VerbGroup) -> Found | None:  # noqa: PLR0911 - a grammar is a list of cases
    """'rejected the allegation', 'dismissed claims that she had', 'defended himself against charges'."""
    doc = scene.doc
    railing = verb.lemma in words("denial", "railing")
    if not (railing or verb.lemma in words("denial", "weak")) or not happened(scene, verb) or judges(scene, verb):
        return None
    if verb.lemma == "contradict" and verb.form == "G" and not verb.progressive:
        return None  # 'said they had seen it, contradicting her account'
    limit = min(clauses.clause_end(doc, verb.last), verb.last + _NEAR)
    if verb.passive:
        return None if railing else by_agent(scene, verb, limit)
    start = _against(scene, verb, limit) if verb.lemma == "defend" else verb.last
    at = charge(scene, start) if start is not None else None
    if at is None or (doc.tokens[at].low in words("denial", "disputable") and not of_own(scene, verb, at)):
        return None
    if verb.lemma in ("dismiss", "reject") and doc.tokens[at].low in _PENDING and _panel(scene, verb):
        return None
    if _of_a_demand(scene, at):
        return None  # 'rejected suggestions that he step down'
    target = clauses.noun_after(doc, verb.last)
    if railing and (doc.tokens[at].low not in words("denial", "personal") or target is None or target.head != at):
        return None
    what = rejected(scene, verb, limit)
    return found(scene, verb, speaking(scene, verb), "denial", f"verb: {verb.lemma}", 0.74 if railing else 0.8, what)


def _of_a_demand(scene: Scene, at: int) -> bool:
    """Whether what is turned down is that somebody act: 'suggestions that he step down'."""
    doc = scene.doc
    after = range(at + 1, min(doc.sentence(at).last, at + _NEAR) + 1)
    first = next((doc.verbs[doc.verb_at[i]] for i in after if doc.verb_at[i] >= 0), None)
    wished = first is not None and (first.modal == "should" or (first.form == "B" and first.first == first.last))
    return first is not None and wished and actions.of_verb(doc, first) is not None


def by_agent(scene: Scene, verb: VerbGroup, limit: int) -> Found | None:
    """'The claim was denied by the mayor': an accusation, not somebody, is what is denied."""
    doc = scene.doc
    agent = clauses.complement(doc, verb.last, frozenset(("by",)), limit)
    party = scene.actor(agent) if agent is not None and verb.lemma != "contradict" else None
    nouns = subject(doc, verb)
    if party is None or (
        any(clauses.names_party(doc, noun) and not _points(doc, noun) for noun in nouns)
        and not _charge_opens(doc, verb)
    ):
        return None
    return found(scene, verb, [party], "denial", f"denied by: {verb.lemma}", 0.75, "")


def _charge_opens(doc: Document, verb: VerbGroup) -> bool:
    """Whether an accusation is told before a verb: 'The claims that the coach struck a pupil were refuted'."""
    noun = doc.noun(doc.sentence(verb.first).first)
    told = noun is not None and doc.tokens[noun.last + 1].low in ("that", "of", "about")
    return noun is not None and told and doc.tokens[noun.head].low in words("denial", "accusing")


def _points(doc: Document, noun: Noun) -> bool:
    head = doc.tokens[noun.head]
    return head.low in ("it", "this", "that", "they", "which", "all") or head.low in words("denial", "accusation")


def judges(scene: Scene, verb: VerbGroup) -> bool:
    """Whether those who know or judge are the subject: a court dismisses suits, economists dispute figures."""
    doc = scene.doc
    return any(
        doc.tokens[noun.head].low in words("denial", "judging")
        or any(doc.tokens[at].low in _RULING for at in range(noun.first, noun.last + 1))
        for noun in subject(doc, verb)
    )


def _panel(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a body that rules on complaints is the subject: 'the ethics panel dismissed the charges'."""
    heads = {scene.doc.tokens[noun.head].low for noun in subject(scene.doc, verb)}
    return bool(heads & _PANELS)


def _against(scene: Scene, verb: VerbGroup, limit: int) -> int | None:
    """Where what somebody defends himself against begins."""
    doc = scene.doc
    target = clauses.noun_after(doc, verb.last)
    if target is None or doc.tokens[target.head].low not in SELVES:
        return None
    return next((at for at in range(target.last, limit + 1) if doc.tokens[at].low in ("against", "from")), None)


def of_own(scene: Scene, verb: VerbGroup, at: int) -> bool:
    """Whether a claim that one may merely disagree with is left untold, or is about its speaker or their side."""
    doc = scene.doc
    limit = min(doc.sentence(at).last, at + _NEAR)
    limit = next((i - 1 for i in range(at + 1, limit + 1) if doc.tokens[i].text == ","), limit)
    following = doc.tokens[min(at + 1, limit)].low
    if following not in ("that", "of", "about", "to", "by", "on", "from", "over", "he", "she", "they", "his", "her"):
        return True
    return _tells_of(scene, at, limit, scene.actors(verb))


_ACCOUNTS = frozenset("account accounts version recollection recollections telling".split())


def of_another(scene: Scene, at: int, speakers: Sequence[Party]) -> bool:
    """Whether a claim is somebody else's and tells nothing of who speaks: "disputed Cole's claim that taxes rose"."""
    doc = scene.doc
    noun = doc.noun(at)
    owner = owner_of(doc, noun) if noun is not None and doc.tokens[at].low in words("denial", "disputable") else None
    party = scene.who(owner) if owner is not None else None
    if doc.tokens[at].low in _ACCOUNTS:
        return False  # what somebody tells of what both know
    if party is None or party.name in {speaker.name for speaker in speakers}:
        return False
    limit = min(doc.sentence(at).last, at + _NEAR)
    return limit > at + 1 and not _tells_of(scene, at, limit, speakers)


def _tells_of(scene: Scene, at: int, limit: int, speakers: Sequence[Party]) -> bool:
    """Whether the words after a token speak of one of some speakers or, where a body speaks, of any of its people."""
    doc = scene.doc
    names = {party.name for party in speakers}
    # A body answers for its people, a spokesman for whom he speaks.
    side = any((not party.person and not party.human) or speaks_for_others(scene, party) for party in speakers)
    told = [noun for probe in range(at + 1, limit + 1) if (noun := doc.noun(probe)) is not None]
    if any(doc.tokens[noun.first].tag in ("PR", "S") for noun in told):
        return True
    parties = [party for noun in told if (party := scene.who(noun)) is not None]
    return any(party.name in names or (side and (party.person or party.human)) for party in parties)


def rejected(scene: Scene, verb: VerbGroup, limit: int) -> str:
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


def played_down(scene: Scene, verb: VerbGroup) -> Found | None:
    """'played down the talk of a rift'."""
    down = verb.lemma == "play" and ahead(scene, verb, 1) == ["down"]
    if not (down or verb.lemma in ("downplay", "minimize", "minimise")) or verb.passive or not happened(scene, verb):
        return None
    at = verb.last + down
    if charge(scene, at, also=words("denial", "accusation") | words("denial", "trouble")) is None:
        return None  # 'played down his chances'
    return found(scene, verb, speaking(scene, verb), "denial", "played down", 0.8, about(scene, at))


RULES = (played_down, turned_down)
