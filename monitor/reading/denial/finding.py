"""What the rules for denials share: a find and how it becomes a claim, and who may be its speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from events.claims import Denial
from events.claims.denial import Form
from monitor.reading import clauses, scan
from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.speech import Speech
from monitor.reading.subjects import subject
from monitor.reading.substance import phrase

_SPEAKS_FOR = frozenset(
    "spokesman spokeswoman spokesperson spokesmen lawyer attorney counsel barrister advocate solicitor team office "
    "campaign camp aide aides lawyers attorneys representative representatives adviser advisers advisor advisors "
    "strategist strategists staff ally allies surrogate surrogates handlers publicist".split()
)
_WEAK_SPEAKER = 0.5
_ACTS = 0.75
_LONG = 3  # sentences of a quotation that are looked past
_ABSTRACT = ("ity", "ness", "ism", "ship", "tion", "sion", "ence", "ance", "cent")
EXISTENTIAL = frozenset(("there", "it", "that", "this", "they", "these", "those"))


class Found(NamedTuple):
    """A denial that a rule found at a token."""

    at: int
    speakers: Sequence[Party]
    form: Form
    rule: str
    sure: float
    about: str
    by_itself: bool = False  # whether it tells of an accusation by itself
    called_for: bool = True  # whether something is there to be denied

    def _confidence(self) -> float:
        sure = self.sure * min(map(_trust, self.speakers))
        return _calibrated(sure, self.speakers) if self.called_for else sure

    def claim(self, scene: Scene) -> Denial:
        """The claim, with its sentence as evidence."""
        names = {party.name for party in self.speakers}
        return Denial(
            speaker=" and ".join(party.name for party in self.speakers[:3]),
            form=self.form,
            about=self.about,
            evidence=(scene.sentence(self.at),),
            attributed_to=tuple(name for name in scene.chain(self.at) if name not in names),
            disputed_by=scene.disputed_by(self.at),
            confidence=round(self._confidence(), 2),
            how={"kind": self.rule, "speaker": ", ".join(party.rule for party in self.speakers), "form": self.rule},
        )


def _calibrated(sure: float, speakers: Sequence[Party]) -> float:
    """How often such denials proved right: unsure ones oftener than the rules say, if the speaker is known."""
    described = all(party.rule == "description" for party in speakers)
    return sure if described else sure + _KNOWN * max(0.0, _USUAL - sure)


_USUAL = 0.75  # how often a denial is right
_KNOWN = 0.8  # how much of what is missing to that a speaker who is known makes good


def _trust(party: Party) -> float:
    """How sure a speaker is; a phrase stands for itself, while a pronoun may stand for somebody else."""
    return 1 - (0.8 if party.rule.startswith("pronoun") else 0.6) * (1 - party.sure)


def found(  # noqa: PLR0917 - one slot after another
    scene: Scene, verb: VerbGroup, speakers: Sequence[Party], form: Form, rule: str, sure: float, about: str
) -> Found | None:
    """A find at a verb; None when nobody is left to have spoken."""
    del scene
    return Found(verb.last, speakers, form, rule, sure, about) if speakers else None


def about(scene: Scene, at: int) -> str:
    """What follows a token, in the article's words."""
    return phrase(scene, min(at + 1, scene.doc.sentence(at).last))


def speaking(scene: Scene, verb: VerbGroup) -> list[Party]:
    """The subjects of a verb that only somebody who speaks can be the subject of."""
    absolute = _absolute(scene, verb)
    if absolute is not None:
        return [absolute]
    found = [p for p in scene.actors(verb) if p.person or p.plural or p.rule != "name" or p.sure > _WEAK_SPEAKER]
    found = [p for p in found if p.rule != "description" or p.human or p.person or not _abstract(p.name)]
    found = [_accused_by(scene, verb.first, p) or p if p.rule == "pronoun" else p for p in found]
    # A name of which nothing is known is a speaker's if it does what only speakers do.
    return [replace(p, sure=max(p.sure, _ACTS)) if p.rule == "name" else p for p in found]


