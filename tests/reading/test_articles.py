"""The articles written for the reader are annotated as the guide of claims says, and cover what it must cope with."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from events.claims import KINDS, kind_name

HERE = Path(__file__).parent
ARTICLES = HERE / "articles"
GOLD = HERE / "gold"
NAMES = sorted(path.stem for path in ARTICLES.glob("*.txt"))

# The slots that an annotation gives, beside `kind`, `evidence` and `certain`: slot -> whether it may be null.
SLOTS = {
    "meeting": {"participants": False, "when": True, "where": True, "status": False},
    "denial": {"speaker": False, "form": False, "about": False},
    "call": {"speaker": False, "target": True, "action": False},
    "outcome": {"actor": False, "action": False, "target": True, "status": False, "when": True},
    "confirmation": {"speaker": False, "about": False},
}
KEYS = {  # what makes two claims of one article one claim
    "meeting": ("participants", "when", "where"),
    "denial": ("speaker", "form", "about"),
    "call": ("speaker", "target", "action"),
    "outcome": ("actor", "action", "target"),
    "confirmation": ("speaker", "about"),
}
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
LEAST_EVIDENCE = 20  # characters
MOST_WORDS = 14  # of `about`: under 15
LEAST_CERTAIN = {"meeting": 110, "denial": 130, "call": 90, "outcome": 60, "confirmation": 50}


def text_of(name):
    """The article as stored, line ends included."""
    return (ARTICLES / f"{name}.txt").read_bytes().decode("utf-8")


def gold_of(name):
    """The annotation of one article."""
    return json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))


def claims_of(*names):
    """Every annotated claim of these articles."""
    return [claim for name in names for claim in gold_of(name)["claims"]]


def toml(name):
    """One of the two tables beside the articles."""
    return tomllib.loads((ARTICLES / f"{name}.toml").read_text(encoding="utf-8"))


def allowed(kind, slot):
    """The values that the claim's own type allows for a slot, or none if it is free text."""
    hints = {kind_name(cls): cls for cls in KINDS}[kind]
    field = next(field for field in msgspec.structs.fields(hints) if field.name == slot)
    return getattr(field.type, "__args__", ()) if "Literal" in str(field.type) else ()


@pytest.mark.parametrize("name", NAMES)
def test_gold_has_the_form_of_the_guide(name):
    """An annotation names its article and date, and each claim has its kind's slots, filled with allowed values."""
    gold = gold_of(name)
    assert set(gold) == {"article", "published", "claims"}
    assert gold["article"] == f"{name}.txt"
    assert gold["published"] == str(toml("manifest")[gold["article"]]["published"])
    for claim in gold["claims"]:
        slots = SLOTS[claim["kind"]]
        assert set(claim) - {"count"} == {"kind", "evidence", "certain", *slots}
        assert isinstance(claim["certain"], bool)
        for slot, nullable in slots.items():
            value = claim[slot]
            assert value or (nullable and value is None), (slot, claim)
            values = allowed(claim["kind"], slot)
            assert not values or value in values, (slot, claim)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_stands_in_the_article_word_for_word(name):
    """Every piece of evidence is a verbatim run of the article, long enough to be found again."""
    text = text_of(name)
    for claim in gold_of(name)["claims"]:
        assert claim["evidence"]
        for quote in claim["evidence"]:
            assert quote in text, quote
            assert len(quote) >= LEAST_EVIDENCE, quote
            assert quote == quote.strip(), quote


@pytest.mark.parametrize("name", NAMES)
def test_parties_are_named_in_the_article(name):
    """Each capitalised word of a party's name stands in the article, or in the name of its publisher."""
    manifest = toml("manifest")[f"{name}.txt"]
    known = f"{text_of(name)} {manifest['publisher']}".casefold()
    for claim in gold_of(name)["claims"]:
        slots = ("speaker", "actor", "target")
        parties = claim.get("participants", []) + [claim[slot] for slot in slots if claim.get(slot)]
        for word in re.findall(r"[^\W\d_]+", " ".join(parties)):
            assert word[0].islower() or word.casefold() in known, (word, claim)


