"""A story is a fold over the log: the articles that bear on it, and the facts that their claims settle into.

A person's corrections take part in it: what an article says is what its reader took from it, corrected. Who is who
according to them holds for all coverage from the first on: when that changes, a story is begun again.

`fold` is pure. What it needs of the state, it looks up by key, so that a state may live in memory or on disk; what it
changes comes back as a `Step`, which `Story.after` applies to a state in memory and the projections to one on disk.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

import msgspec

from events.article import Article
from events.claims.claim import Claim
from events.copies import Print, Prints, Shelf
from events.corrections import Corrections, corrected
from events.coverage import Coverage
from events.definition import StoryDefinition
from events.facts import EMPTY, Account, Block, Fact, Loose, credited
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade, Event
from events.origins import origin
from events.parties import Cast
from events.settling import only, settled, without
from events.syndication import Linked, among, covered, dropped, first_outlet, report


class AsRead(msgspec.Struct, frozen=True):
    """What a reader took from an article of which some is corrected, before it is."""

    accounts: tuple[Account, ...]


class Step(msgspec.Struct, frozen=True):
    """What one event changes in a story: new values by key. None takes an article out of the story."""

    articles: dict[str, Coverage | None] = {}
    blocks: dict[str, Block] = {}
    prints: dict[str, Print | None] = {}
    as_read: dict[str, AsRead | None] = {}
    corrections: Corrections | None = None  # None: as they were


class Story(msgspec.Struct, frozen=True):
    """The state of a story: a function of its definition, the set of articles and readings, and the corrections."""

    cast: Cast
    articles: Mapping[str, Coverage] = {}
    blocks: Mapping[str, Block] = {}
    prints: Prints = msgspec.field(default_factory=Shelf)
    as_read: Mapping[str, AsRead] = {}  # of the articles that corrections are about
    corrections: Corrections = msgspec.field(default_factory=Corrections)

    @property
    def definition(self) -> StoryDefinition:
        """What the story's owner says it is."""
        return self.cast.definition

    def after(self, step: Step) -> Story:
        """The state with a step applied."""
        if not (step.articles or step.blocks or step.corrections):
            return self
        articles = {name: one for name, one in {**self.articles, **step.articles}.items() if one is not None}
        blocks = {key: block for key, block in {**self.blocks, **step.blocks}.items() if block.facts or block.loose}
        shelf = self.prints.after(step.prints) if isinstance(self.prints, Shelf) else self.prints
        as_read = {name: one for name, one in {**self.as_read, **step.as_read}.items() if one is not None}
        return Story(self.cast, articles, blocks, shelf, as_read, step.corrections or self.corrections)

    def facts(self) -> Iterator[Fact]:
        """Every fact, in no particular order."""
        return (fact for block in self.blocks.values() for fact in block.facts)

    def loose(self) -> Iterator[Loose]:
        """Every account too vague to be placed."""
        return (loose for block in self.blocks.values() for loose in block.loose)

    def where(self, keep: Callable[[Coverage], bool]) -> Story:
        """The story as it is from the articles alone that `keep` accepts: those published by some date, say."""
        articles = among({name: coverage for name, coverage in self.articles.items() if keep(coverage)})
        kept = {key: only(block, lambda one: one.article in articles) for key, block in self.blocks.items()}
        for coverage in articles.values():
            if first_outlet(coverage) != first_outlet(self.articles[coverage.id]):
                for key in coverage.blocks:
                    kept[key] = kept[key].credited(coverage.id, first_outlet(coverage))
        blocks = {key: block for key, block in kept.items() if block.facts or block.loose}
        return Story(self.cast, articles, blocks, self.prints)


def begin(definition: StoryDefinition, corrections: Corrections | None = None) -> Story:
    """The state of a story before any coverage, with the corrections that are known before it."""
    corrections = corrections or Corrections()
    return Story(Cast(definition, corrections.identities), corrections=corrections)


def recast(story: Story) -> bool:
    """Whether its corrections say of who is who what they didn't when the story was begun.

    Coverage was then folded with other parties, or left out: the story is what it is when it is begun with them.
    """
    return story.corrections.identities != story.cast.identities


def fold(story: Story, event: Event, recorded_at: str) -> Story:
    """The state after one more event, recorded at the UTC time `recorded_at`. See `recast`."""
    return story.after(step(story, event, recorded_at))


def replay(
    definition: StoryDefinition, events: Iterable[tuple[Event, str]], corrections: Corrections | None = None
) -> Story:
    """The state after many events, each with its UTC time of recording: what folding them one by one gives.

    `corrections` are known from the start, as those of who is who must be.
    """
    articles: dict[str, Coverage] = {}
    blocks: dict[str, Block] = {}
    prints = Shelf()
    as_read: dict[str, AsRead] = {}
    begun = begin(definition, corrections)
    state = Story(begun.cast, articles, blocks, prints, as_read, begun.corrections)
    for event, recorded_at in events:
        changed = step(state, event, recorded_at)
        blocks.update(changed.blocks)
        for name, coverage in changed.articles.items():
            articles.pop(name, None)
            if coverage is not None:
                articles[name] = coverage
        for name, one in changed.prints.items():
            prints.put(name, one)
        for name, read in changed.as_read.items():
            as_read.pop(name, None)
            if read is not None:
                as_read[name] = read
        if changed.corrections:
            state = msgspec.structs.replace(state, corrections=changed.corrections)
    blocks = {key: block for key, block in blocks.items() if block.facts or block.loose}
    return msgspec.structs.replace(state, blocks=blocks)


