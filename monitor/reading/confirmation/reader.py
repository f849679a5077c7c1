"""Confirmations: who acknowledges, admits or confirms what had been alleged or reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from events.claims import Confirmation
from monitor.reading import acting, clauses, scan
from monitor.reading.actions import in_order
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.confirmation.contacts import by_contact, by_short_answer, by_yes
from monitor.reading.confirmation.statements import by_answer, by_contradiction, by_statement
from monitor.reading.denial.finding import about_self, ahead, speaking
from monitor.reading.denial.receptions import judges
from monitor.reading.lexicon import idioms, words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.speech import content_start
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_FORCED = ("force", "compel", "appear", "seem", "oblige")
_OWN = ("acknowledge", "admit", "concede", "confess")  # nobody does these of what is nobody's fault
_NEAR = 12  # tokens
_AROUND = 2  # sentences on either side of what is granted
_UNCALLED = 0.24  # what a confirmation loses in sureness of what nobody seems to have alleged
_VERBAL = frozenset(("M", "BE", "HV", "DO", "VB", "VD", "VZ", "VN", "VG"))


def find(scene: Scene) -> Iterator[Confirmation]:
    """Every confirmation, in order."""
    for verb in scene.doc.verbs:
        if verb.lemma in words("confirmation", "acknowledge"):
            yield from _by_verb(scene, verb)
        yield from _by_idiom(scene, verb)
        yield from by_statement(scene, verb)
        yield from by_contradiction(scene, verb)
        yield from by_contact(scene, verb)
        yield from by_short_answer(scene, verb)
    yield from by_answer(scene)
    yield from by_yes(scene)
    yield from _by_quotation(scene)
    yield from _by_noun(scene)


def _claim(  # noqa: PLR0917 - one slot after another
    scene: Scene, at: int, speakers: Sequence[Party], what: str, rule: str, sure: float
) -> Iterator[Confirmation]:
    for speaker in speakers[:2]:
        yield Confirmation(
            speaker=speaker.name,
            about=what,
            evidence=(scene.sentence(at),),
            attributed_to=tuple(name for name in scene.chain(at) if name != speaker.name),
            confidence=round(sure * (1 - 0.6 * (1 - speaker.sure)), 2),
            how={"kind": rule, "speaker": speaker.rule},
        )


def _by_verb(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    """'confirmed that', 'admitted taking', 'acknowledged the error', '..., she conceded', 'was confirmed by'."""
    doc = scene.doc
    if not _done(scene, verb):
        return
    if verb.passive:
        agent = clauses.complement(doc, verb.last, frozenset(("by",)))
        party = scene.actor(agent) if agent is not None else None
        nouns = subject(doc, verb)
        named = scene.who(nouns[0]) if nouns else None
        appointed = named is not None and (named.person or named.human)  # 'the judge was confirmed by the chamber'
        before = doc.tokens[doc.sentence(verb.first).first : verb.first]
        appointed = appointed or any(token.low in ("nomination", "appointment", "nominee") for token in before)
        if party is not None and not appointed and verb.lemma not in words("confirmation", "clause_only"):
            what = phrase(scene, nouns[0].first, verb.first - 1) if nouns and nouns[0].first < verb.first else ""
            yield from _claim(scene, verb.last, [party], what, f"confirmed by: {verb.lemma}", 0.75)
        return
    start, told = _granted(scene, verb)
    if start is None or (told and _uncertain(scene, start)):
        return
    if verb.progressive and not told:
        return  # 'leading is acknowledging mistakes'
    gerund = doc.tokens[start].low.endswith("ing")
    loose = not (told or gerund) and doc.tokens[_head(scene, start)].low not in words("confirmation", "matter")
    speakers = [] if judges(scene, verb) else [party for party in speaking(scene, verb) if _may_grant(party)]
    vague = 0.12 if verb.lemma in ("admit", "confess") else 0.22
    sure = (
        (0.8 if verb.finite or verb.infinitive else 0.7)
        - vague * (loose and doc.verb_at[start] < 0)
        - 0.14 * _conceded(scene, verb)
    )
    sure -= _UNCALLED * (told and not _called_for(scene, verb, start, speakers))
    limit = doc.sentence(verb.last).last if start > verb.last else verb.first - 1
    yield from _claim(scene, verb.last, speakers, phrase(scene, start, limit), f"verb: {verb.lemma}", sure)


def _may_grant(party: Party) -> bool:
    """Whether a party may confirm something: neither a paper, which shows it, nor an outlet, which reports it."""
    lows = {low.strip(".") for low in party.name.lower().split()}
    tells = words("speech", "source") | words("call", "papers") | acting.reporting()
    return party.person or party.human or not lows & tells


def _called_for(scene: Scene, verb: VerbGroup, start: int, speakers: Sequence[Party]) -> bool:
    """Whether what is granted had been alleged or asked, or is what the speakers themselves did."""
    doc = scene.doc
    number = doc.sentence_of[verb.last]
    near = doc.sentences[max(0, number - _AROUND) : number + _AROUND + 1]
    signs = words("denial", "accuse") - words("confirmation", "plain")
    if any(
        token.low in signs or token.lemma in signs for one in near for token in doc.tokens[one.first : one.last + 1]
    ):
        return True
    inside = next((v for i in doc.verbs_in[number] if (v := doc.verbs[i]).first >= start and v.finite), None)
    past = inside is None or inside.form == "D" or inside.perfect or inside.passive or inside.progressive
    nouns = subject(doc, inside) if inside is not None else []
    own = bool(speakers) and (about_self(scene, nouns, speakers[0]) or any(_theirs(scene, noun) for noun in nouns))
    if verb.lemma in _OWN:
        return own or past
    return (own and past) or len(near) <= _AROUND  # a passage by itself doesn't tell what had been alleged


def _theirs(scene: Scene, noun: Noun) -> bool:
    """Whether a phrase tells of what is somebody's own: 'its fund', 'it'."""
    tokens = scene.doc.tokens[noun.first : noun.last + 1]
    return tokens[0].low == "it" or any(token.tag == "S" for token in tokens)


