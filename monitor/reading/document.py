"""One article with every layer that the stages put on it, by token index."""

from __future__ import annotations

from dataclasses import dataclass, field

from events.article import Article
from events.claims import Evidence
from monitor.reading import blocks as block_stage
from monitor.reading import chunks, tagging
from monitor.reading.names import People
from monitor.reading.normal import normalise
from monitor.reading.tokens import Sentence, Token, split, tokenise
from monitor.reading.verb_groups import verb_groups


@dataclass(slots=True)
class Document:
    """The layers of an article up to its phrases; quotations, speech and parties are kept by their own stages."""

    article: Article
    text: str  # normalised, offsets as in the article
    blocks: list[block_stage.Block]
    tokens: list[Token]
    sentences: list[Sentence]
    sentence_of: list[int]  # token -> sentence
    nouns: list[chunks.Noun]
    noun_at: list[int]  # token -> index into nouns, or -1
    verbs: list[chunks.VerbGroup]
    verb_at: list[int]  # token -> index into verbs, or -1
    verbs_in: list[list[int]]  # sentence -> indices into verbs
    people: People = field(default_factory=People)

    @property
    def published(self) -> str | None:
        """The publication date, if known."""
        return self.article.published

    def noun(self, at: int) -> chunks.Noun | None:
        """The noun phrase that a token stands in."""
        return self.nouns[self.noun_at[at]] if 0 <= at < len(self.tokens) and self.noun_at[at] >= 0 else None

    def sentence(self, at: int) -> Sentence:
        """The sentence that a token stands in."""
        return self.sentences[self.sentence_of[at]]

    def words(self, first: int, last: int) -> str:
        """The article's own words from one token to another, line breaks as spaces."""
        if first > last:
            return ""
        raw = self.article.text[self.tokens[first].start : self.tokens[last].end]
        return " ".join(raw.split())

    def quote(self, first: int, last: int) -> Evidence:
        """The verbatim quotation from one token to another."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return Evidence(start, end, self.article.text[start:end])

    def sentence_quote(self, at: int) -> Evidence:
        """The whole sentence that a token stands in."""
        found = self.sentence(at)
        return self.quote(found.first, found.last)


def parse(article: Article) -> Document:
    """Normalise, cut, tag and chunk an article's prose."""
    text = normalise(article.text)
    parts = block_stage.blocks(text)
    words: list[Token] = []
    sentences: list[Sentence] = []
    for index, block in enumerate(parts):
        if block.kind == "prose":
            found = tokenise(text, block.start, block.end)
            sentences.extend(split(found, len(words), index))
            words.extend(found)
    tagging.tag(words, sentences)
    sentences = [part for sentence in sentences for part in _past_dateline(words, sentence)]
    doc = Document(
        article, text, parts, words, sentences, [0] * len(words), [], [-1] * len(words), [], [-1] * len(words), []
    )
    for number, sentence in enumerate(sentences):
        _chunk(doc, number, sentence)
    doc.people.learn(words, doc.nouns)
    return doc


def _past_dateline(words: list[Token], sentence: Sentence) -> list[Sentence]:
    """A sentence without the dateline that opens it, which is one by itself: 'LEEDS, Maine (AP) - '."""
    limit = min(sentence.last - 1, sentence.first + _DATELINE)
    opens = words[sentence.first].text.isupper() and len(words[sentence.first].text) > 2  # noqa: PLR2004 - no initial
    dash = next((at for at in range(sentence.first + 1, limit) if words[at].sort == "dash"), None) if opens else None
    if dash is None or not all(words[at].tag in ("NP", "P", "TM", "CD") for at in range(sentence.first, dash)):
        return [sentence]
    return [sentence._replace(last=dash), sentence._replace(first=dash + 1)]


_DATELINE = 14  # tokens of a place, an agency, a date and the dash


def _chunk(doc: Document, number: int, sentence: Sentence) -> None:
    for at in range(sentence.first, sentence.last + 1):
        doc.sentence_of[at] = number
    for noun in chunks.nouns(doc.tokens, sentence):
        for at in range(noun.first, noun.last + 1):
            doc.noun_at[at] = len(doc.nouns)
        doc.nouns.append(noun)
    inside = []
    for group in verb_groups(doc.tokens, sentence):
        for at in range(group.first, group.last + 1):
            doc.verb_at[at] = len(doc.verbs)
        inside.append(len(doc.verbs))
        doc.verbs.append(group)
    doc.verbs_in.append(inside)