def step(story: Story, event: Event, recorded_at: str) -> Step:
    """What one event changes."""
    match event:
        case ArticleRecorded(article) | ArticleRevised(article):
            return _covered(story, article, recorded_at)
        case ArticleRead():
            return _read(story, event, recorded_at)
        case CorrectionMade() if event.story == story.definition.id:
            return _corrected(story, event)
        case _:
            return Step()


def bears_on(cast: Cast, article: Article) -> bool:
    """Whether an article is about the story: it names one of its parties and, if there are any, one of its words."""
    if not within(cast.definition, article.published):
        return False
    text = f"{article.title or ''}\n{article.text}"
    return bool(_words(cast.definition.words).search(text)) and cast.mentions_any(text, article.published)


def within(definition: StoryDefinition, published: str | None) -> bool:
    """Whether something published then can be about the story; what nobody dates can."""
    day = (published or "")[:10]
    before, after = definition.since and day < definition.since, definition.until and day > definition.until
    return not (day and (before or after))


@lru_cache(maxsize=512)
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?i)(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + ")" if words else "")


def _covered(story: Story, article: Article, recorded_at: str) -> Step:
    known = story.articles.get(article.id)
    if known and known.version >= article.version:
        return Step()
    if not bears_on(story.cast, article):
        return _left(story, known) if known else Step()
    coverage = Coverage(
        id=article.id,
        version=article.version,
        label=article.label,
        recorded_at=recorded_at,
        published=article.published,
        publisher=article.publisher,
        url=article.url,
        title=article.title,
        backfilled=article.backfilled,
        read=known.read if known else 0,
        blocks=known.blocks if known else (),
    )
    linked = covered(story.articles, story.prints, coverage, article.text)
    if known is None:
        return _linked(story, linked, {}, {})
    return _still_saying(story, linked, known, linked.articles[article.id] or coverage)


def _left(story: Story, coverage: Coverage) -> Step:
    """An article's text has nothing to do with the story any more."""
    blocks = {key: without(story.blocks[key], coverage.id) for key in coverage.blocks}
    return _linked(story, dropped(story.articles, coverage), blocks, {coverage.id: None})


def _still_saying(story: Story, linked: Linked, known: Coverage, now: Coverage) -> Step:
    """What an earlier version said stands until a later one is read, as what the article is taken for now.

    Else a revision would take back everything that the article says, and its reading would tell it anew.
    """
    outlet = first_outlet(now)
    read = [credited(_published_as(one, now), outlet) for one in _as_read(story, known)]
    corrections = story.corrections.of(now.id, _copies(story, now.id, linked))
    now, blocks = _stated(story, {}, now, corrected(read, corrections, story.cast))
    linked = Linked({**linked.articles, now.id: now}, linked.prints)
    return _linked(story, linked, blocks, {now.id: AsRead(tuple(read)) if corrections else None})


def _published_as(account: Account, coverage: Coverage) -> Account:
    return msgspec.structs.replace(
        account,
        label=coverage.label,
        published=coverage.published,
        publisher=coverage.publisher,
        url=coverage.url,
    )


def _linked(story: Story, linked: Linked, blocks: dict[str, Block], as_read: dict[str, AsRead | None]) -> Step:
    """A step of coverage, in which the accounts of a report that proves to be another outlet's say so.

    What is rejected in one copy is rejected in those that prove to be copies now, and no more in those that are none.
    """
    changed, articles, as_read = dict(blocks), dict(linked.articles), dict(as_read)
    for coverage in linked.moved(story.articles).values():
        for key in coverage.blocks:
            block = changed[key] if key in changed else story.blocks[key]
            changed[key] = block.credited(coverage.id, first_outlet(coverage))
    for name in _reports(story, linked):
        coverage = articles.get(name) or story.articles[name]
        standing = story.corrections.of(name, _copies(story, name, linked))
        if name in as_read or standing == story.corrections.of(name, _copies(story, name)):
            continue
        read = _as_read(story, coverage)
        articles[name], restated = _stated(story, changed, coverage, corrected(read, standing, story.cast))
        changed |= restated
        as_read[name] = AsRead(tuple(read)) if standing else None
    return Step(articles, changed, linked.prints, as_read)


def _reports(story: Story, linked: Linked) -> list[str]:
    """The articles whose copies, or whose copies' copies, are others than before; none where nothing is rejected."""
    if not story.corrections.rejecting:
        return []
    found = {
        one for name in linked.articles for new in ({}, linked.articles) for one in report(name, story.articles, new)
    }
    left = {name for name, coverage in linked.articles.items() if coverage is None}
    return sorted(name for name in found - left if name in linked.articles or name in story.articles)


