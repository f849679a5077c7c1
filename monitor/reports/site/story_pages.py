"""Every page of one story, by its place in the story's folder."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from events.coverage import Coverage
from monitor.coverage.metadata import is_web_address
from monitor.projections import stories
from monitor.projections.stories import Known, Recorded
from monitor.reports import claims, origins
from monitor.reports.site import feeds, structured
from monitor.reports.site.chronology import chronology
from monitor.reports.site.claim_pages import ClaimPages
from monitor.reports.site.paging import Sheaf, pages, sheaves, thinned
from monitor.reports.site.past import follows
from monitor.reports.site.sheets import Press, Sheet, Texts
from monitor.reports.site.state import State, View
from monitor.reports.site.templating import Templates

_WIDE, _NARROW, _PRINT = 1080, 330, 1080  # widths of the drawings in pixels
_CARDS, _AGAINST = 5, 4  # contradictions on the story's own page, and what stands against one: the rest has its pages
_FACTS, _NEWS, _NAMED = 6, 10, 100  # on the story's own page
_LIST, _GROUPS, _GROUP, _ARTICLES = 60, 15, 12, 100  # on one page of a list
_FED = 100  # changes in a feed
_PAST = 24  # past states
_TEXTS = 1000  # article texts kept at hand


class StoryPages:
    """The pages of a story as it is now, and as it was after each of its past days."""

    def __init__(
        self, known: Known, changes: list[Recorded], texts: Texts, templates: Templates, *, base: str = ""
    ) -> None:
        """`changes` in the order in which they came about; `base` is the address of the story's folder, or ''."""
        self.state = State(known)
        self.changes = changes
        self.base = base
        self.templates = templates
        self.definition = known.story.definition
        title = {"id": self.definition.id, "title": self.definition.title}
        self.press = Press(templates, lru_cache(maxsize=_TEXTS)(texts), title)
        self.by_day: dict[str, list[Recorded]] = defaultdict(list)
        for recorded in changes:
            self.by_day[_day(recorded)].append(recorded)
        self.days = thinned(sorted(self.by_day), _PAST)

    def all(self, unchanged: Collection[str] = ()) -> Iterator[Sheet | str]:
        """Each page; only its name where it follows from blocks that are `unchanged` since the last time."""
        yield self._front("index.html", self.state)
        if (shown := chronology(self.state.known)).days():
            yield self.press.picture("timeline.svg", shown, _PRINT)
        yield from self._contradictions()
        yield from self._lists()
        yield from self._people()
        yield from self._sources()
        yield from self._news()
        yield from self._past()
        address = ClaimPages(self.state, self.press, self.base)
        yield from address.all(unchanged)
        yield from address.gone(self.changes)

    def _front(self, file: str, state: State) -> Sheet:
        """The story's own page, now or as of a past day."""
        day = state.day
        before, after = self._beside(day)
        root = "../" if day else ""
        shown = list(state.sections())
        facts = [(fact["id"], fact["sentence"]) for _, listed in shown for fact in listed[:_FACTS]]
        news = self.by_day[day] if day else self.changes
        return self.press.page(
            file,
            "story.html.j2",
            state=state.view,
            day=day,
            before=before,
            after=after,
            days=[] if day else [{"day": one, "changes": len(self.by_day[one])} for one in self.days],
            shown=chronology(state.known),
            wide=_WIDE,
            narrow=_NARROW,
            groups=[_cut(one, _AGAINST) for one in state.contradictions[:_CARDS]],
            group_count=len(state.contradictions),
            sections=[(name, listed[:_FACTS], len(listed)) for name, listed in shown],
            news=_changes(news[: -_NEWS - 1 : -1]),
            news_count=len(news),
            people=[
                {"name": one["name"], "slug": one["slug"], "said": one["said"]}
                for one in state.people
                if one["said"] or one["named"]
            ][:_NAMED],
            data=structured.claims(
                [(name, sentence, f"{root}claims/{name}.html") for name, sentence in facts], self.definition.title
            ),
        )

    def _contradictions(self) -> Iterator[Sheet]:
        for page in pages("contradictions", self.state.contradictions, _GROUPS):
            groups = [_cut(one, _GROUP) for one in page.items]
            yield self.press.page(page.file, "contradictions.html.j2", pager=page.pager(), groups=groups)

    def _lists(self) -> Iterator[Sheet]:
        for name, facts in self.state.sections():
            for page in pages(name, facts, _LIST):
                yield self.press.page(
                    page.file, "facts.html.j2", pager=page.pager(), facts=page.items, heading=name.capitalize()
                )

    def _people(self) -> Iterator[Sheet]:
        people, others = self.state.people, self.state.others()
        yield self.press.page(
            "people.html", "people.html.j2", people=people, others=others[:_NAMED], more=len(others) - _NAMED
        )
        for person in people:
            for page in pages(person["slug"], self.state.of_person(person["name"]), _LIST):
                yield self.press.page(
                    f"people/{page.file}", "person.html.j2", pager=page.pager(), facts=page.items, person=person
                )

    def _sources(self) -> Iterator[Sheet]:
        story = self.state.known.story
        covered = sorted(story.articles.values(), key=lambda one: (one.published or "", one.id))
        facts = self.state.facts.values()
        made: Counter[str] = Counter(account.article for fact in facts for account in fact.accounts)
        found = origins.origins(story)[:_NAMED]
        for sheaf in sheaves("sources", covered, _ARTICLES):
            yield self.press.page(
                sheaf.file,
                "sources.html.j2",
                sheaf=_turning(sheaf),
                articles=[_article(one, made[one.id]) for one in sheaf.items],
                origins=None if sheaf.latest else found,
                data=structured.articles(sheaf.items, f"Sources: {self.definition.title}"),
            )

    def _news(self) -> Iterator[Sheet]:
        for sheaf in sheaves("changes", self.changes, _LIST):
            yield self.press.page(sheaf.file, "changes.html.j2", sheaf=_turning(sheaf), changes=_changes(sheaf.items))
        story = self.definition
        told = [one for one in self.changes if not one.change.held]
        listed = feeds.entries(story.id, _changes(told[: -_FED - 1 : -1]), self.base)
        shows = (story.id, story.title, listed, self.base)
        yield Sheet("changes.atom", shows, lambda: feeds.atom(self.templates, story.id, story.title, listed, self.base))
        yield Sheet("changes.json", shows, lambda: feeds.json(story.title, listed, self.base))

    def _past(self) -> Iterator[Sheet]:
        """The states of past days, worked out only when they are drawn: that takes longest."""
        known = self.state.known
        for day, digest in follows(known.story, self.days).items():

            def draw(day: str = day) -> str:
                return self._front(f"as-of/{day}.html", State(_as_of(known, day), day)).draw()

            beside = (self._beside(day), self.by_day[day][-_NEWS:], len(self.by_day[day]))
            yield Sheet(f"as-of/{day}.html", (self.definition, digest, beside), draw)

    def _beside(self, day: str | None) -> tuple[str | None, str | None]:
        """The days before and after which there are past states."""
        before = [one for one in self.days if day and one < day]
        after = [one for one in self.days if day and one > day]
        return before[-1] if before else None, after[0] if after else None


