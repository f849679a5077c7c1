"""A story that moves to another workspace keeps its ids; what isn't a sound bundle moves nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256

import gold_workspace
import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as proof
from hypothesis import strategies as st

from events import codec
from events.definition import Group, Person, Role, StoryDefinition
from events.errors import InputError
from events.log import ArticleRead, ArticleRecorded, ArticleRevised, CorrectionMade
from monitor import cycle, settings
from monitor.correcting import Wanted
from monitor.coverage import relevance
from monitor.identifying import Named
from monitor.reports.exports.adopting import toml
from monitor.reports.exports.redaction import redacted
from monitor.wiring import open_monitor
from monitor.workspace import create

_FIXED = proof(derandomize=True, deadline=None)
STORY = gold_workspace.STORY
NAMED = (
    ("same", "Adam Schiff", "Al Franken"),
    ("not-same", "Sergey Kislyak", "the ambassador"),
    ("alias", "Jeff Sessions", "the Alabaman"),
)
WRONG = CorrectionMade(
    story=STORY, claim="meeting-0", action="reject", author="Ida", reason="a slip", made_at="2031-01-01T00:00:00Z"
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    """The seed story, as annotated, and corrections of every sort that outlives a move."""
    made = gold_workspace.made(tmp_path_factory.mktemp("gold"))
    with open_monitor(made) as monitor:
        cycle.append(monitor.log, [WRONG], datetime(2031, 1, 1, tzinfo=UTC))
        kept = monitor.status(STORY)["meetings"][0]["id"]
        monitor.corrections.make(Wanted(kept, "keep", "Ida", "the minutes say so"))
        for action, party, name in NAMED:
            monitor.corrections.name(Named(STORY, action, party, name, "Ida", "she said so"))
    return made


def corrections(workspace):
    """Every correction in the log."""
    with open_monitor(workspace) as monitor:
        return [codec.decode(one.type, one.data) for one in monitor.log.read(types=("correction.made/1",))]


@pytest.fixture(scope="module")
def bundle(workspace):
    """The bundle."""
    with open_monitor(workspace) as monitor:
        return "".join(monitor.publishing.exported(STORY, "bundle"))


@pytest.fixture
def elsewhere(tmp_path):
    """Another workspace, which knows nothing."""
    return create(tmp_path / "elsewhere")[0]


def state(workspace):
    """The story as `status` has it, without what belongs to the workspace."""
    with open_monitor(workspace) as monitor:
        view = monitor.status(STORY)
    return {key: value for key, value in view.items() if key not in ("new", "position")}


def articles(bundle: str):
    """The articles of a bundle."""
    events = (codec.decode(json.loads(line)["type"], line.encode()) for line in bundle.splitlines()[1:])
    return [event.article for event in events if isinstance(event, ArticleRecorded)]


def sealed(lines: list[str]) -> str:
    """A bundle of these lines, with a digest that fits."""
    head = json.loads(lines[0]) | {"events": len(lines) - 1, "digest": sha256("".join(lines[1:]).encode()).hexdigest()}
    return "".join([json.dumps(head) + "\n", *lines[1:]])


def test_the_story_is_the_same_elsewhere(workspace, bundle, elsewhere):
    """Same facts, contradictions and quotations under the same ids, corrections included."""
    with open_monitor(elsewhere) as monitor:
        done = monitor.publishing.import_bundle(bundle, "b")
    assert (done["articles"], done["known"], done["corrections"], done["defined"]) == (5, 0, 5, True)
    assert state(elsewhere) == state(workspace)
    assert [fact["kept"] for fact in state(elsewhere)["meetings"]].count(True) == 1
    assert corrections(elsewhere) == corrections(workspace)
    assert {one.action for one in corrections(elsewhere)} == {"reject", "keep", "same", "not-same", "alias"}


def test_what_is_exported_there_is_the_same_bundle(bundle, elsewhere):
    """Byte by byte."""
    with open_monitor(elsewhere) as monitor:
        monitor.publishing.import_bundle(bundle, "b")
        assert "".join(monitor.publishing.exported(STORY, "bundle")) == bundle


def test_importing_twice_changes_nothing(bundle, elsewhere):
    """The second time everything is known."""
    with open_monitor(elsewhere) as monitor:
        monitor.publishing.import_bundle(bundle, "b")
        head = monitor.log.head()
        done = monitor.publishing.import_bundle(bundle, "b")
        assert (done["articles"], done["claims"], done["corrections"], done["known"]) == (0, 0, 0, 5)
        assert monitor.log.head() == head


def test_an_article_that_is_known_stays_as_it_is(workspace, bundle, tmp_path):
    """A workspace that has two of the pages whole keeps their texts, and ends with the same story."""
    other = gold_workspace.made(tmp_path / "two", gold_workspace.pages()[:2])
    with open_monitor(other) as monitor:
        done = monitor.publishing.import_bundle(bundle, "b")
        assert (done["articles"], done["known"], done["defined"]) == (3, 2, False)
        page = gold_workspace.pages()[0]
        assert monitor.library.text(page.id, 1) == page.text
    assert state(other) == state(workspace)


def revised(workspace, article, text, *, version):
    """Record a later version of an article here, of which nothing is read."""
    later = msgspec.structs.replace(article, text=text, version=version)
    with open_monitor(workspace) as monitor:
        events = [ArticleRevised(later), ArticleRead(later.id, version, "test", "2", ())]
        cycle.append(monitor.log, events, datetime(2031, 1, 2, tzinfo=UTC))
    return later


@pytest.mark.parametrize("whole", [False, True])
def test_a_later_version_of_a_known_article_is_taken_in_once(elsewhere, tmp_path, whole):
    """A workspace that has the page as it was ends with the story of the one that has it as it is."""
    pages = gold_workspace.pages()[:2]
    first, other = gold_workspace.made(tmp_path / "one", pages), gold_workspace.made(tmp_path / "other", pages)
    later = revised(first, pages[0], pages[0].text + " The article was edited.", version=2)
    with open_monitor(first) as monitor:
        bundle = "".join(monitor.publishing.exported(STORY, "bundle", whole_texts=whole))
    with open_monitor(other) as monitor:
        done = [monitor.publishing.import_bundle(bundle, "b") for _ in range(2)]
        assert [(one["revised"], one["known"], one["articles"]) for one in done] == [(1, 1, 0), (0, 2, 0)]
        taken = monitor.library.article(later.id, 2)
        assert taken is not None
        assert not taken.backfilled  # it is followed here: whoever was told of what it no longer says is told so
        assert (taken.text == later.text) == whole
    assert state(other) == state(first)


def test_a_text_that_is_known_under_another_number_is_not_taken_in(tmp_path):
    """Both workspaces saw the edit, and each counted what it saw."""
    pages = gold_workspace.pages()[:1]
    first, other = gold_workspace.made(tmp_path / "one", pages), gold_workspace.made(tmp_path / "other", pages)
    edited = pages[0].text + " The article was edited."
    revised(first, pages[0], edited, version=3)
    revised(other, pages[0], edited, version=2)
    with open_monitor(first) as monitor:
        bundle = "".join(monitor.publishing.exported(STORY, "bundle"))
    with open_monitor(other) as monitor:
        done = monitor.publishing.import_bundle(bundle, "b")
    assert (done["revised"], done["known"], done["claims"]) == (0, 1, 0)


def test_an_article_that_was_noted_without_its_text_is_taken_in(bundle, elsewhere):
    """It bore on no story of this workspace when it came; now it does."""
    with open_monitor(elsewhere) as monitor:
        noted = relevance.noted(gold_workspace.pages()[0])
        cycle.append(monitor.log, [noted], datetime(2031, 1, 1, tzinfo=UTC))
        done = monitor.publishing.import_bundle(bundle, "b")
    assert (done["articles"], done["known"]) == (5, 0)


def test_a_bundle_holds_of_each_text_only_what_is_quoted(workspace, bundle):
    """Every quotation at its place; most of the rest is blank; --whole-texts gives all of it."""
    pages = {page.id: page for page in gold_workspace.pages()}
    left = 0
    for article in articles(bundle):
        page = pages[article.id]
        quotes = [e for claim in gold_workspace.annotated(page) for e in claim.evidence]
        assert all(article.text[e.start : e.end] == e.quote for e in quotes)
        covered = {at for e in quotes for at in range(e.start, e.end)}
        assert {at for at, char in enumerate(article.text) if char not in " \n"} <= covered
        left += len(covered)
    assert 0 < left < sum(len(page.text) for page in pages.values())
    with open_monitor(workspace) as monitor:
        whole = "".join(monitor.publishing.exported(STORY, "bundle", whole_texts=True))
    assert {article.id: article.text for article in articles(whole)} == {page.id: page.text for page in pages.values()}


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda lines: "", "no bundle"),
        (lambda lines: "{}\n", "no bundle"),
        (lambda lines: "".join(lines)[:-40], "cut off"),
        (lambda lines: "".join(lines).replace("denied", "granted", 1), "changed"),
        (lambda lines: "".join(lines).replace("bundle/1", "bundle/9", 1), "unknown format"),
        (lambda lines: sealed([lines[0], *lines[2:]]), "defines no story"),
        (lambda lines: sealed([*lines, '{"type":"article.read/1"}\n']), "no event"),
        (lambda lines: sealed([*lines, "nonsense\n"]), "no event"),
        (lambda lines: sealed([one.replace('"start"', '"x"').replace("[0,", "[1,", 1) for one in lines]), "quotes what"),
        (lambda lines: sealed([one.replace('"url":"https:', '"url":"javascript:') for one in lines]), "address"),
        (lambda lines: sealed([one.replace('"published":"2017-', '"published":"x017-') for one in lines]), "date"),
        (lambda lines: sealed([one for one in lines if '"type":"article.recorded/1"' not in one]), "lacks the article"),
    ],
)  # fmt: skip
def test_what_is_no_sound_bundle_brings_nothing(bundle, elsewhere, spoil, says):
    """Cut, changed or made up: one clear error, an empty log, no story file."""
    with open_monitor(elsewhere) as monitor:
        with pytest.raises(InputError, match=says):
            monitor.publishing.import_bundle(spoil(bundle.splitlines(keepends=True)), "b")
        assert monitor.log.head().position == 0
    assert settings.story_ids(elsewhere) == []


def test_another_story_of_that_id_is_not_overwritten(bundle, elsewhere):
    """A file that defines something else under the id stays, and nothing is recorded."""
    path = elsewhere.stories / f"{STORY}.toml"
    path.write_text('title = "Something else"\n', encoding="utf-8")
    with open_monitor(elsewhere) as monitor, pytest.raises(InputError, match="another story"):
        monitor.publishing.import_bundle(bundle, "b")
    assert path.read_text(encoding="utf-8") == 'title = "Something else"\n'


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\"'\\\x7f#="), min_size=1, max_size=12
)
name = words.map(lambda text: f"x{text}")


@_FIXED
@given(
    title=name,
    people=st.lists(st.builds(Person, name=name, aliases=st.lists(words, max_size=2).map(tuple),
                              roles=st.lists(st.builds(Role, title=words), max_size=2).map(tuple)),
                    max_size=3, unique_by=lambda one: one.name),
)  # fmt: skip
def test_a_definition_survives_its_file(tmp_path_factory, title, people):
    """Whatever names are made of, the TOML says the same definition."""
    members = tuple(one.name for one in people)
    groups = (Group("a group of its own", members=members),)
    definition = StoryDefinition(id="story", title=title, people=tuple(people), groups=groups, since="2030-01-01")
    path = tmp_path_factory.mktemp("toml") / "story.toml"
    path.write_text(toml(definition), encoding="utf-8")
    assert settings.read_story(path, "story") == definition


@_FIXED
@given(text=st.text(max_size=60), spans=st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=4))
def test_what_is_left_of_a_text_stands_at_its_place(text, spans):
    """Length and line ends stay, kept parts are verbatim, all else is blank."""
    kept = [(start, start + length) for start, length in spans]
    left = redacted(text, kept, lambda remains: True)
    assert len(left) == len(text)
    for at, (was, now) in enumerate(zip(text, left, strict=True)):
        inside = any(start <= at < end for start, end in kept)
        assert now == (was if inside or was == "\n" else " ")


def test_sentences_are_left_until_the_story_is_recognised():
    """As many as needed, from the first on."""
    left = redacted("One fish. Two fish. Red fish.", [], lambda remains: "Two" in remains)
    assert left == "One fish. Two fish." + " " * len(" Red fish.")


def test_texts_of_several_versions_are_told_apart(workspace):
    """The export asks the log for the version that the story knows."""
    page = msgspec.structs.replace(gold_workspace.pages()[0], version=7)
    with open_monitor(workspace) as monitor:
        assert monitor.library.text(page.id, page.version) is None


def test_what_is_brought_in_is_past_coverage_there(bundle, elsewhere):
    """Each article says so itself, as those of an archive do; nothing of it waits to be mailed."""
    with open_monitor(elsewhere) as monitor:
        monitor.publishing.import_bundle(bundle, "b")
        events = [codec.decode(one.type, one.data) for one in monitor.log.read()]
        assert {event.article.backfilled for event in events if isinstance(event, ArticleRecorded)} == {True}
        assert monitor.projections.rows("SELECT count(*) FROM outbox") == [(0,)]