def _head(scene: Scene, at: int) -> int:
    noun = scene.doc.noun(at)
    return noun.head if noun is not None else at


def _done(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the act of granting took place."""
    doc = scene.doc
    confirms = verb.lemma == "confirm" and verb.modal == "can" and not verb.negative
    if confirms and doc.tokens[verb.last].quote >= 0 and not scan.supposed(doc, verb.first):
        return True  # "We can confirm that ..."
    if not scan.asserted(doc, verb) or verb.future or (verb.form == "N" and not verb.perfect and not verb.passive):
        return False
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        above = scan.governor(doc, verb)
        before = doc.tokens[verb.first - 1].low if verb.first else ""
        if above is not None and (above.negative or above.unreal or above.lemma in ("mean", "involve", "be")):
            return False
        if verb.infinitive:
            return above is not None and above.lemma in _FORCED
        return before not in ("without", "for", "before", "of", "like", "not")
    return not {"nor", "neither"} & {token.low for token in doc.tokens[max(0, verb.first - 2) : verb.first]}


def _granted(scene: Scene, verb: VerbGroup) -> tuple[int | None, bool]:  # noqa: C901, PLR0911, PLR0912 - a grammar is a list of cases
    """Where what is granted begins, and whether it is a clause."""
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    said = scene.by_cue.get(verb.last)
    if said is not None and said.first < verb.first:
        return said.first, True
    if _as_granted(scene, verb):
        return doc.sentence(verb.last).first, True  # 'He dined there twice, as his office now confirms'
    start = _that(scene, verb) or content_start(doc, verb)
    if (
        start is not None
        and verb.lemma in words("confirmation", "clause_only")
        and clauses.next_token(doc, verb.last) != start
    ):
        return None, False  # 'allows the campaign to renew its call'
    if start is not None and _has_verb(scene, start):
        return (None, False) if _judged(scene, start) else (start, True)
    at = clauses.next_token(doc, verb.last)
    if at < limit and doc.tokens[at].low == "to" and verb.lemma in ("admit", "confess", "own"):
        at = clauses.next_token(doc, at)
        noun = doc.noun(at) if at <= limit else None
        matter = noun is not None and doc.tokens[noun.head].tag == "N" and not clauses.names_party(doc, noun)
        return (at, False) if matter or (at <= limit and doc.verb_at[at] >= 0) else (None, False)
    if at > limit or verb.lemma in words("confirmation", "clause_only"):
        return None, False
    index = doc.verb_at[at]
    if (index >= 0 and doc.verbs[index].form == "G") or doc.tokens[at].low == "having":
        return at, False
    if doc.tokens[at].tag == "J" and doc.tokens[at].low.endswith("ing") and doc.noun(at + 1) is not None:
        return at, False  # 'admitted misleading the committee'
    if doc.tokens[at].tag == "WH":
        return (None, False) if _judged(scene, at) else (at, True)
    if doc.tokens[at].low == "as" and at < limit and doc.tokens[at + 1].low == "much":
        return at, False
    target = doc.noun(at)
    if target is None or target.first != at:
        return None, False
    head = doc.tokens[target.head].low
    if head in words("confirmation", "other") or head in ("him", "her", "them", "me", "us"):
        return None, False
    named = scene.who(target) if doc.tokens[target.head].tag == "NP" else None
    if head in words("confirmation", "matter") or (verb.lemma in _OWN and named is None):
        return at, False
    return None, False


def _as_granted(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a clause after 'as' closes a sentence: ', as the office now confirms.'."""
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    closed = verb.last >= limit or doc.tokens[verb.last + 1].text in (".", ",", ";")
    nouns = subject(doc, verb) if closed and verb.finite else []
    at = nouns[0].first - 1 if nouns and nouns[0].first < verb.first else -1
    return (
        at > doc.sentence(verb.last).first and doc.tokens[at].low == "as" and doc.tokens[at - 1].text in (",", "—", "–")
    )


def _by_quotation(scene: Scene) -> Iterator[Confirmation]:
    """'"I was there," she admitted': somebody's own words, told as an admission."""
    doc = scene.doc
    told: set[int] = set()  # the verbs whose first words are read: what goes on after them is no second admission
    for quotation in scene.quotations:
        cue = doc.verb_at[quotation.cue] if quotation.cue >= 0 else -1
        verb = doc.verbs[cue] if cue >= 0 and cue not in told else None
        if quotation.speaker is None or verb is None or verb.lemma not in _OWN or not _done(scene, verb):
            continue
        told.add(cue)
        first = quotation.first + 1
        party = scene.actor(quotation.speaker)
        if party is not None and quotation.whole(doc) and not _uncertain(scene, first):
            rule = f"own words: {verb.lemma}"
            yield from _claim(scene, first, [party], phrase(scene, first), rule, 0.76)


def _has_verb(scene: Scene, start: int) -> bool:
    """Whether a clause has a verb before a comma, as 'new details' of 'confirm new details, he said' has not."""
    doc = scene.doc
    if doc.tokens[start].low == "that" or doc.tokens[start].tag in ("WH", "Q"):
        return True
    for at in range(start, doc.sentence(start).last + 1):
        if doc.verb_at[at] >= 0:
            return True
        if doc.tokens[at].text == ",":
            return False
    return False


def _judged(scene: Scene, at: int) -> bool:
    """Whether a clause tells how much something is so: 'acknowledged how hard it was'."""
    doc = scene.doc
    following = doc.tokens[min(at + 1, doc.sentence(at).last)].tag
    return doc.tokens[at].low == "how" and following not in ("D", "S", "PR", "NP", "TO")


def _that(scene: Scene, verb: VerbGroup) -> int | None:
    """The 'that' of a clause that stands a few words of time, place or manner after its verb."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _NEAR)
    for at in range(verb.last + 1, limit):
        token = doc.tokens[at]
        if token.tag == "SB" and token.low == "that":
            return at
        index = doc.verb_at[at]
        if (index >= 0 and doc.verbs[index].finite) or token.text in (";", ",") or token.tag == "WH":
            return None
    return None


def _conceded(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the speaker grants it only in passing: 'although she acknowledged that it was hard'."""
    first = scene.doc.sentence(verb.first).first
    return any(
        token.low in ("although", "though") for token in scene.doc.tokens[max(first, verb.first - 4) : verb.first]
    )


def _uncertain(scene: Scene, start: int) -> bool:
    """Whether what is granted is a forecast or a judgement: 'that it will be hard', 'that more might exist'."""
    doc = scene.doc
    last = clauses.clause_end(doc, start)
    for index in doc.verbs_in[doc.sentence_of[start]]:
        verb = doc.verbs[index]
        if verb.first < start or not verb.finite:
            continue
        if verb.first > max(last, start + _NEAR):
            return False
        if (verb.unreal and not verb.perfect) or verb.future:
            return True
        if verb.lemma == "be" and set(ahead(scene, verb, 3)) & words("confirmation", "opinion"):
            return True
    return False


def _by_idiom(scene: Scene, verb: VerbGroup) -> Iterator[Confirmation]:
    """'came clean', 'owned up to', 'pleaded guilty', 'does not dispute that'."""
    if verb.unreal or verb.future or scan.supposed(scene.doc, verb.first):
        return
    following = ahead(scene, verb, 8)
    before = scene.doc.tokens[max(scene.doc.sentence(verb.first).first, verb.first - 3) : verb.first]
    if "not" in following[:2] or any(token.low in ("nor", "neither", "without") for token in before):
        return
    for words_of, rest, _ in idioms("confirmation").get(verb.lemma, ()):
        negated = rest[:1] == ["not"]
        if negated != verb.negative or not in_order(rest[negated:], following, 1):
            continue
        if "over" in following[:1]:
            continue  # 'took over responsibility for the contracts'
        if (verb.infinitive and not _done(scene, verb)) or (negated and "but" in _rest(scene, verb)):
            return  # 'did not deny it, but said ...' is a fact granted and played down
        last = rest[-1]
        doc, limit = scene.doc, scene.doc.sentence(verb.last).last
        at = next((i for i in range(verb.last, min(limit, verb.last + _NEAR)) if doc.tokens[i].low == last), verb.last)
        while at < limit and doc.tokens[at + 1].low in ("to", "of", "about", "for", "up"):
            at += 1
        what = phrase(scene, at if last in ("that", "having", "meeting") else min(at + 1, limit))
        yield from _claim(scene, verb.last, scene.actors(verb), what, f"idiom: {words_of}", 0.75)
        return


def _rest(scene: Scene, verb: VerbGroup) -> set[str]:
    return {token.low for token in scene.doc.tokens[verb.last + 1 : scene.doc.sentence(verb.last).last]}


def _by_noun(scene: Scene) -> Iterator[Confirmation]:
    """'his admission that', 'the admission by the minister that', 'by her own admission'."""
    doc = scene.doc
    for noun in doc.nouns:
        if doc.tokens[noun.head].low not in words("confirmation", "noun"):
            continue
        limit = doc.sentence(noun.last).last
        ahead_of = range(noun.last + 1, min(noun.last + _NEAR, limit))
        that = next((i for i in ahead_of if doc.tokens[i].tag in _VERBAL or doc.tokens[i].low == "that"), -1)
        that = that if that >= 0 and doc.tokens[that].low == "that" else -1
        owner = clauses.owner_of(doc, noun)
        if owner is None and noun.last < limit and doc.tokens[noun.last + 1].low in ("by", "from"):
            owner = clauses.noun_after(doc, noun.last + 1)
        own = noun.first > 0 and doc.tokens[noun.first - 1].low == "by" and doc.tokens[noun.head - 1].low == "own"
        party = scene.actor(owner) if owner is not None else None
        if party is None or not (that >= 0 or own) or doc.tokens[noun.first].low == "no":
            continue
        what = phrase(scene, that) if that >= 0 else phrase(scene, min(noun.last + 1, limit))
        yield from _claim(scene, noun.head, [party], what, f"noun: {doc.tokens[noun.head].low}", 0.72)
