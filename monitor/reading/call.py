"""Calls: who says that who should resign, recuse themselves, investigate, apologise, release, testify."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from events.claims import Call
from monitor.reading import actions, call_authors, call_imperatives, call_needs, clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_LEFT_OPEN = "pronoun, left open"
_UNSURE = 0.86  # a target that is less sure is left open
_ANYBODY = frozenset("people others some someone somebody everyone everybody anyone many".split())
_REACH = 24  # tokens from the verb of demanding to what is demanded


def find(scene: Scene) -> Iterator[Call]:
    """Every call, in order. A pronoun that may mean several people means the one whom others ask for the same."""
    found = list(_found(scene))
    for claim in found:
        asked = {other.target for other in found if other.action == claim.action and other.target} - {claim.speaker}
        if claim.how.get("target") == _LEFT_OPEN and len(asked) == 1:
            how = {**claim.how, "target": "pronoun: the only one of whom others ask it"}
            yield msgspec.structs.replace(claim, target=asked.pop(), how=how)
        else:
            yield claim


def _found(scene: Scene) -> Iterator[Call]:
    for verb in scene.doc.verbs:
        if verb.lemma in words("call", "demand"):
            yield from _demanded(scene, verb)
        for need in call_needs.find(scene, verb):
            yield from _of_need(scene, need)
    for need in call_imperatives.find(scene):
        yield from _of_need(scene, need)
    for noun in scene.doc.nouns:
        if scene.doc.tokens[noun.head].low in words("call", "noun"):
            yield from _named(scene, noun)


def _of_need(scene: Scene, need: call_needs.Need) -> Iterator[Call]:
    if need.target is None or need.target.name != need.speaker.name:  # what one should do oneself is no call
        yield from _claim(scene, need.at, [need.speaker], need.action, need.target, need.rule, need.sure)


def _claim(  # noqa: PLR0917 - one slot after another
    scene: Scene, at: int, speakers: list[Party], action: str, target: Party | None, rule: str, sure: float
) -> Iterator[Call]:
    if any(said.lemma in words("speech", "jest") for said, _ in scene.mouths(at)):
        return
    for speaker in speakers:
        who = speaker.name.removeprefix("Other ").removeprefix("other ")
        if who.lower() in _ANYBODY:
            continue
        if target is not None and target.name == speaker.name:
            continue  # 'people asking us to look into it', said by us
        open_pronoun = target is not None and target.rule == "pronoun" and target.sure < _UNSURE
        if open_pronoun:
            target = None
        yield Call(
            speaker=who,
            action=action,  # type: ignore[arg-type]  # the lexicon holds the slot's values
            target=target.name if target is not None else None,
            evidence=(scene.sentence(at),),
            attributed_to=tuple(name for name in scene.chain(at) if name != speaker.name),
            confidence=round(sure * speaker.sure, 2),
            how={
                "kind": rule,
                "speaker": speaker.rule,
                "action": action,
                **({"target": target.rule} if target else {"target": _LEFT_OPEN} if open_pronoun else {}),
            },
        )


def _demands(scene: Scene, verb: VerbGroup) -> bool:
    doc = scene.doc
    wish = verb.lemma == "like" and verb.modal in ("would", "'d")
    if scan.negated(doc, verb) or (verb.unreal and not wish) or scan.supposed(doc, verb.first):
        return False
    at = clauses.next_token(doc, verb.last)
    following = doc.tokens[at].low if at <= doc.sentence(verb.last).last else ""
    near = [token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 8) + 1]]
    adverbial = following in ("in", "during", "at", "again") and "for" in near
    if verb.lemma == "call" and following not in ("on", "for", "upon") and not adverbial:
        return False
    if verb.lemma in ("like", "need") and verb.modal not in ("would", "'d"):
        return False
    if verb.infinitive or (verb.form == "G" and not verb.progressive):
        above = scan.governor(doc, verb)
        if above is not None and (
            above.negative or above.unreal or above.lemma in ("refuse", "decline", "stop", "avoid", "resist")
        ):
            return False
    return True


def _demanded(scene: Scene, verb: VerbGroup) -> Iterator[Call]:  # noqa: C901, PLR0912 - a list of cases
    """'called on X to resign', 'urged X to', 'demanded X's resignation', 'called for an investigation'."""
    doc = scene.doc
    if not _demands(scene, verb):
        return
    if verb.passive:
        yield from _was_asked(scene, verb)
        return
    speakers = call_authors.demanders(scene, verb)
    limit = min(doc.sentence(verb.last).last, verb.last + _REACH)
    seen: set[str] = set()
    weak = verb.lemma in words("call", "weak")
    for probe in range(verb.last + 1, limit + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].first == probe:
            inner = doc.verbs[index]
            action = actions.of_verb(doc, inner)
            if action is None and inner.lemma in words("call", "demand") and probe > verb.last + 1:
                return  # what follows is another demand's
            if (
                inner.finite
                and not wished_form(verb, inner)
                and action is None
                and inner.lemma != "be"
                and probe > verb.last + 3
            ):
                return
            wished = verb.lemma in ("like", "want", "need") and inner.form in "ND" and inner.first == inner.last
            fits = inner.infinitive or wished or (inner.form in "BN" and not inner.perfect and not inner.modal)
            if inner.finite and _stated(scene, verb, inner):
                fits = False
            if weak:
                fits = (inner.infinitive or wished or _subjunctive(scene, inner)) and _aimed(scene, verb, inner)
            if (
                action is not None
                and action not in seen
                and fits
                and not (inner.infinitive and verb.lemma == "suggest")
            ):
                seen.add(action)
                bare = inner.form in "ND" and not inner.passive  # 'wants him sacked'
                passive = (inner.passive or bare) and inner.lemma not in ("summon", "haul", "subpoena")
                target = _target(scene, verb, inner) if not passive else None
                yield from _claim(
                    scene, verb.last, speakers, action, target, f"verb: {verb.lemma} ... to {inner.lemma}", 0.9
                )
        noun = doc.noun(probe)
        named = not weak or verb.lemma in words("call", "of_noun")
        if noun is not None and noun.first == probe and named and verb.lemma not in ("suggest", "challenge", "insist"):
            action = actions.of_noun(doc, noun)
            if (
                action is None
                and verb.lemma in ("ask", "press")
                and doc.tokens[noun.head].low in words("call", "papers")
            ):
                action = "release"
            if action == "withdraw" and not _withdraws(scene, noun):
                continue
            if action is not None and action not in seen and _governs(scene, verb, noun):
                seen.add(action)
                yield from _claim(
                    scene,
                    verb.last,
                    speakers,
                    action,
                    _owner(scene, noun, action),
                    f"verb: {verb.lemma} for {doc.tokens[noun.head].low}",
                    0.85,
                )


