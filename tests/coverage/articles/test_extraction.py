"""The built path from a page's bytes to an article: text, byline, date, address, and what comes in an article's place."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_pages import SEEN, entry, fetched, filler, page

from events.article import Article
from monitor.coverage import metadata
from monitor.coverage.articles import addresses, markup, text
from monitor.coverage.articles.extraction import extract
from monitor.coverage.seam import Parked

HERE = Path(__file__).parent
ALL = yaml.safe_load((HERE / "pages" / "expected.yaml").read_text(encoding="utf-8"))
PAGES = {name: case for name, case in ALL.items() if "expected" in case}
UNTRIED = {name for name, case in PAGES.items() if "untried" in case}
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in (HERE / "cases").glob("*.yaml")}
FIELDS = ("url", "title", "authors", "publisher", "published", "language")
F1_FLOOR, WORST_F1, FIELD_FLOOR = 0.99, 0.93, 0.95
UNTRIED_FLOOR, WORST_UNTRIED = 0.92, 0.85


def taken(name: str) -> Article | Parked:
    """What the built path makes of one of the pages."""
    case = ALL[name]
    said = {key: tuple(value) if isinstance(value, list) else value for key, value in case["entry"].items()}
    html = (HERE / "pages" / f"{name}.html").read_bytes()
    answer = fetched(html, case["fetched"], headers={"content-type": case["content_type"]})
    return extract(entry(link=case["fetched"], **said), answer, SEEN.replace(year=2032))


def f1(found: str, expected: str) -> float:
    """The harmonic mean of precision and recall, in words counted as often as they occur."""
    got, wanted = (Counter(re.findall(r"\w+", one.casefold())) for one in (found, expected))
    return 2 * (got & wanted).total() / (got.total() + wanted.total())


def scored(names) -> dict[str, float]:
    """The F1 of each page's text."""
    articles = {name: taken(name) for name in names}
    return {
        name: f1(article.text, "\n".join(PAGES[name]["expected"]["text"])) if isinstance(article, Article) else 0.0
        for name, article in articles.items()
    }


def test_pages_that_nothing_was_mended_for_stay_above_a_floor_of_their_own() -> None:
    """What is to be expected of pages that nobody has tried: lower than of those that all was fitted to."""
    scores = scored(UNTRIED)
    assert sum(scores.values()) / len(scores) >= UNTRIED_FLOOR, scores
    assert min(scores.values()) >= WORST_UNTRIED, scores


def test_texts_of_pages_of_many_shapes_stay_above_the_floor() -> None:
    """Nothing of an article is lost and little else is taken for it, on average and on the worst page."""
    scores = scored(PAGES.keys() - UNTRIED)
    assert len(scores) >= 45
    assert sum(scores.values()) / len(scores) >= F1_FLOOR, sorted(scores.items(), key=lambda one: one[1])[:5]
    assert min(scores.values()) >= WORST_F1, min(scores.items(), key=lambda one: one[1])


@pytest.mark.parametrize("name", [name for name in ALL if name not in PAGES])
def test_pages_without_an_article_are_known(name) -> None:
    """Stubs, walls, lost pages and lists of other articles, as whole outlets show them."""
    made = taken(name)
    assert isinstance(made, Parked), made.text
    assert ALL[name]["parked"] in made.reason


@pytest.mark.parametrize(
    ("title", "lines", "kept"),
    [
        ("Who paid?", ["Mayor Frost said nothing.", "Her clerk did.", "Who paid?"], [0, 1, 2]),
        ("Who paid?", ["Who paid?", "Mayor Frost said nothing.", "Who paid?"], [1, 2]),
        ("Who paid?", ["Politics", "Who paid?", "By Ana Sol", "Mayor Frost said nothing."], [3]),
        ("The engine burned", ["VARNSDORF, 4 May -", "The engine burned.", "Nobody was hurt."], [0, 1, 2]),
        ("The engine burned", ["Nobody was hurt, the guard said.", "The engine burned", "It was Monday."], [0, 2]),
        ("The engine burned", ["The engine burned"], [0]),
        ("“It burned.”", ["“It burned.”", "The guard said so.", "“It burned.”"], [1, 2]),
    ],
)
def test_a_headline_is_told_from_a_paragraph_that_says_the_same(title, lines, kept) -> None:
    """The headline and the kickers above it are left out; a sentence of the article's own never is."""
    assert text.own_words("\n".join(lines), title, ("Ana Sol",)) == "\n".join(lines[number] for number in kept)


def test_a_quotation_that_is_set_apart_is_kept_once() -> None:
    """In the paragraph in which it was said; one that stands nowhere else stays."""
    lines = [
        "“I know my own fence,” she said, and went.",
        "“I know my own fence”",
        "“He knows nothing of fences at all.”",
    ]
    assert text.own_words("\n".join(lines), None, ()).split("\n") == [lines[0], lines[2]]


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_is_right_on_nearly_every_page(field) -> None:
    """What pages of many shapes say of themselves is understood."""
    wrong = {}
    for name, case in PAGES.items():
        found = getattr(taken(name), field, None)
        if (list(found) if isinstance(found, tuple) else found) != case["expected"][field]:
            wrong[name] = found
    assert len(wrong) <= len(PAGES) * (1 - FIELD_FLOOR), wrong


