"""Full text over articles and claims: what is found, what isn't, and that the index is the log's and nothing else's."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress

import msgspec
import pytest
from breaking import disk_gone
from making import HARBOUR, claim, covered, denial, meeting

from events.article import Article
from events.errors import UsageError
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, StoryDefined
from events.store.memory import MemoryStore
from monitor import cycle
from monitor.projections import catching_up, database
from monitor.projections import search as index
from monitor.reports.clean import cells
from monitor.reports.screen import Screen
from monitor.reports.search_words import expression
from monitor.reports.terminal_search import highlighted, search
from monitor.wiring import open_monitor

from .conftest import START, empty, record


def article(number, text, *, version=1, title=None):
    """An article that needs bear on no story."""
    return Article(id=f"{number:016x}", text=text, title=title, version=version, publisher="The Post")


def found(command, workspace, *words):
    """The articles' ids and the claims' ids that a search gives."""
    done = command(workspace, "search", "--json", *words)
    assert done.code in (0, 3), done.err
    assert (done.code == 0) == bool(done.data["articles"] or done.data["claims"])
    return [one["article_id"] for one in done.data["articles"]], [one["id"] for one in done.data["claims"]]


@pytest.fixture
def texts(tmp_path):
    """A workspace with three articles, of which one bears on its story."""
    made = empty(tmp_path / "desk")
    record(
        made,
        ArticleRecorded(article(1, "The café's owner denied it. He was in O'Hara's vice-presidential office.")),
        ArticleRecorded(article(2, "Denials were heard. The owner of the harbour met no one.", title="At the quay")),
        ArticleRecorded(article(3, "Amina Yusuf spoke of the harbour, and the harbour fair.")),
    )
    return made


CASES = {
    "owner": [1, 2],
    "OWNER": [1, 2],
    "owner harbour": [2],
    "denies": [1],  # 'denied' has the same stem
    "mayor owner": [],
    "cafe NOT harbour owner": [1],  # and 'owner'
    "cafe": [1],
    "O'Hara's": [1],
    "vice-presidential": [1],
    '"harbour fair"': [3],
    '"fair harbour"': [],
    "harb*": [2, 3],
    '"harbour fa"*': [3],
    "harbour NOT fair": [2],
    "quay OR fair": [2, 3],
    "(quay OR fair) owner": [2],
    "quay": [2],  # in the headline
    "not": [],  # a word: only in capitals is it an operator
    "title:quay": [],  # no name of a column
    "^owner": [1, 2],
    "zebra": [],
}


@pytest.mark.parametrize("words", CASES)
def test_what_is_found(command, texts, words):
    """Words in any order, phrases, beginnings, operators; whatever else is typed is looked for as it is."""
    articles, claims = found(command, texts, words)
    assert sorted(articles) == [f"{number:016x}" for number in CASES[words]]
    assert claims == []


@pytest.mark.parametrize(
    "words", ["owner AND", "NOT owner", "(owner", "owner)", '"owner', "—", "OR", "", "()", "*", "a OR OR b"]
)
def test_what_cannot_be_looked_for_is_said_in_one_line(command, texts, words):
    """Wrong usage, with an example of what can be asked."""
    done = command(texts, "search", words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("monitor: ")
    assert done.err.count("\n") == 1
    assert "such as" in done.err


@pytest.mark.parametrize("words", ["h*", "H*", "ha*", "harbou*", '"the h"*', "h* near"])
def test_beginnings_are_looked_for_like_words(command, harbour, tmp_path, words):
    """However short, in claims and articles alike, and the most telling article comes first."""
    made = empty(tmp_path / "desk")
    record(made, ArticleRecorded(article(1, "The harbour, harbours and the harbour near a harbour.")))
    record(made, ArticleRecorded(article(2, "Of the harbour near her house no one knew that anybody had met anyone.")))
    record(made, ArticleRecorded(article(3, "Anybody near.")))
    assert found(command, made, words)[0] == [article(1, "").id, article(2, "").id]
    assert found(command, harbour, "r*")[1]


@pytest.mark.parametrize(
    "words", ["a\x00b", "x" * 100_000, "\u202e", "NEAR(a b)", "a + b", "{a}: b", "'; DROP TABLE texts; --"]
)
def test_no_words_do_harm(texts, words):
    """Whatever is asked is either looked for or refused."""
    with open_monitor(texts) as monitor:
        with suppress(UsageError):
            monitor.looks.search(words, story=None, limit=5)
        assert monitor.looks.search("owner", story=None, limit=5)["articles"]


def test_claims_are_found_by_sentence_and_quotation(command, harbour):
    """A claim comes with its permanent address, its source, and the places that match."""
    done = command(harbour, "search", "--json", "dinner", "mattered")
    [one] = done.data["claims"]
    assert (one["story"], one["publisher"][:6], one["published"]) == ("harbour", "Weekly", "2031-04-01")
    assert {one["sentence"][start:end] for start, end in one["sentence_matches"]} == {"dinner", "mattered"}
    assert command(harbour, "why", one["id"]).code == 0


def test_one_story_can_be_searched(command, harbour, texts):
    """Articles that bear on no story, and other stories' claims, are left out."""
    assert found(command, texts, "--story", "harbour", "harbour")[0] == [f"{3:016x}"]
    assert found(command, texts, "--story", "harbour", "owner") == ([], [])
    assert found(command, harbour, "--story", "harbour", "Larsen")[1]
    assert command(texts, "search", "--story", "nowhere", "owner").code == 3


