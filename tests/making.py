"""Claims, articles and stories for the tests of the core, made from few words."""

from __future__ import annotations

from events.article import Article, identity
from events.claims import Claim, Evidence
from events.claims.call import Call
from events.claims.confirmation import Confirmation
from events.claims.denial import Denial
from events.claims.meeting import Meeting
from events.claims.outcome import Outcome
from events.definition import Group, Person, Role, StoryDefinition
from events.log import ArticleRead, ArticleRecorded, Event
from events.story import Story, begin, fold

NOW = "2031-05-06T07:08:09.000000Z"

HARBOUR = StoryDefinition(
    id="harbour",
    title="The harbour contract",
    people=(
        Person("Amina Yusuf", aliases=("Minister Yusuf",), roles=(Role("transport minister", since="2030-01-01"),)),
        Person("Viktor Larsen", roles=(Role("chief executive of Nordkai"),)),
        Person("Tom Bell", aliases=("the ministry",), speaks_for=("Amina Yusuf",)),
        Person("Jo Grant"),
    ),
    groups=(Group("Nordkai", aliases=("the company",), members=("Viktor Larsen",)),),
)

_MADE = {"meeting": Meeting, "denial": Denial, "call": Call, "outcome": Outcome, "confirmation": Confirmation}


def claim(kind: str, quote: str, *, start: int = 0, **slots: object) -> Claim:
    """A claim of a kind with one quotation."""
    made: Claim = _MADE[kind](evidence=(Evidence(start, start + len(quote), quote),), **slots)
    return made


def meeting(
    when: str | None,
    where: str | None = None,
    *,
    who: tuple[str, ...] = ("Amina Yusuf", "Viktor Larsen"),
    **slots: object,
) -> Claim:
    """The minister and the executive met."""
    return claim("meeting", f"they met {when} {where}", participants=who, when=when, where=where, **slots)


def denial(
    about: str, *, speaker: str = "Amina Yusuf", form: str = "denial", quote: str | None = None, **slots: object
) -> Claim:
    """Somebody denied something."""
    return claim("denial", quote or f"denied {about}", speaker=speaker, form=form, about=about, **slots)


def covered(
    published: str, *claims: Claim, publisher: str = "The Harbour Post", url: str | None = None
) -> tuple[Event, Event]:
    """An article about the story, and the reading of it that found the claims."""
    text = "Amina Yusuf and Viktor Larsen. " + " ".join(piece.evidence[0].quote for piece in claims)
    article = Article(
        id=identity(url=url, text=text, publisher=publisher, published=published),
        text=text,
        published=published,
        publisher=publisher,
        url=url,
    )
    return ArticleRecorded(article), ArticleRead(article.id, 1, "test", "1", claims)


def story(*articles: tuple[Event, Event], definition: StoryDefinition = HARBOUR) -> Story:
    """The state after some articles."""
    state = begin(definition)
    for pair in articles:
        for event in pair:
            state = fold(state, event, NOW)
    return state
