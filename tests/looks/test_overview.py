"""What the status screen shows is the same whether the story is loaded or only its summaries are asked."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain

import gold_workspace
import msgspec
import pytest

from benchmarks.scale import coverage
from events.log import StoryDefined
from monitor import cycle, looked
from monitor.projections import catching_up
from monitor.reports import terminal
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor

MADE_UP = 400  # articles


@pytest.fixture(scope="module", params=["annotated", "made up"])
def workspace(request, tmp_path_factory):
    """The seed story as annotated; a story of hundreds of facts with contradictions of every strength."""
    root = tmp_path_factory.mktemp("overview")
    if request.param == "annotated":
        return gold_workspace.made(root), gold_workspace.STORY
    workspace = gold_workspace.empty(root)
    defined = coverage.stories(MADE_UP)[0]
    (workspace.stories / f"{defined.id}.toml").write_text(coverage.toml(defined), encoding="utf-8")
    with open_monitor(workspace) as monitor:
        pairs = ((recorded, doubtful(read)) for recorded, read in coverage.coverage(MADE_UP))
        events = chain([StoryDefined(defined)], chain.from_iterable(pairs))
        cycle.append(monitor.log, list(events), datetime(2033, 1, 1, tzinfo=UTC))
        monitor.catch_up()
    return workspace, defined.id


def doubtful(read):
    """A reading that isn't sure of its first claim."""
    first, *others = read.claims
    return msgspec.structs.replace(read, claims=(msgspec.structs.replace(first, confidence=0.1), *others))


def screens(workspace, story) -> tuple[str, str]:
    """The screen from summaries, and from the whole story."""
    screen = Screen(width=90, colour=False, zone=UTC)
    with open_monitor(workspace) as monitor:
        brief, whole = monitor.overview(story, most=terminal.SECTION), monitor.status(story)
    return terminal.status(brief, screen), terminal.status(whole, screen)


def test_the_screen_of_the_summaries_is_that_of_the_whole_story(workspace):
    """Line by line: counts, the weightiest facts, contradictions, answers, what is too vague."""
    brief, whole = screens(*workspace)
    assert brief.splitlines() == whole.splitlines()
    assert ("unsure" in brief) == (workspace[1] != gold_workspace.STORY)


def test_what_is_new_comes_first_on_both(workspace):
    """With a last look in the past, too."""
    workspace, story = workspace
    looked.remember(workspace.looked, story, 5)
    brief, whole = screens(workspace, story)
    assert brief.splitlines() == whole.splitlines()
    assert "NEW SINCE YOU LAST LOOKED" in brief


def test_a_rebuild_makes_the_same_summaries(workspace):
    """The cards follow from the log."""
    workspace, story = workspace
    before = screens(workspace, story)
    with open_monitor(workspace) as monitor:
        catching_up.rebuild(monitor.log, monitor.projections)
    assert screens(workspace, story) == before