def _accused_by(scene: Scene, at: int, accuser: Party) -> Party | None:
    """Who 'he' is in 'Cole accused the mayor of theft. He denied it': not the one who accuses."""
    doc = scene.doc
    number = doc.sentence_of[at]
    for index in doc.verbs_in[number - 1] if number else ():
        other = doc.verbs[index]
        if other.lemma not in _ACCUSING or other.passive or accuser.name not in {p.name for p in scene.actors(other)}:
            continue
        whom = scene.who(clauses.noun_after(doc, other.last))
        fits = whom is not None and (whom.person or whom.human) and accuser.gender in ("", whom.gender)
        if whom is not None and fits and whom.name != accuser.name:
            return replace(whom, rule="who is accused", sure=min(0.85, whom.sure))
    return None


_ACCUSING = frozenset("accuse charge blame fault criticize criticise sue denounce attack".split())


def _absolute(scene: Scene, verb: VerbGroup) -> Party | None:
    """Whose act a participle after 'with' or 'despite' is: 'with Lee refusing to speak'."""
    doc = scene.doc
    at = verb.first - 1
    while at > 0 and doc.tokens[at].tag == "RB":
        at -= 1
    noun = doc.noun(at) if verb.form == "G" and not verb.progressive and at > 0 else None
    before = doc.tokens[noun.first - 1].low if noun is not None and noun.first else ""
    first = doc.sentence(verb.first).first
    lows = [token.low for token in doc.tokens[first : verb.first]]
    beside = before == "and" and "with" in lows  # 'with Lee demanding a vote and Ruiz dismissing it'
    return scene.actor(noun) if before in ("with", "despite") or beside else None


def _abstract(name: str) -> bool:
    """Whether a description names what cannot speak: 'his integrity', 'the distinction'."""
    last = name.lower().split()[-1]
    return last.endswith(_ABSTRACT) and last not in words("people", "body")