@pytest.mark.parametrize("name", [name for name, case in PAGES.items() if "provenance" in case])
def test_each_field_says_where_it_came_from(name) -> None:
    """Whoever doubts a date or an address can see who said it."""
    told = taken(name).provenance
    assert {field: told[field].source for field in PAGES[name]["provenance"]} == PAGES[name]["provenance"]
    assert told["text"].source == "page"


@pytest.mark.parametrize("case", CASES["obstacles"], ids=lambda case: case["name"])
def test_what_stands_in_an_articles_place_is_not_recorded_as_the_article(case) -> None:
    """Consent pages, robot checks, lost pages and stubs are parked with their reason; articles about them are not."""
    html = re.sub(r"FILLER(\d+)", lambda found: filler(int(found[1])), case["html"])
    url = case.get("fetched", "https://pressroom.example/a")
    kind = {"content-type": case.get("type", "text/html")}
    answer = fetched(html, url, final_url=case.get("final", url), status=case.get("status", 200), headers=kind)
    made = extract(entry(link=url, summary=filler(20)), answer, SEEN)
    if "reason" in case:
        assert isinstance(made, Parked), made
        assert (case["reason"] in made.reason, made.retry) == (True, case.get("retry", False)), made
    else:
        assert isinstance(made, Article), made


@pytest.mark.parametrize("case", CASES["dates"], ids=lambda case: case["name"])
def test_the_time_of_publication_is_the_most_trustworthy_possible_one(case) -> None:
    """Guesses and times in the future are marked, and the first sight is always kept."""
    answer = fetched(page(head=case.get("page", ""), body=case.get("body", "")))
    url = case.get("url", "https://pressroom.example/a")
    made = extract(entry(link=url, published=case.get("feed")), fetched(answer.body, url), SEEN)
    told = made.provenance["published"]
    expected = (str(case["published"]), case["source"], case["certainty"], case.get("note"))
    assert (made.published, told.source, told.certainty, told.note) == expected
    assert made.first_seen == "2024-05-06T12:00:00Z"


@pytest.mark.parametrize("group", CASES["addresses"]["same"], ids=lambda group: group[-1])
def test_addresses_of_one_article_give_one_identity(group) -> None:
    """Schemes, tracking, AMP, mobile and printing forms make no new article."""
    assert len({addresses.key(url) for url in group}) == 1
    assert len({extract(entry(link=url), fetched(page(), url), SEEN).id for url in group}) == 1


@pytest.mark.parametrize("pair", CASES["addresses"]["different"], ids=lambda pair: pair[0])
def test_addresses_of_two_articles_give_two_identities(pair) -> None:
    """Nothing that tells articles apart is thrown away."""
    assert len({addresses.key(url) for url in pair}) == len(pair)


@pytest.mark.parametrize("case", CASES["addresses"]["believed"], ids=lambda case: case["at"])
def test_a_canonical_link_that_can_be_right_names_the_article(case) -> None:
    """The outlet's own address is the one that people are sent to."""
    html = page(head=f'<link rel="canonical" href="{case["claims"]}">')
    assert extract(entry(link=case["at"]), fetched(html, case["at"]), SEEN).url == case["claims"]


@pytest.mark.parametrize("case", CASES["addresses"]["not_believed"], ids=lambda case: case["claims"] or "empty")
def test_a_canonical_link_elsewhere_or_to_the_front_page_is_not_believed(case) -> None:
    """A content system that names one page for all doesn't make all articles one."""
    html = page(
        head=f'<link rel="canonical" href="{case["claims"]}"><meta property="og:url" content="{case["claims"]}">'
    )
    made = extract(entry(link=case["at"]), fetched(html, case["at"]), SEEN)
    assert (made.url, made.provenance["url"].source) == (case["at"], "link")


@pytest.mark.parametrize(
    "said",
    [{"guid": "1"}, {"guid": "2"}, {"guid": None}, {"title": "Another headline"}, {"published": "2024-05-02"}],
    ids=["a guid", "a rotated guid", "no guid", "a new headline", "a new date"],
)
def test_what_feeds_rotate_forget_and_share_makes_no_new_article(said) -> None:
    """The address names an article, not the guid."""
    first = extract(entry(guid="0", title="Minister signed early"), fetched(page()), SEEN)
    assert extract(entry(**said), fetched(page()), SEEN).id == first.id


def test_entries_without_an_address_are_told_apart_by_headline_and_time_and_keep_their_name_when_edited() -> None:
    """One guid for all entries, and no link, still gives as many articles as there are."""
    common = {"link": None, "guid": "same", "published": "2024-05-06T10:00:00Z"}
    one = extract(entry(**common, title="A", content=filler(60)), None, SEEN)
    other = extract(entry(**common, title="B", content=filler(60)), None, SEEN)
    edited = extract(entry(**common, title="A", content=filler(90)), None, SEEN)
    assert (one.id != other.id, one.id == edited.id, one.url) == (True, True, None)


