"""The benchmark's scorer: what counts as a hit, and that it counts as the annotators' own scorer does."""

from __future__ import annotations

import importlib.util
import json
import random
from collections import Counter

import pytest

from benchmarks.reading import corpora, figures, measures, misses, scoring
from benchmarks.reading.__main__ import main
from benchmarks.reading.scoring import counts, judge

SCORER = corpora.SHARED / "score.py"
QUOTE = ["The minister, Ada Okoye, denied on Monday that she had met the contractor."]


def claim(kind, **slots):
    """A claim with evidence that every other one shares."""
    return {"kind": kind, "evidence": QUOTE, **slots}


@pytest.mark.parametrize(
    ("guess", "verdicts"),
    [
        ({"buyer": "Okoye", "sellers": ["Lund"]}, ["hit"]),
        ({"buyer": "Okoye", "sellers": ["Haddad"]}, ["missed", "extra"]),
        ({"buyer": None, "sellers": ["Lund"]}, ["missed", "extra"]),
    ],
)
def test_a_kind_that_the_guide_does_not_have_is_judged_by_its_parties_and_its_sentence(monkeypatch, guess, verdicts):
    """Whoever adds a kind need not say when two of its claims are one."""
    monkeypatch.setitem(scoring._PARTIES, "sale", ("buyer", "sellers"))
    monkeypatch.setitem(scoring.SLOTS, "sale", ())
    gold = claim("sale", buyer="Ada Okoye", sellers=["Per Lund"])
    assert [one.verdict for one in judge([gold], [claim("sale", **guess)])] == verdicts


@pytest.mark.parametrize(
    ("gold", "guess", "verdicts"),
    [
        (claim("denial", speaker="Ada Okoye"), claim("denial", speaker="Okoye"), ["hit"]),
        (claim("denial", speaker="Ada Okoye"), claim("denial", speaker="the contractor"), ["missed", "extra"]),
        (claim("denial", speaker="Ada Okoye"), claim("confirmation", speaker="Ada Okoye"), ["missed", "extra"]),
        (claim("denial", speaker="Okoye", certain=False), claim("denial", speaker="Okoye"), ["unsure"]),
        (claim("denial", speaker="Okoye", certain=False), claim("denial", speaker="Lund"), ["unsure", "extra"]),
        (
            claim("meeting", participants=["Ada Okoye", "Per Lund"], when="2016-07"),
            claim("meeting", participants=["Lund", "Okoye"], when="2016-07-18"),
            ["hit"],
        ),
        (
            claim("meeting", participants=["Ada Okoye", "Per Lund"], when="2016-07"),
            claim("meeting", participants=["Lund", "Okoye"], when="2016-08"),
            ["missed", "extra"],
        ),
        (
            claim("meeting", participants=["Ada Okoye", "Per Lund"]),
            claim("meeting", participants=["Okoye", "Ada Okoye"]),
            ["missed", "extra"],
        ),
        (
            claim("call", speaker="Lund", target="Okoye", action="resign"),
            claim("call", speaker="Lund", target=None, action="resign"),
            ["hit"],
        ),
        (
            claim("call", speaker="Lund", target="Okoye", action="resign"),
            claim("call", speaker="Lund", target="Haddad", action="resign"),
            ["missed", "extra"],
        ),
        (claim("outcome", actor="Okoye", action="resigned"), claim("outcome", actor="Okoye", action="fired"),
         ["missed", "extra"]),
    ],
)  # fmt: skip
def test_judge(gold, guess, verdicts):
    """A guess hits a gold claim of its kind when the key slots match, and an uncertain one counts neither way."""
    assert [one.verdict for one in judge([gold], [guess])] == verdicts


def test_a_gold_claim_is_hit_once():
    """Saying one thing twice is one hit and one extra."""
    said = claim("denial", speaker="Ada Okoye")
    assert [one.verdict for one in judge([said], [said, dict(said)])] == ["hit", "extra"]


def test_slots():
    """A slot counts where the annotator filled it, and a year is no answer where a month was asked for."""
    gold = claim("meeting", participants=["A Okoye", "P Lund"], when="2016-07", status="denied", where=None)
    guess = claim("meeting", participants=["A Okoye", "P Lund"], when="2016", status="denied", where="Oslo")
    assert judge([gold], [guess])[0].slots == {"when": False, "status": True}


