"""Meetings told by a noun: 'held talks with', 'his meeting with', 'a second encounter', 'the talks took place'."""

from __future__ import annotations

from collections.abc import Iterator

from events.claims.meeting import Status
from monitor.reading import clauses, scan
from monitor.reading import meeting_presence as presence
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.meeting_sides import actors_of, an_outlet, pair_of, sides_of
from monitor.reading.meeting_status import granted, status_of
from monitor.reading.meetings import TWO, Encounter
from monitor.reading.party import Party
from monitor.reading.scene import Scene

_OBJECTS = {"share": "shared", "exchange": "exchanged"}


def by_noun(scene: Scene, verb: VerbGroup, last: tuple[Party, ...]) -> Iterator[Encounter]:
    """'held talks with', 'his meeting with', 'meetings between', 'the meeting took place'."""
    doc = scene.doc
    if verb.lemma in words("meeting", "light") or verb.lemma in words("meeting", "records"):
        yield from _object(scene, verb)
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
            yield from _between_two(scene, found, last) or _named(scene, found, last)
        at = found.last + 1


def _object(scene: Scene, verb: VerbGroup) -> Iterator[Encounter]:
    """'held talks with the envoy', 'paid the envoy a visit'."""
    doc = scene.doc
    status = status_of(scene, verb)
    if status == "reported" and verb.lemma in ("schedule", "arrange", "plan"):
        status = "planned"
    at = verb.last + (verb.lemma == "put" and doc.tokens[min(verb.last + 1, len(doc.tokens) - 1)].low == "in")
    noun = _counted(scene, clauses.noun_after(doc, at, skip=("Q", "RB")))
    if noun is None or status is None or _idiom(scene, verb, noun):
        return
    visit = presence.given(scene, verb, noun)
    if visit is not None and status in ("reported", "planned"):
        sides = [*actors_of(scene, verb), *sides_of(scene, [noun])]
        rule = f"verb and noun: {verb.lemma} {doc.tokens[visit.head].low}"
        end = clauses.clause_end(doc, visit.last)
        yield Encounter(sides, visit.head, doc.sentence(verb.first).first, end, status, rule, 0.8)
    elif doc.tokens[noun.head].low in words("meeting", _OBJECTS.get(verb.lemma, "encounter")):
        if not _denied_noun(scene, noun, status):
            yield from _held(scene, verb, noun, status)
        elif status == "reported":
            yield from _held(scene, verb, noun, "denied")


def _counted(scene: Scene, noun: Noun | None) -> Noun | None:
    """'a first round of talks': the talks."""
    if noun is None or scene.doc.tokens[noun.head].low not in (
        "round",
        "series",
        "string",
        "number",
        "couple",
        "spot",
        "flurry",
    ):
        return noun
    inner = clauses.noun_after(scene.doc, noun.last + 1) if noun.last + 1 < len(scene.doc.tokens) else None
    return inner if inner is not None and scene.doc.tokens[noun.last + 1].low == "of" else noun


def _idiom(scene: Scene, verb: VerbGroup, noun: Noun) -> bool:
    """'had a difficult time with the witnesses': no encounter."""
    low = scene.doc.tokens[noun.head].low
    if {token.low for token in scene.doc.tokens[noun.first : noun.head]} & words("meeting", "of_many"):
        return True
    return low == "time" and verb.lemma in ("have", "give") and scene.doc.tokens[noun.head - 1].tag in ("J", "N", "VG")


def _denied_noun(scene: Scene, noun: Noun, status: Status = "reported") -> bool:
    if status == "denied":
        return False
    return scene.doc.tokens[noun.first].low in ("no", "any")


def _held(scene: Scene, verb: VerbGroup, noun: Noun, status: Status) -> Iterator[Encounter]:
    doc = scene.doc
    end = clauses.clause_end(doc, noun.last)
    others: list[Party] = []
    links = frozenset(
        ("with", "between", "on", "to") if verb.lemma in words("meeting", "links_to") else ("with", "between")
    )
    head = doc.tokens[noun.head].low
    if verb.lemma in ("take", "receive", "get", "field") and head in ("call", "calls", "visit", "visits"):
        links |= {"from"}
    elif verb.lemma in ("give", "host", "hold", "throw") and head in words("meeting", "meal"):
        links |= {"for"}
    partner = clauses.complement(doc, noun.last, links, min(end, noun.last + 12))
    if partner is not None:
        others = sides_of(scene, clauses.joined(doc, partner))
    subjects = actors_of(scene, verb)
    if not others and len(subjects) < TWO:
        subjects = pair_of(scene, verb) or subjects
    if verb.lemma in words("meeting", "records"):
        subjects = presence.keeper(scene, verb)
        if not subjects or partner is None:
            return
    if others or len(subjects) >= TWO:
        plain = doc.tokens[noun.head].low in words("meeting", "plain") or partner is not None
        rule = f"verb and noun: {verb.lemma} {doc.tokens[noun.head].low}"
        yield Encounter(
            [*subjects, *others], noun.head, doc.sentence(verb.first).first, end, status, rule, 0.85 if plain else 0.6
        )


