"""Full text over articles and claims: SQLite's FTS5 beside the other projections, written in the same transactions.

The articles' index holds no text, only where each word stands: a text lies in the log already, so the index costs a
fraction of it. That of the claims holds their sentences and quotations, which are short.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from events import codec
from events.article import Article
from events.coverage import Coverage
from events.errors import UsageError
from events.log import ArticleRecorded, ArticleRevised, Event
from events.store.port import Store
from monitor.projections.database import Projections
from monitor.reports.clean import one_line

if TYPE_CHECKING:
    from events.facts import Account, Block

# Words as people look for them: case, accents and English endings don't matter. schema.sql says the same.
_TOKENIZE = "porter unicode61 remove_diacritics 2"
BEFORE, AFTER = "\x02", "\x03"  # stand around what matches; no text that was made safe holds them
_EXCERPT = 28  # words
_RANKED = 1_000  # matches, the latest of them
_HINT = 'words, "a phrase", begin*, OR, NOT and ( ) can be used, such as: contract NOT "harbour fair"'


class Excerpt(NamedTuple):
    """A text around what was looked for, on one line, with BEFORE and AFTER around each match."""

    title: str
    text: str


class ClaimFound(NamedTuple):
    """A claim that has the words: sentence and quotation with BEFORE and AFTER around each match."""

    story: str
    id: str
    sentence: str
    quote: str
    coverage: Coverage  # the article that makes it


def clear(projections: Projections) -> None:
    """Forget every article, to follow the log from its start."""
    projections.db.execute("INSERT INTO text_words (text_words) VALUES ('delete-all')")
    projections.db.execute("DELETE FROM texts")


def forget(projections: Projections, story: str) -> None:
    """Forget the claims of a story."""
    _drop(projections, "story = ?", story)


def follow(projections: Projections, event: Event, log: Store) -> None:
    """Index the text of an article that an event brings, in place of its earlier version."""
    match event:
        case ArticleRecorded(article) | ArticleRevised(article):
            _replace_text(projections, article, log)


def replace_claims(projections: Projections, story: str, block: str, before: Block, after: Block) -> None:
    """Index the accounts of a block as they are now, in place of what they were."""
    kept = {id(one) for one in before.accounts()} & {id(one) for one in after.accounts()}
    old = {one.id: _texts(one) for one in before.accounts() if id(one) not in kept}
    new = {one.id: (_texts(one), one.article) for one in after.accounts() if id(one) not in kept}
    gone = [name for name, texts in old.items() if name not in new or new[name][0] != texts]
    come = [(name, texts, article) for name, (texts, article) in new.items() if old.get(name) != texts]
    if gone:
        _drop(
            projections, "story = ? AND block = ? AND id IN (SELECT value FROM json_each(?))", story, block, _json(gone)
        )
    if come:  # of what another block held
        names = _json([name for name, _, _ in come])
        _drop(projections, "story = ? AND id IN (SELECT value FROM json_each(?))", story, names)
    projections.many(
        "INSERT INTO claim_texts (story, id, block, article) VALUES (?, ?, ?, ?)",
        [(story, name, block, article) for name, _, article in come],
    )
    projections.many(
        "INSERT INTO claim_words (rowid, sentence, quote)"
        " SELECT number, ?, ? FROM claim_texts WHERE story = ? AND id = ?",
        [(*texts, story, name) for name, texts, _ in come],
    )


def articles(projections: Projections, expression: str, story: str | None, limit: int) -> list[tuple[str, int]]:
    """The ids and versions of the articles that have the words, the most telling first."""
    of_story = " AND texts.article IN (SELECT id FROM articles WHERE story = ?)" if story else ""
    sql = (
        "SELECT article, version FROM (SELECT number, article, version, text_words.rank AS score"  # noqa: S608  a condition of this module
        " FROM text_words JOIN texts ON texts.number = text_words.rowid"
        f" WHERE text_words MATCH ?{of_story} ORDER BY text_words.rowid DESC LIMIT ?)"
        " ORDER BY score, number DESC LIMIT ?"
    )
    most = _RANKED + 1  # as many as `_first` leaves
    asked = (expression, story, most, limit) if story else (expression, most, limit)
    return [(str(article), int(version)) for article, version in projections.rows(sql, *asked)]


def claims(projections: Projections, expression: str, story: str | None, limit: int) -> list[ClaimFound]:
    """The claims that have the words, the most telling first."""
    found = "FROM claim_words JOIN claim_texts ON claim_texts.number = claim_words.rowid"
    data = "JOIN articles ON articles.story = claim_texts.story AND articles.id = claim_texts.article"
    which = f"WHERE claim_words MATCH ?{' AND claim_texts.story = ?' if story else ''}"
    asked = (expression, story) if story else (expression,)
    latest = f"SELECT claim_words.rowid {found} {which} ORDER BY claim_words.rowid DESC"
    first = _first(projections, latest, asked)
    sql = (
        "SELECT claim_texts.story, claim_texts.id, highlight(claim_words, 0, ?, ?), highlight(claim_words, 1, ?, ?),"
        f" articles.data {found} {data} {which} AND claim_words.rowid >= ? ORDER BY claim_words.rank LIMIT ?"
    )
    decoder = msgspec.msgpack.Decoder(Coverage)
    rows = projections.rows(sql, *(BEFORE, AFTER, BEFORE, AFTER), *asked, first, limit)
    return [ClaimFound(row[0], row[1], row[2], row[3], decoder.decode(row[4])) for row in rows]


def _first(projections: Projections, latest: str, asked: tuple[str, ...]) -> int:
    """The row from which on matches are ranked: of very many only the latest, so that common words cost little."""
    rows = projections.rows(f"{latest} LIMIT 1 OFFSET ?", *asked, _RANKED)
    return int(rows[0][0]) if rows else 0


def excerpts(expression: str, articles: Iterable[Article]) -> list[Excerpt]:
    """What of each article to show beside the words that were looked for. Raises UsageError, see `check`."""
    shown = [Excerpt(one_line(one.title or ""), one_line(one.text)) for one in articles]
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute(f"CREATE VIRTUAL TABLE shown USING fts5 (title, text, tokenize = '{_TOKENIZE}')")
        db.executemany(
            "INSERT INTO shown (rowid, title, text) VALUES (?, ?, ?)", ((i, *e) for i, e in enumerate(shown))
        )
        sql = "SELECT rowid, highlight(shown, 0, ?, ?), snippet(shown, 1, ?, ?, '…', ?) FROM shown WHERE shown MATCH ?"
        try:
            rows = db.execute(sql, (BEFORE, AFTER, BEFORE, AFTER, _EXCERPT, expression)).fetchall()
        except sqlite3.OperationalError as error:
            raise UsageError("this can't be looked for", hint=_HINT) from error
    found = {number: Excerpt(*marked) for number, *marked in rows}
    return [found.get(i) or Excerpt(e.title, " ".join(e.text.split(" ")[:_EXCERPT])) for i, e in enumerate(shown)]


def check(expression: str) -> None:
    """Raises UsageError where FTS5 can't make sense of what is looked for."""
    excerpts(expression, ())