@pytest.mark.skipif(not SCORER.exists(), reason="the annotators' scorer is not part of this repository")
@pytest.mark.parametrize("seed", range(5))
def test_counts_as_the_annotators_scorer(seed, tmp_path):
    """On annotations disturbed at random, every count equals that of the annotators' own scorer."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    shuffler = random.Random(seed)
    ours = Counter()
    for path in sorted((corpora.SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text())["claims"]
        guesses = disturbed(gold, shuffler)
        (tmp_path / path.name).write_text(json.dumps({"claims": guesses}))
        ours += counts(judge(gold, guesses))
    expected, _, _ = theirs.score(corpora.SHARED / "gold", tmp_path)
    flat = {(kind, what): n for kind, row in expected.items() for what, n in row.items()}
    assert {key: n for key, n in ours.items() if n} == {key: n for key, n in flat.items() if n}
    assert sum(ours[kind, "hit"] for kind in ("meeting", "denial", "call")) > 50


def disturbed(gold, shuffler):
    """Some claims dropped, doubled, or with a slot of another claim."""
    guesses = []
    for one in gold:
        guess = {key: value for key, value in one.items() if key != "certain"}
        other = shuffler.choice(gold)
        for slot in shuffler.sample(sorted(guess), k=2):
            if shuffler.random() < 0.4 and slot in other:
                guess[slot] = other[slot]
        guess["kind"] = one["kind"]
        if one["kind"] == "meeting" and not guess.get("participants"):
            guess["participants"] = []
        guesses += [guess] * shuffler.choice([0, 1, 1, 1, 2])
    shuffler.shuffle(guesses)
    return guesses


def test_table():
    """Figures follow from the counts, and the interval around them is the same each time."""
    said = claim("denial", speaker="Ada Okoye")
    other = claim("denial", speaker="Per Lund")
    articles = [judge([said], [said]), judge([said, other], [said, claim("denial", speaker="Haddad")]), judge([], [])]
    row = measures.table(articles)["denial"]
    assert (row.gold, row.hit, row.extra) == (3, 2, 1)
    assert row.precision == row.recall == pytest.approx(2 / 3)
    assert row.f1_low <= row.f1 <= row.f1_high
    assert measures.table(articles) == measures.table(articles)


def test_reliability():
    """Claims are binned by confidence, the highest included, and uncertain gold ones left out."""
    sure = claim("denial", speaker="Ada Okoye", confidence=1.0)
    wrong = claim("denial", speaker="Haddad", confidence=0.55)
    unsure = claim("call", speaker="Lund", action="resign", confidence=0.7)
    gold = [claim("denial", speaker="Ada Okoye"), claim("call", speaker="Lund", action="resign", certain=False)]
    bins = measures.reliability(judge(gold, [sure, wrong, unsure]))
    assert [(one.low, one.claims, one.precision) for one in bins] == [(0.5, 1, 0.0), (0.9, 1, 1.0)]
    assert measures.calibration_error(bins) == pytest.approx((0.55 + 0.0) / 2)


def test_figures_survive_a_round_trip(tmp_path):
    """Figures that are written are read back, and other parts and the floors stay."""
    path = tmp_path / "figures.toml"
    path.write_text('[floors."own, tuned".core]\nf1 = 0.5\n[figures."shared, tuned".core]\nf1 = 0.7\n')
    figures.write({"own, tuned": {"core": {"f1": 0.4}}}, path)
    assert figures.committed(path) == (
        {"shared, tuned": {"core": {"f1": 0.7}}, "own, tuned": {"core": {"f1": 0.4}}},
        {"own, tuned": {"core": {"f1": 0.5}}},
    )


def test_below():
    """A figure below its floor is named; a part that is not there is not held."""
    floors = {"own, tuned": {"core": {"f1": 0.5, "precision": 0.2}}, "shared, tuned": {"core": {"f1": 0.9}}}
    assert figures.below({"own, tuned": {"core": {"f1": 0.45, "precision": 0.3}}}, floors) == [
        "own, tuned, core: f1 0.450 is below the floor of 0.500"
    ]


def test_errors_of_what_is_kept_back_are_refused(capsys):
    """What is kept back is scored, never looked at."""
    assert main(["--errors", "kept"]) == 2
    assert "never looked at" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--articles", "somewhere"], 2, "belong together"),
        (["--articles", "no-such-a", "--gold", "no-such-b"], 1, "no gold files"),
    ],
)
def test_bad_arguments(arguments, code, said, capsys):
    """What can't be scored ends in one line."""
    assert main(arguments) == code
    assert said in capsys.readouterr().err


def test_the_command_scores_a_folder(tmp_path, capsys):
    """Articles and annotations from two folders are scored, and the figures are JSON."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("Nothing happened in Oslo on Monday.\n")
    gold = {"article": "a.txt", "published": "2020-01-01", "claims": [claim("denial", speaker="Ada Okoye")]}
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold))
    folders = ["--articles", str(tmp_path / "texts"), "--gold", str(tmp_path / "gold")]
    assert main([*folders, "--json", "--quick"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["parts"]["texts"]["denial"]["gold"] == 1
    assert shown["parts"]["texts"]["denial"]["hit"] == 0


def test_own_articles_are_annotated():
    """Every article written for the tests has annotations, whose evidence stands in it word by word."""
    for path in sorted((corpora.OWN / "articles").glob("*.txt")):
        gold = json.loads((corpora.OWN / "gold" / f"{path.stem}.json").read_text("utf-8"))
        text = path.read_text("utf-8")
        for one in gold["claims"]:
            for quote in one["evidence"]:
                assert quote in text, (path.name, quote)


def test_errors_are_counted_by_what_is_wrong_with_them():
    """A wrong claim at the words of a right one names the slots that differ, and is not counted as missed too."""
    elsewhere = ["Nobody in the village had seen the boat since Tuesday, she said."]
    gold = [
        claim("denial", speaker="Ada Okoye"),
        claim("meeting", participants=["Ada Okoye", "Per Lund"], when="2016-07"),
        claim("call", speaker="Per Lund", action="resign", target="Ada Okoye"),
    ]
    guesses = [
        claim("denial", speaker="Per Lund"),
        claim("meeting", participants=["Ada Okoye", "a clerk"], when="2016-08"),
        claim("outcome", actor="Ada Okoye", action="resigned"),
        {**claim("denial", speaker="Ada Okoye"), "evidence": elsewhere},
    ]
    assert sorted(misses.kinds_of_error([judge(gold, guesses)])) == [
        ("call: missed", 1),
        ("denial: no claim stands there", 1),
        ("denial: wrong speaker", 1),
        ("meeting: wrong a side and when", 1),
        ("outcome: another kind stands there", 1),
    ]
