"""Meetings told by a noun: 'held talks with', 'his meeting with', 'a second encounter', 'the talks took place'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.meeting import Status
from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting import presence
from monitor.reading.meeting.absences import denied_noun, none_between, refused
from monitor.reading.meeting.encounter import TWO, Encounter
from monitor.reading.meeting.objects import held
from monitor.reading.meeting.sides import actors_of, an_outlet, sides_of
from monitor.reading.meeting.status import granted
from monitor.reading.party import Party
from monitor.reading.scene import Scene


def by_noun(scene: Scene, verb: VerbGroup, last: tuple[Party, ...]) -> Iterator[Encounter]:
    """'held talks with', 'his meeting with', 'meetings between', 'the meeting took place'."""
    doc = scene.doc
    if verb.lemma in words("meeting", "light") or verb.lemma in words("meeting", "records"):
        yield from held(scene, verb)
    if doc.verbs_in[doc.sentence_of[verb.first]][0] != doc.verb_at[verb.first]:
        return
    sentence = doc.sentence(verb.first)
    at = sentence.first
    while at <= sentence.last:
        found = doc.noun(at)
        if found is None:
            at += 1
            continue
        if doc.tokens[found.head].low in words("meeting", "encounter"):
            yield from _between_two(scene, found, last) or _of_both(scene, found) or _named(scene, found, last)
        at = found.last + 1


def _named(scene: Scene, noun: Noun, last: tuple[Party, ...]) -> Iterator[Encounter]:  # noqa: C901, PLR0912 - a grammar is a list of cases
    doc = scene.doc
    tokens = doc.tokens
    head = tokens[noun.head]
    following = tokens[noun.last + 1].low if noun.last < doc.sentence(noun.last).last else ""
    if scan.supposed(doc, noun.first) or (head.low in ("call", "calls") and following in ("for", "to")):
        return  # 'his call for a cease-fire with'
    if denied_noun(scene, noun) or refused(scene, noun):
        yield from none_between(scene, noun)
        return
    end = clauses.clause_end(doc, noun.last)
    owner = presence.owner(scene, noun)
    first = doc.sentence(noun.first).first
    partner = clauses.complement(doc, noun.last, frozenset(("with", "between")), min(end, noun.last + 8))
    if partner is not None and tokens[partner.first - 2].low in words("meeting", "tie"):
        partner = None  # 'a call over his work with the fund'
    others = sides_of(scene, clauses.joined(doc, partner, closed=following == "between")) if partner is not None else []
    others = [party for party in others if not an_outlet(scene, party, noun.last)]
    apart = _between_apart(scene, noun) if following != "between" else []
    following, others = ("between", apart) if len(apart) >= TWO else (following, others)
    if owner is not None and tokens[noun.first].tag == "S" and len(last) == TWO:
        owner = _met_before(last, others) or owner
    if following == "between" and len(others) >= TWO and head.low in words("meeting", "plain"):
        sure = 0.75 if all(party.person for party in others) else 0.7
        yield Encounter(others, noun.head, first, end, _noun_status(scene, noun), f"noun: {head.low} between", sure)
    elif owner is not None and others and head.low in words("meeting", "plain") and _close(head.low, others):
        yield Encounter(
            [owner, *others],
            noun.head,
            first,
            end,
            _noun_status(scene, noun),
            f"noun: somebody's {head.low} with",
            0.75,
        )
    elif others and _leads_in(scene, noun) and noun.first > first:
        above = scan.governor(doc, VerbGroup(noun.first, noun.first, "", "B", "", False, False, False, False, True))
        above = above if above is not None else _next_verb(scene, noun)
        subjects = actors_of(scene, above) if above is not None and scan.asserted(doc, above) else []
        to_come = above is not None and (above.future or (above.progressive and "going" in _lows(scene, above)))
        went = tokens[noun.first - 1].low != "for" or (
            above is not None and above.lemma in words("meeting", "motion") | words("meeting", "blame")
        )
        if subjects and head.low in words("meeting", "plain") and went:
            how: Status = "planned" if to_come else "reported"
            sure = 0.75 if tokens[noun.first - 1].low == "to" else 0.65
            yield Encounter([subjects[-1], *others], noun.head, first, end, how, f"noun: in a {head.low} with", sure)
    elif others and head.low in words("meeting", "plain") and (owners := _kept_quiet(scene, noun)):
        yield Encounter(
            [*owners, *others], noun.head, first, end, "reported", f"noun: undisclosed {head.low} with", 0.75
        )
    elif not others and (present := presence.present(scene, noun, end)):
        yield Encounter(present, noun.head, first, end, "reported", f"noun: {head.low} attended by", 0.7)
    elif not others and len(hosts := presence.their(scene, noun)) >= TWO:
        yield Encounter(hosts, noun.head, first, noun.last + 8, "reported", f"noun: their {head.low}", 0.7)
    elif not others and (told := presence.told_at(scene, noun)):
        yield Encounter(told, noun.head, first, end, "reported", f"noun: told at a {head.low}", 0.6)
    elif not others and len(last) >= TWO and (ordinal := _further(scene, noun)):
        yield Encounter(list(last), noun.head, noun.first, end, "reported", f"noun: {ordinal} {head.low}", 0.65)
    elif (
        not others
        and len(last) >= TWO
        and head.low in words("meeting", "plain")
        and tokens[noun.first].low in ("the", "one", "their", "both", "that", "this", "his", "her")
        and all(t.tag in ("D", "J", "S", "CD", "RB") for t in tokens[noun.first : noun.head])
    ):
        verb = _occurs(scene, noun)
        if verb is not None:
            tail = clauses.clause_end(doc, verb.last)
            if scene.when(verb.last, tail)[0] or granted(scene, noun.head, list(last)):
                yield Encounter(
                    list(last),
                    noun.head,
                    verb.last,
                    tail,
                    "planned" if verb.future else "reported",
                    f"the {head.low} took place",
                    0.7,
                )


def _between_apart(scene: Scene, noun: Noun) -> list[Party]:
    """Who met in 'a meeting took place in March between Ruiz and Lee' or 'a dinner in March between them'."""
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    verb = _occurs(scene, noun)
    after = verb.last if verb is not None else noun.last
    near = range(after + 1, min(after + _APART, limit))
    link = next((at for at in near if doc.tokens[at].low == "between" or (verb is None and doc.verb_at[at] >= 0)), None)
    if link is None or doc.tokens[link].low != "between":
        return []
    first = clauses.noun_after(doc, link)
    return sides_of(scene, clauses.joined(doc, first, closed=True)) if first is not None else []


_APART = 8  # tokens


def _between_two(scene: Scene, noun: Noun, last: tuple[Party, ...]) -> list[Encounter]:
    """'a call between the two leaders': two whom the sentence names, or else who were told to have met before."""
    doc = scene.doc
    at = noun.last + 1
    between = at < doc.sentence(noun.last).last and doc.tokens[at].low == "between"
    partner = clauses.noun_after(doc, at) if between else None
    if partner is None or [token.low for token in doc.tokens[partner.first : partner.first + TWO]] != ["the", "two"]:
        return []
    here = {doc.people.at(i) for i in range(doc.sentence(noun.first).first, noun.first)} - {None}
    pair = scene.parties.pair(partner) if len(here) >= TWO else [party for party in last if party.person]
    if len(pair) != TWO or scene.parties.listed(partner) or refused(scene, noun) or scan.supposed(doc, noun.first):
        return []
    end, first = clauses.clause_end(doc, noun.last), doc.sentence(noun.first).first
    rule = f"noun: {doc.tokens[noun.head].low} between"
    return [Encounter(pair, noun.head, first, end, _noun_status(scene, noun), rule, 0.8)]


def _of_both(scene: Scene, noun: Noun) -> list[Encounter]:
    """'a get-together of the directors and their regulator, Ana Ruiz,': one of them is named."""
    doc = scene.doc
    head = doc.tokens[noun.head].low
    members = clauses.complement(doc, noun.last, frozenset(("of",)), min(noun.last + 1, doc.sentence(noun.last).last))
    if members is None or head not in words("meeting", "plain") or refused(scene, noun) or denied_noun(scene, noun):
        return []
    sides = sides_of(scene, clauses.joined(doc, members))
    if len(sides) < TWO or not any(party.person for party in sides) or scan.supposed(doc, noun.first):
        return []
    end, first = clauses.clause_end(doc, noun.last), doc.sentence(noun.first).first
    return [Encounter(sides, noun.head, first, end, _noun_status(scene, noun), f"noun: {head} of", 0.75)]


def _lows(scene: Scene, verb: VerbGroup) -> list[str]:
    return [token.low for token in scene.doc.tokens[verb.first : verb.last + 1]]


def _kept_quiet(scene: Scene, noun: Noun) -> list[Party]:
    """Whose encounter 'failed to declare a dinner with' and 'did not disclose a meeting with' grant."""
    doc = scene.doc
    before = noun.first - 1
    index = doc.verb_at[before] if before >= doc.sentence(noun.first).first else -1
    if index < 0 or doc.verbs[index].lemma not in words("meeting", "factive") or doc.verbs[index].passive:
        return []
    return actors_of(scene, doc.verbs[index])[:1]


def _leads_in(scene: Scene, noun: Noun) -> bool:
    """'in a call with', 'emerged from talks with', 'after two hours of talks with'."""
    tokens = scene.doc.tokens
    at = noun.first - 1
    if tokens[at].low == "of":
        measure = scene.doc.noun(at - 1)
        if measure is None or tokens[measure.head].low not in words("meeting", "measure"):
            return False
        at = measure.first - 1
    index = scene.doc.verb_at[at - 1] if at else -1
    agreed = tokens[at].low == "to" and index >= 0 and scene.doc.verbs[index].lemma in ("agree", "consent")
    return agreed or tokens[at].low in words("meeting", "lead_in")


def _next_verb(scene: Scene, noun: Noun) -> VerbGroup | None:
    """The main verb after a phrase that opens its sentence: 'In a call with her, Danby asked'."""
    doc = scene.doc
    for index in doc.verbs_in[doc.sentence_of[noun.first]]:
        verb = doc.verbs[index]
        if verb.first > noun.last and verb.finite:
            return verb
    return None


def _met_before(last: tuple[Party, ...], others: list[Party]) -> Party | None:
    """Whose 'his meeting with B' is when A and B have just been said to have met."""
    names = [party.name for party in last]
    for other in others:
        if other.name in names:
            return last[1 - names.index(other.name)]
    return None


def _further(scene: Scene, noun: Noun) -> str:
    """'a second encounter in Beirut in December': the ordinal, if it is a dated one after another."""
    doc = scene.doc
    ordinal = next(
        (
            t.low
            for t in doc.tokens[noun.first : noun.head]
            if t.low in ("second", "third", "fourth", "another", "further")
        ),
        "",
    )
    if (
        not ordinal
        or doc.tokens[noun.head].low not in words("meeting", "plain")
        or doc.tokens[noun.head].low == "talks"
    ):
        return ""
    end = clauses.clause_end(doc, noun.last)
    return ordinal if scene.when(noun.last, min(end, noun.last + 16))[0] else ""


def _close(head: str, others: list[Party]) -> bool:
    """'His contacts with France' are no encounter; 'with French officials' are."""
    return head not in ("contact", "contacts", "communications") or any(p.person or p.plural for p in others)


def _noun_status(scene: Scene, noun: Noun) -> Status:
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    near = [
        doc.tokens[at].low for at in range(max(sentence.first, noun.first - 6), min(sentence.last, noun.last + 12) + 1)
    ]
    return "planned" if any(low in ("planned", "scheduled", "upcoming", "will") for low in near) else "reported"


def _occurs(scene: Scene, noun: Noun) -> VerbGroup | None:
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    for probe in range(noun.last + 1, min(noun.last + 8, limit) + 1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            if verb.passive and verb.lemma in words("meeting", "held_to"):
                continue
            told = verb.lemma == "come" and doc.tokens[verb.last + 1].low in ("to", "up", "out")  # 'came to light'
            fits = verb.lemma in words("meeting", "occur") and not told
            return verb if fits and not verb.negative and not verb.unreal else None
    return None
