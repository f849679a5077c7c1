"""Outcomes: who resigned, recused themselves, was fired, apologised, released, investigated."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from events import dates
from events.claims import Outcome
from events.claims.call import ANSWERED_BY
from events.claims.outcome import Status
from monitor.reading import acting, call, clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.document import Document
from monitor.reading.lexicon import words
from monitor.reading.outcome import answers, nouns, stays
from monitor.reading.outcome.acts import deed
from monitor.reading.outcome.deed import Deed
from monitor.reading.outcome.nouns import Act
from monitor.reading.outcome.status import status
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_DOUBT = 0.6  # how much of the doubt about who acted is doubt about the outcome
_OTHERS = frozenset("his her their its my our".split())
_BY_ONESELF = ("resigned", "recused", "withdrew", "apologized", "testified")
_CALLED_FOR = 0.1  # how much surer an outcome is when somebody in the article called for it
_ALLEGED = 0.2  # how much less sure it is when it is only alleged
_HISTORY = 3  # years after which an act is background rather than news
_OLD = 0.4  # how much less sure that makes it, unless somebody in the article called for it


def find(scene: Scene) -> Iterator[Outcome]:
    """Every outcome, in order; what somebody called for is surer to be one."""
    calls = list(call.find(scene))
    wanted = {ANSWERED_BY.get(claim.action) for claim in calls}
    wanted_of = {(ANSWERED_BY.get(claim.action), claim.target) for claim in calls}
    found = [claim for verb in scene.doc.verbs for claim in _read(scene, verb)]
    found += [_told(scene, act) for act in nouns.find(scene)]
    found += answers.find(scene, calls)
    found += stays.find(scene, calls)
    dismissed = {claim.target for claim in found if claim.action == "fired" and claim.actor != claim.target}
    named = {claim.action for claim in found if claim.how.get("actor") != "description"} & set(_BY_ONESELF)
    for claim in found:
        if claim.action in named and claim.how.get("actor") == "description":
            continue  # 'The mayor of Leeds has resigned. Ana Ruiz ...': who did it is told by name
        if claim.action == "fired" and claim.actor == claim.target and claim.target in dismissed:
            continue  # the article says elsewhere by whom
        surer = _CALLED_FOR if claim.action in wanted else 0.0
        if claim.how.get("age") == "background":
            surer = _OLD if (claim.action, claim.actor) in wanted_of else 0.0
        yield msgspec.structs.replace(claim, confidence=round(min(1.0, claim.confidence + surer), 2))


def _read(scene: Scene, verb: VerbGroup) -> Iterator[Outcome]:
    done = deed(scene.doc, verb)
    how = status(scene.doc, verb) if done is not None else None
    if done is None or how is None or (done.action == "resigned" and done.undergone and how != "done"):
        return  # a resignation that somebody refuses to accept is none
    end = clauses.clause_end(scene.doc, verb.last)
    for actor, target in _each(scene, verb, done, end):
        yield from _of_one(scene, verb, done, how, end, actor, target)


def _each(scene: Scene, verb: VerbGroup, done: Deed, end: int) -> list[tuple[Party | None, Party | None]]:
    """Who acted and on whom; those who are named one by one have an outcome each: 'Lee and Ruiz resigned'."""
    actor, target = _roles(scene, verb, done, end)
    several: list[Party] = []
    if done.action in _BY_ONESELF and not done.undergone:
        several = scene.subjects(verb)
    elif done.target is not None and (done.action == "fired" or done.undergone):
        several = scene.parties_of(clauses.joined(scene.doc, done.target))
    if len(several) < 2 or not all(party.person for party in several):  # noqa: PLR2004 - a list has two or more
        return [(actor, target)]
    if done.action == "fired":
        by_nobody = actor is None or actor.name in {party.name for party in several}
        return [(party if by_nobody else actor, party) for party in several]
    return [(party, target) for party in several]


def _of_one(  # noqa: PLR0917 - one slot after another
    scene: Scene, verb: VerbGroup, done: Deed, how: Status, end: int, actor: Party | None, target: Party | None
) -> Iterator[Outcome]:
    """The outcome of one actor."""
    if actor is None or (done.action == "released" and _publishes(actor)):
        return
    if done.action.startswith("investigation") and target is None and _studies(actor):
        return
    when, phrase = _when(scene, verb, end, how)
    sure = done.sure * _trust(actor) - 0.08 * (verb.form == "Z" and verb.first == verb.last)
    mouths = scene.mouths(verb.last)
    by_nobody = done.action == "fired" and target is not None and actor.name == target.name
    if any(said.lemma in ("allege", "claim") for said, _ in mouths) or (by_nobody and mouths):
        sure -= _ALLEGED  # whoever says that somebody was dismissed mostly knows by whom
    published = scene.doc.published
    background = when is not None and published is not None and int(published[:4]) - int(when[:4]) > _HISTORY
    if background:
        sure -= _OLD
    yield Outcome(
        actor=actor.name,
        action=done.action,  # type: ignore[arg-type]  # the lexicon and the rules hold the slot's values
        target=target.name if target is not None else None,
        status=how,
        when=when,
        evidence=(scene.sentence(verb.last),),
        attributed_to=tuple(name for name in scene.chain(verb.last) if name != actor.name),
        confidence=round(sure, 2),
        how={"kind": f"verb: {verb.lemma}", "actor": actor.rule}
        | ({"when": phrase} if phrase else {})
        | ({"age": "background"} if background else {}),
    )


def _told(scene: Scene, act: Act) -> Outcome:
    """The outcome that a noun tells; its date is told by its own verb, if anywhere."""
    return Outcome(
        actor=act.actor.name,
        action=act.action,  # type: ignore[arg-type]  # the lexicon holds the slot's values
        target=act.target.name if act.target is not None else None,
        status=act.status,
        evidence=(scene.sentence(act.at),),
        attributed_to=tuple(name for name in scene.chain(act.at) if name != act.actor.name),
        confidence=round(act.sure * act.actor.sure, 2),
        how={"kind": f"noun: {scene.doc.tokens[act.at].low}", "actor": act.actor.rule},
    )


def _trust(actor: Party) -> float:
    """How sure the actor is; an office told with its place stands for whoever holds it: 'the mayor of Leeds'."""
    parts = actor.name.split()
    placed = any(word[:1].isupper() for word in parts) and parts[0].lower() not in _OTHERS
    return 1 - (_DOUBT if placed and actor.rule == "description" else 1.0) * (1 - actor.sure)


def _roles(scene: Scene, verb: VerbGroup, done: Deed, end: int) -> tuple[Party | None, Party | None]:
    """Who acted and on whom. Whoever is dismissed by nobody named is both, as the guide has it."""
    if not done.undergone:
        above = scan.governor(scene.doc, verb) if verb.infinitive else None
        ordered = done.action == "investigation_opened" and above is not None
        mover = above if ordered and above is not None and above.lemma in words("outcome", "found") else verb
        actors = scene.subjects(mover)
        if not actors and done.action not in ("released", "testified"):
            actors = scene.actors(verb)
        target = scene.who(done.target) if done.target is not None else None
        actor = actors[0] if actors else None
        return (
            (None, None) if actor is not None and target is not None and actor.name == target.name else (actor, target)
        )
    if done.action == "resigned":
        return scene.who(done.target), None  # whose resignation somebody accepted
    agent = _agent(scene, verb, end)
    if done.action == "fired":
        who = scene.who(done.target)
        return agent or _employer(scene, verb, end) or _announcer(scene, verb) or who, who
    into = clauses.complement(scene.doc, verb.last, frozenset(("into", "against", "of")), end)
    if done.target is not None and into is None:
        into = clauses.complement(scene.doc, done.target.last, frozenset(("into", "against", "of")), verb.first)
    if agent is None and done.action.startswith("investigation"):
        mouths = scene.mouths(verb.last)
        agent = mouths[-1][1] if mouths else None  # whoever announces it
    return agent, scene.who(into)


def _agent(scene: Scene, verb: VerbGroup, end: int) -> Party | None:
    noun = clauses.complement(scene.doc, verb.last, frozenset(("by",)), end)
    return scene.actor(noun) if noun is not None else None


def _employer(scene: Scene, verb: VerbGroup, end: int) -> Party | None:
    """From where or as whose what somebody was fired."""
    doc = scene.doc
    noun = clauses.complement(doc, verb.last, frozenset(("from",)), end)
    if noun is not None and doc.tokens[noun.head].low not in words("outcome", "post"):
        party = scene.who(noun)
        if party is not None:
            return party
    office = clauses.complement(doc, verb.last, frozenset(("as",)), end)
    if office is not None:
        for at in range(office.head - 1, office.first, -1):
            if doc.tokens[at].tag == "POS":
                return scene.who(Noun(office.first, at - 1, at - 1))
    return None


def _announcer(scene: Scene, verb: VerbGroup) -> Party | None:
    """The body that says that somebody was dismissed."""
    mouths = scene.mouths(verb.last)
    body = mouths[-1][1] if mouths else None
    says = body is not None and not (body.person or body.human or body.plural or _publishes(body))
    return body if says else None


def _studies(actor: Party) -> bool:
    """Whether the actor investigates for knowledge's sake."""
    return bool({word.lower() for word in actor.name.split()} & words("outcome", "science"))


