"""Each page of seeds/ is a whole news page, and its main text is the report and nothing else."""

from __future__ import annotations

import json
from datetime import date, datetime

import lxml.etree
import lxml.html
import pytest
import trafilatura
from shared_runs import plain


@pytest.fixture
def tree(html):
    """Parse the page."""
    return lxml.html.document_fromstring(html)


def meta(tree, name: str) -> str:
    """Read an Open Graph property."""
    return tree.xpath(f"string(//meta[@property='{name}']/@content)")


def structured_data(tree) -> dict:
    """Read the page's schema.org NewsArticle, alone, in a list or in a graph."""
    found = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    nodes = found if isinstance(found, list) else found.get("@graph", [found])
    return next(node for node in nodes if "NewsArticle" in node["@type"])


def test_quotations_are_in_the_main_text_between_quotation_marks(text, quotations):
    """Every direct quotation of the report stands in the extracted text, word for word, in quotation marks."""
    straight = plain(text)
    missing = [q for q in map(plain, quotations) if not any(f'"{q}{end}' in straight for end in ('"', ',"', '."'))]
    assert missing == []


def test_every_quotation_in_the_main_text_is_listed(text, quotations):
    """What stands in quotation marks is a listed quotation or the name of a newspaper: nobody's words are invented."""
    spans = plain(text).split('"')[1::2]
    listed = {plain(q).rstrip(",.") for q in quotations}
    assert {span.rstrip(",.") for span in spans} - listed - {"Washington Post"} == set()


def test_speakers_are_named_in_the_main_text(text, expected):
    """Whoever is quoted by name is named in the text."""
    surnames = [speaker.split()[-1] for speaker in expected["quotations"] if speaker.istitle()]
    assert [surname for surname in surnames if surname not in text] == []


def test_boilerplate_is_on_the_page_but_not_in_the_main_text(tree, text, expected):
    """Navigation, captions, bylines, related headlines and subscription lines are there, and stay out of the text."""
    page = " ".join(tree.text_content().split())
    assert [line for line in expected["boilerplate"] if line not in page] == []
    assert [line for line in expected["boilerplate"] if line in text] == []


def test_main_text_is_body_paragraphs_in_order(text, manifest, name, expected):
    """One line a paragraph, from the report's first words to its last, without the headline."""
    lines = text.splitlines()
    assert len(lines) == expected["paragraphs"]
    assert plain(lines[0]).startswith(expected["first"])
    assert lines[-1].endswith(expected["last"])
    assert manifest[name]["title"] not in text


@pytest.mark.parametrize("options", [{}, {"favor_precision": True}, {"fast": True}])
def test_main_text_does_not_depend_on_how_it_is_extracted(html, text, options):
    """The extractor's usual settings agree about what the main text is."""
    assert trafilatura.extract(html, include_comments=False, **options) == text


def test_metadata_agrees_with_the_manifest(tree, html, manifest, name):
    """Open Graph, schema.org, the visible headline and the extractor's metadata all say what the manifest says."""
    entry = manifest[name]
    data = structured_data(tree)
    assert {meta(tree, "og:title"), data["headline"], tree.xpath("string(//h1)")} == {entry["title"]}
    assert {meta(tree, "og:url"), tree.xpath("string(//link[@rel='canonical']/@href)")} == {entry["url"]}
    found = trafilatura.extract_metadata(html)
    assert (found.title, found.sitename, found.url) == (entry["title"], entry["publisher"], entry["url"])
    assert date.fromisoformat(found.date) == entry["published"]


def test_times_have_a_zone_and_agree(tree, manifest, name):
    """The page gives one time of publication, with its zone, on the manifest's day in UTC and at the outlet."""
    times = {
        meta(tree, "article:published_time"),
        structured_data(tree)["datePublished"],
        *tree.xpath("//time/@datetime"),
    }
    assert len(times) == 1
    time = datetime.fromisoformat(times.pop())
    assert time.utcoffset() is not None
    assert time.date() == (time - time.utcoffset()).date() == manifest[name]["published"]


def test_page_says_that_it_is_a_retelling(tree, manifest, name):
    """A reader of the page learns that the outlet didn't publish it."""
    footer = tree.xpath("string(//footer)")
    assert "a retelling written for the story-monitor project" in footer
    assert f"not a publication of {manifest[name]['publisher']}" in footer


def test_page_is_well_formed_html(html):
    """A strict HTML parser has no complaint except about elements younger than itself."""
    parser = lxml.etree.HTMLParser()
    lxml.etree.fromstring(html, parser)
    complaints = [error.message for error in parser.error_log if error.type_name != "HTML_UNKNOWN_TAG"]
    assert complaints == []
