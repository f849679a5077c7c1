"""How real an encounter is, and whether somebody who must know acknowledges it."""

from __future__ import annotations

from events.claims.meeting import Status
from monitor.reading import clauses, scan, speech
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting.encounter import Encounter
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_GIVES = frozenset(("grant", "allow"))
_IGNORANCE = frozenset("know believe think recall remember".split())  # 'I don't know that they met'


def acknowledged(scene: Scene, found: Encounter, sides: list[Party]) -> bool:
    """Whether a side, its office or an authority grants the encounter; never what is only 'reportedly' so."""
    doc = scene.doc
    sentence = doc.sentence(found.at)
    if scan.hedged(doc, sentence.first, min(found.at + 3, sentence.last)):
        return False
    names = {side.name for side in sides}
    if granted(scene, found.at, sides):
        return True
    for index in doc.verbs_in[doc.sentence_of[found.at]]:
        verb = doc.verbs[index]
        if verb.last < found.at <= verb.last + 5 and verb.lemma in words("meeting", "grants"):
            if verb.lemma in _GIVES and doc.tokens[verb.last + 1].low not in ("that", "having", "it"):
                continue  # 'granted an audience', 'was allowed to see'
            return not verb.negative and any(party.name in names for party in scene.subjects(verb))
        if verb.first > found.at and _of_the_encounter(scene, verb):
            return True
    return False


def _of_the_encounter(scene: Scene, verb: VerbGroup) -> bool:
    """Whether ', a visit that the governor's office confirmed' ends a sentence: the encounter told before."""
    doc = scene.doc
    nouns = [noun for noun in subject(doc, verb) if noun.last < verb.first]
    if verb.lemma not in words("meeting", "grants") or verb.negative or verb.passive or not nouns:
        return False
    at = nouns[0].first - 1
    at -= doc.tokens[at].low in ("that", "which")
    noun = doc.noun(at)
    comma = noun is not None and noun.first > 0 and doc.tokens[noun.first - 1].text == ","
    return comma and noun is not None and doc.tokens[noun.head].low in words("meeting", "encounter")


def granted(scene: Scene, at: int, sides: list[Party]) -> bool:
    """Whether a side, whoever speaks for it or an authority says what a token says."""
    names = {side.name for side in sides}
    return any(
        party.name in names
        or said.lemma in words("meeting", "grants")
        or _speaks_for(scene, said, names)
        or any(one.name in names for one in scene.parties.listed(said.speakers[0]))
        for said, party in scene.mouths(at)
    )


def _speaks_for(scene: Scene, said: speech.Speech, names: set[str]) -> bool:
    """Whether the office, lawyer or spokesman of a side speaks, both sides do, or a court or ministry of one."""
    doc = scene.doc
    noun = said.speakers[0]
    head = doc.tokens[noun.head].low
    if doc.tokens[noun.first].low == "both" or head in words("meeting", "authority"):
        return True
    principal = scene.parties.principal(noun)
    if principal is not None and principal.name in names:
        return True  # 'a spokesman for Lee said that he had met her'
    if _named_attendant(scene, noun, names):
        return True
    owner = clauses.owner_of(doc, noun) if head in words("meeting", "representative") else None
    party = scene.who(owner) if owner is not None else None
    return party is not None and party.name in names


def _named_attendant(scene: Scene, noun: Noun, names: set[str]) -> bool:
    """Whether a spokesman or lawyer who is named speaks for one of some people: 'Kim Ho, a spokesman for Lee,'."""
    person = scene.doc.people.at(noun.head)
    roles = {word for role in (person.roles if person is not None else ()) for word in role.split()}
    return bool(roles & words("people", "attendant")) and any(name.split()[-1].lower() in roles for name in names)


def doubted(scene: Scene, found: Encounter) -> bool:
    """Whether an encounter is told as a habit or by the many: 'regularly', 'numerous meetings', 'often'."""
    doc = scene.doc
    begin = max(doc.sentence(found.at).first, found.at - 6)
    return any(
        doc.tokens[at].low in words("meeting", "habit") for at in range(begin, min(found.at + 4, found.last) + 1)
    )


