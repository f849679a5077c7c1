"""What the rules for calls share: an act that somebody says is needed, and of whom a noun of it speaks."""

from __future__ import annotations

from typing import NamedTuple

from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.quotations import Quotation
from monitor.reading.scene import Scene

_AMONG = 10  # tokens from 'among' to the verb
_TOLD = frozenset("tell urge".split())
_AT = frozenset("at to".split())  # 'shouted at the minister', 'said to the board'


class Need(NamedTuple):
    """An act that somebody says is needed, at which token, and who should do it."""

    at: int
    speaker: Party
    action: str
    target: Party | None
    rule: str
    sure: float


def speaker(scene: Scene, at: int) -> Party | None:
    """Whose words a token is, inmost; 'propriety' and 'the law' demand for somebody else."""
    mouths = [party for _, party in scene.mouths(at)]
    able = [party for party in mouths if party.rule != "name" or party.human or party.person]
    return next(reversed(able or mouths), None)


def speakers(scene: Scene, at: int) -> list[Party]:
    """Whose words a token is, one by one where the article names them so: 'two aides, Ana Ruiz and Bola Cole, said'."""
    inmost = speaker(scene, at)
    said = next((said for said, party in reversed(scene.mouths(at)) if party == inmost), None)
    cue = scene.doc.verb_at[said.cue] if said is not None else -1
    counted = among(scene, scene.doc.verbs[cue]) if cue >= 0 else []
    if counted:
        return counted
    several = scene.parties_of(list(said.speakers)) if said is not None else []
    shown = examples(scene, said.speakers[0], scene.doc.verbs[cue]) if said is not None and cue >= 0 else []
    if shown and inmost is not None:
        return [inmost, *shown]
    if len(several) > 1 and all(party.person for party in several):
        return several
    return [inmost] if inmost is not None else []


def among(scene: Scene, verb: VerbGroup) -> list[Party]:
    """Who is named in 'Ruiz and Cole were among those who said' and 'Ruiz is among a dozen members calling for'."""
    doc = scene.doc
    for at in range(verb.first - 1, max(doc.sentence(verb.first).first, verb.first - _AMONG), -1):
        if doc.verb_at[at] >= 0 or doc.tokens[at].text in (",", ";", ":"):
            return []
        if doc.tokens[at].low == "among":
            above = doc.verb_at[at - 1]
            return scene.actors(doc.verbs[above]) if above >= 0 and doc.verbs[above].lemma == "be" else []
    return []


def examples(scene: Scene, noun: Noun, verb: VerbGroup) -> list[Party]:
    """Who is named in 'Several members, including Ana Ruiz and Bola Cole, have called on her to go'."""
    doc = scene.doc
    for at in range(noun.last + 1, verb.first - 1):
        lows = [token.low for token in doc.tokens[at : at + 2]]
        if doc.tokens[at].text == "," and lows[1] in ("including", "among"):
            first = clauses.noun_after(doc, at + 1 + (doc.tokens[at + 2].low == "them"))
            found = scene.parties_of(clauses.joined(doc, first, closed=True)) if first is not None else []
            return [party for party in found if party.person]
        if doc.verb_at[at] >= 0:
            return []
    return []


def addressee(scene: Scene, nouns: list[Noun]) -> Party | None:
    """Whom 'you' means in a quotation: whoever is told or shouted at, or else somebody who is left open."""
    doc = scene.doc
    if not nouns or doc.tokens[nouns[0].head].low != "you":
        return None
    index = doc.tokens[nouns[0].head].quote
    spoken_to = addressed(scene, scene.quotations[index]) if index >= 0 else None
    return scene.actor(spoken_to) or Party("you", "pronoun", sure=0.0)