def test_the_limit_holds_and_more_is_said(command, texts):
    """At most as many as asked for; that there are more is said."""
    done = command(texts, "search", "--limit", 1, "--json", "owner")
    assert (len(done.data["articles"]), done.data["more_articles"]) == (1, True)
    assert "+ more articles" in command(texts, "search", "--limit", 1, "owner").out
    assert "+ more" not in command(texts, "search", "--limit", 2, "owner").out


def test_the_headline_weighs_more_than_the_text(command, tmp_path):
    """An article that has the word in its headline comes first."""
    made = empty(tmp_path / "desk")
    record(
        made,
        ArticleRecorded(article(1, "The ferry was late, and the ferry was full.", title="Delays")),
        ArticleRecorded(article(2, "It was late, and full, and everybody on the quay was cross.", title="The ferry")),
    )
    assert found(command, made, "ferry")[0] == [f"{2:016x}", f"{1:016x}"]


def test_a_match_stands_out_and_hostile_texts_are_text(command, harbour):
    """Escape codes, marks that reorder, and our own marks in a text show as nothing; tags as what they are."""
    done = command(harbour, "search", "resigned")
    assert "*resigned*" in done.out
    assert "<script>" in done.out
    assert not set(done.out) & set("\x1b\x07\x02\x03\u202e\u202c")
    assert all(len(line) <= 80 for line in done.out.splitlines())


def test_matches_are_coloured_where_colours_can_be_shown():
    """On a terminal a match has a colour, each word of it by itself, and no asterisks."""
    shown = highlighted("The harbour fair opened", [[4, 16]], Screen(colour=True), indent=0, mark="- ")
    assert shown == "- The \x1b[33m\x1b[1mharbour\x1b[0m \x1b[33m\x1b[1mfair\x1b[0m opened"


def test_lines_fit_whatever_matches():
    """A long match is broken like other text."""
    text = "word " * 40
    lines = highlighted(text, [[0, len(text) - 1]], Screen(width=50), indent=4, mark="> ").split("\n")
    assert all(cells(line) <= 50 and line.startswith("    > ") for line in lines)


def test_a_revised_text_takes_the_place_of_the_earlier_one(command, tmp_path):
    """What an outlet took out is found no longer; an older version that comes late changes nothing."""
    made = empty(tmp_path / "desk")
    record(made, ArticleRecorded(article(1, "The mayor praised the crane.")))
    record(made, ArticleRevised(article(1, "The mayor praised the dock.", version=2)))
    assert found(command, made, "crane") == ([], [])
    assert found(command, made, "dock")[0] == [f"{1:016x}"]
    assert command(made, "search", "--json", "dock").data["articles"][0]["version"] == 2


