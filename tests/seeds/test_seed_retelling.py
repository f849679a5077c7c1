"""The retellings are in the project's own words; the check that says so finds copied wording."""

from __future__ import annotations

import lxml.html
import pytest
from shared_runs import plain, shared_runs, without

LONGEST = 6  # words in a row that a retelling may share with its source, direct quotations aside

SOURCE = (
    "The mayor of Larch Bay, Ada Quill, told the harbour board on Monday that “the ferry will not sail before May.”"
)
CASES = {
    "own words": ("On Monday the harbour board heard from Ada Quill, who is mayor of Larch Bay.", []),
    "six words": ("Ada Quill told the harbour board. Nobody else spoke.", []),
    "seven words": (
        "Ada Quill told the harbour board on Tuesday that Ada Quill, told the HARBOUR board on Sunday.",
        ["ada quill told the harbour board on"] * 2,
    ),
    "ten words": (
        "Larch Bay, Ada Quill, told the harbour board on Monday, it is said.",
        ["larch bay ada quill told the harbour board on monday"],
    ),
    "at the very end": (
        "So Quill told the harbour board on Monday that",
        ["quill told the harbour board on monday that"],
    ),
    "marks that quote nobody, and spaces": (
        "She said\n that the  'ferry will not sail before May.'",
        ["that the ferry will not sail before may"],
    ),
    "a quotation without its marks": (
        "She insisted the ferry will not sail before May.",
        ["the ferry will not sail before may"],
    ),
    "a quotation": ('Told when, she wrote: "the ferry will not sail before May."', []),
    "words around a quotation": ('The harbour board on Monday that "the ferry will not sail before May."', []),
}


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_check_finds_copied_runs(case):
    """A run of seven or more words is found whole, whatever its marks; a listed quotation in its marks is none."""
    text, runs = CASES[case]
    told = without(text, ["the ferry will not sail before May"])
    assert list(shared_runs(told, SOURCE, longest=LONGEST)) == runs


def visible_and_hidden(html: str) -> str:
    """Everything that a page says: its text, scripts and metadata included, an element a line."""
    tree = lxml.html.document_fromstring(html)
    paragraphs = [paragraph.text_content() for paragraph in tree.xpath("//p")]
    attributes = tree.xpath("//@content | //@aria-label | //@title | //@alt")
    return "\n".join([*paragraphs, *tree.xpath("//text()[not(ancestor::p)]"), *attributes])


def source_text(shared, expected) -> str:
    """Read the source article of a page."""
    return (shared / "seeds" / expected["source"]).read_text(encoding="utf-8")


def test_pages_share_no_wording_with_their_sources(shared, html, expected, quotations):
    """No page, metadata and captions included, repeats more than six words in a row, quotations aside."""
    told = without(visible_and_hidden(html), quotations)
    assert list(shared_runs(told, source_text(shared, expected), longest=LONGEST)) == []


@pytest.mark.parametrize("file", ["world.rss", "washington.atom", "README.md", "manifest.toml"])
def test_what_goes_with_the_pages_shares_no_wording(shared, seeds, file):
    """Neither the feeds nor the manifest repeat any source's wording."""
    told = (seeds / file).read_text(encoding="utf-8")
    sources = [source.read_text(encoding="utf-8") for source in sorted((shared / "seeds").glob("*.txt"))]
    assert [run for source in sources for run in shared_runs(told, source, longest=LONGEST)] == []


def test_quotations_are_the_sources_own(shared, expected, quotations):
    """Every quotation is in the source word for word, so that none was invented or improved."""
    source = plain(source_text(shared, expected))
    assert [q for q in quotations if plain(q) not in source] == []


def test_no_quotation_of_the_source_is_lost(shared, expected, quotations):
    """Every quotation of three words or more in the source is told on."""
    source = source_text(shared, expected)
    kept = " ".join(plain(q) for q in quotations)
    spans = [span.strip(" ,.") for paragraph in source.splitlines() for span in plain(paragraph).split('"')[1::2]]
    assert [span for span in spans if len(span.split()) >= 3 and span not in kept] == []
