"""Files and folders become articles, word for word, with what is known about them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.article import Article
from events.errors import InputError
from monitor.coverage import decoding, metadata, page
from monitor.coverage.files import LIMIT, Notice, load
from monitor.coverage.metadata import Metadata

PAGE = """\
<!DOCTYPE html><html lang="en-IE"><head><meta charset="utf-8"><title>Mayor closes the old bridge</title>
<meta property="og:site_name" content="Harbour Times">
<meta property="article:published_time" content="2024-05-06T23:30:00+01:00">
<link rel="canonical" href="https://harbour.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Mayor closes the old bridge</h1>
<p>Mayor Ada Byrne closed the old bridge on Monday after engineers found cracks in its piers, the city said.</p>
<p>“I had no choice,” she told reporters at the town hall, where residents had gathered to protest.</p></article>
<footer>Copyright 2020 Harbour Times</footer></body></html>
"""


def articles(*paths, **options) -> list[Article]:
    """The articles alone, where nothing else but notices is expected."""
    loaded = list(load(paths, **options))
    assert not [item for item in loaded if isinstance(item, InputError)]
    return [item for item in loaded if isinstance(item, Article)]


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\n", "  indented\n\n\n", "caf\u00e9 cafe\u0301", "שלום 👩‍👩‍👧 \u00ad soft", "no line end"]
)
def test_text_is_kept_verbatim(tmp_path, text):
    """Line ends, spaces, combining marks, right-to-left text and emoji stay as they are."""
    (tmp_path / "a.txt").write_bytes(text.encode())
    [article] = articles(tmp_path / "a.txt")
    assert article.text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_names_the_encoding_and_is_no_text(tmp_path, encoding):
    """A marked file is decoded as its mark says."""
    (tmp_path / "a.txt").write_bytes("café\r\n".encode(encoding))
    [article] = articles(tmp_path / "a.txt")
    assert article.text == "café\r\n"


def test_an_encoding_is_suggested_but_never_guessed(tmp_path):
    """What is recorded can't be taken back, so the person decides; then the text is right."""
    data = "Der Bürgermeister wies die Vorwürfe zurück, er sei überhört worden.".encode("cp1252")
    (tmp_path / "a.txt").write_bytes(data)
    [problem] = load([tmp_path / "a.txt"])
    assert isinstance(problem, InputError)
    assert "--encoding" in str(problem)
    [article] = articles(tmp_path / "a.txt", encoding="cp1252")
    assert article.text.startswith("Der Bürgermeister")


@settings(derandomize=True, max_examples=200, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_give_their_text_or_one_error(data):
    """Bytes that decode come back as they were; all others end in one error, and nothing else is raised."""
    try:
        text = decoding.decode(data, "a.txt")
    except InputError:
        return
    assert text.encode() == data.removeprefix(b"\xef\xbb\xbf") or data[:2] in (b"\xff\xfe", b"\xfe\xff")


FRAGMENTS = [
    "<p>",
    "</p>",
    "<article>",
    "<html lang='",
    "<meta charset=",
    '"datePublished": "',
    "2024-05-06",
    "&#0;",
    "&nbsp;",
]
FRAGMENTS += [
    "<script>",
    "<!--",
    "<![CDATA[",
    "]]>",
    "<svg><",
    "Ada Byrne said so. ",
    "\x1b",
    "<title>",
    "=",
    ">",
    '"',
    "\u202e",
]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(parts=st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=20)), max_size=40))
def test_any_page_gives_an_article_or_one_error(parts):
    """Broken markup ends in a text or in one error."""
    try:
        text, _ = page.read("".join(parts), "a.html")
    except InputError:
        return
    assert text.strip()


def test_a_page_gives_its_article_and_its_metadata(tmp_path):
    """Title, outlet, address and language come from the page; its time is turned to UTC; what surrounds it is left out."""
    (tmp_path / "bridge.html").write_text(PAGE, encoding="utf-8")
    [article] = articles(tmp_path / "bridge.html")
    assert article.published == "2024-05-06T22:30:00Z"
    assert (article.publisher, article.title) == ("Harbour Times", "Mayor closes the old bridge")
    assert (article.url, article.language) == ("https://harbour.example/bridge", "en-IE")
    assert "“I had no choice,” she told reporters" in article.text
    assert "Copyright" not in article.text
    assert "Home" not in article.text


