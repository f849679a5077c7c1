"""What is appended and replayed: the same bytes on every side."""

from __future__ import annotations

from pathlib import Path

from events.article import Article, identity
from events.claims import Evidence
from events.claims.meeting import Meeting
from events.codec import encode
from events.log import ArticleRead, ArticleRecorded
from events.store.dictionary import train

OWN_ARTICLES = Path(__file__).parents[2] / "tests" / "reading" / "articles"
ARTICLE_BYTES = 4096


def articles(folder: Path, count: int) -> list[ArticleRecorded]:
    """Events of 4,096 bytes as encoded, a few more or less where a character takes several.

    Each takes its text from another place of the .txt files in `folder`, put one after the other. Texts of different
    events may overlap; no store here compresses across events, so that gains nobody anything. Articles that the
    log's dictionary was made from are left out.
    """
    trained = {_beginning(text) for text in (*train.articles(), *train.samples())}
    read = (path.read_text("utf-8") for path in sorted(folder.glob("*.txt")))
    text = "\n\n".join(article for article in read if _beginning(article) not in trained)
    if len(text) < 2 * ARTICLE_BYTES:
        raise SystemExit(f"{folder}: not enough text in .txt files")
    step = 1 + (len(text) - ARTICLE_BYTES) * 617 // 1000  # lands elsewhere each time
    return [_article(text, number * step % (len(text) - ARTICLE_BYTES), number) for number in range(count)]


def claims(count: int) -> list[ArticleRead]:
    """Readings of one claim, about 300 bytes each as encoded."""
    people = (
        "Ana Duarte",
        "Piet van Wyk",
        "Marit Solberg",
        "Kofi Asante",
        "Ilse Brandt",
        "Tomas Reyes",
        "Nadia Haddad",
    )
    read = []
    for number in range(count):
        first, second = people[number % 7], people[(number * 3 + 1) % 7]
        quote = f"{first} met {second} at the port office on {number % 28 + 1} May"
        claim = Meeting(
            evidence=(Evidence(number % 4000, number % 4000 + len(quote), quote),),
            attributed_to=("two harbour officials",),
            confidence=0.5 + number % 50 / 100,
            participants=(first, second),
            when=f"2019-05-{number % 28 + 1:02}",
            where="the port office",
        )
        read.append(ArticleRead(f"{number:016x}", 1, "rules", "7", (claim,)))
    return read


def _beginning(text: str) -> str:
    return text.strip()[:60]


def _article(text: str, start: int, number: int) -> ArticleRecorded:
    url = f"https://www.example.com/2019/05/06/news/{number}-{text[start : start + 20].strip().replace(' ', '-')}"
    size = ARTICLE_BYTES
    while True:
        cut = text[start : start + size]
        article = Article(
            id=identity(url=url, text=cut, publisher=None, published=None),
            text=cut,
            published="2019-05-06",
            publisher="The Evening Post",
            url=url,
            title=cut[:60],
        )
        over = len(encode(ArticleRecorded(article))) - ARTICLE_BYTES
        if over <= 0:
            return ArticleRecorded(article)
        size -= max(1, over * 2 // 3)