class _Turning(NamedTuple):
    """The links of a sheaf, and how many items the list has."""

    total: int | None
    newer: str | None
    older: str | None
    latest: str | None
    earliest: str | None


def _turning(sheaf: Sheaf[Coverage] | Sheaf[Recorded]) -> View:
    links = _Turning(sheaf.total, sheaf.newer, sheaf.older, sheaf.latest, sheaf.earliest)
    return links._asdict()


def _as_of(known: Known, day: str) -> Known:
    """The state from what had been published by the end of a day: the present one if that is everything."""
    if all((one.published or "")[:10] <= day for one in known.story.articles.values()):
        return known
    return stories.related(known.story.where(lambda one: (one.published or "")[:10] <= day))


def _changes(recorded: Sequence[Recorded]) -> list[View]:
    """Changes, each with the outlets whose words made it."""
    shown = [claims.change(one) for one in recorded]
    return [
        {
            **one,
            "called": claims.called(one),
            "outlets": list(dict.fromkeys(piece["publisher"] or piece["article"] for piece in one["evidence"])),
        }
        for one in shown
    ]


def _article(covered: Coverage, made: int) -> View:
    return {
        "title": covered.title or covered.label,
        "publisher": covered.publisher,
        "published": covered.published,
        "version": covered.version,
        "link": covered.url if is_web_address(covered.url or "") else None,
        "claims": made,
    }


def _cut(group: View, most: int) -> View:
    """A rejected statement with the first of what stands against it, and how much more there is."""
    return {**group, "against": group["against"][:most], "more": len(group["against"]) - most}


def _day(recorded: Recorded) -> str:
    return (recorded.published or recorded.recorded_at)[:10]