def _named(scene: Scene, noun: Noun, last: tuple[Party, ...]) -> Iterator[Encounter]:  # noqa: C901, PLR0912 - a grammar is a list of cases
    doc = scene.doc
    tokens = doc.tokens
    head = tokens[noun.head]
    after = tokens[noun.last + 1].low if noun.last < doc.sentence(noun.last).last else ""
    if scan.supposed(doc, noun.first) or (head.low in ("call", "calls") and after in ("for", "to")):
        return  # 'his call for a cease-fire with'
    if _denied_noun(scene, noun) or _refused(scene, noun):
        yield from _none_between(scene, noun)
        return
    end = clauses.clause_end(doc, noun.last)
    owner = presence.owner(scene, noun)
    following = tokens[noun.last + 1].low if noun.last < doc.sentence(noun.last).last else ""
    partner = clauses.complement(doc, noun.last, frozenset(("with", "between")), min(end, noun.last + 8))
    if partner is not None and tokens[partner.first - 2].low in words("meeting", "tie"):
        partner = None  # 'a call over his work with the fund'
    others = sides_of(scene, clauses.joined(doc, partner, closed=following == "between")) if partner is not None else []
    others = [party for party in others if not an_outlet(scene, party, noun.last)]
    first = doc.sentence(noun.first).first
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
            yield Encounter([subjects[-1], *others], noun.head, first, end, how, f"noun: in a {head.low} with", 0.65)
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
    if len(pair) != TWO or scene.parties.listed(partner) or _refused(scene, noun) or scan.supposed(doc, noun.first):
        return []
    end, first = clauses.clause_end(doc, noun.last), doc.sentence(noun.first).first
    rule = f"noun: {doc.tokens[noun.head].low} between"
    return [Encounter(pair, noun.head, first, end, _noun_status(scene, noun), rule, 0.8)]


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
    return tokens[at].low in words("meeting", "lead_in")


def _next_verb(scene: Scene, noun: Noun) -> VerbGroup | None:
    """The main verb after a phrase that opens its sentence: 'In a call with her, Danby asked'."""
    doc = scene.doc
    for index in doc.verbs_in[doc.sentence_of[noun.first]]:
        verb = doc.verbs[index]
        if verb.first > noun.last and verb.finite:
            return verb
    return None


def _denied_with(scene: Scene, noun: Noun) -> Iterator[Encounter]:
    """'The minister denied any meeting with the banker'."""
    doc = scene.doc
    end = doc.sentence(noun.last).last
    partner = clauses.complement(doc, noun.last, frozenset(("with",)), min(end, noun.last + 4))
    for at in range(noun.first - 1, max(doc.sentence(noun.first).first, noun.first - 4) - 1, -1):
        verb = doc.verbs[doc.verb_at[at]] if doc.verb_at[at] >= 0 else None
        if verb is None:
            continue
        if verb.lemma == "deny" and partner is not None and scan.asserted(doc, verb):
            sides = [*actors_of(scene, verb)[:1], *sides_of(scene, clauses.joined(doc, partner))]
            rule = f"denied {doc.tokens[noun.head].low} with"
            yield Encounter(sides, noun.head, doc.sentence(noun.first).first, end, "denied", rule, 0.75)
        return


def _met_before(last: tuple[Party, ...], others: list[Party]) -> Party | None:
    """Whose 'his meeting with B' is when A and B have just been said to have met."""
    names = [party.name for party in last]
    for other in others:
        if other.name in names:
            return last[1 - names.index(other.name)]
    return None


def _none_between(scene: Scene, noun: Noun) -> Iterator[Encounter]:
    """'There was no contact between A and B', 'no meeting ever took place between him and her'."""
    doc = scene.doc
    end = doc.sentence(noun.last).last
    partner = clauses.complement(doc, noun.last, frozenset(("between",)), min(end, noun.last + 6))
    if partner is None or "no" not in {token.low for token in doc.tokens[max(0, noun.first - 3) : noun.head]}:
        yield from _denied_with(scene, noun)
        return
    sides = sides_of(scene, clauses.joined(doc, partner, closed=True))
    if len(sides) >= TWO and doc.tokens[noun.head].low in words("meeting", "plain"):
        rule = f"noun: no {doc.tokens[noun.head].low} between"
        yield Encounter(sides, noun.head, doc.sentence(noun.first).first, end, "denied", rule, 0.75)


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


def _refused(scene: Scene, noun: Noun) -> bool:
    """Whether the verb right before the encounter denies it or leaves it undone."""
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    for probe in range(noun.first - 1, max(sentence.first, noun.first - 8) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            if verb.lemma in words("meeting", "factive"):
                return verb.unreal
            return verb.negative or verb.unreal or verb.lemma in words("meeting", "undone")
    return False


def _occurs(scene: Scene, noun: Noun) -> VerbGroup | None:
    doc = scene.doc
    limit = doc.sentence(noun.last).last
    for probe in range(noun.last + 1, min(noun.last + 8, limit) + 1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            if verb.passive and verb.lemma in words("meeting", "held_to"):
                continue
            return verb if verb.lemma in words("meeting", "occur") and not verb.negative and not verb.unreal else None
    return None