def test_a_claim_that_is_read_no_more_is_found_no_more(command, tmp_path):
    """The index follows the accounts of the story: a better reader replaces them."""
    made, (recorded, read) = empty(tmp_path / "desk"), covered("2031-03-02", denial("taking a bribe"))
    record(made, recorded, read)
    [old] = found(command, made, "denied bribe")[1]
    better = msgspec.structs.replace(read, reader_version="2", claims=(denial("owning a yacht"),))
    record(made, better)
    assert found(command, made, "denied bribe")[1] == []
    [new] = found(command, made, "denied yacht")[1]
    assert new != old


def rows(projections):
    """All that the index knows, comparable: which texts, which claims, where their words stand."""
    claims = projections.rows("SELECT story, id, block, article, sentence, quote FROM claim_texts JOIN claim_words"
                              " ON claim_words.rowid = number ORDER BY story, id")  # fmt: skip
    projections.db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab (main, text_words, instance)")
    words = projections.rows("SELECT term, article, version, col, offset FROM terms JOIN texts ON number = doc"
                             " ORDER BY 1, 2, 4, 5")  # fmt: skip
    return claims, words


def test_a_rebuild_gives_the_same_index(tmp_path):
    """Whatever came in whatever batches, revised and read anew: the index follows from the log."""
    log, projections = MemoryStore(), database.Projections(tmp_path / "projections.db")
    cycle.append(log, [StoryDefined(HARBOUR)], START)
    for number in range(12):
        pair = covered(
            f"2031-05-{number + 1:02}", meeting("2031-03"), denial(f"claim {number}"), url=f"https://a.example/{number}"
        )
        cycle.append(log, list(pair), START)
        if number % 3 == 0:
            catching_up.catch_up(log, projections)
            changed = msgspec.structs.replace(pair[0].article, text=f"Amina Yusuf said nothing of {number}", version=2)
            cycle.append(log, [ArticleRevised(changed), ArticleRead(changed.id, 2, "test", "1", ())], START)
    catching_up.catch_up(log, projections)
    before = rows(projections)
    assert len(before[0]) == 16
    assert {version for _, _, version, _, _ in before[1]} == {1, 2}
    catching_up.rebuild(log, projections)
    assert rows(projections) == before
    for table in ("text_words", "claim_words"):
        projections.db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    projections.close()


def test_the_words_are_written_with_the_position(tmp_path, monkeypatch):
    """A batch that fails leaves no words behind."""
    log, projections = MemoryStore(), database.Projections(tmp_path / "projections.db")
    cycle.append(log, [StoryDefined(HARBOUR), *covered("2031-05-01", denial("a bribe"))], START)
    disk_gone(monkeypatch)
    with pytest.raises(OSError, match="gone"):
        catching_up.catch_up(log, projections)
    assert rows(projections) == ([], [])
    assert projections.position() == 0
    projections.close()


def test_a_story_that_is_defined_anew_forgets_its_claims(tmp_path):
    """Only claims of the story as it is now are found; articles stay."""
    log, projections = MemoryStore(), database.Projections(tmp_path / "projections.db")
    cycle.append(log, [StoryDefined(HARBOUR), *covered("2031-05-01", denial("a bribe"))], START)
    catching_up.catch_up(log, projections)
    narrow = msgspec.structs.replace(HARBOUR, words=("nothing",))
    cycle.append(log, [StoryDefined(narrow, 2)], START)
    catching_up.catch_up(log, projections)
    assert index.claims(projections, expression("bribe"), None, 5) == []
    assert len(index.articles(projections, expression("bribe"), None, 5)) == 1
    projections.close()


