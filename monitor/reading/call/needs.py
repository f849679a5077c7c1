"""What somebody says that somebody must, should or had better do; that they can't stay; that an inquiry is needed."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.reading import actions, clauses, scan
from monitor.reading.call import positions
from monitor.reading.call.demand import Need, addressee, inquirer, leaves, speaker, speakers, spoken_of
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_REACH = 14  # tokens before a verb in which 'it is time for him' may stand
_DUTY = ("should", "must", "ought", "needs", "shall")
_MADE = frozenset("make force compel require order oblige bring haul consider".split())  # 'should be made to'
_SET_UP = frozenset("set form appoint constitute establish create convene name hire".split())
_NO_CHOICE = frozenset("choice option alternative".split())
_HONOUR = frozenset("honour honor decency shame self-respect integrity conscience dignity respect".split())
_ACCOUNT = frozenset("explanation explanations accounting account answers".split())
_NEEDED = frozenset(
    "needed required necessary essential vital warranted overdue crucial imperative justified inevitable due".split()
)


def find(scene: Scene, verb: VerbGroup) -> Iterator[Need]:
    """The need that a verb group tells, if it stands in somebody's words."""
    for read in (_duty, positions.find, _inquiry_needed, _owed, _let):
        found = read(scene, verb)
        if found is not None:
            by = speakers(scene, found.at) or [found.speaker]
            named = {who.name for who in by} if len(by) > 1 else set()
            target = found.target if found.target is None or found.target.name not in named else None
            yield from (found._replace(speaker=who, target=target) for who in by)
            return


def _before(scene: Scene, at: int, reach: int = 9) -> list[str]:
    doc = scene.doc
    near = doc.tokens[max(doc.sentence(at).first, at - reach) : at]
    return [token.low for token in near if token.tag != "Q"]


def _obliged(scene: Scene, verb: VerbGroup, depth: int = 0) -> str:  # noqa: C901, PLR0911 - a list of cases
    """The word that makes the verb's act a duty: its modal, 'needs to', or those of the verb it is joined to."""
    doc = scene.doc
    if verb.modal in _DUTY:
        return "" if verb.negative else verb.modal
    if depth > 3 or verb.modal or (verb.finite and verb.form in "DZ" and not _joined(scene, verb)):  # noqa: PLR2004 - longer chains of verbs are no chains
        return ""
    before = _before(scene, verb.first, 6)
    if verb.infinitive and before and before[-1] in ("needs", "need", "needed", "has", "have", "had", "ought", "got"):
        unreal = {"not", "n't", "n’t", "never", "if", "would", "could", "might", "may", "you"}
        return "" if unreal & set(before[-4:]) else before[-1]
    if verb.infinitive and _NO_CHOICE & set(before) and {"no", "only", "other"} & set(before):
        return "no choice but"
    if before and before[-1] == "better" and "had" in before:
        return "had better"
    above = scan.governor(doc, verb)
    if above is not None and above.form in "DN" and above.first == above.last and _joined(scene, verb):
        aside = doc.tokens[above.first - 1].text == "," and doc.tokens[verb.first - 2].text == ","
        above = scan.governor(doc, above) if aside else above  # 'should put off the vote, set for May, and publish it'
    if above is None:
        return ""
    if verb.infinitive and above.lemma in _SET_UP and actions.of_verb(doc, verb) == "investigate":
        return _obliged(scene, above, depth + 1)  # 'should form a committee to probe'
    if verb.infinitive and above.lemma in _MADE and (above.passive or above.lemma in ("order", "consider")):
        return _obliged(scene, above, depth + 1)
    if verb.form == "G" and above.lemma == "consider":
        return _obliged(scene, above, depth + 1)
    if _joined(scene, verb):
        if above.negative and before[-1:] == ["but"] and above.modal in _DUTY:
            return above.modal  # 'should not be fined but sacked'
        return _obliged(scene, above, depth + 1)
    return ""