def status_of(scene: Scene, verb: VerbGroup) -> Status | None:  # noqa: PLR0911 - a grammar is a list of cases
    """How real the encounter is; None when nothing is said to have happened or to be going to."""
    doc = scene.doc
    announced = verb.modal in ("would", "'d") and not verb.negative and not verb.perfect and scene.mouths(verb.last)
    if announced and not scan.supposed(doc, verb.first):
        return "planned"  # 'said he would meet her'
    if verb.unreal or scan.supposed(doc, verb.first) or scan.neg_raised(doc, verb.first, _IGNORANCE):
        return None
    if verb.finite and _is_denied(scene, verb):
        return "denied"
    if verb.negative or (verb.finite and scan.negated(doc, verb)):
        return "denied" if verb.perfect or verb.form == "D" or _told(scene, verb) else None
    if verb.future:
        return "planned"
    having = doc.tokens[verb.first].low == "having"
    if verb.infinitive or having or (verb.form == "G" and not verb.progressive):
        return _nonfinite(scene, verb)
    if verb.form in "ZB" and not verb.perfect and not verb.progressive and verb.first == verb.last:
        before = doc.tokens[max(0, verb.first - 12) : verb.first]
        return "planned" if any(token.low in ("after", "when", "before", "until") for token in before) else None
    return "reported"


def _is_denied(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the clause hangs on 'denied that', 'dismissed claims that' or 'his denial that'."""
    at = scan.introduced(scene.doc, verb)
    return at is not None and (scene.doc.tokens[at].low in ("denial", "denials") or scan.denied(scene.doc, verb))


def _told(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a negated group is about the past: 'did not meet', 'never met'."""
    lows = {token.low for token in scene.doc.tokens[verb.first : verb.last + 1]}
    return bool(lows & {"did", "didn't", "never"})


def _nonfinite(scene: Scene, verb: VerbGroup) -> Status | None:  # noqa: C901, PLR0911 - a grammar is a list of cases
    doc = scene.doc
    above = scan.governor(doc, verb)
    if above is not None and verb.infinitive and above.lemma == "go" and above.progressive:
        return "planned"  # 'was going to meet her'
    if verb.form == "G" and _only_an_idea(scene, verb):
        return None
    if above is None:
        return "reported" if verb.form == "G" else None
    if above.passive and above.lemma in words("meeting", "let") and verb.infinitive and not above.negative:
        return "planned" if above.future else "reported"  # 'was allowed to see her client'
    having = doc.tokens[verb.first].low == "having"
    if above.lemma == "deny" and (verb.form == "G" or having) and not above.negative:
        return "denied"
    if above.lemma in words("meeting", "undone") or above.negative or above.unreal or _unwilling(scene, above, verb):
        return None
    if having:
        return "reported"  # 'admitted having met her'
    if verb.form == "G":
        forward = above.lemma == "look" and doc.tokens[above.last + 1].low == "forward"
        return "planned" if forward or above.future or above.lemma in ("plan", "consider") else "reported"
    if any(doc.tokens[i].tag == "HV" for i in range(verb.first, verb.last)):
        return "reported"  # 'is believed to have met'
    if above.infinitive and (above.lemma in words("meeting", "motion") or _goes_on(scene, verb)):
        return _nonfinite(scene, above)  # 'plans to fly to Oslo and meet her'
    if above.lemma in words("meeting", "motion"):
        return "planned" if above.future else "reported"
    return "planned" if above.lemma in words("meeting", "planning") else None


def _unwilling(scene: Scene, above: VerbGroup, verb: VerbGroup) -> bool:
    """Whether somebody 'is afraid to meet' or 'is reluctant to meet'."""
    between = scene.doc.tokens[above.last + 1 : verb.first]
    return any(token.low in _UNWILLING for token in between)


_UNWILLING = frozenset("afraid reluctant unwilling loath loth hesitant scared unable unlikely".split())


def _goes_on(scene: Scene, verb: VerbGroup) -> bool:
    """Whether an infinitive goes on after 'and', and shares the 'to' before it or has its own."""
    return scene.doc.tokens[verb.first - 1].tag == "CC"


def _only_an_idea(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a gerund hangs on a noun of what is not so yet: 'his offer of holding talks', 'hopes of meeting her'."""
    doc = scene.doc
    before = doc.noun(verb.first - 2) if verb.first > 1 and doc.tokens[verb.first - 1].low in ("of", "for") else None
    return before is not None and doc.tokens[before.head].low in words("meeting", "idea")