def test_a_file_of_an_earlier_format_is_made_anew(tmp_path):
    """The tables that FTS5 keeps for itself go with the others."""
    path = tmp_path / "projections.db"
    log, projections = MemoryStore(), database.Projections(path)
    cycle.append(log, [StoryDefined(HARBOUR), *covered("2031-05-01", denial("a bribe"))], START)
    catching_up.catch_up(log, projections)
    projections.close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 1")
    db.close()
    projections = database.Projections(path)
    assert (projections.position(), rows(projections)) == (0, ([], []))
    assert catching_up.catch_up(log, projections) == 3
    assert rows(projections) != ([], [])
    projections.close()


@pytest.mark.long
def test_a_search_takes_no_longer_than_a_person_notices(tmp_path, rounds):
    """Words that every article has, over many of them: within 0.3 s, the best of three."""
    log, projections = MemoryStore(), database.Projections(tmp_path / "projections.db")
    number = rounds(100_000, 3_000)
    with projections.transaction():
        for i in range(number):
            words = " ".join(f"w{(i * 7 + j * j) % 5000}" for j in range(100))
            index.follow(projections, ArticleRecorded(article(i, f"The minister met officials. {words}")), log)
    asked, times = expression("minister officials met"), []
    for _ in range(3):
        begun = time.perf_counter()
        assert len(index.articles(projections, asked, None, 10)) == 10
        times.append(time.perf_counter() - begun)
    assert min(times) <= 0.3
    projections.close()


def test_claims_of_several_quotations_are_found_by_each(tmp_path, command):
    """Every quotation of a claim can be looked for."""
    one = claim("confirmation", "yes, the crane", speaker="Amina Yusuf", about="that it fell")
    two = msgspec.structs.replace(one, evidence=(*one.evidence, *denial("the gull").evidence))
    made = empty(tmp_path / "desk")
    record(made, *covered("2031-03-02", two))
    assert found(command, made, "crane")[1] == found(command, made, "gull")[1] != []


def test_a_rejected_claim_is_found_no_more_until_that_is_undone(tmp_path, command):
    """A person's correction holds for searching as for everything else; the article's text stays as it is."""
    made = empty(tmp_path / "desk")
    record(made, *covered("2031-03-02", denial("taking a bribe")))
    [name] = found(command, made, "bribe")[1]
    who = ("--author", "Lena Voss", "--reason", "misread")
    assert command(made, "correct", name, "--reject", *who).code == 0
    articles, claims = found(command, made, "bribe")
    assert (len(articles), claims) == (1, [])
    assert command(made, "correct", name, "--undo", *who).code == 0
    assert found(command, made, "bribe")[1] == [name]


def test_of_very_many_matches_the_latest_are_ranked(tmp_path, command, monkeypatch):
    """Words that all texts have cost little: only the latest of them compete, in all stories or in one."""
    made = empty(tmp_path / "desk")
    for number in range(1, 6):
        record(made, *covered(f"2031-03-0{number}", denial("a bribe"), url=f"https://a.example/{number}"))
    monkeypatch.setattr(index, "_RANKED", 2)
    for story in ((), ("--story", "harbour")):
        done = command(made, "search", "--json", *story, "bribe").data
        assert {one["published"] for one in done["articles"]} == {"2031-03-03", "2031-03-04", "2031-03-05"}
        assert len(done["claims"]) == 3


@pytest.mark.parametrize(
    ("matches", "shown"),
    [
        ([[0, 5]], ["> *Alpha* one"]),
        ([[12, 16]], ["> *Beta* two"]),
        ([[0, 5], [12, 16], [23, 28]], ["> *Alpha* one", "> *Beta* two"]),
        ([], ["> Alpha one"]),
    ],
)
def test_of_a_claim_with_many_quotations_those_that_match_are_shown(matches, shown):
    """A claim that six sentences bear out is not a page of text; what 'why' shows is left to it."""
    one = {"sentence": "They met", "sentence_matches": [], "quote": "Alpha one … Beta two … Gamma three", "quote_matches": matches,
           "story": "harbour", "id": "meeting-1", "publisher": "The Post", "published": "2031-01-01"}  # fmt: skip
    text = search({"claims": [one], "articles": [], "more_claims": False, "words": "x"}, Screen())
    assert [line.strip() for line in text.splitlines() if line.strip().startswith(">")] == shown