@pytest.mark.parametrize("name", NAMES)
def test_slots_are_within_their_bounds(name):
    """Dates are partial ISO dates, summaries are short, and a meeting has at least two different parties."""
    for claim in gold_of(name)["claims"]:
        when = claim.get("when")
        assert when is None or PARTIAL_DATE.fullmatch(when), claim
        assert len(claim.get("about", "").split()) <= MOST_WORDS, claim
        if claim["kind"] == "meeting":
            assert len(set(claim["participants"])) == len(claim["participants"]) >= 2


@pytest.mark.parametrize("name", NAMES)
def test_each_claim_is_annotated_once(name):
    """No article has two claims of one kind with the same key slots."""
    keys = [(claim["kind"], *(str(claim[slot]) for slot in KEYS[claim["kind"]])) for claim in claims_of(name)]
    assert len(set(keys)) == len(keys)


def test_every_article_has_its_gold_and_its_metadata():
    """Texts, annotations and the manifest name the same articles, each with publisher, date and headline."""
    manifest = toml("manifest")
    assert sorted(path.stem for path in GOLD.glob("*.json")) == NAMES
    assert sorted(manifest) == [f"{name}.txt" for name in NAMES]
    for name, entry in manifest.items():
        assert set(entry) == {"publisher", "published", "title"}
        assert entry["title"] in text_of(name.removesuffix(".txt"))


def test_the_split_is_disjoint_and_complete():
    """Every article is either tuned on or kept back, about three to two."""
    split = toml("split")
    assert set(split) == {"tune", "kept_back"}
    assert sorted(split["tune"] + split["kept_back"]) == NAMES
    assert 0.55 <= len(split["tune"]) / len(NAMES) <= 0.65


def test_there_is_enough_of_everything():
    """There are articles and certain claims of each kind enough to judge by, and each part has every kind."""
    assert len(NAMES) >= 64
    certain = Counter(claim["kind"] for claim in claims_of(*NAMES) if claim["certain"])
    assert {kind: certain[kind] for kind in LEAST_CERTAIN if certain[kind] < LEAST_CERTAIN[kind]} == {}
    for part in toml("split").values():
        assert {claim["kind"] for claim in claims_of(*part)} == set(LEAST_CERTAIN)


@pytest.mark.parametrize(
    ("kind", "slot", "least"), [("denial", "form", 15), ("meeting", "status", 8), ("call", "action", 5)]
)
def test_every_value_of_a_slot_occurs(kind, slot, least):
    """Each form of denial, status of a meeting and action of a call occurs often enough to be measured."""
    seen = Counter(claim[slot] for claim in claims_of(*NAMES) if claim["kind"] == kind and claim["certain"])
    assert {value: seen[value] for value in allowed(kind, slot) if seen[value] < least} == {}


@pytest.mark.parametrize("part", ["tune", "kept_back"])
def test_a_fifth_of_the_articles_has_no_claim(part):
    """Both parts hold articles with nothing to annotate, so that a reader which sees claims everywhere loses."""
    names = toml("split")[part]
    empty = sum(not gold_of(name)["claims"] for name in names)
    assert 0.15 <= empty / len(names) <= 0.25


def test_articles_vary_in_their_marks_and_length():
    """Straight, curly and doubled quotation marks, odd spaces and line ends, short and long texts all occur."""
    texts = [text_of(name) for name in NAMES]
    for mark in ('"', "\N{LEFT DOUBLE QUOTATION MARK}", "''", "\N{NO-BREAK SPACE}", "\r\n", "\N{EM DASH}", " -- "):
        assert sum(mark in text for text in texts) >= 2, mark
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) < 160
    assert max(lengths) > 900