@pytest.mark.parametrize(
    ("said", "html", "status", "source"),
    [
        ({"content": f"<p>{filler(90)}</p>"}, None, 200, "feed content"),
        ({"summary": filler(20)}, None, 200, "feed summary"),
        ({"content": f"<p>{filler(90)}</p>"}, "forbidden", 403, "feed content"),
        ({"content": f"<p>{filler(90)}</p>"}, "<html><body><div id=root></div></body></html>", 200, "feed content"),
    ],
    ids=["no page, full text", "no page, a summary", "a refused page", "a page without an article"],
)
def test_the_feeds_own_text_stands_in_and_says_so(said, html, status, source) -> None:
    """Full text from the feed is an article; which text was used is noted."""
    made = extract(entry(title="T", **said), None if html is None else fetched(html, status=status), SEEN)
    assert (made.provenance["text"].source, "<p>" in made.text) == (source, False)


def test_a_summary_beside_a_paid_page_is_no_article() -> None:
    """It would be the stub once more."""
    made = extract(entry(summary=filler(40)), fetched("no", status=402), SEEN)
    assert isinstance(made, Parked)


def test_neither_page_nor_text_is_parked_to_be_tried_again() -> None:
    """An entry that is a bare link waits for its page."""
    assert extract(entry(title="T"), None, SEEN).retry


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        ("utf-8", "text/html", ""),
        ("cp1252", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html", '<meta charset="windows-1252">'),
        ("cp1252", "text/html; charset=utf-8", ""),
        ("utf-16", "text/html", ""),
        ("shift_jis", "text/html; charset=Shift_JIS", ""),
        ("utf-8", "text/html; charset=no-such-encoding", ""),
    ],
    ids=["utf-8", "latin by header", "latin declared", "latin, said to be utf-8", "a mark", "shift-jis", "nonsense"],
)
def test_wrong_and_missing_encodings_are_met(encoding, header, declared) -> None:
    """Umlauts and dashes arrive, whatever the server says about them."""
    words = (
        "「大臣は会った」と述べた"
        if encoding == "shift_jis"
        else "Bürgermeister Kößler sagte, er habe Gärtner nie getroffen"
    )
    html = page(head=declared, text=f"{words}. {filler(120)}").replace('<meta charset="utf-8">', "")
    made = extract(entry(), fetched(html.encode(encoding), headers={"content-type": header}), SEEN)
    assert words in made.text


def test_an_article_in_no_tongue_of_the_feed_takes_its_language_from_the_page() -> None:
    """The page's own word goes before the feed's."""
    made = extract(entry(language="de"), fetched(page()), SEEN)
    assert (made.language, made.provenance["language"].source) == ("en", "html lang")


@pytest.mark.parametrize("depth", [100, 5000])
def test_broken_and_deep_pages_give_an_article_or_a_reason(depth) -> None:
    """No page makes extraction fail."""
    for html in ("<div>" * depth + filler(100), "<p>" * depth, "\x00<html><p", "<![CDATA[" * depth, page()[:-700]):
        assert isinstance(extract(entry(), fetched(html), SEEN), Article | Parked)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(body=st.binary(max_size=300), kind=st.sampled_from(("text/html", "text/html; charset=utf-16", "text/plain")))
def test_any_bytes_give_an_article_or_a_reason(body, kind) -> None:
    """What outlets send is anything."""
    made = extract(entry(content=filler(100)), fetched(b"<html><body>" + body, headers={"content-type": kind}), SEEN)
    assert isinstance(made, Article | Parked)


@settings(max_examples=100, derandomize=True)
@given(
    url=st.text(max_size=60) | st.from_regex(r"https?://[a-z.:\[\]0-9]{0,20}/[a-z0-9/?&=.%#-]{0,30}", fullmatch=True)
)
def test_any_address_has_a_key_that_names_itself(url) -> None:
    """Keys are total and final: the key of what a key stands for is that key."""
    key = addresses.key(url)
    if metadata.is_web_address(url) and addresses.plain(url) != url:
        assert addresses.key(addresses.plain(url)) == key


def test_linked_data_that_refers_or_breaks_is_read_as_far_as_it_goes() -> None:
    """A graph with references, comments around it, raw line breaks in it, and a broken one beside it."""
    graph = (
        '<!-- {"@graph":[{"@type":["NewsArticle"],"headline":"A &amp; B","publisher":{"@id":"#o"},'
        '"description":"two\nlines"},{"@id":"#o","@type":"Organization","name":"Fjord Wire"}]} -->'
    )
    read = markup.Markup(page(head=f'<script type="application/ld+json">{{broken</script>'
                                   f'<script type="application/ld+json">{graph}</script>'))  # fmt: skip
    assert (read.names("publisher"), markup.tidy(read.linked["headline"])) == (["Fjord Wire"], "A & B")