def _withdraws(scene: Scene, noun: Noun) -> bool:
    """Whether a withdrawal is of somebody or of what somebody said: not of troops."""
    doc = scene.doc
    if doc.tokens[noun.first].tag == "S" or any(doc.tokens[at].tag == "POS" for at in range(noun.first, noun.head)):
        return True
    of = clauses.noun_after(doc, noun.last + 1) if noun.last < doc.sentence(noun.last).last else None
    return of is not None and (
        scene.who(of) is not None or doc.tokens[of.head].low in words("outcome", "statement") | words("outcome", "race")
    )


def _governs(scene: Scene, verb: VerbGroup, noun: Noun) -> bool:
    """Whether a noun is what the verb demands: its object, or after 'for', with no other verb between."""
    between = scene.doc.tokens[verb.last + 1 : noun.first]
    if any(token.tag[0] == "V" or token.tag in ("SB", "WH") for token in between):
        return False
    if verb.lemma in (
        "call",
        "push",
        "appeal",
        "plead",
        "press",
        "ask",
        "lobby",
        "petition",
        "agitate",
        "clamor",
        "clamour",
    ):
        return any(token.low == "for" for token in between)
    return len(between) <= 3 or any(token.tag == "CC" for token in between)  # noqa: PLR2004 - a count of tokens or letters that the docstring explains