def addressed(scene: Scene, quotation: Quotation) -> Noun | None:
    """'told the police', 'shouted at the minister': to whom a quotation is said."""
    doc = scene.doc
    if quotation.cue < 0:
        return None
    if doc.tokens[quotation.cue].lemma in _TOLD:
        return clauses.noun_after(doc, quotation.cue)
    limit = min(doc.sentence(quotation.cue).last, quotation.cue + 10)
    for at in range(quotation.cue + 1, limit + 1):
        if doc.tokens[at].low in _AT and doc.tokens[at].quote < 0:
            return clauses.noun_after(doc, at)
        if doc.tokens[at].text in (".", ";") or doc.tokens[at].tag == "Q":
            return None
    return None


def spoken_of(scene: Scene, at: int) -> Party | None:
    """Whom 'he' means in '"He must go," said the senator of the premier'."""
    doc = scene.doc
    index = doc.tokens[at].quote
    cue = scene.quotations[index].cue if index >= 0 else -1
    if cue < 0 or doc.tokens[cue].tag[0] != "V":
        return None
    limit = doc.sentence(cue).last
    hearer = clauses.noun_after(doc, cue) if doc.tokens[cue].lemma in _TOLD else None
    told = hearer.last if hearer is not None else cue  # 'told CNN of the commissioner'
    for probe in range(cue + 1, limit):
        apart = doc.tokens[probe - 1].text == "," or probe == told + 1
        if doc.tokens[probe].low in ("of", "about") and apart:
            return scene.who(clauses.noun_after(doc, probe))
    return None


def leaves(scene: Scene, verb: VerbGroup) -> str | None:
    """'has to go', 'must leave', 'should be out', 'called on him to go'; not 'must go to the polls'."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    tail = doc.tokens[at] if at <= doc.sentence(verb.last).last else None
    lows = [token.low for token in doc.tokens[at : min(at + 3, len(doc.tokens))]]
    ends = (
        tail is None
        or tail.tag in ("P", "CC", "TM", "SB")
        or tail.low in ("now", "before", "after", "at", "immediately")
    )
    ends = ends or lows in (["for", "the", "sake"], ["for", "the", "good"]) or lows[:2] == ["for", "good"]
    above = scan.governor(doc, verb)
    if above is not None and above.lemma == "let" and not verb.infinitive:
        return None  # 'asked him to let her go'
    if verb.lemma in ("go", "leave") and ends and not verb.passive:
        return "resign"
    gone = tail is not None and tail.low in ("out", "gone") and verb.lemma == "be"
    return "resign" if gone else None


def owner(scene: Scene, noun: Noun, action: str) -> Party | None:
    """Whose resignation: 'Smith's resignation', 'his resignation', 'the resignation of Smith'."""
    doc = scene.doc
    if action in ("investigate", "fire"):
        return None
    for at in range(noun.head - 1, noun.first, -1):
        if doc.tokens[at].tag == "POS":
            return scene.who(Noun(noun.first, at - 1, at - 1))
    if doc.tokens[noun.first].tag == "S":
        return scene.who(Noun(noun.first, noun.first, noun.first))
    following = clauses.next_token(doc, noun.last, skip=("Q",))
    if following <= doc.sentence(noun.last).last and doc.tokens[following].low in ("of", "from", "by"):
        return scene.who(clauses.noun_after(doc, following))
    return None


def withdraws(scene: Scene, noun: Noun) -> bool:
    """Whether a withdrawal is of somebody or of what somebody said: not of troops."""
    doc = scene.doc
    if doc.tokens[noun.first].tag == "S" or any(doc.tokens[at].tag == "POS" for at in range(noun.first, noun.head)):
        return True
    of = clauses.noun_after(doc, noun.last + 1) if noun.last < doc.sentence(noun.last).last else None
    return of is not None and (
        scene.who(of) is not None or doc.tokens[of.head].low in words("outcome", "statement") | words("outcome", "race")
    )


def inquirer(scene: Scene, party: Party | None) -> bool:
    """Whether somebody's trade is to inquire: 'asked the police to look at it'."""
    if party is None:
        return False
    person = scene.doc.people.by_name.get(party.name)
    roles = person.roles if person is not None else set()
    return bool({*party.name.lower().split(), *roles} & words("call", "inquirer"))
