"""Settings and stories as people write them, and stories as the program writes them."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.errors import InputError, NotFoundError, StoreError, UsageError
from monitor import looked, story_file, toml, workspace
from monitor import settings as configuration
from monitor.story_file import Draft

ROOT = Path(__file__).parents[2]

TOML = """\
title = "x"

[[people]]
name = "A"

[[people]]
name = "B"
roles = [
    { title = "mayor" },
    { title = "minister", since = "then" },
]

[[people]]
name = "C"

[[people.roles]]
title = "judge"

["a file.txt"]
publisher = "HT"
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("title",), 1),
        (("people", 0), 3),
        (("people", 1, "name"), 7),
        (("people", 1, "roles", 1, "since"), 10),
        (("people", 1, "roles", 1, "title"), 10),
        (("people", 2, "roles", 0, "title"), 17),
        (("a file.txt", "publisher"), 20),
        (("a file.txt",), 19),
        (("nowhere",), 1),
        ((), 1),
    ],
)
def test_a_key_is_found_on_its_line(keys, line):
    """Tables, arrays of tables and inline tables on lines of their own are told apart."""
    assert toml.line_of(TOML, keys) == line


def test_the_seed_story_and_the_template_can_be_read(tmp_path):
    """What the project ships as examples is right."""
    seeds = workspace.find(ROOT)
    names = configuration.story_ids(seeds)
    assert names
    for name in names:
        assert configuration.story(seeds, name).people
    made, _ = workspace.create(tmp_path)
    template = (made.stories / "_template.toml").rename(made.stories / "template.toml")
    assert configuration.story(made, template.stem).groups[0].members == ("Ada Byrne",)


def test_the_template_states_every_setting_and_the_defaults(tmp_path):
    """No setting is left out of the template; uncommenting those above the first table changes nothing."""
    template = (ROOT / "monitor" / "templates" / "settings.toml").read_text(encoding="utf-8")
    assert (ROOT / "config" / "settings.toml").read_text(encoding="utf-8") == template
    made, _ = workspace.create(tmp_path)
    assert configuration.load(made) == configuration.Settings()
    stated = re.findall(r"^# (\w+ = .*|\[+\w+\]+)$", template, flags=re.MULTILINE)
    simple = list(itertools.takewhile(lambda line: not line.startswith("["), stated))
    tables = [line.strip("[]") for line in stated if line.startswith("[")]
    assert {*tomllib.loads("\n".join(simple)), *tables} == set(configuration.Settings.__struct_fields__)
    made.settings_file.write_text("\n".join(simple), encoding="utf-8")
    assert configuration.load(made) == configuration.Settings()


def test_a_file_that_begins_with_an_underscore_is_no_story(tmp_path):
    """Templates and drafts lie beside the stories."""
    made, _ = workspace.create(tmp_path)
    assert configuration.story_ids(made) == []


def test_a_broken_story_stops_no_other(tmp_path):
    """Each story is read, or its fault told, by itself."""
    made, _ = workspace.create(tmp_path)
    (made.stories / "a.toml").write_text("titel = 'x'", encoding="utf-8")
    (made.stories / "b.toml").write_text("title = 'x'", encoding="utf-8")
    broken, read = configuration.stories(made)
    assert isinstance(broken, InputError)
    assert not isinstance(read, InputError)


def test_dates_may_be_bare_or_in_quotes(tmp_path):
    """TOML's own dates and quoted ones mean the same."""
    made, _ = workspace.create(tmp_path)
    for name, date in (("a", "2024-05-06"), ("b", "'2024-05-06'")):
        (made.stories / f"{name}.toml").write_text(f"title = 'x'\nsince = {date}", encoding="utf-8")
        assert configuration.story(made, name).since == "2024-05-06"


def test_a_story_that_is_not_there_is_not_found(tmp_path):
    """The nearest name is suggested; without any story, how to define one."""
    made, _ = workspace.create(tmp_path)
    with pytest.raises(NotFoundError, match="stories new"):
        configuration.story(made, "harbour")


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    title=st.text(min_size=1, max_size=40),
    names=st.lists(st.text(max_size=30), max_size=4),
    words=st.lists(st.text(max_size=20), max_size=3),
)
def test_whatever_is_answered_the_file_loads_or_nothing_is_written(tmp_path_factory, title, names, words):
    """Quotes, backslashes, control characters and line ends in answers can't break the file."""
    made, _ = workspace.create(tmp_path_factory.mktemp("story"))
    try:
        story_file.write(made, Draft("story", title, tuple(names), tuple(words)))
    except UsageError:
        assert [path.name for path in made.stories.iterdir()] == ["_template.toml"]
        return
    story = configuration.story(made, "story")
    assert len(story.people) == len(names)
    assert len(story.words) == len(words)
    assert [path.name for path in sorted(made.stories.iterdir())] == ["_template.toml", "story.toml"]


def test_answers_become_the_story(tmp_path):
    """A name, its aliases behind semicolons, words and feeds; comments stay for what is added by hand."""
    made, _ = workspace.create(tmp_path)
    draft = Draft(
        "quay", "The 'new' \"quay\"", ("Ada Byrne; Mayor Byrne ;the mayor",), ("quay",), ("https://h.example/f",)
    )
    path = story_file.write(made, draft)
    story = configuration.story(made, "quay")
    assert story.title == "The 'new' \"quay\""
    assert story.people[0].aliases == ("Mayor Byrne", "the mayor")
    assert (story.words, story.feeds) == (("quay",), ("https://h.example/f",))
    assert "# roles = " in path.read_text(encoding="utf-8")


def test_questions_are_asked_where_no_title_is_given(monitor, workspace):
    """The answers come from stdin, one a line; an empty one ends a list."""
    done = monitor("stories", "new", "quay", input="The quay\nAda Byrne; Mayor Byrne\nTom Okafor\n\nquay\n\n\n")
    assert done.returncode == 0, done.stderr
    story = configuration.story(workspace, "quay")
    assert [person.name for person in story.people] == ["Ada Byrne", "Tom Okafor"]
    assert story.words == ("quay",)


def test_a_look_is_remembered_for_each_story(tmp_path):
    """Positions of several stories stand side by side; before the first look there is none."""
    file = tmp_path / "data" / "looked.json"
    assert looked.position(file, "a") is None
    looked.remember(file, "a", 3)
    looked.remember(file, "b", 5)
    looked.remember(file, "a", 7)
    assert (looked.position(file, "a"), looked.position(file, "b")) == (7, 5)
    assert [path.name for path in file.parent.iterdir()] == ["looked.json"]


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"a": "b"}', b"\xff"])
def test_a_damaged_note_of_the_last_look_says_what_to_do(tmp_path, content):
    """It is never taken for an empty one: that would show everything as seen."""
    file = tmp_path / "looked.json"
    file.write_bytes(content)
    with pytest.raises(StoreError, match="delete it"):
        looked.position(file, "a")


def test_a_workspace_can_be_made_where_folders_are_missing(tmp_path):
    """Init makes the folders on the way."""
    made, written = workspace.create(tmp_path / "a" / "b")
    assert workspace.find(tmp_path / "a" / "b") == made
    assert [path.name for path in written] == ["settings.toml", "_template.toml"]


def test_a_file_in_the_way_of_a_workspace_is_named(tmp_path):
    """A file called config is not overwritten."""
    (tmp_path / "config").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="config"):
        workspace.create(tmp_path)
    assert (tmp_path / "config").read_text(encoding="utf-8") == "mine"
