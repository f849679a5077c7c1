"""The newsroom's library: the log and the projections of a workspace, chosen here, kept together and up to date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from events import codec, dates
from events.article import Article
from events.definition import StoryDefinition
from events.errors import InputError, StoreError
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade
from events.store.sqlite import SqliteStore
from monitor import settings
from monitor.projections import definitions
from monitor.projections.database import Projections
from monitor.workspace import Workspace

if TYPE_CHECKING:
    from events.coverage import Coverage
    from monitor.projections.stories import Known

_FOLDED = (ArticleRecorded, ArticleRevised, ArticleRead, CorrectionMade)
_COVERAGE = tuple(str(kind.__struct_config__.tag) for kind in _FOLDED)


def now() -> datetime:
    """The present, in UTC."""
    return datetime.now(UTC)


class Library:
    """Used by one thread; closed by whoever opened it."""

    def __init__(self, workspace: Workspace) -> None:
        """Raises InputError for wrong settings, StoreError for a log that can't be used."""
        self.workspace = workspace
        self.settings = settings.load(workspace)
        _make_folder(workspace)
        self.log = SqliteStore(workspace.log, timeout_seconds=self.settings.lock_seconds)
        self.projections = Projections(workspace.projections, timeout_seconds=self.settings.lock_seconds)

    def define(self) -> None:
        """Record the definitions of stories that are new or have changed in `config/`. Raises InputError."""
        for definition in settings.stories(self.workspace):
            if isinstance(definition, InputError):
                raise definition
            self.define_one(definition)
        self._subscribe()

    def catch_up(self) -> int:
        """Fold what the log has beyond the projections."""
        if self.log.head().position <= self.projections.position():
            return 0  # nearly always so, and what folds takes a while to import
        from monitor.projections import catching_up

        return catching_up.catch_up(self.log, self.projections)

    def follow(self, story: str) -> None:
        """Bring one story up to date with its file and the log. Raises NotFoundError, InputError."""
        self.define_one(settings.story(self.workspace, story))
        self.catch_up()

    def known(self, story: str, as_of: str | None, recorded_by: str | None) -> Known:
        """The state of a story: now, of what was published by `as_of`, or recorded by `recorded_by` (inclusive)."""
        from monitor.projections import stories

        if recorded_by is not None:
            return self._replayed(story, as_of, _end(recorded_by))
        if as_of is None:
            return stories.load(self.projections, story)
        return stories.load(self.projections, story, _published_by(_end(as_of)))

    def _replayed(self, story: str, as_of: str | None, recorded_by: str) -> Known:
        """The state from the log's events up to a time: earlier versions and readings included."""
        from events.corrections import Corrections
        from events.story import replay
        from monitor.projections import stories

        stored = (one for one in self.log.replay(types=_COVERAGE) if one.recorded_at <= recorded_by)
        events = ((codec.decode(one.type, one.data), one.recorded_at) for one in stored)
        made = (one for one in self.log.read_stream(f"story/{story}") if one.recorded_at <= recorded_by)
        decoded = (codec.decode(one.type, one.data) for one in made)
        corrections = Corrections(one for one in decoded if isinstance(one, CorrectionMade))
        state = replay(definitions.definition(self.projections, story), events, corrections)
        return stories.related(state.where(_published_by(_end(as_of))) if as_of else state)

    def text(self, article: str, version: int) -> str | None:
        """The text of one version of an article; None where the log doesn't have it."""
        found = self.article(article, version)
        return found.text if found else None

    def article(self, article: str, version: int) -> Article | None:
        """One version of an article; None where the log doesn't have its text."""
        for event in ("recorded", "revised"):
            if stored := self.log.get(f"article.{event}:{article}:{version}"):
                found = codec.decode(stored.type, stored.data)
                return found.article if isinstance(found, ArticleRecorded | ArticleRevised) else None
        return None

    def reading(self, article: str, version: int) -> ArticleRead | None:
        """The reading of a version that holds: the last one."""
        events = (codec.decode(one.type, one.data) for one in self.log.read_stream(f"article/{article}"))
        read = [one for one in events if isinstance(one, ArticleRead) and one.version == version]
        return read[-1] if read else None

    def stories(self) -> list[dict[str, Any]]:
        """The stories of the workspace, with how much is known of each."""
        self.define()
        self.catch_up()
        return [self.summary(name) for name in settings.story_ids(self.workspace)]

    def summary(self, story: str) -> dict[str, Any]:
        """How much is known of a story."""
        one = self.projections.one
        return {
            "story": story,
            "title": definitions.definition(self.projections, story).title,
            "articles": one("SELECT count(*) FROM articles WHERE story = ?", story)[0],
            "facts": one("SELECT count(*) FROM facts WHERE story = ?", story)[0],
            "contradictions": one("SELECT count(*) FROM contradictions WHERE story = ?", story)[0],
            "latest": one("SELECT max(published) FROM articles WHERE story = ?", story)[0],
        }

    def close(self) -> None:
        """Let go of the files."""
        self.projections.close()
        self.log.close()

    def _subscribe(self) -> None:
        """Record which recipients follow which stories from now on."""
        from monitor import cycle
        from monitor.alerts import subscriptions

        self.catch_up()
        names = settings.story_ids(self.workspace)
        cycle.append(self.log, subscriptions.changed(self.projections, self.settings.recipients, names), now())
        self.catch_up()

    def define_one(self, definition: StoryDefinition) -> None:
        """Record a definition, unless it is the one that the story has."""
        rows = self.projections.rows("SELECT 1 FROM stories WHERE id = ?", definition.id)
        if rows and definitions.definition(self.projections, definition.id) == definition:
            return
        from monitor import cycle

        cycle.define(definition, cycle.last_definition(self.log, definition.id), self.log, now)


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
