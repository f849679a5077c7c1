"""The built-in reader as a whole: grounded in any text, deterministic, linear in length, able to explain itself."""

import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from events.article import Article
from monitor.reading.builtin import BuiltinReader
from monitor.reading.explain import render

_OTHERS = ("dates.yaml", "frames.yaml", "places.yaml", "stages.yaml")  # cases of single stages
CASES = [
    case
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    if path.name not in _OTHERS
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
WORDS = (
    "Ana Ruiz", "the minister", "met", "said", "denied", "that", "she", "did not", "resign", "called on", "Paul Sow",
    "to", "never", "in May", ",", ".", "“", "”", '"', "''", "'", "?", "\n\n", "\r\n", "—", "(", ")", "’s", "Mr.", "if",
    "é́", "\u00ad", "\u00a0", "\U0001f600", "שלום", "#", "[", "](#)", "https://a.b/c", "3", "2016",
)  # fmt: skip
NEWS = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=80).map(" ".join))


def article(text, published="2016-05-04"):
    """An article that says nothing but `text`."""
    return Article(id="0" * 16, text=text, published=published)


def matches(claim, wanted):
    """Whether a claim has the kind and slots that a case names."""
    slots = {slot: value for slot, value in wanted.items() if slot != "kind"}
    got = {slot: getattr(claim, slot, None) for slot in slots}
    got = {slot: list(value) if isinstance(value, tuple) else value for slot, value in got.items()}
    return claim.kind == wanted["kind"] and got == slots


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_text_yields_the_claims_that_it_makes(case):
    """Every claim of the case is read, and none of the kinds that the case closes."""
    found = BuiltinReader().read(article(case["text"], case.get("published")))
    for wanted in case["claims"]:
        assert any(matches(claim, wanted) for claim in found), (wanted, found)
    for kind in case.get("only", ()):
        expected = sum(wanted["kind"] == kind for wanted in case["claims"])
        assert sum(claim.kind == kind for claim in found) == expected, found


@settings(max_examples=150, derandomize=True, deadline=None)
@given(text=NEWS)
def test_any_text_is_read_the_same_each_time_and_quoted_verbatim(text):
    """Whatever the characters, evidence stands at its offsets, and a second reading equals the first."""
    claims = BuiltinReader().read(article(text))
    assert claims == BuiltinReader().read(article(text))
    for claim in claims:
        assert claim.evidence
        assert all(text[piece.start : piece.end] == piece.quote for piece in claim.evidence)
        assert 0 <= claim.confidence <= 1
        assert "kind" in claim.how


def test_offsets_count_characters_of_the_text_as_it_is_stored():
    """Emoji, soft hyphens, odd spaces, line ends and curly quotes shift no quotation."""
    text = "\U0001f600 Ma\u00adyor\u00a0Ana Ruiz denied on Monday that she took the money.\r\n\r\n“I never took it,” Ruiz said."
    claims = BuiltinReader().read(article(text))
    assert {claim.kind for claim in claims} == {"denial"}
    assert all(text[piece.start : piece.end] == piece.quote for claim in claims for piece in claim.evidence)


LONG_TEXTS = {
    "one sentence": "the minister said that he met John Smith and denied the claim , ",
    "quotation marks": '"He denied it," ',
    "no full stop": "Ana Ruiz met Paul Sow in Rome the judge said ",
    "paragraphs": "Ana Ruiz met Paul Sow in Rome on Monday.\n\nRuiz denied that she had paid him.\n\n",
}


def steps(text):
    """How many lines of the reader's own code run for a text: a clock that no other process disturbs."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        count += event == "line"
        return trace if "reading" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        BuiltinReader().read(article(text))
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", LONG_TEXTS.values(), ids=LONG_TEXTS)
def test_the_cost_grows_linearly_with_the_length(piece):
    """Four times the text costs at most about four times the steps, once sentences have reached their longest."""
    steps(piece)  # fills the word lists
    small, large = steps(piece * 150), steps(piece * 600)
    assert large / small < 4 * 1.35


def test_a_sentence_may_be_cut_at_its_greatest_length_anywhere():
    """Wherever in a clause the cut of an endless sentence falls, the words after it are not needed to tag those before."""
    clause = "Ana Ruiz, held in Lima, sold it, has each denied it, and is likely to, as did Paul Sow, resign"
    for filler in range(190, 245):
        assert BuiltinReader().read(article("then and " * (filler // 2) + "then " * (filler % 2) + clause)) is not None


def test_an_explanation_shows_every_stage():
    """A person sees paragraphs, sentences, people, speech and the rules behind each claim."""
    text = 'A Report on the Harbour Deal Today\n\nMayor Ana Ruiz denied on Monday that she met Paul Sow. "I never did," Ruiz said.'
    found = BuiltinReader().explain(article(text))
    shown = render(found)
    for section in ("PARAGRAPHS", "SENTENCES", "PEOPLE", "WHO SAYS WHAT", "CLAIMS"):
        assert section in shown
    assert "Ana Ruiz" in shown
    assert found.claims == BuiltinReader().read(article(text))
    assert all(claim.confidence < 1 for claim in found.left_out)
