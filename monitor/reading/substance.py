"""What is denied, granted or not known, in the article's words, so that it reads on after 'X denied:'."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from monitor.reading.chunks import Noun, VerbGroup
from monitor.reading.lexicon import verbs, words
from monitor.reading.party import Party
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

_MOST = 14  # words
_NEAR = 12  # tokens that a subject may stand before its verb
_ENDS = frozenset((";", ":", "—", "–", "--", "?", "!"))
_REASONS = frozenset("because although though while whereas but unless since contrary despite".split())
_PARTICLES = frozenset("aside off away back down".split())
_APPROACHES = frozenset("contact ask approach reach question call press quiz".split())  # 'when contacted by the paper'
_OPENERS = frozenset("of about with".split())
_CLAUSES = frozenset("that whether if how what who when where why which".split())
_DANGLING = frozenset(("D", "IN", "TO", "CC", "SB", "WH", "POS", "P", "Q", "S", "NEG", "RB"))
_NEGATIONS = frozenset("not never n't nor hardly scarcely neither".split())
_ANY = {"no": "any", "nothing": "anything", "nobody": "anybody", "none": "any", "neither": "either", "nor": "or"}
_BARE = {"didn't": "", "did": "", "doesn't": "", "does": "", "don't": "", "do": "", "cannot": "can", "can't": "can"}


def phrase(scene: Scene, first: int, last: int | None = None) -> str:
    """The phrase or clause that begins at a token, up to where another thought or an attribution begins."""
    limit = scene.doc.sentence(first).last if last is None else last
    first = _past_circumstance(scene, first, limit)
    if first > limit or scene.doc.tokens[first].text in (",", ".", *_ENDS):
        return ""
    if scene.doc.tokens[first].low in ("when", "after") and _stops(scene, first, first, limit):
        return ""
    texts = _texts(scene, first, _end(scene, first, limit))
    return "" if scene.doc.tokens[first].tag == "PR" and len(texts) < 3 else _joined(texts)  # noqa: PLR2004 - 'it', 'this alone'


def _past_circumstance(scene: Scene, first: int, limit: int) -> int:
    """The first token after a particle, a time or a place between a verb and what it says: 'aside', 'on Monday'."""
    doc = scene.doc
    while first < limit and (doc.tokens[first].tag == "Q" or doc.tokens[first].low in _PARTICLES):
        first += 1
    at = first
    for _ in range(3):
        while at < limit and doc.tokens[at].tag in ("TM", "RB", "Q"):
            at += 1
        if at > first and (doc.tokens[at].low in _CLAUSES or doc.tokens[at - 1].tag == "TM"):
            return at
        noun = doc.noun(at + 1) if at < limit and doc.tokens[at].tag in ("IN", "TO") else None
        if noun is not None and _emphatic(scene, noun):
            first = at = noun.last + 1 + (doc.tokens[min(noun.last + 1, limit)].low in ("term", "terms", "language"))
            continue
        if noun is None:
            if at >= limit or doc.tokens[at].tag != "IN" or doc.tokens[at + 1].tag != "TM":
                return first
            at += 1
            continue
        at = noun.last + 1
    return first


def _emphatic(scene: Scene, noun: Noun) -> bool:
    """Whether 'in the strongest terms' begins with a phrase."""
    return scene.doc.tokens[noun.head].low in ("strongest", "clearest", "terms", "plainest", "bluntest")


def proposition(scene: Scene, verb: VerbGroup) -> str:
    """What a clause says is not so: 'meeting the broker' of 'I never met the broker'."""
    doc = scene.doc
    rest = _complement(scene, verb)
    nouns = [n for n in subject(doc, verb) if verb.first - _NEAR < n.first < verb.first]
    while len(nouns) > 1 and _hangs_on_preposition(scene, nouns[0]):
        nouns = nouns[1:]  # 'in that race and I did not ...': the race belongs to what comes before
    if not nouns or _is_speaker(scene, nouns[0], verb):
        return _joined([*_gerund(scene, verb), *rest])
    whose = _unnegated(_texts(scene, nouns[0].first, nouns[-1].last))
    before = nouns[0].first - 1
    if before >= 0 and doc.tokens[before].low in ("no", "neither"):
        whose = [_ANY[doc.tokens[before].low], *whose]
    return _joined(["that", *whose, *_affirmed(scene, verb), *rest])


def _hangs_on_preposition(scene: Scene, noun: Noun) -> bool:
    tokens = scene.doc.tokens
    before = noun.first - 1
    if before > 0 and tokens[before].low in ("that", "this", "the"):
        before -= 1
    return before >= 0 and tokens[before].tag in ("IN", "TO")


def affirmation(scene: Scene, verb: VerbGroup, subject_of: Party) -> str:
    """What a clause says is not so, told as if it were so of somebody: 'that Ruiz had met the broker'."""
    rest = _complement(scene, verb)
    return _joined(["that", subject_of.name, *_affirmed(scene, verb), *(rest[1:] if rest[:1] == ["any"] else rest)])


def _complement(scene: Scene, verb: VerbGroup) -> list[str]:
    """The words that follow a negated verb, without their own negation."""
    after = _first_after(scene, verb.last)
    limit = scene.doc.sentence(verb.last).last
    if after > limit or scene.doc.tokens[after].text in (",", ".", *_ENDS):
        return []
    return _unnegated(_texts(scene, after, _end(scene, after, limit)), first_only=True)


def unknown(scene: Scene, verb: VerbGroup) -> str:
    """What somebody professes not to know: 'the payments' of 'was not aware of the payments'."""
    doc = scene.doc
    limit = doc.sentence(verb.last).last
    first = _first_after(scene, verb.last)
    for at in range(first, min(first + 6, limit) + 1):
        token = doc.tokens[at]
        if token.text in (",", *_ENDS):
            break
        if token.low in _CLAUSES:
            return phrase(scene, at)
        if token.low in _OPENERS:
            start = _first_after(scene, at)
            text = phrase(scene, start) if start <= limit else ""
            return " ".join(_unnegated(text.split(), first_only=True))
    noun = doc.noun(first) if first <= limit else None
    if noun is None or doc.tokens[noun.head].low in ("nothing", *words("denial", "knowledge")) or verb.lemma == "be":
        return ""
    return phrase(scene, first)


def _first_after(scene: Scene, at: int) -> int:
    """The first token after one that is no quotation mark and no adverb of negation."""
    doc = scene.doc
    limit = doc.sentence(at).last
    at += 1
    while at <= limit and (doc.tokens[at].tag == "Q" or doc.tokens[at].low in ("not", "never", "ever")):
        at += 1
    return at


def _end(scene: Scene, first: int, limit: int) -> int:
    """The last token of what is said, its own quotation at most, without what only attributes or explains it."""
    doc = scene.doc
    quote = doc.tokens[first].quote
    if quote >= 0:
        limit = min(limit, scene.quotations[quote].last)
    at = first + 1
    while at <= limit and not _stops(scene, first, at, limit):
        at += 1
    last = at - 1
    count = [i for i in range(first, last + 1) if doc.tokens[i].tag not in ("P", "Q", "POS")]
    if len(count) > _MOST:
        last = count[_MOST - 1]
        noun = doc.noun(last)
        if noun is not None and noun.last > last and noun.first > first:
            last = noun.first - 1  # half a phrase says less than none
        while last > first and doc.tokens[last].tag in _DANGLING:
            last -= 1
    while last > first and doc.tokens[last].tag in ("P", "Q", "CC"):
        last -= 1
    return last


def _stops(scene: Scene, first: int, at: int, limit: int) -> bool:  # noqa: PLR0911 - a grammar is a list of cases
    """Whether another thought begins at a token."""
    doc = scene.doc
    token = doc.tokens[at]
    if token.text in _ENDS or token.low in _REASONS or (token.text == "." and at == limit):
        return True
    if token.tag == "Q" and doc.tokens[first].quote < 0 and at > first and doc.tokens[at - 1].quote >= 0:
        return doc.tokens[at - 1].quote == token.quote  # the end of the words quoted
    if token.low == "as" and at < limit:
        noun = doc.noun(at + 1)
        after = noun.last + 1 if noun is not None else at
        return after <= limit and doc.verb_at[after] >= 0 and doc.verbs[doc.verb_at[after]].finite
    said = words("speech", "say") | words("denial", "naming")
    if token.text == "," and at < limit:
        following = doc.tokens[at + 1]
        index = doc.verb_at[at + 1]
        if following.tag == "WH" or (index >= 0 and doc.verbs[index].lemma in said):
            return True
        noun = doc.noun(at + 1)
        after = doc.verb_at[noun.last + 1] if noun is not None and following.tag == "PR" and noun.last < limit else -1
        if after >= 0 and doc.verbs[after].finite:
            return True  # 'about that, I don't know'
        return any(doc.sentence_of[s.cue] == doc.sentence_of[at] and at + 1 <= s.speakers[0].first <= at + 3
                   for s in scene.speeches_at(at))  # fmt: skip
    if token.low in ("when", "after") and at < limit and (index := doc.verb_at[at + 1]) >= 0:
        return doc.verbs[index].lemma in _APPROACHES
    if token.low in ("and", "or", "but") and at < limit:
        index = doc.verb_at[at + 1]
        if index < 0 or not doc.verbs[index].finite:
            return False
        return doc.verbs[index].lemma in said or not _has_clause(scene, first, at)
    return False


def _has_clause(scene: Scene, first: int, at: int) -> bool:
    """Whether a clause stands between two tokens, so that a verb after the second may go on with it."""
    doc = scene.doc
    return any(
        doc.tokens[i].tag in ("SB", "WH") or (doc.verb_at[i] >= 0 and doc.verbs[doc.verb_at[i]].finite)
        for i in range(first, at)
    )


def _texts(scene: Scene, first: int, last: int) -> list[str]:
    """The words of some tokens as written, quotation marks left out."""
    doc = scene.doc
    found: list[str] = []
    glued = True
    for at in range(first, last + 1):
        token = doc.tokens[at]
        if token.tag != "Q":
            raw = doc.article.text[token.start : token.end]
            if glued and found:
                found[-1] += raw
            else:
                found.append(raw)
        glued = at < last and doc.tokens[at + 1].start == token.end and (token.tag != "Q" or glued)
    return found


def _unnegated(texts: Iterable[str], *, first_only: bool = False) -> list[str]:
    """'any' for 'no'; where only the object is meant, in the first two words."""
    return [_ANY.get(text.lower(), text) if not first_only or i < 2 else text for i, text in enumerate(texts)]  # noqa: PLR2004 - the first two words


def _is_speaker(scene: Scene, noun: Noun, verb: VerbGroup) -> bool:
    """Whether a pronoun stands for the one who speaks."""
    token = scene.doc.tokens[noun.head]
    if token.low in ("i", "we"):
        return True
    mouths = scene.mouths(verb.last)
    party = scene.who(noun) if token.tag == "PR" else None
    return party is not None and bool(mouths) and mouths[-1][1].name == party.name


def _gerund(scene: Scene, verb: VerbGroup) -> list[str]:
    main = scene.doc.tokens[verb.last].low
    if verb.perfect:
        return ["having", "been", main] if verb.passive else ["having", main]
    if verb.passive:
        return ["being", main]
    return [main] if verb.form == "G" else [_forms().get((verb.lemma, "G"), main)]


def _affirmed(scene: Scene, verb: VerbGroup) -> list[str]:
    """The verb group without its negation."""
    group = scene.doc.tokens[verb.first : verb.last + 1]
    lows = [token.low for token in group if token.tag != "Q" and token.low not in _NEGATIONS]
    helper = lows[0] if len(lows) > 1 else ""
    if helper in ("did", "didn't", "does", "doesn't"):
        lows[-1] = _forms().get((verb.lemma, "D" if helper.startswith("did") else "Z"), lows[-1])
    return [word for low in lows if (word := _BARE.get(low, low.removesuffix("n't")) if low != lows[-1] else low)]


@cache
def _forms() -> dict[tuple[str, str], str]:
    """(base, kind of form) -> form."""
    found = {(verb.lemma, kind): form for form, verb in verbs().items() for kind in verb.forms}
    return {**found, ("be", "G"): "being", ("have", "G"): "having", ("do", "G"): "doing", ("have", "D"): "had",
            ("do", "D"): "did", ("be", "D"): "was"}  # fmt: skip


def _joined(texts: Iterable[str]) -> str:
    return " ".join(" ".join(texts).split()[:_MOST]).strip(" ,.;:\"'“”‘’")