def _joined(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb continues the one before it: 'should read it and open an inquiry'."""
    doc = scene.doc
    at = verb.first - 1
    while at > 0 and doc.tokens[at].tag in ("RB", "Q", "TO"):
        at -= 1
    base = doc.tokens[verb.last].low == verb.lemma or verb.form == "N"
    return doc.tokens[at].tag == "CC" and (verb.first == verb.last or verb.infinitive) and (base or verb.form == "D")


def _duty(scene: Scene, verb: VerbGroup) -> Need | None:
    """'must resign', 'has to go', 'should read it and open an inquiry', 'no option but to resign', 'time to go'."""
    found = _demanded(scene, verb)
    who = speaker(scene, verb.last) if found is not None else None
    if found is None or who is None:
        return None
    action, duty, essential = found
    doc, nouns = scene.doc, subject(scene.doc, verb)
    target = _owing(scene, verb, essential=essential and "for" in _before(scene, verb.first, _REACH))
    pronoun = bool(nouns) and doc.tokens[nouns[0].head].low in ("he", "she", "they") and not verb.passive
    if pronoun and (target is None or target.sure < 1):
        target = spoken_of(scene, verb.last) or target
    if pronoun and target is not None and target.name == who.name:
        target = _another(scene, verb, who)  # nobody demands of himself
        if target is None and verb.modal == "should" and doc.tokens[verb.last].quote < 0:
            return None  # 'said that he should have gone sooner'
    if verb.lemma in ("go", "leave") and not pronoun and (target is None or not (target.person or target.human)):
        return None
    sure = (0.86 if duty else 0.8) - 0.1 * verb.perfect
    return Need(verb.last, who, action, target, f"{duty or 'needed'}: {verb.lemma}", sure)


def _demanded(scene: Scene, verb: VerbGroup) -> tuple[str, str, bool] | None:
    """The act that a verb tells as somebody's duty, the word that makes it one, and whether it is said to be time."""
    doc = scene.doc
    action = actions.of_verb(doc, verb)
    if action == "investigate" and verb.lemma in ("look", "find", "charge", "step"):
        nouns = subject(doc, verb)
        if not nouns or doc.tokens[nouns[0].head].low in ("you", "we", "i", "they", "one", "people"):
            return None
    duty = _obliged(scene, verb) if not verb.negative or verb.modal else ""
    before = _before(scene, verb.first, _REACH)
    essential = not duty and _essential(verb, before) and not _once(scene, verb, before)
    if action is None and (duty or essential):
        action = leaves(scene, verb)
    if action is None and duty and actions.inquires(doc, verb):
        action = "investigate" if any(inquirer(scene, party) for party in scene.actors(verb)) else None
    honour = not duty and verb.modal in ("will", "would", "'d", "'ll") and _on_honour(scene, verb)
    supposed = not honour and scan.supposed(doc, verb.first)
    if action is None or supposed or scan.negated(doc, verb) or scan.neg_raised(doc, verb.first):
        return None
    return (action, duty, essential) if duty or essential or honour else None


def _another(scene: Scene, verb: VerbGroup, speaker: Party) -> Party | None:
    """Whom a speaker told of last before a verb: 'Ruiz said that the mayor had lost all trust and that he must go'."""
    said = next((said for said, party in reversed(scene.mouths(verb.last)) if party.name == speaker.name), None)
    if said is None:
        return None
    for index in reversed(scene.doc.verbs_in[scene.doc.sentence_of[verb.first]]):
        other = scene.doc.verbs[index]
        if said.first <= other.first < verb.first:
            for party in scene.actors(other):
                if party.name != speaker.name and (party.person or party.human):
                    return party
    return None


def _owing(scene: Scene, verb: VerbGroup, *, essential: bool) -> Party | None:
    """Whose duty an act is: the subject's, in the passive the agent's; nobody's in particular where 'these' owe it."""
    doc = scene.doc
    if verb.passive:
        by = clauses.complement(doc, verb.last, frozenset(("by",)), min(doc.sentence(verb.last).last, verb.last + 4))
        return scene.who(by)
    if _joined(scene, verb) and verb.form in "DN" and doc.tokens[verb.last].low != verb.lemma:
        return None
    orders = scan.governor(doc, verb) if verb.infinitive else None
    if orders is not None and orders.lemma == "order" and not orders.passive:
        return next(iter(scene.actors(orders)), None)  # 'the premier should order her adviser to investigate'
    nouns = subject(doc, verb)
    if nouns and doc.tokens[nouns[0].first].low in ("these", "those", "such"):
        return None
    opens = range(verb.first - 1, max(doc.sentence(verb.first).first, verb.first - 14), -1) if essential else ()
    link = next((at for at in opens if doc.tokens[at].low == "for"), None)
    noun = clauses.noun_after(doc, link) if link is not None else None  # 'it is time for him to go'
    if noun is not None:
        nouns = [noun]
    found = scene.who(noun) or next(iter(scene.actors(verb)), None) or addressee(scene, nouns)
    above = scan.governor(doc, verb) if found is None and _joined(scene, verb) else None
    return found if above is None else next(iter(scene.actors(above)), None)  # 'has got to come here and apologise'


def _essential(verb: VerbGroup, before: list[str]) -> bool:
    """'it is time for him to go', 'it is essential that he recuse himself'."""
    fits = verb.infinitive or (verb.form in "BND" and verb.first >= verb.last - 1 and "that" in before)
    return (
        fits
        and bool(set(before) & words("call", "needed"))
        and (bool({"that", "for", "to", "time"} & set(before)) or verb.infinitive)
    )


def _once(scene: Scene, verb: VerbGroup, before: list[str]) -> bool:
    """Whether something was needed then: 'it was time to go'; not where somebody said on that day that it was."""
    reported = any(not said.direct for said, _ in scene.mouths(verb.last))
    told = reported and {"time", "thing"} & set(before)
    return bool({"felt", "found"} & set(before)) or (bool({"was", "were"} & set(before)) and not told)


def _on_honour(scene: Scene, verb: VerbGroup) -> bool:
    """'if he had any honour he would quit'."""
    doc = scene.doc
    first = doc.sentence(verb.first).first
    lows = [token.low for token in doc.tokens[first : verb.first]]
    return "if" in lows and bool(_HONOUR & set(lows))


def _inquiry_needed(scene: Scene, verb: VerbGroup) -> Need | None:
    """'an inquiry is needed', 'there must be an inquiry', 'we need one', 'an inquiry should be held'."""
    doc = scene.doc
    if verb.negative or scan.supposed(doc, verb.first) or scan.neg_raised(doc, verb.first):
        return None
    theme = next(iter(subject(doc, verb)), None)
    following = clauses.noun_after(doc, verb.last)
    at = clauses.next_token(doc, verb.last)
    tail = doc.tokens[at].low if at <= doc.sentence(verb.last).last else ""
    duty = bool(_obliged(scene, verb)) or _before(scene, verb.first, 2) == ["let", "there"]
    wanted: Noun | None = None
    if (verb.lemma in ("need", "require") and verb.passive) or (verb.lemma == "be" and tail in _NEEDED):
        wanted = theme
    elif (verb.lemma == "be" and duty and theme is not None and doc.tokens[theme.head].low == "there") or (
        verb.lemma in ("need", "deserve", "want") and not verb.modal and verb.form in "BZ"
    ):
        wanted = following
    elif verb.passive and duty and verb.lemma in words("outcome", "open") | {"hold", "appoint", "conduct", "carry"}:
        wanted = theme
    action = actions.of_noun(doc, wanted) if wanted is not None else None
    if action not in ("investigate", "apologize", "release"):
        return None
    who = speaker(scene, verb.last)
    return Need(verb.last, who, action, None, f"{verb.lemma}: {action}", 0.8) if who is not None else None


def _owed(scene: Scene, verb: VerbGroup) -> Need | None:
    """'the leader owes residents an apology'."""
    doc = scene.doc
    if verb.lemma != "owe" or verb.negative or verb.passive:
        return None
    lows = {token.low for token in doc.tokens[verb.last + 1 : min(doc.sentence(verb.last).last, verb.last + 9) + 1]}
    action = "apologize" if lows & {"apology", "apologies"} else "testify" if lows & _ACCOUNT else None
    action = action or ("resign" if "resignation" in lows else None)
    who, target = speaker(scene, verb.last), next(iter(scene.actors(verb)), None)
    return Need(verb.last, who, action, target, "owes", 0.8) if who is not None and action is not None else None


def _let(scene: Scene, verb: VerbGroup) -> Need | None:
    """'let the minister stand down', 'then let it open its archives'."""
    doc = scene.doc
    above = scan.governor(doc, verb)
    if above is None or above.lemma != "let" or above.form != "B" or above.first != above.last or verb.form != "B":
        return None
    noun = clauses.noun_after(doc, above.last)
    action = actions.of_verb(doc, verb)
    if noun is None or noun.last + 1 != verb.first or action is None or doc.tokens[noun.head].low in ("us", "me"):
        return None
    who = speaker(scene, verb.last)
    return Need(verb.last, who, action, scene.actor(noun), f"let: {verb.lemma}", 0.74) if who is not None else None
