"""A log of 100,000 articles and 300,000 claims: one big story, and many that are a twentieth of it.

Texts are about 4 KB of words that are as unevenly frequent as those of a language (Zipf's law), with the quotations of
their claims among them; one article in twenty is another outlet's copy. Everything follows from the seed.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import msgspec
import tomlkit

from benchmarks import made_up
from benchmarks.scale.affairs import Affair, affairs, invented, some
from events.article import Article
from events.claims import Claim, Evidence
from events.definition import Group, Person, Role, StoryDefinition
from events.log import ArticleRead, ArticleRecorded

BIG, SHARE = "story-0", 5  # one article in so many is of the big story
_PEOPLE, _FEW = 48, 6  # of the big story, and of another one
_PER_STORY = 1_000  # articles of another story
_CLAIMS = 3  # of an article
_FIRST, _DAYS = date(2029, 1, 1), 1095
_WORDS = 40_000
_LENGTH = 3_600  # characters of a text beside its quotations
_COPIED, _RECENT = 0.05, 200  # share of copies, and of how many latest texts
_CLASSIC, _CLASSICS = 0.25, 300  # share of claims on what has long been known, and how much that is
_OUTLETS = tuple(
    f"{town} {paper}"
    for town in "Harbour River Valley Coast Summit Meadow Lowland Border Forest Island".split()
    for paper in "Post Times Herald Gazette Courier Wire".split()
)


def stories(articles: int) -> list[StoryDefinition]:
    """The stories that so many articles are about: the big one first."""
    others = max(articles * (SHARE - 1) // SHARE // _PER_STORY, 1)
    return [_story(0, 0, _PEOPLE)] + [_story(1 + n, _PEOPLE + n * _FEW, _FEW) for n in range(others)]


def toml(story: StoryDefinition) -> str:
    """A story as the file that defines it."""
    return tomlkit.dumps({key: value for key, value in msgspec.to_builtins(story).items() if key != "id"})


def coverage(articles: int, seed: int = 7) -> Iterator[tuple[ArticleRecorded, ArticleRead]]:
    """The articles in the order of their publication, each with its reading."""
    draw = random.Random(seed)
    defined = stories(articles)
    sizes = [articles // SHARE] + [articles * (SHARE - 1) // SHARE // (len(defined) - 1)] * (len(defined) - 1)
    affair = {
        one.id: affairs(draw, [p.name for p in one.people], max(size * _CLAIMS // 12, 8), _FIRST, _DAYS)
        for one, size in zip(defined, sizes, strict=True)
    }
    recent: list[tuple[Article, tuple[Claim, ...]]] = []
    for number in range(articles):
        other = 1 + (number - number // SHARE) % (len(defined) - 1)
        story = defined[0] if number % SHARE == 0 else defined[other]
        day = _FIRST + timedelta(days=number * _DAYS // articles)
        if recent and draw.random() < _COPIED:
            article, claims = draw.choice(recent)
            article = msgspec.structs.replace(article, **_place(draw, number, day))
        else:
            article, claims = _article(draw, number, day, story, affair[story.id])
            recent = [*recent[1 - _RECENT :], (article, claims)]
        yield ArticleRecorded(article), ArticleRead(article.id, 1, "made-up", "1", claims)


def _story(number: int, first: int, count: int) -> StoryDefinition:
    names = [made_up.person(first + i) for i in range(count)]
    roles = "minister of ports,mayor,chief auditor,party chairman,harbour master,ambassador".split(",")
    people = [
        Person(name, roles=(Role(f"{roles[i % len(roles)]} of {name.split()[-1]}"),) if i % 2 == 0 else ())
        for i, name in enumerate(names[:-1])
    ]
    people.append(Person(names[-1], speaks_for=(names[0],)))
    groups = (Group("the Harbour Board", members=tuple(names[1:4])),)
    title = f"{'The great affair' if number == 0 else 'The affair'} of {names[0]}"
    return StoryDefinition(f"story-{number}", title, tuple(people), groups)


def _place(draw: random.Random, number: int, day: date) -> dict[str, str]:
    return {
        "id": f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}",  # as unordered as digests are
        "published": day.isoformat(),
        "publisher": draw.choice(_OUTLETS),
        "url": f"https://press.example/{day.year}/{number}",
    }


def _article(
    draw: random.Random, number: int, day: date, story: StoryDefinition, known: list[Affair]
) -> tuple[Article, tuple[Claim, ...]]:
    claims = [_chosen(draw, known, day).told(draw) for _ in range(_CLAIMS)]
    named = some(draw, [person.name for person in story.people], 2)
    text = _text(draw, [*named], [claim.evidence[0].quote for claim in claims])
    words, often = _vocabulary()
    title = f"{named[0]} and {named[1]}: {' '.join(draw.choices(words, cum_weights=often, k=5))}"
    article = msgspec.structs.replace(Article(id="", text=text, title=title), **_place(draw, number, day))
    return article, tuple(_placed(claim, text) for claim in claims)


def _chosen(draw: random.Random, known: list[Affair], day: date) -> Affair:
    """What an article tells: mostly the latest, at times what is told again and again."""
    count = max(bisect_right(known, day, key=lambda one: one.known), 1)
    if draw.random() < _CLASSIC:
        return known[min(int(_CLASSICS ** draw.random()), count) - 1]  # the first one in an eighth of all cases
    return known[max(count - 1 - int(draw.expovariate(1 / 30)), 0)]


@cache
def _vocabulary() -> tuple[list[str], list[float]]:
    """Words, and how often each of them or one before it is used."""
    draw = random.Random(1)
    words = dict.fromkeys(made_up.WORDS)
    while len(words) < _WORDS:
        words[f"{invented(draw).lower()}{draw.choice(('', 'n', 'rs', 'ting', 'led'))}"] = None
    return list(words), list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


def _text(draw: random.Random, names: list[str], quotes: list[str]) -> str:
    words, often = _vocabulary()
    drawn = iter(draw.choices(words, cum_weights=often, k=_LENGTH // 3))
    sentences, length = list(quotes), 0
    while length < _LENGTH:
        said = [word for word, _ in zip(drawn, range(draw.randint(8, 26)), strict=False)]
        opening = draw.choice((draw.choice(names), "The ministry", "A spokesman for the city", "It"))
        sentences.append(f"{opening} {' '.join(said)}.")
        length += len(sentences[-1])
    draw.shuffle(sentences)
    return "\n".join(" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))


def _placed(claim: Claim, text: str) -> Claim:
    quote = claim.evidence[0].quote
    start = text.index(quote)
    return msgspec.structs.replace(claim, evidence=(Evidence(start, start + len(quote), quote),))
