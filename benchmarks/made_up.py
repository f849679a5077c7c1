"""Coverage made up for benchmarks: as many articles, claims and stories as asked for, the same for the same seed.

Texts are about 4 KB of newspaper-like English built from a fixed vocabulary; claims are what a reader would take from
them, about 300 bytes each. Nothing is read by the real reader: what is measured here is the record, not the reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from events.article import Article
from events.claims import Claim, Evidence
from events.claims.call import Call
from events.claims.denial import Denial
from events.claims.meeting import Meeting
from events.definition import Person, StoryDefinition
from events.log import ArticleRead, ArticleRecorded

_GIVEN = "Ana Boris Chen Dalia Emeka Farah Goran Hanna Ines Jonas Kofi Leila Marek Nadia Omar Petra".split()
_SYLLABLES = "ba ke lo mu ni ra se to vi zu dan mar".split()
_PLACES = ("at the harbour office", "in a hotel near the airport", "on the sidelines of a trade fair", None)
_SUBJECTS = "the port contract the bridge loan the missing files the grain deal the land sale the audit".split(" the ")
WORDS = (
    "the a of to in and that for on with as was by at from its has had were said would been after their which more "
    "than who about first two new last people year years government company council minister report officials city "
    "national public week month money police court party election member committee decision plan project contract bank "
    "report"
).split()
_OUTLETS = tuple(
    f"{town} {kind}" for town in ("Harbour", "River", "Valley", "Coast") for kind in ("Post", "Times", "Herald")
)


def person(number: int) -> str:
    """The name of the nth made-up person; names differ for every number."""
    syllables = [_SYLLABLES[number // 12**place % 12] for place in range(3)]
    return f"{_GIVEN[number % 16]} {''.join(syllables).capitalize()}{number // 1728 or ''}"


def story(number: int) -> StoryDefinition:
    """The nth story: four people of its own."""
    people = tuple(Person(person(number * 4 + i)) for i in range(4))
    return StoryDefinition(id=f"story-{number}", title=f"The affair of {people[0].name}", people=people)


def coverage(
    articles: int, stories: int, *, claims: int = 3, seed: int = 7
) -> Iterator[tuple[ArticleRecorded, ArticleRead]]:
    """Articles with their readings, spread evenly over the stories and over five years."""
    draw = random.Random(seed)
    start = date(2030, 1, 1)
    for number in range(articles):
        names = [person(number % stories * 4 + i) for i in range(4)]
        said = [_claim(draw, names, number) for _ in range(claims)]
        text = _text(draw, names, [claim.evidence[0].quote for claim in said])
        published = (start + timedelta(days=number * 1826 // max(articles, 1))).isoformat()
        article = Article(
            id=f"{number:016x}", text=text, published=published, publisher=draw.choice(_OUTLETS),
            url=f"https://press.example/{number}", title=f"{names[0]} and {names[1]}: report {number}",
        )  # fmt: skip
        placed = tuple(_placed(claim, text) for claim in said)
        yield ArticleRecorded(article), ArticleRead(article.id, 1, "made-up", "1", placed)


def _claim(draw: random.Random, names: list[str], number: int) -> Claim:
    one, other = draw.sample(names, 2)
    subject = draw.choice(_SUBJECTS)
    match draw.randrange(3):
        case 0:
            when = f"20{30 + number % 5}-{draw.randint(1, 12):02}"
            quote = f"{one} met {other} to talk about the {subject}, two officials said."
            return Meeting(evidence=(Evidence(0, len(quote), quote),), participants=(one, other), when=when,
                           where=draw.choice(_PLACES), attributed_to=("officials",))  # fmt: skip
        case 1:
            quote = f"{one} denied having discussed the {subject} with {other}, a spokesman said."
            return Denial(
                evidence=(Evidence(0, len(quote), quote),),
                speaker=one,
                about=f"having discussed the {subject} with {other}",
            )
        case _:
            quote = f"{one} said that {other} must resign over the {subject}."
            return Call(evidence=(Evidence(0, len(quote), quote),), speaker=one, action="resign", target=other)


def _text(draw: random.Random, names: list[str], quotes: list[str]) -> str:
    sentences = list(quotes)
    while sum(map(len, sentences)) < 3900:
        words = draw.choices(WORDS, k=draw.randint(9, 24))
        opening = draw.choice((draw.choice(names), "The ministry", "A spokesman for the city"))
        sentences.append(f"{opening} {' '.join(words)}.")
    draw.shuffle(sentences)
    return "\n".join(sentences)


def _placed(claim: Claim, text: str) -> Claim:
    quote = claim.evidence[0].quote
    start = text.index(quote)
    return type(claim)(**{field: getattr(claim, field) for field in claim.__struct_fields__ if field != "evidence"},
                       evidence=(Evidence(start, start + len(quote), quote),))  # fmt: skip