def _drop(projections: Projections, which: str, *parameters: str) -> None:
    numbers = projections.rows(f"SELECT number FROM claim_texts WHERE {which}", *parameters)  # noqa: S608  a condition of this module
    projections.many("DELETE FROM claim_words WHERE rowid = ?", numbers)
    projections.many("DELETE FROM claim_texts WHERE number = ?", numbers)


def _json(names: list[str]) -> str:
    return msgspec.json.encode(names).decode()


def _texts(account: Account) -> tuple[str, str]:
    claim = account.claim
    return one_line(claim.sentence()), one_line(" … ".join(piece.quote for piece in claim.evidence))


def _replace_text(projections: Projections, article: Article, log: Store) -> None:
    rows = projections.rows("SELECT number, version FROM texts WHERE article = ?", article.id)
    for number, version in rows:
        if version >= article.version:
            return
        earlier = _recorded(log, article.id, version)
        projections.db.execute(
            "INSERT INTO text_words (text_words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (number, earlier.title or "", earlier.text),
        )
    projections.db.execute(
        "INSERT INTO texts (article, version) VALUES (?, ?) ON CONFLICT DO UPDATE SET version = excluded.version",
        (article.id, article.version),
    )
    projections.db.execute(
        "INSERT INTO text_words (rowid, title, text) SELECT number, ?, ? FROM texts WHERE article = ?",
        (article.title or "", article.text, article.id),
    )


def _recorded(log: Store, article: str, version: int) -> Article:
    """A version as the log has it: to be taken out of the index, it has to be given as it was put in."""
    for happened in ("recorded", "revised"):
        if stored := log.get(f"article.{happened}:{article}:{version}"):
            event = codec.decode(stored.type, stored.data)
            if isinstance(event, ArticleRecorded | ArticleRevised):
                return event.article
    raise LookupError(f"version {version} of article {article} is indexed, and not in the log")
