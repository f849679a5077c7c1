"""The parties of an encounter, from the phrases that name its sides."""

from __future__ import annotations

from monitor.reading import appositions
from monitor.reading.chunks import Noun, VerbGroup, is_person, is_plural
from monitor.reading.clauses import extent, joined, named_as, names_party, noun_after
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_EXAMPLES = 12  # tokens from people to those of them who are named
_AGENTS = ("er", "or", "ist", "ian", "eer", "smith", "monger", "man", "woman", "ess")


def sides_of(scene: Scene, nouns: list[Noun]) -> list[Party]:
    """The parties of phrases, those included that only a name beside them makes one: 'his colleague, Meena Iyer'."""
    found: dict[str, Party] = {}
    named_until = -1
    for number, noun in enumerate(nouns):
        if noun.first <= named_until:
            continue  # the name in apposition to the phrase before it
        peoples = _peoples(scene, nouns, number)
        parties = [peoples] if peoples is not None else scene.parties_of([noun])
        if not parties or not all(party.person for party in parties):
            person = appositions.person_after(scene.doc, noun)
            if person is not None:
                parties = [Party(person.name, "apposition", person=True, gender=person.gender)]
            elif not parties and _agent(scene, noun):
                text = named_as(scene.doc, noun, extent(scene.doc, noun))
                parties = [Party(text, "description", human=True, sure=0.75)]
        if parties and parties[0].rule == "apposition":
            named_until = max((at for at in _mentions(scene, parties[0], noun) if at > noun.last), default=-1)
        found.update({party.name: party for party in (*parties, *_examples(scene, noun))})
    return list(found.values())


def _examples(scene: Scene, noun: Noun) -> list[Party]:
    """The people named after 'a group of pastors, including' or 'donors such as'."""
    doc = scene.doc
    limit = doc.sentence(noun.head).last
    at = extent(doc, noun) + 1
    at += at < limit and doc.tokens[at].text == ","
    if at >= limit:
        return []
    opening = (doc.tokens[at].low, doc.tokens[at + 1].low)
    last = at if opening[0] == "including" else at + 1
    if opening[0] != "including" and opening not in (("such", "as"), ("among", "them")):
        return []
    first = noun_after(doc, last)
    members = joined(doc, first, closed=True) if first is not None else []
    return [party for party in sides_of(scene, members) if party.person]


def actors_of(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The sides whose act a verb is."""
    return sides_of(scene, subject(scene.doc, verb))


def stands_for_somebody(scene: Scene, noun: Noun) -> bool:
    """Whether the object of 'met' is somebody: 'met the quartermaster', not 'met the target'."""
    return names_party(scene.doc, noun) or _agent(scene, noun) or appositions.person_after(scene.doc, noun) is not None


def _agent(scene: Scene, noun: Noun) -> bool:
    """Whether a noun names whoever does something, by its ending: 'the quartermaster', 'a smuggler', 'the organist'."""
    head = scene.doc.tokens[noun.head]
    low = head.low
    if head.tag != "N" or noun.first == noun.last or low in words("meeting", "no_agent"):
        return False
    return len(low) > len("water") and low.endswith(_AGENTS)


def named_of(scene: Scene, noun: Noun) -> list[Party]:
    """Those of a number of people who are named: 'some allies, including Ana Ruiz and Bola Cole'."""
    doc = scene.doc
    if not is_plural(doc.tokens[noun.head]) or doc.tokens[noun.head].tag == "NP":
        return []
    limit = min(doc.sentence(noun.last).last, extent(doc, noun) + _EXAMPLES)
    for at in range(noun.last + 1, limit):
        if doc.tokens[at].low == "including" or (doc.tokens[at].low == "like" and doc.tokens[at - 1].text == ","):
            first = noun_after(doc, at)
            found = sides_of(scene, joined(doc, first, closed=True)) if first is not None else []
            return found if found and all(party.person for party in found) else []
        if doc.verb_at[at] >= 0 and doc.verbs[doc.verb_at[at]].finite:
            return []
    return []


def an_outlet(scene: Scene, party: Party, after: int) -> bool:
    """Whether a name in capitals without an article is that of a station: 'spoke to KXYZ', 'a chat with The POST'."""
    doc = scene.doc
    if party.person or not party.name.isupper():
        return False
    for at in range(after + 1, min(doc.sentence(after).last, after + _EXAMPLES) + 1):
        if doc.tokens[at].text == party.name:
            return doc.tokens[at - 1].text != "the"
    return False


def pair_of(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The last two named, for 'they met in Rome' and 'both had lunch'."""
    nouns = subject(scene.doc, verb)
    alone = len(nouns) == 1 and scene.doc.tokens[nouns[0].head].low in ("they", "both")
    return scene.parties.pair(nouns[0]) if alone and not _several_before(scene, nouns[0]) else []


def _several_before(scene: Scene, noun: Noun) -> bool:
    """Whether 'they' follows a plural in its sentence: '200 deputies backed him and they will meet'."""
    doc = scene.doc
    before = {one for at in range(doc.sentence(noun.first).first, noun.first) if (one := doc.noun(at)) is not None}
    return any(
        (party := scene.who(one)) is not None
        and party.plural
        and not party.person
        and not {"two", "both"} & {token.low for token in doc.tokens[one.first : one.last]}
        for one in before
    )


def _peoples(scene: Scene, nouns: list[Noun], number: int) -> Party | None:
    """'Indian and Pakistani officials': the first are officials too."""
    doc = scene.doc
    noun = nouns[number]
    if noun.first != noun.last or number + 1 >= len(nouns) or doc.tokens[noun.last + 1].low != "and":
        return None
    low = doc.tokens[noun.head].low
    following = nouns[number + 1]
    head = doc.tokens[following.head]
    adjective = low.endswith(("an", "ish", "ese", "ch", "i", "ek", "ss")) and doc.tokens[noun.head].text[0].isupper()
    if not (adjective and is_person(head) and is_plural(head) and head.tag == "N" and following.last > following.first):
        return None
    return Party(f"{doc.words(noun.first, noun.last)} {head.text}", "description", plural=True, sure=0.85)


def _mentions(scene: Scene, party: Party, noun: Noun) -> list[int]:
    person = scene.doc.people.by_name.get(party.name)
    near = noun.last + 14
    return [at for at in person.mentions if noun.last < at <= near] if person is not None else []


def leaders(scene: Scene, noun: Noun, end: int) -> list[Party]:
    """Who leads a delegation: 'a delegation of bankers, led by its president, Bola Cole'."""
    doc = scene.doc
    if doc.tokens[noun.head].low not in words("meeting", "delegation"):
        return []
    for at in range(noun.last + 1, min(end, noun.last + 14)):
        if doc.tokens[at].low in ("led", "headed") and doc.tokens[at + 1].low == "by":
            leader = doc.noun(at + 2)
            return sides_of(scene, [leader]) if leader is not None else []
    return []
