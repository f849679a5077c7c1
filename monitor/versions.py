"""What was fetched goes into the log: what is new at once, what has changed when a second fetch confirms the change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from events.article import Article
from monitor import cycle
from monitor.coverage.articles.revisions import Look, Watch
from monitor.coverage.polling.clock import Clock, moment
from monitor.coverage.polling.looking_again import PutOff
from monitor.coverage.polling.parts import Recorded
from monitor.coverage.watches import Page, Watches
from monitor.cycle import Ingested
from monitor.wiring import Monitor

_MOST = 100  # pages that are looked at in one pass; the others wait for the next


class Looked(NamedTuple):
    """What looks at pages came to."""

    looked: int
    revised: int
    suspected: int  # differ from what is recorded, and are looked at once more


class Versions:
    """The log and the watches over its articles; used by one thread."""

    def __init__(self, monitor: Monitor, watches: Watches, clock: Clock) -> None:
        self._monitor = monitor
        self._watches = watches
        self._clock = clock

    def take(self, articles: Sequence[Article], confirmed: frozenset[str]) -> Recorded:
        """Record articles, those whose text differs from the recorded one only once a second fetch shows that, too.

        The pages of the others are looked at again in a few minutes. A text of the feed's own has no page to look at:
        whoever polls gives its article's id in `confirmed` when the feed, asked again, still has it so.
        """
        plain, looks, waiting = [], [], set()
        for article in articles:
            known = cycle.latest(article.id, self._monitor.log)
            if known is None or known.text == article.text or article.id in confirmed:
                plain.append(article)
            elif _from_page(article):
                looks.append(self._differs(known, article))
            elif not _from_page(known):
                waiting.add(article.id)
        revised = [look.article for look in looks if look.article is not None]
        done = self._monitor.take_fetched([*plain, *revised])
        self._watches.looked(look.watch for look in looks)  # recorded before: a look that is repeated does no harm
        suspected = sum(look.verdict == "suspected" for look in looks) + len(waiting)
        known_already = len(articles) - len(plain) - len(revised) - suspected
        return Recorded(done.plus(Ingested(unchanged=known_already)), suspected, frozenset(waiting))

    def due(self) -> list[tuple[Watch, Page]]:
        """The pages that are to be looked at now."""
        self._watches.fill(self._monitor.log)
        return self._watches.due(self._clock.now(), _MOST)

    def keep(self, found: Iterable[Look | PutOff]) -> Looked:
        """Record what looks at pages found."""
        found = list(found)
        looks = [one for one in found if isinstance(one, Look)]
        done = self._monitor.ingest(look.article for look in looks if look.article is not None)
        self._watches.looked(look.watch for look in looks)  # recorded before, as above
        for one in found:
            if isinstance(one, PutOff):
                self._watches.put_off(one.article, one.until)
        return Looked(len(looks), done.revised, sum(look.verdict == "suspected" for look in looks))

    def _differs(self, known: Article, found: Article) -> Look:
        """Takes a fetch that another reason had for a look at the page, unless the last one was a moment ago."""
        from monitor.coverage.articles import revisions

        at = moment(self._clock.now())
        self._watches.fill(self._monitor.log)
        watch = self._watches.of(known.id) or self._watches.begin(revisions.begun(known, at), found)
        due = revisions.due(watch)
        if watch.in_doubt and due is not None and at < due:
            return Look(watch, "suspected")
        return revisions.looked(watch, found, at)


def _from_page(article: Article) -> bool:
    told = article.provenance.get("text")
    return told is None or told.source == "page"
