"""The only place that chooses concrete parts: which log, which projections, which reader, which clock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

import msgspec

from events import codec, dates
from events.article import Article
from events.coverage import Coverage
from events.definition import StoryDefinition
from events.errors import InputError, StoreError
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade
from events.store.port import Verification
from events.store.sqlite import SqliteStore
from events.story import replay
from monitor import cycle, looked, settings
from monitor.coverage import relevance
from monitor.cycle import Ingested
from monitor.projections import catching_up, stories
from monitor.projections.database import Projections
from monitor.projections.stories import Known
from monitor.reading.port import Reader
from monitor.workspace import Workspace

if TYPE_CHECKING:
    from monitor.alerts.desk import Desk
    from monitor.alerts.dispatch import Dispatched
    from monitor.correcting import Wanted
    from monitor.looks import Looks

_FOLDED = (ArticleRecorded, ArticleRevised, ArticleRead, CorrectionMade)
_COVERAGE = tuple(str(kind.__struct_config__.tag) for kind in _FOLDED)


def _now() -> datetime:
    return datetime.now(UTC)


class Monitor:
    """A workspace with its parts put together; opened by `open_monitor`, used by one thread."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.settings = settings.load(workspace)
        _make_folder(workspace)
        self.log = SqliteStore(workspace.log, timeout_seconds=self.settings.lock_seconds)
        self.projections = Projections(workspace.projections, timeout_seconds=self.settings.lock_seconds)

    def ingest(self, articles: Iterable[Article], keep: Callable[[Article], bool] | None = None) -> Ingested:
        """Record articles, read their claims, and bring every story up to date; see `cycle.record` for `keep`."""
        self.define()
        done = cycle.record(articles, self.log, self.reader(), _now, keep)
        self.catch_up()
        return done

    def take_fetched(self, articles: Iterable[Article]) -> Ingested:
        """Record fetched articles, with the texts of those that bear on a story; of all, if the settings say so."""
        return self.ingest(articles, None if self.settings.coverage.keep_texts else self._stories.want)

    def wanted(self) -> list[Article]:
        """Articles whose texts were not kept, and which a story that was defined since may want."""
        return relevance.wanted(self.log, self._stories)

    def reader(self) -> Reader:
        """The reader that the settings choose. Raises InputError where its key can't be read."""
        from monitor.reading.builtin import BuiltinReader

        endpoint = self.settings.endpoint
        if endpoint is None:
            return BuiltinReader()
        from monitor.reading.endpoint.client import ChatClient
        from monitor.reading.endpoint.reader import EndpointReader

        file = self.workspace.settings_file
        chosen = endpoint.checked(f"{file} [endpoint]")
        return EndpointReader(chosen, ChatClient(chosen, chosen.key(file.parent, os.environ)), BuiltinReader())

    def define(self) -> None:
        """Record the definitions of stories that are new or have changed in `config/`. Raises InputError."""
        for definition in settings.stories(self.workspace):
            if isinstance(definition, InputError):
                raise definition
            self._define(definition)
        self._subscribe()

    def catch_up(self) -> int:
        """Fold what the log has beyond the projections."""
        return catching_up.catch_up(self.log, self.projections)

    def rebuild(self) -> int:
        """Make the projections anew; the number of events folded."""
        self.define()
        return catching_up.rebuild(self.log, self.projections)

    def verify(self) -> Verification:
        """Compare the whole log with its digests."""
        return self.log.verify()

    def status(self, story: str, *, as_of: str | None = None, recorded_by: str | None = None) -> dict[str, Any]:
        """What is known of a story: now, from what was published by `as_of`, or recorded by `recorded_by`.

        Both are inclusive: a date means the whole of it, in UTC.
        """
        from monitor.coverage import health
        from monitor.reports import claims, status

        self._follow(story)
        known = self._known(story, as_of, recorded_by)
        view = status.status(known, as_of)
        position = self.projections.position()
        seen = looked.position(self.workspace.looked, story)
        news = stories.changes(self.projections, story, after=seen) if seen is not None else []
        return {
            **view,
            "sources": health.of_story(self.workspace, story),
            "recorded_by": recorded_by,
            "position": position,
            "new": [claims.change(one) for one in news],
        }

    def changes(self, story: str, *, since: str | None = None) -> list[dict[str, Any]]:
        """What changed in a story, in order; `since`: made by coverage published on that date or later."""
        from monitor.reports import claims

        self._follow(story)
        every = stories.changes(self.projections, story)
        return [claims.change(one) for one in every if since is None or (one.published or one.recorded_at) >= since]

    def why(self, claim: str) -> dict[str, Any]:
        """The grounds of a claim, contradiction or change."""
        from monitor.reports.why import why

        self.catch_up()
        return why(self.projections, claim)

    def correct(self, wanted: Wanted, now: Callable[[], datetime] = _now) -> dict[str, Any]:
        """Record that a claim is wrong, or that this is taken back; what it changed.

        Raises NotFoundError, UsageError.
        """
        from monitor import correcting
        from monitor.reports import claims

        self.catch_up()
        at = now()
        event = correcting.event(self.projections, wanted, at)
        before = self.projections.position()
        cycle.append(self.log, [event], at)
        self.catch_up()
        news = stories.changes(self.projections, event.story, after=before)
        name = codec.event_id(event)
        return {
            "id": name,
            "story": event.story,
            "action": event.action,
            "changes": [claims.change(one) for one in news],
        }

    def corrections(self, story: str) -> list[dict[str, Any]]:
        """What persons corrected in a story, in order."""
        from monitor.reports import corrections

        self._follow(story)
        return corrections.listed(stories.corrections(self.projections, story))

    def article(self, name: str, *, versions: bool = False) -> dict[str, Any]:
        """What is recorded of an article, see monitor/recorded.py for how it may be named."""
        from monitor import recorded
        from monitor.reports.article import article

        self.catch_up()
        return article(recorded.history(self.log, self.projections, name), self.projections, versions=versions)

    def why_not(self, article: str, story: str) -> dict[str, Any]:
        """Why an article bears on a story, or why it doesn't."""
        from monitor import recorded
        from monitor.reports.why_not import why_not

        self._follow(story)
        history = recorded.history(self.log, self.projections, article)
        return why_not(history, stories.definition(self.projections, story))

    def stories(self) -> list[dict[str, Any]]:
        """The stories of the workspace, with how much is known of each."""
        self.define()
        self.catch_up()
        return [self._summary(name) for name in settings.story_ids(self.workspace)]

    @property
    def looks(self) -> Looks:
        """Ways to look beside the status: compare, search, lay out in time, ask who said what."""
        from monitor.looks import Looks

        return Looks(self.log, self.projections, self._follow, self._known, self._article)

    @property
    def alerts(self) -> Desk:
        """Who is told of what, and what became of it."""
        from monitor.alerts.desk import Desk

        return Desk(self.log, self.projections, self.settings, self.workspace)

    def deliver(self, now: Callable[[], datetime] = _now, write: Callable[[str], None] = print) -> Dispatched:
        """Plan what is to be told, and send what is due, see monitor/alerts/desk.py."""
        self.define()
        return self.alerts.deliver(now, write)

    def alerts_preview(self, *, since: str | None = None, story: str | None = None) -> list[dict[str, Any]]:
        """What the settings would have had mailed, in order; `since`: of coverage published on that date or later.

        Raises NotFoundError for an unknown story, InputError for a file that is wrong.
        """
        names = [story] if story else settings.story_ids(self.workspace)
        for name in names:
            self._define(settings.story(self.workspace, name))
        self.catch_up()
        return self.alerts.preview(names, since=since)

    def site(self, out: Path, *, base_url: str | None = None) -> dict[str, Any]:
        """Bring the static site in the folder `out` up to date; `base_url` is where it will stand, if that is known.

        Raises UsageError for a folder that holds something else, InputError for one that can't be written.
        """
        from monitor.reports.site import building
        from monitor.reports.site.templating import Templates

        base = f"{base_url.rstrip('/')}/" if base_url else ""
        templates = Templates(self.settings.zone)
        built = building.build(out, self.projections, self.stories(), self.text, templates, base=base)
        return msgspec.structs.asdict(built)

    def serve(self, *, port: int, every: float, ready: Callable[[str], None], stop: Event | None = None) -> None:
        """Show the site on this machine until `stop` is set, looking for changes each `every` seconds.

        `ready` is given its address. Raises UsageError where the port is taken.
        """
        from monitor.reports.site.server import served

        stop = stop or Event()
        out = self.workspace.data / "site"
        self.site(out)
        with served(out, port) as (address, news):
            ready(address)
            while not stop.wait(every):
                if self.site(out)["written"]:
                    news.tell()

    def exported(self, story: str, form: str, *, whole_texts: bool = False) -> Iterator[str]:
        """The lines of a story in a form of monitor.reports.exports.FORMS. Raises NotFoundError, InputError.

        A bundle holds of each text what is quoted; with `whole_texts`, all of it.
        """
        from monitor.reports import exports

        self._follow(story)
        known = self._known(story, None, None)
        corrections = [codec.decode(one.type, one.data) for one in self.log.read_stream(f"story/{story}")]
        material = exports.Material(
            known=known,
            changes=stories.changes(self.projections, story),
            corrections=[one for one in corrections if isinstance(one, CorrectionMade)],
            reading=self._reading,
            article=self._article,
            whole_texts=whole_texts,
        )
        return exports.FORMS[form](material)

    def import_bundle(self, text: str, where: str) -> dict[str, Any]:
        """Take in a story that another workspace exported; what is known here already stays as it is.

        Raises InputError for a bundle that can't be used, in which case nothing is taken in.
        """
        from monitor.reports.exports import adopting, bundle_reading

        bundle = bundle_reading.read(text, where)
        defined = adopting.adopt(self.workspace, bundle.definition)
        self.define()
        done = bundle_reading.take_in(bundle, self.log, _now())
        self.catch_up()
        return {"story": bundle.definition.id, "defined": defined, **done}

    def text(self, article: str, version: int) -> str | None:
        """The text of one version of an article; None where the log doesn't have it."""
        found = self._article(article, version)
        return found.text if found else None

    def close(self) -> None:
        """Let go of the files."""
        self.projections.close()
        self.log.close()

    @cached_property
    def _stories(self) -> relevance.Stories:
        return relevance.Stories(one for one in settings.stories(self.workspace) if isinstance(one, StoryDefinition))

    def _subscribe(self) -> None:
        """Record which recipients follow which stories from now on."""
        from monitor.alerts import subscriptions

        self.catch_up()
        names = settings.story_ids(self.workspace)
        cycle.append(self.log, subscriptions.changed(self.projections, self.settings.recipients, names), _now())
        self.catch_up()

    def _article(self, article: str, version: int) -> Article | None:
        for event in ("recorded", "revised"):
            if stored := self.log.get(f"article.{event}:{article}:{version}"):
                found = codec.decode(stored.type, stored.data)
                return found.article if isinstance(found, ArticleRecorded | ArticleRevised) else None
        return None

    def _reading(self, article: str, version: int) -> ArticleRead | None:
        """The reading of a version that holds: the last one."""
        events = (codec.decode(one.type, one.data) for one in self.log.read_stream(f"article/{article}"))
        read = [one for one in events if isinstance(one, ArticleRead) and one.version == version]
        return read[-1] if read else None

    def _define(self, definition: StoryDefinition) -> None:
        rows = self.projections.rows("SELECT 1 FROM stories WHERE id = ?", definition.id)
        if rows and stories.definition(self.projections, definition.id) == definition:
            return
        cycle.define(definition, cycle.last_definition(self.log, definition.id), self.log, _now)

    def _follow(self, story: str) -> None:
        """Bring one story up to date with its file and the log. Raises NotFoundError, InputError."""
        self._define(settings.story(self.workspace, story))
        self.catch_up()

    def _known(self, story: str, as_of: str | None, recorded_by: str | None) -> Known:
        if recorded_by is not None:
            return self._replayed(story, as_of, _end(recorded_by))
        if as_of is None:
            return stories.load(self.projections, story)
        return stories.load(self.projections, story, _published_by(_end(as_of)))

    def _replayed(self, story: str, as_of: str | None, recorded_by: str) -> Known:
        """The state from the log's events up to a time: earlier versions and readings included."""
        stored = (one for one in self.log.replay(types=_COVERAGE) if one.recorded_at <= recorded_by)
        events = ((codec.decode(one.type, one.data), one.recorded_at) for one in stored)
        state = replay(stories.definition(self.projections, story), events)
        return stories.related(state.where(_published_by(_end(as_of))) if as_of else state)

    def _summary(self, story: str) -> dict[str, Any]:
        one = self.projections.one
        return {
            "story": story,
            "title": stories.definition(self.projections, story).title,
            "articles": one("SELECT count(*) FROM articles WHERE story = ?", story)[0],
            "facts": one("SELECT count(*) FROM facts WHERE story = ?", story)[0],
            "contradictions": one("SELECT count(*) FROM contradictions WHERE story = ?", story)[0],
            "latest": one("SELECT max(published) FROM articles WHERE story = ?", story)[0],
        }


@contextmanager
def open_monitor(workspace: Workspace) -> Iterator[Monitor]:
    """The monitor of a workspace. Raises InputError for wrong settings, StoreError for a log that can't be used."""
    monitor = Monitor(workspace)
    try:
        yield monitor
    finally:
        monitor.close()


def _make_folder(workspace: Workspace) -> None:
    try:
        workspace.data.mkdir(exist_ok=True)
    except OSError as error:
        hint = "check the permissions of the workspace"
        raise StoreError(f"can't be made: {error.strerror}", where=str(workspace.data), hint=hint) from error


def _end(moment: str) -> str:
    """The last instant that a partial date or a UTC time means, comparable with what is stored."""
    if "T" in moment:
        return moment
    try:
        return f"{dates.interval(moment)[1].isoformat()}T99"
    except ValueError as error:
        raise InputError(f"'{moment}' is no date", hint="such as 2017-03-02, 2017-03 or 2017") from error


def _published_by(end: str) -> Callable[[Coverage], bool]:
    def keep(coverage: Coverage) -> bool:
        return (coverage.published or "") <= end

    return keep
