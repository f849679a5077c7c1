"""Every page of one story, by its place in the story's folder."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
from markupsafe import Markup

from events.facts import Account, Fact
from monitor.coverage.metadata import is_web_address
from monitor.projections import stories
from monitor.projections.stories import Known, Recorded
from monitor.reports import claims
from monitor.reports.site import feeds, structured
from monitor.reports.site.chronology import chronology
from monitor.reports.site.drawing import timeline
from monitor.reports.site.excerpt import excerpt
from monitor.reports.site.paging import Page, pages, thinned
from monitor.reports.site.plain import text
from monitor.reports.site.state import State, View
from monitor.reports.site.templating import Templates

Texts = Callable[[str, int], str | None]  # the text of an article's version, if the log has it
_WIDE, _NARROW, _PRINT = 1080, 330, 1080  # widths of the drawings in pixels
_CARDS, _FACTS, _NEWS, _NAMED = 5, 6, 10, 100  # on the story's own page: the rest has pages of its own
_LIST, _ACCOUNTS, _ARTICLES = 60, 60, 200  # on one page of a list
_FED = 100  # changes in a feed
_PAST = 24  # past states
_TEXTS = 1000  # article texts kept at hand


class StoryPages:
    """The pages of a story as it is now, and as it was after each of its past days."""

    def __init__(
        self,
        known: Known,
        changes: list[Recorded],
        texts: Texts,
        templates: Templates,
        *,
        base: str = "",
        drawn: Mapping[str, str] | None = None,
    ) -> None:
        self.state = State(known)
        self.changes = [_change(one) for one in reversed(changes)]  # newest first
        self.texts = lru_cache(maxsize=_TEXTS)(texts)
        self.templates = templates
        self.base = base  # the address of the story's folder, with a slash; '' where nobody says
        self.drawn = drawn or {}  # day -> what the page of a past state followed from, of those that are there
        self.past: dict[str, str] = {}  # the same for the pages as they are now
        self.definition = known.story.definition
        by_day: dict[str, list[View]] = defaultdict(list)
        for change in self.changes:
            by_day[_day(change)].append(change)
        self.by_day = by_day
        self.days = thinned(sorted(by_day), _PAST)

    def all(self) -> Iterator[tuple[str, str | None]]:
        """Each page: its name in the story's folder, and its content; None for one that is there as it must be."""
        yield "index.html", self.front(self.state)
        if drawing := self._drawing(self.state, _PRINT, "timeline", ""):
            yield "timeline.svg", drawing
        yield from self._contradictions()
        yield from self._lists()
        yield from self._people()
        yield from self._sources()
        yield from self._news()
        yield from self._past()
        yield from self._claims()
        yield from self._gone()

    def front(self, state: State, root: str = "") -> str:
        """The story's own page, now or as of a past day."""
        day = state.day
        before, after = self._beside(day)
        shown = list(state.sections())
        facts = [fact for _, listed in shown for fact in listed[:_FACTS]]
        return self._render(
            "story.html.j2",
            root,
            state=state.view,
            day=day,
            before=before,
            after=after,
            days=[] if day else [{"day": one, "changes": len(self.by_day[one])} for one in self.days],
            wide=self._drawing(state, _WIDE, "wide", root),
            narrow=self._drawing(state, _NARROW, "narrow", root),
            groups=state.contradictions[:_CARDS],
            group_count=len(state.contradictions),
            sections=[(name, listed[:_FACTS], len(listed)) for name, listed in shown],
            news=(self.by_day[day] if day else self.changes)[:_NEWS],
            news_count=len(self.by_day[day] if day else self.changes),
            people=[one for one in state.people() if one["said"] or one["named"]][:_NAMED],
            data=structured.claims(
                [(fact["id"], fact["sentence"], f"{root}claims/{fact['id']}.html") for fact in facts],
                self.definition.title,
            ),
        )

    def _drawing(self, state: State, breadth: int, name: str, root: str) -> Markup:
        title = text(f"Timeline: {self.definition.title}")
        drawn = timeline(
            chronology(state.known),
            title=title,
            breadth=breadth,
            name=name,
            address=lambda claim: f"{root}claims/{claim}.html",
        )
        return Markup(drawn)  # noqa: S704 - the drawing escapes every text in it

    def _contradictions(self) -> Iterator[tuple[str, str]]:
        for page in pages("contradictions", self.state.contradictions, _LIST // 4):
            yield page.file, self._render("contradictions.html.j2", "", page=page)

    def _lists(self) -> Iterator[tuple[str, str]]:
        for name, facts in self.state.sections():
            for page in pages(name, facts, _LIST):
                yield page.file, self._render("facts.html.j2", "", page=page, heading=name.capitalize())

    def _people(self) -> Iterator[tuple[str, str]]:
        people = self.state.people()
        others = self.state.others()
        yield "people.html", self._render("people.html.j2", "", people=people, others=others[:_NAMED], more=len(others))
        for person in people:
            said = [(True, fact) for fact in person["said"]] + [(False, fact) for fact in person["named"]]
            for page in pages(person["slug"], said, _LIST):
                yield f"people/{page.file}", self._render("person.html.j2", "../", page=page, person=person)

    def _sources(self) -> Iterator[tuple[str, str]]:
        covered = sorted(
            self.state.known.story.articles.values(), key=lambda one: (one.published or "", one.id), reverse=True
        )
        first: Counter[str] = Counter(fact.accounts[0].origin for fact in self.state.domain.values())
        told: Counter[str] = Counter(account.origin for fact in self.state.domain.values() for account in fact.accounts)
        made: Counter[str] = Counter(
            account.article for fact in self.state.domain.values() for account in fact.accounts
        )
        origins = [{"name": name, "first": first[name], "told": count} for name, count in told.most_common(_NAMED)]
        for page in pages("sources", covered, _ARTICLES):
            articles = [
                {"article": one, "link": one.url if is_web_address(one.url or "") else None, "claims": made[one.id]}
                for one in page.items
            ]
            data = structured.articles(page.items, f"Sources: {self.definition.title}")
            yield (
                page.file,
                self._render("sources.html.j2", "", page=page, articles=articles, origins=origins, data=data),
            )

    def _news(self) -> Iterator[tuple[str, str]]:
        for page in pages("changes", self.changes, _LIST):
            yield page.file, self._render("changes.html.j2", "", page=page)
        told = [one for one in self.changes if not one["held"]]
        listed = feeds.entries(self.definition.id, told[:_FED], self.base)
        yield "changes.atom", feeds.atom(self.templates, self.definition.id, self.definition.title, listed, self.base)
        yield "changes.json", feeds.json(self.definition.title, listed, self.base)

    def _past(self) -> Iterator[tuple[str, str | None]]:
        """The states of past days, worked out only where what they follow from has changed: that takes longest."""
        for day in self.days:
            self.past[day] = self._follows(day)
            if self.drawn.get(day) == self.past[day]:
                yield f"as-of/{day}.html", None
                continue
            story = self.state.known.story.where(lambda one, day=day: (one.published or "")[:10] <= day)  # type: ignore[misc]
            yield f"as-of/{day}.html", self.front(State(stories.related(story), day), "../")

    def _follows(self, day: str) -> str:
        """A digest of what the page of a past day shows: accounts published by then, changes, neighbours."""
        digest = sha256(msgspec.msgpack.encode((self.definition, self._beside(day), self.by_day[day])))
        story = self.state.known.story
        accounts = [account for block in story.blocks.values() for account in block.accounts()]
        for account in sorted(accounts, key=lambda one: one.id):
            if (account.published or "")[:10] <= day:
                digest.update(msgspec.msgpack.encode(account))
        covered = sorted(one.id for one in story.articles.values() if (one.published or "")[:10] <= day)
        digest.update(msgspec.msgpack.encode(covered))
        return digest.hexdigest()

    def _beside(self, day: str | None) -> tuple[str | None, str | None]:
        """The days before and after which there are past states."""
        before = [one for one in self.days if day and one < day]
        after = [one for one in self.days if day and one > day]
        return before[-1] if before else None, after[0] if after else None

    def _claims(self) -> Iterator[tuple[str, str]]:
        for fact in self.state.domain.values():
            for page in pages(fact.id, fact.accounts, _ACCOUNTS):
                yield f"claims/{page.file}", self._claim(fact, page)
            for account in fact.accounts:
                if account.id != fact.id:
                    shown = self.state.facts[fact.id]
                    yield f"claims/{account.id}.html", self._account_page(account, [shown], vague=False)
        for loose in self.state.known.story.loose():
            may_be = [self.state.facts[name] for name in loose.may_be if name in self.state.facts]
            yield f"claims/{loose.account.id}.html", self._account_page(loose.account, may_be, vague=True)

    def _claim(self, fact: Fact, page: Page[Account]) -> str:
        shown = self.state.facts[fact.id]
        path = f"{self.base}claims/{fact.id}.html"
        return self._render(
            "claim.html.j2",
            "../",
            fact=shown,
            page=page,
            accounts=[self._account(account) for account in page.items],
            relations=self.state.relations[fact.id][:_LIST],
            more=len(self.state.relations[fact.id]) - _LIST,
            answers=self.state.answering[fact.id][:_LIST],
            differs=[slot for slot in fact.claim.side_by_side if len(shown.get(slot) or []) > 1],
            data=structured.claim(fact, dict(self.state.known.story.articles), path),
        )

    def _account_page(self, account: Account, facts: list[View], *, vague: bool) -> str:
        return self._render("account.html.j2", "../", account=self._account(account), facts=facts[:_LIST], vague=vague)

    def _account(self, account: Account) -> View:
        """An account with each of its quotations in its paragraph."""
        article = self.texts(account.article, account.version)
        linked = is_web_address(account.url or "")
        return {
            "id": account.id,
            "sentence": account.claim.sentence(),
            "publisher": account.publisher or account.label,
            "published": account.published,
            "recorded_at": account.recorded_at,
            "told": [name for name in account.claim.attributed_to if name != account.publisher],
            "reader": account.reader,
            "confidence": account.claim.confidence,
            "kept": bool(account.kept),
            "held": not account.sure(self.definition.unsure_below),
            "names": [(name, party) for name, (party, _) in account.renamed.items() if name != party],
            "evidence": [
                {**piece, "excerpt": excerpt(article, piece["start"], piece["end"], piece["quote"]),
                 "link": piece["link"] if linked else None}
                for piece in claims.evidence(account)
            ],
        }  # fmt: skip

    def _gone(self) -> Iterator[tuple[str, str]]:
        """A page for each address that was given and no longer holds a claim: addresses are permanent."""
        living = {account.id for fact in self.state.domain.values() for account in fact.accounts}
        living |= {loose.account.id for loose in self.state.known.story.loose()}
        gone: dict[str, View] = {}
        for change in self.changes:
            for name in (change["claim"], change["other"]):
                if name and name not in living and not name.startswith("contradiction-"):
                    gone.setdefault(name, change)
        for name, change in gone.items():
            yield f"claims/{name}.html", self._render("gone.html.j2", "../", id=name, change=change)

    def _render(self, name: str, root: str, **values: Any) -> str:  # noqa: ANN401 - what a template is given
        story = {"id": self.definition.id, "title": self.definition.title}
        return self.templates.render(name, story=story, root=root, **values)


def _change(recorded: Recorded) -> View:
    """A change, with the outlets whose words made it."""
    shown = claims.change(recorded)
    outlets = dict.fromkeys(piece["publisher"] or piece["article"] for piece in shown["evidence"])
    return {**shown, "outlets": list(outlets), "called": claims.called(shown)}


def _day(change: View) -> str:
    return str(change["published"] or change["recorded_at"])[:10]