def test_what_is_given_overrides_the_manifest_and_that_the_page(tmp_path):
    """An option, then manifest.toml, then the page, then the date in the file's name."""
    (tmp_path / "2020-01-01.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "2020-01-02.txt").write_text("text", encoding="utf-8")
    manifest = '["2020-01-01.html"]\npublished = 2024-05-07\npublisher = "The Times of the Harbour"\n'
    (tmp_path / "manifest.toml").write_text(manifest, encoding="utf-8")
    page, text = articles(tmp_path, given=Metadata(publisher="HT"))
    assert (page.published, page.publisher, page.title) == ("2024-05-07", "HT", "Mayor closes the old bridge")
    assert text.published == "2020-01-02"


def test_a_manifest_speaks_for_a_file_given_by_itself_as_for_its_folder(tmp_path):
    """The article is the same whichever way it was named, so that recording it twice adds nothing."""
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    (tmp_path / "manifest.toml").write_text('["a.txt"]\npublished = 2024-05-06\npublisher = "HT"\n', encoding="utf-8")
    assert articles(tmp_path / "a.txt") == articles(tmp_path)


def test_lines_of_a_jsonl_file_are_articles(tmp_path):
    """One object a line; keys that exports have besides are ignored; the name says the line."""
    lines = [
        {"text": "one", "published": "2024-05-06T08:00:00+02:00", "publisher": "HT", "url": "https://h.example/1"},
        {"text": "two", "published": "2024-05-07", "title": "Two", "author": "N. N."},
    ]
    (tmp_path / "a.jsonl").write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    one, two = articles(tmp_path / "a.jsonl")
    assert (one.name, one.published, one.url) == ("a.jsonl:1", "2024-05-06T06:00:00Z", "https://h.example/1")
    assert (two.name, two.published, two.title) == ("a.jsonl:3", "2024-05-07", "Two")


def test_a_long_line_is_skipped_and_the_next_one_read(tmp_path):
    """A line over the limit is one problem, whatever its length, and doesn't stop the file."""
    long = json.dumps({"text": "x" * (2 * LIMIT), "published": "2024-05-06"})
    (tmp_path / "a.jsonl").write_text(f'{long}\n{{"text": "two", "published": "2024-05-07"}}\n', encoding="utf-8")
    problem, article = load([tmp_path / "a.jsonl"])
    assert isinstance(problem, InputError)
    assert isinstance(article, Article)
    assert article.name == "a.jsonl:2"


def test_an_undated_article_is_loaded_with_a_notice(tmp_path):
    """Nobody says when it was published: it is recorded all the same, and the person is told."""
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    notice, article = load([tmp_path / "a.txt"])
    assert isinstance(notice, Notice)
    assert isinstance(article, Article)
    assert article.published is None


def test_a_folder_is_read_by_name_without_its_subfolders(tmp_path):
    """Other files and folders are left alone."""
    for name in ("2024-05-07-b.txt", "2024-05-06-a.txt", "notes.md", "deeper/2024-05-08-c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert [article.name for article in articles(tmp_path)] == ["2024-05-06-a.txt", "2024-05-07-b.txt"]


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("2024-05-06", "2024-05-06"),
        ("20240506", "2024-05-06"),
        ("2024-05-06T23:30:00+01:00", "2024-05-06T22:30:00Z"),
        ("2024-05-06T23:30Z", "2024-05-06T23:30:00Z"),
        ("2024-05-06 23:30:59.5-05:00", "2024-05-07T04:30:59Z"),
        ("2024-05-06T23:30:00", "2024-05-06"),
    ],
)
def test_a_moment_is_stored_as_a_date_or_in_utc(said, stored):
    """A time without an offset keeps only its date: nobody knows whose clock it was."""
    assert metadata.moment(said) == stored


@pytest.mark.parametrize(
    "said", ["", "2024", "2024-05", "2024-02-30", "6 May 2024", "yesterday", "9999-12-31T23:59:59-01:00"]
)
def test_what_is_no_date_is_refused(said):
    """A vague or impossible date is an error, not a guess."""
    with pytest.raises(ValueError, match="is no ISO date"):
        metadata.moment(said)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2024-05-06-bridge.txt", "2024-05-06"),
        ("x_2024-05-06.html", "2024-05-06"),
        ("2024-13-06.txt", None),
        ("1234-05-0678.txt", None),
        ("2024-05-06-to-2024-05-07.txt", None),
        ("2024-05-06-2024-05-06.txt", "2024-05-06"),
    ],
)
def test_the_date_in_a_files_name(name, found):
    """Only a single, possible ISO date counts."""
    assert metadata.date_in_name(name) == found


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("https://h.example/a", True),
        ("http://h.example:8080", True),
        ("h.example/a", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://h.example/a b", False),
        ("http://[", False),
        ("file:///etc/passwd", False),
    ],
)
def test_an_address_is_http_with_a_host(text, is_one):
    """An article's address is shown as a link: it can be nothing but a web address."""
    assert metadata.is_web_address(text) is is_one
