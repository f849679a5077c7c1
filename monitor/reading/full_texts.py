"""Statements, letters and speeches that an article prints in full: 'The following is the statement of Ana Ruiz:'."""

from __future__ import annotations

from monitor.reading import names
from monitor.reading.chunks import Noun
from monitor.reading.clauses import names_party
from monitor.reading.document import Document
from monitor.reading.normal import OPEN
from monitor.reading.subjects import subject
from monitor.reading.transcripts import Turn

_TEXTS = frozenset(
    "statement letter email e-mail text remarks speech address message post note memo apology release response reply "
    "testimony resignation transcript".split()
)
_WHOLE = frozenset("full following entirety below verbatim unedited follows transcript".split())
_GIVEN = frozenset("issue release send write post publish deliver make give read share circulate email".split())
_FIRST_PERSON = frozenset("i we my our me us".split())
_OPENING = 3  # sentences of an article that may announce a text without a colon


def announced(doc: Document) -> dict[int, tuple[Noun, int]]:
    """Blocks after an announcement, each with whose text it is and the token that ends the announcement."""
    found: dict[int, tuple[Noun, int]] = {}
    for number, sentence in enumerate(doc.sentences[:-1]):
        following = doc.sentences[number + 1]
        if following.block == sentence.block:
            continue
        colon = doc.tokens[sentence.last].text == ":"
        if colon or number < _OPENING:
            author = _author(doc, number)
            if author is not None:
                found[following.block] = (author, sentence.last)
    return found


def turns(doc: Document) -> list[Turn]:
    """The paragraphs of texts printed in full without quotation marks, up to the one that names their author."""
    found: list[Turn] = []
    for block, (author, cue) in announced(doc).items():
        paragraphs: list[Turn] = []
        for first, last, number in _blocks_from(doc, block):
            opened = doc.tokens[first].text == OPEN
            if opened or _names(doc, author, first, last):
                break
            paragraphs.append(Turn(first, last, number, author, cue))
        spoken = [t.low for p in paragraphs for t in doc.tokens[p.first : p.last + 1]]
        if _FIRST_PERSON & set(spoken) and not any(turn.block == block for turn in found):
            found.extend(paragraphs)
    return found


def _author(doc: Document, number: int) -> Noun | None:
    """Whose text a sentence announces, or None if it announces none."""
    sentence = doc.sentences[number]
    words = {token.low for token in doc.tokens[sentence.first : sentence.last + 1]}
    papers = [n for n in doc.nouns if sentence.first <= n.first <= sentence.last and doc.tokens[n.head].low in _TEXTS]
    if not (words & _WHOLE) or not papers:
        return None
    for paper in papers:
        owner = next(iter(names.owners(doc.tokens, paper)), None) or _by(doc, paper, sentence.last)
        if owner is not None:
            return owner
    for verb in (doc.verbs[index] for index in doc.verbs_in[number]):
        nouns = subject(doc, verb) if verb.lemma in _GIVEN and verb.finite and not verb.passive else []
        if nouns and names_party(doc, nouns[0]) and doc.tokens[nouns[0].head].tag != "PR":
            return nouns[0]
    return None


def _by(doc: Document, paper: Noun, limit: int) -> Noun | None:
    """Who stands after 'statement issued by' or 'letter from'."""
    at = paper.last + 1
    while at <= limit and doc.tokens[at].tag in ("VN", "VD", "TM", "CD"):
        at += 1
    if at >= limit or doc.tokens[at].low not in ("by", "from", "of"):
        return None
    noun = doc.noun(at + 1)
    if noun is not None and doc.tokens[noun.head].low in _TEXTS:
        return None
    return noun if noun is not None and noun.first == at + 1 and names_party(doc, noun) else None


def _blocks_from(doc: Document, block: int) -> list[tuple[int, int, int]]:
    """First and last tokens and numbers of a block and all after it."""
    found: dict[int, tuple[int, int, int]] = {}
    for sentence in doc.sentences:
        if sentence.block >= block:
            first = found[sentence.block][0] if sentence.block in found else sentence.first
            found[sentence.block] = (first, sentence.last, sentence.block)
    return list(found.values())


def _names(doc: Document, author: Noun, first: int, last: int) -> bool:
    """Whether a paragraph names an author, and so is no longer the author's."""
    person = doc.people.at(author.head)
    return person is not None and any(first <= at <= last for at in person.mentions)