def _target(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> Party | None:
    """Whoever stands between the demand and the act, nearest to it when a list shares the demand."""
    doc = scene.doc
    above = scan.governor(doc, inner)
    if above is not None and above.first > verb.last and above.lemma in ("order", "force", "make", "compel", "require"):
        party = scene.actor(clauses.noun_after(doc, above.last))
        if party is not None:
            return party  # 'asked the judge to order the fund to disclose'
    near = doc.noun(inner.first - 1)
    if near is not None and near.first > verb.last + 1 and doc.tokens[near.first - 1].low in ("and", "for", "that"):
        party = scene.actor(near)
        if party is not None:
            return party
    for at in range(verb.last + 1, inner.first):
        noun = doc.noun(at)
        if noun is not None and noun.first == at:
            party = scene.actor(noun)
            if party is not None:
                return party
    return None


def _was_asked(scene: Scene, verb: VerbGroup) -> Iterator[Call]:
    """'was asked by the board to resign', 'his resignation was demanded by all parties'."""
    doc = scene.doc
    limit = min(doc.sentence(verb.last).last, verb.last + _REACH)
    agent = clauses.complement(doc, verb.last, frozenset(("by",)), limit)
    speaker = scene.actor(agent) if agent is not None else None
    if speaker is None:
        return
    nouns = subject(doc, verb)
    for noun in nouns:
        action = actions.of_noun(doc, noun)
        if action is not None:
            yield from _claim(scene, verb.last, [speaker], action, _owner(scene, noun, action), f"{verb.lemma} by", 0.8)
    for probe in range(verb.last + 1, limit + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].infinitive and doc.verbs[index].first == probe:
            action = actions.of_verb(doc, doc.verbs[index])
            if action is not None and nouns:
                yield from _claim(scene, verb.last, [speaker], action, scene.actor(nouns[0]), f"{verb.lemma} by", 0.8)
            return


def _aimed(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether somebody stands between the verb and the act: 'told him to resign', not 'plans to resign'."""
    doc = scene.doc
    at = clauses.next_token(doc, verb.last)
    between = doc.verb_at[verb.last + 1 : inner.first]
    if inner.infinitive and any(index >= 0 and doc.verbs[index].finite for index in between):
        return False  # 'told reporters that there was no cause for him to resign'
    if at < inner.first and doc.tokens[at].low in ("that", "for"):
        at += 1
    noun = doc.noun(at)
    return noun is not None and noun.last < inner.first and (clauses.names_party(doc, noun) or inner.form in "ND")


def _subjunctive(scene: Scene, inner: VerbGroup) -> bool:
    """Whether a base form stands where a finite verb would: 'that the judge recuse himself'."""
    before = scene.doc.noun(inner.first - 1)
    if before is not None and scene.doc.tokens[before.head].low in ("we", "they", "i", "you"):
        return False
    return (
        inner.form == "B"
        and inner.first == inner.last
        and not inner.infinitive
        and scene.doc.noun(inner.first - 1) is not None
    )


def _stated(scene: Scene, verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether a clause tells what is so: 'insisted that they were published', 'the minutes, which were published'."""
    tokens = scene.doc.tokens
    told = any(tokens[at].low in ("is", "are", "was", "were") for at in range(inner.first, inner.last + 1))
    return told and (verb.lemma == "insist" or tokens[inner.first - 1].tag == "WH")


def wished_form(verb: VerbGroup, inner: VerbGroup) -> bool:
    """Whether 'sacked' may be the participle in 'wants him sacked'."""
    return verb.lemma in ("like", "want", "need") and inner.form in "ND" and inner.first == inner.last


def _owner(scene: Scene, noun: Noun, action: str) -> Party | None:
    """Whose resignation: 'Smith's resignation', 'his resignation', 'the resignation of Smith'."""
    doc = scene.doc
    if action in ("investigate", "fire"):
        return None
    for at in range(noun.head - 1, noun.first, -1):
        if doc.tokens[at].tag == "POS":
            return scene.who(Noun(noun.first, at - 1, at - 1))
    if doc.tokens[noun.first].tag == "S":
        return scene.who(Noun(noun.first, noun.first, noun.first))
    following = noun.last + 1
    if following <= doc.sentence(noun.last).last and doc.tokens[following].low in ("of", "from", "by"):
        return scene.who(clauses.noun_after(doc, following))
    return None


def _named(scene: Scene, noun: Noun) -> Iterator[Call]:
    """'calls from Democrats for X to resign', 'Republican calls for a special prosecutor'."""
    doc = scene.doc
    sentence = doc.sentence(noun.first)
    limit = min(sentence.last, noun.last + _REACH)
    speaker = call_authors.callers(scene, noun, limit) or call_authors.joiner(scene, noun)
    if speaker is None or _unreal(scene, noun):
        return
    start = next((at for at in range(noun.last + 1, limit + 1) if doc.tokens[at].low in ("for", "that", "to")), None)
    if start is None or start > noun.last + 8:
        return
    for probe in range(start, limit + 1):
        index = doc.verb_at[probe]
        if index >= 0 and doc.verbs[index].first == probe:
            inner = doc.verbs[index]
            action = actions.of_verb(doc, inner)
            if action is None and inner.finite:
                return
            if action is not None and (inner.infinitive or doc.tokens[start].low == "that"):
                target = next(iter(scene.parties_of([n for n in [clauses.noun_after(doc, start)] if n])), None)
                yield from _claim(
                    scene,
                    noun.head,
                    [speaker],
                    action,
                    target,
                    f"noun: {doc.tokens[noun.head].low} to {inner.lemma}",
                    0.75,
                )
                return
        inside = doc.noun(probe)
        if inside is not None and inside.first == probe:
            action = actions.of_noun(doc, inside)
            if action is not None:
                yield from _claim(
                    scene,
                    noun.head,
                    [speaker],
                    action,
                    _owner(scene, inside, action),
                    f"noun: {doc.tokens[noun.head].low} for",
                    0.76,
                )
                return


def _unreal(scene: Scene, noun: Noun) -> bool:
    doc = scene.doc
    for probe in range(noun.first - 1, max(doc.sentence(noun.first).first, noun.first - 8) - 1, -1):
        index = doc.verb_at[probe]
        if index >= 0:
            verb = doc.verbs[index]
            return verb.unreal or verb.negative
    return False