def _publishes(actor: Party) -> bool:
    """Whether the actor publishes for a living, so that a release answers nobody."""
    lows = {word.strip(".,").lower() for word in actor.name.split()}
    return bool(lows & acting.reporting()) or "wikileaks" in lows


def _when(scene: Scene, verb: VerbGroup, end: int, how: Status) -> tuple[str | None, str]:
    """The day, month or year of the act: the date after it in its clause, else the one before it."""
    doc = scene.doc
    tense = "future" if how == "announced" else "past"
    when, phrase = scene.when(verb.first, end, tense)
    for first, last in _before(doc, verb) if when is None else ():
        when, phrase = scene.when(first, last, "past")
        if when is not None:
            break
    return (dates.plain(when) if when is not None else None), phrase


def _before(doc: Document, verb: VerbGroup) -> Iterator[tuple[int, int]]:
    """The stretches between commas before a verb, but for what only describes: 'who was elected in 2004'."""
    first = doc.sentence(verb.first).first
    commas = [at for at in range(first, verb.first) if doc.tokens[at].text == ","]
    for start, stop in pairwise([first, *(at + 1 for at in commas), verb.first + 1]):
        if doc.tokens[start].tag not in ("WH", "VN", "VD") or start == first:
            yield start, max(start, stop - 2)
