"""Each stage of the built-in reader, alone, on cases that are data."""

from pathlib import Path

import pytest
import yaml

from events.article import Article
from monitor.reading.blocks import blocks
from monitor.reading.document import parse
from monitor.reading.normal import normalise
from monitor.reading.scene import Scene
from monitor.reading.subjects import subject

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "stages.yaml").read_text(encoding="utf-8"))


def article(text):
    """An article that says nothing but `text`."""
    return Article(id="0" * 16, text=text)


def phrase(doc, words):
    """The first noun phrase that begins with some words."""
    return next(noun for noun in doc.nouns if doc.words(noun.first, noun.last).startswith(words))


@pytest.mark.parametrize("case", CASES["blocks"], ids=lambda case: case["text"][:30])
def test_paragraphs_are_told_by_their_shape(case):
    """Headlines, captions and boilerplate are no prose."""
    assert [block.kind for block in blocks(normalise(case["text"]))] == case["kinds"]


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: case["text"][:30])
def test_sentences_respect_quotations_and_abbreviations(case):
    """A sentence ends where a reader would end it."""
    doc = parse(article(case["text"]))
    assert [doc.words(one.first, one.last) for one in doc.sentences] == case["sentences"]


@pytest.mark.parametrize("case", CASES["subjects"], ids=lambda case: case["text"][:30])
def test_a_verb_finds_whose_act_it_is(case):
    """Asides, relative clauses, inversion and control don't mislead the search for a subject."""
    doc = parse(article(case["text"]))
    verb = next(one for one in reversed(doc.verbs) if doc.tokens[one.last].text == case["verb"])
    assert [doc.words(noun.first, noun.last) for noun in subject(doc, verb)] == case["subjects"]


@pytest.mark.parametrize("case", CASES["parties"], ids=lambda case: case["text"][:30])
def test_a_phrase_stands_for_whom_the_article_means(case):
    """Names, offices, descriptions and pronouns lead to the fullest name."""
    scene = Scene(article(case["text"]))
    found = {words: scene.who(phrase(scene.doc, words)) for words in case["phrases"]}
    assert {words: party.name if party else None for words, party in found.items()} == case["phrases"]


@pytest.mark.parametrize("case", CASES["speech"], ids=lambda case: case["text"][:30])
def test_words_are_attributed_to_whoever_says_them(case):
    """Direct, indirect and reported speech has its speaker and its extent."""
    scene = Scene(article(case["text"]))
    found = [[scene.actor(said.speakers[0]).name, scene.doc.words(said.first, said.last)] for said in scene.speeches]
    assert found == case["speech"]