def _copies(story: Story, name: str, linked: Linked | None = None) -> frozenset[str]:
    """The articles that are one report with an article; with `linked`, as these say."""
    if not story.corrections.rejecting:
        return frozenset()
    return report(name, story.articles, linked.articles if linked else {}) - {name}


def _read(story: Story, event: ArticleRead, recorded_at: str) -> Step:
    coverage = story.articles.get(event.article)
    if coverage is None or not coverage.read <= event.version <= coverage.version:
        return Step()
    coverage = msgspec.structs.replace(coverage, read=event.version)
    reader = f"{event.reader} {event.reader_version}"
    made = (_account(story.cast, coverage, claim, reader, recorded_at) for claim in event.claims)
    accounts = _distinct(account for account in made if account is not None)
    corrections = story.corrections.of(coverage.id, _copies(story, coverage.id))
    said, blocks = _stated(story, {}, coverage, corrected(accounts, corrections, story.cast))
    as_read: dict[str, AsRead | None] = {coverage.id: AsRead(tuple(accounts))} if corrections else {}
    return Step({coverage.id: said}, blocks, as_read=as_read)


def _corrected(story: Story, event: CorrectionMade) -> Step:
    """The articles that a correction is about, read as all corrections so far would have them read."""
    corrections = story.corrections.after(event)
    if corrections is story.corrections:
        return Step()
    reports = {name: report(name, story.articles, {}) for name in corrections.articles(event)}
    articles: dict[str, Coverage | None] = {}
    blocks: dict[str, Block] = {}
    as_read: dict[str, AsRead | None] = {}
    for name in sorted(frozenset().union(*reports.values())):
        coverage = story.articles.get(name)
        if coverage is not None:
            read = _as_read(story, coverage)
            standing = corrections.of(name, report(name, story.articles, {}) - {name})
            articles[name], changed = _stated(story, blocks, coverage, corrected(read, standing, story.cast))
            blocks.update(changed)
            as_read[name] = AsRead(tuple(read)) if standing else None
    return Step(articles, blocks, as_read=as_read, corrections=corrections)


def _as_read(story: Story, coverage: Coverage) -> list[Account]:
    """What an article says but for corrections, credited as it is now known to be."""
    kept = story.as_read.get(coverage.id)
    accounts = kept.accounts if kept else [one for key in coverage.blocks for one in story.blocks[key].accounts()]
    outlet = first_outlet(coverage)
    return [credited(one, outlet) for one in accounts if one.article == coverage.id]


def _stated(
    story: Story, pending: Mapping[str, Block], coverage: Coverage, accounts: Iterable[Account]
) -> tuple[Coverage, dict[str, Block]]:
    """The article and the blocks when it says what `accounts` say; `pending` are blocks that have changed already."""
    gathered: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        gathered[account.claim.block(story.cast.names)].append(account)
    blocks = {}
    for key in dict.fromkeys((*coverage.blocks, *gathered)):
        block = pending[key] if key in pending else story.blocks.get(key, EMPTY)
        if key in coverage.blocks:
            block = without(block, coverage.id)
        blocks[key] = settled(block, gathered.get(key, ()))
    return msgspec.structs.replace(coverage, blocks=tuple(sorted(gathered))), blocks


def _account(cast: Cast, coverage: Coverage, claim: Claim, reader: str, recorded_at: str) -> Account | None:
    """The claim as an account of this story; None where it says nothing of the story's parties."""
    resolved = {name: cast.resolve(name, coverage.published) for name in claim.parties()}
    mine = claim.renamed(lambda name: resolved[name].name)
    if not (
        set(mine.parties()) & cast.names or any(cast.mentions_any(e.quote, coverage.published) for e in claim.evidence)
    ):
        return None
    return Account(
        id=_account_id(coverage, claim),
        claim=mine,
        article=coverage.id,
        version=coverage.read,
        label=coverage.label,
        origin=origin(claim.attributed_to, first_outlet(coverage)),
        recorded_at=recorded_at,
        published=coverage.published,
        publisher=coverage.publisher,
        url=coverage.url,
        renamed={name: (found.name, found.via) for name, found in resolved.items() if found.via != "unknown"},
        reader=reader,
    )


def _account_id(coverage: Coverage, claim: Claim) -> str:
    """A permanent address: what the claim says in which words of which article, whoever read it and when."""
    slots = [getattr(claim, slot) for slot in (*claim.party_slots, *claim.identity_slots)]
    parts = (coverage.id, claim.kind, claim.evidence[0].quote, *(str(slot) for slot in slots))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{claim.kind}-{digest[:10]}"


def _distinct(accounts: Iterable[Account]) -> list[Account]:
    """Each account once: a reader that gives the same claim twice has said it once."""
    return list({account.id: account for account in accounts}.values())