def happened(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the act of speaking itself took place: neither negated, supposed, nor left undone."""
    if scan.negated(scene.doc, verb) or verb.unreal or scan.supposed(scene.doc, verb.first) or verb.future:
        return False
    if verb.infinitive:
        above = scan.governor(scene.doc, verb)
        if above is not None and above.lemma == "be" and above.finite and not above.unreal:
            between = {token.low for token in scene.doc.tokens[above.last + 1 : verb.first + 1]}
            return bool(between & words("denial", "prompt")) and not above.negative
        return above is not None and above.lemma in words("denial", "still") and not above.negative
    return True


def from_mouth(  # noqa: PLR0917 - one slot after another
    scene: Scene, verb: VerbGroup, form: Form, rule: str, sure: float, about: str
) -> Found | None:
    """The find of whoever says what `verb` says."""
    mouths = scene.mouths(verb.last)
    if not mouths:
        return None
    said, speaker = mouths[-1]
    speakers = scene.parties_of(list(said.speakers)) or [speaker]
    speakers = [_accused_by(scene, said.cue, p) or p if p.rule == "pronoun" else p for p in speakers]
    return found(scene, verb, speakers, form, rule, sure - 0.05 * (said.lemma == "according"), about)


def clause(scene: Scene, verb: VerbGroup) -> str:
    """The clause of a verb, from its subject on, in the article's words."""
    sentence = scene.doc.sentence(verb.first)
    before = [noun.first for noun in subject(scene.doc, verb) if sentence.first <= noun.first < verb.first]
    first = max(before, default=verb.first)
    near = verb.first - first < 12  # noqa: PLR2004 - a subject farther off would fill the summary
    return phrase(scene, first if near else verb.first)


def about_self(scene: Scene, nouns: Sequence[Noun], speaker: Party) -> bool:
    """Whether a clause is about its speaker, or about whom its speaker speaks for."""
    for noun in nouns:
        low = scene.doc.tokens[noun.head].low
        party = scene.who(noun)
        quoted = speaker.person and scene.doc.tokens[noun.head].quote >= 0  # who says 'they' is none of them
        if party is None and ((low in ("he", "she", "they") and not quoted) or (low == "it" and not speaker.person)):
            return True  # whom a speaker means by a pronoun that fits nobody is the speaker
        if low in ("i", "we") or (party is not None and party.name == speaker.name):
            return True
        if speaks_for_others(scene, speaker):
            return not _of_a_rival(scene, speaker, party)
        if (
            party is not None
            and not party.person
            and not party.human
            and party.rule in ("description", "body named before", "name of a body")
            and speaker.person
        ):
            return True
    return False


def speaks_for_others(scene: Scene, speaker: Party) -> bool:
    """Whether a speaker is somebody's spokesman, lawyer, press secretary or chief of staff."""
    person = scene.doc.people.by_name.get(speaker.name)
    roles = {word for role in (person.roles if person is not None else ()) for word in role.split()}
    if roles & {"press", "communications"} or " close to " in speaker.name:
        return True
    spoken = roles | set(speaker.name.lower().split())
    return bool((spoken - {"attorney"} if "general" in spoken else spoken) & _SPEAKS_FOR)


def _of_a_rival(scene: Scene, speaker: Party, other: Party | None) -> bool:
    """Whether somebody is not the one for whom a spokesman is known to speak: Bush spokesman Lee on Gore."""
    person = scene.doc.people.by_name.get(speaker.name)
    rival = scene.doc.people.by_name.get(other.name) if other is not None else None
    if rival is None or rival is person:
        return False
    if person is None:  # 'a Lee adviser' speaks for Lee
        told = {word.lower() for word in speaker.name.split() if word[0].isupper()}
        return rival.surname.lower() not in told and any(scene.doc.people.find(word) is not None for word in told)
    clients = {role for role in person.roles if (one := scene.doc.people.find(role)) is not None and one is not person}
    return bool(clients) and rival.surname.lower() not in person.roles


def accused_near(scene: Scene, at: int, *, claims: bool = True, asked: bool = True, denied: bool = False) -> bool:
    """Whether an accusation is spoken of in the sentence or beside it; other than as a claim or question if wanted.

    If `denied`, a denial beside it shows that there is one.
    """
    doc = scene.doc
    number = until = doc.sentence_of[at]
    if (quote := doc.tokens[at].quote) >= 0:  # what is said before and after somebody's words counts for all of them
        said = scene.quotations[quote]
        number = max(doc.sentence_of[said.first], number - _LONG)
        until = min(doc.sentence_of[said.last], until + _LONG)
    first = doc.sentences[max(0, number - 1)].first
    last = doc.sentences[min(len(doc.sentences) - 1, until + 1)].last
    signs = _signs(claims=claims, asked=asked, denied=denied)
    return any(token.lemma in signs or token.low in signs for token in doc.tokens[first : last + 1])


@cache
def _signs(*, claims: bool, asked: bool, denied: bool) -> frozenset[str]:
    """The words that tell of an accusation."""
    signs = words("denial", "accuse") - (frozenset() if claims else words("denial", "disputable"))
    signs -= frozenset() if asked else words("denial", "asked")
    return signs | {"deny", "denial", "denials"} if denied else signs


def ahead(scene: Scene, verb: VerbGroup, count: int) -> list[str]:
    """The next words of a verb's sentence, quotation marks left out."""
    limit = min(scene.doc.sentence(verb.last).last, verb.last + count)
    return [token.low for token in scene.doc.tokens[verb.last + 1 : limit + 1] if token.tag != "Q"]


def none_object(scene: Scene, verb: VerbGroup) -> bool:
    """Whether the object is 'no ...', 'nothing', 'none' or 'nobody'."""
    noun = clauses.noun_after(scene.doc, verb.last)
    if noun is None:
        return False
    first, head = scene.doc.tokens[noun.first].low, scene.doc.tokens[noun.head].low
    return (first == "no" and head not in words("denial", "no_denial")) or head in ("nothing", "none", "nobody")


def narrated(said: Speech, nouns: list[Noun]) -> bool:
    """Whether the speaker's own phrase is the subject: 'the board found ... but did not punish her'."""
    return any(noun in said.speakers for noun in nouns)


def in_past(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb tells of the past: 'did not', 'has never', 'was'."""
    helpers = ("did", "didn't", "was", "wasn't", "were", "weren't", "had", "hadn't")
    return (
        verb.form == "D"
        or verb.perfect
        or any(token.low in helpers for token in scene.doc.tokens[verb.first : verb.last + 1])
    )
