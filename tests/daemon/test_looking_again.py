"""Pages that are edited after they were recorded, and sites and sources that the daemon looks after."""

from __future__ import annotations

import contextlib

from daemon.harbour import DENIAL

from events import codec
from events.log import ArticleRevised
from events.store.sqlite import SqliteStore
from monitor.coverage.polling.clock import SystemClock
from monitor.coverage.watches import any_due
from monitor.daemon import due, work
from monitor.daemon.last_good import Files
from monitor.daemon.ledger import TaskMemory
from monitor.polling import revisit

EDITED = (
    DENIAL.replace("I never met Tom Okafor", "I met Tom Okafor once") + "\nA correction was added on Tuesday evening.\n"
)


class Later(SystemClock):
    """A clock that is ahead."""

    def __init__(self, ahead):
        self.ahead = ahead

    def now(self):
        return super().now() + self.ahead


class Quiet:
    """A report that nobody reads."""

    def progress(self):
        """Nothing."""

    def show(self, text):
        """Nothing."""


def revisions(workspace):
    """The later versions of articles in the log."""
    with contextlib.closing(SqliteStore(workspace.log)) as log:
        events = [codec.decode(one.type, one.data) for one in log.read()]
    return [event.article for event in events if isinstance(event, ArticleRevised)]


def test_an_edited_page_becomes_a_version_when_a_second_look_confirms_it(workspace, site):
    """Nothing after the first look; one version after the second; none after more looks at the same text."""
    good = Files(workspace)
    good.reload()
    site.publish("denial", DENIAL)
    first = work.coverage(good.last_good, Quiet())
    assert (first["new"], first["looked"]) == (1, 0)
    now = SystemClock().now()
    watches = workspace.data / "watches.db"
    assert not any_due(watches, now)
    assert any_due(watches, now + 8 * 3600)
    site.publish("denial", EDITED)
    hours = [8, 8.2, 30, 200]
    found = [revisit(good.last_good, clock=Later(hour * 3600)) for hour in hours]
    assert [one.revised for one in found] == [0, 1, 0, 0]
    [revised] = revisions(workspace)
    assert "I met Tom Okafor once" in revised.text
    assert revised.version == 2
    assert not any_due(watches, now + 10_000 * 3600)


def test_a_page_that_is_gone_changes_nothing(workspace, site):
    """404 is no version; the page is looked at again at the next time, and at last no more."""
    good = Files(workspace)
    good.reload()
    site.publish("denial", DENIAL)
    work.coverage(good.last_good, Quiet())
    del site.articles["denial"]
    for hour in (8, 30, 200, 400):
        revisit(good.last_good, clock=Later(hour * 3600))
    assert revisions(workspace) == []
    assert not any_due(workspace.data / "watches.db", SystemClock().now() + 10_000 * 3600)


def test_a_page_to_look_at_makes_the_coverage_due(workspace, site):
    """Also where no feed is."""
    good = Files(workspace)
    good.reload()
    site.publish("denial", DENIAL)
    work.coverage(good.last_good, Quiet())
    text = workspace.settings_file.read_text(encoding="utf-8").replace("poll_minutes = 0.001", "poll_minutes = 1440")
    workspace.settings_file.write_text(text, encoding="utf-8")
    (workspace.stories / "harbour.toml").unlink()
    good.reload()
    now = SystemClock().now()
    assert not due.coverage(good.last_good, now, TaskMemory(name="coverage"))
    assert due.coverage(good.last_good, now + 8 * 3600, TaskMemory(name="coverage"))


def test_the_site_is_written_when_the_stories_have_moved_and_only_then(workspace, site):
    """Without the setting it never is."""
    good = Files(workspace)
    good.reload()
    never = TaskMemory(name="site")
    work.stories(good.last_good, Quiet())
    assert not due.site(good.last_good, 0, never)
    text = workspace.settings_file.read_text(encoding="utf-8") + 'site = "public"\n'
    workspace.settings_file.write_text(text, encoding="utf-8")
    good.reload()
    assert due.site(good.last_good, 0, never)
    made = work.site(good.last_good, Quiet())
    assert (workspace.root / "public" / "index.html").exists()
    assert not due.site(good.last_good, 0, TaskMemory(name="site", position=made["position"]))
    site.publish("denial", DENIAL)
    work.coverage(good.last_good, Quiet())
    assert due.site(good.last_good, 0, TaskMemory(name="site", position=made["position"]))
