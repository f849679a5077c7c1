"""Why an article bears on a story, or why it doesn't: each condition of the definition, and what came close."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rapidfuzz import fuzz

from events.article import Article
from events.claims import Claim
from events.definition import Person, StoryDefinition
from events.parties import Cast, key, words_of
from events.story import bears_on
from monitor.coverage import relevance
from monitor.recorded import History

_ALIKE = 84  # of 100: 'Amina Youssef' and 'Amina Yusuf'
_SHOWN = 12  # names in the text that are listed


def why_not(history: History, cast: Cast) -> dict[str, Any]:
    """Whether the article bears on the story; what of the definition it meets and what it lacks; and its claims."""
    article, definition = history.article, cast.definition
    text = f"{article.title or ''}\n{article.text}"
    bears = bears_on(cast, article)
    named = cast.mentioned(text, article.published)
    return {
        "article": article.id,
        "title": article.title or article.label,
        "story": definition.id,
        "bears_on": bears,
        "reasons": list(_reasons(article, definition, named)),
        "people_found": named,
        "people_missing": [name for name in sorted(cast.names) if name not in named],
        "words_found": [word for word in definition.words if _has(word, text)],
        "words_missing": [word for word in definition.words if not _has(word, text)],
        "nearly": list(_nearly(cast, article, text, named)),
        "names_in_text": list(dict.fromkeys(_names(text)))[:_SHOWN],
        "claims": _claims(history, cast) if bears else None,
    }


def _reasons(article: Article, definition: StoryDefinition, named: list[str]) -> Iterator[str]:
    """What keeps the article out, in words; nothing where it bears on the story."""
    day = (article.published or "")[:10]
    if day and definition.since and day < definition.since:
        yield f"it was published on {day}, before the story begins ({definition.since})"
    if day and definition.until and day > definition.until:
        yield f"it was published on {day}, after the story ends ({definition.until})"
    if not article.text:
        yield "its text was not kept, as it bore on no story then: 'monitor poll' fetches it again if one wants it"
    if not named:
        yield "it names none of the story's people and groups"
    text = f"{article.title or ''}\n{article.text}"
    if definition.words and not any(_has(word, text) for word in definition.words):
        yield f"it has none of the story's words: {', '.join(definition.words)}"


def _has(word: str, text: str) -> bool:
    return re.search(rf"(?i)(?<!\w){re.escape(word)}", text) is not None


def _nearly(cast: Cast, article: Article, text: str, named: list[str]) -> Iterator[str]:
    """What a person may want to add to the definition: other spellings, and roles of another time."""
    names = list(dict.fromkeys(_names(text)))
    for person in cast.parties.people:
        if person.name in named:
            continue
        for name in names:
            if fuzz.ratio(key(name), key(person.name)) >= _ALIKE:
                yield f"the text has '{name}', which may be {person.name}: an alias would say so"
        surname = key(person.name).split()[-1]
        if surname in words_of(text).vocabulary and len(key(person.name).split()) > 1:
            yield f"the text has the surname '{surname}', which several people of the story bear"
        yield from _roles(person, article, text)


def _roles(person: Person, article: Article, text: str) -> Iterator[str]:
    day = (article.published or "")[:10]
    for role in person.roles:
        outside = day and ((role.since and day < role.since) or (role.until and day > role.until))
        if outside and _has(role.title, text):
            span = f"{role.since or 'ever'} to {role.until or 'now'}"
            yield f"the text has '{role.title}', which {person.name} was from {span}, and not on {day}"


def _names(text: str) -> Iterator[str]:
    return (name for name in relevance.names(text) if " " in name)


def _claims(history: History, cast: Cast) -> dict[str, Any]:
    """How many of the article's claims are about the story's parties."""
    readings = [one for one in history.readings if one.version == history.article.version]
    claims = readings[-1].claims if readings else ()
    mine = [claim for claim in claims if _of_story(claim, cast, history.article.published)]
    others = [claim.sentence() for claim in claims if claim not in mine]
    return {"read": len(claims), "of_the_story": len(mine), "of_others": others}


def _of_story(claim: Claim, cast: Cast, published: str | None) -> bool:
    named = {cast.resolve(name, published).name for name in claim.parties()}
    return bool(named & cast.names) or any(cast.mentions_any(piece.quote, published) for piece in claim.evidence)
