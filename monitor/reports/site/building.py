"""The whole site: an index of the stories, one folder a story, the style. Written anew only where something changed."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from monitor.projections import stories
from monitor.projections.database import Projections
from monitor.reports.site.folder import Folder
from monitor.reports.site.stamp import program, stamp
from monitor.reports.site.story_pages import StoryPages, Texts
from monitor.reports.site.templating import Templates


class Built(msgspec.Struct, frozen=True):
    """What came of building a site."""

    stories: int  # of the site
    renewed: int  # stories whose pages were looked at
    written: int  # files that are new or differ
    removed: int  # files that have no place any more


def build(
    out: Path,
    projections: Projections,
    summaries: list[dict[str, Any]],
    texts: Texts,
    templates: Templates,
    *,
    base: str,
) -> Built:
    """Bring the site in `out` up to date. `base` is its address with a slash at the end, or '' where nobody says.

    `summaries` are the stories to show. Raises UsageError for a folder that holds something else, InputError for one
    that can't be written.
    """
    folder = Folder(out)
    renewed = 0
    drawing = program(base, str(templates.zone))
    if folder.index.program != drawing:
        folder.index.stamps = dict.fromkeys(folder.index.stamps, "")
        folder.index.past, folder.index.program = {}, drawing
    for summary in summaries:
        name = summary["story"]
        current = stamp(projections, name)
        if folder.index.stamps.get(name) == current and (out / name / "index.html").is_file():
            continue
        renewed += 1
        _write_story(folder, name, _pages(projections, name, texts, templates, base=base, drawn=_drawn(folder, name)))
        folder.index.stamps[name] = current
        folder.remember()
    for gone in set(folder.index.stamps) - {summary["story"] for summary in summaries}:
        folder.keep_only(gone, ())
        del folder.index.stamps[gone]
        folder.index.past.pop(gone, None)
    folder.write("site.css", (resources.files(__package__) / "site.css").read_text(encoding="utf-8"))
    folder.write("index.html", templates.render("index.html.j2", root="", stories=summaries))
    folder.remember()
    return Built(len(summaries), renewed, folder.written, folder.removed)


def _drawn(folder: Folder, story: str) -> dict[str, str]:
    """The past states whose pages are there."""
    return {
        day: followed
        for day, followed in folder.index.past.get(story, {}).items()
        if (folder.root / story / "as-of" / f"{day}.html").is_file()
    }


def _pages(
    projections: Projections, name: str, texts: Texts, templates: Templates, *, base: str, drawn: dict[str, str]
) -> StoryPages:
    known = stories.load(projections, name)
    made = stories.changes(projections, name)
    return StoryPages(known, made, texts, templates, base=f"{base}{name}/" if base else "", drawn=drawn)


def _write_story(folder: Folder, name: str, story: StoryPages) -> None:
    names = []
    for file, content in story.all():
        if content is None:
            folder.kept += 1
        else:
            folder.write(f"{name}/{file}", content)
        names.append(f"{name}/{file}")
    folder.keep_only(name, names)
    folder.index.past[name] = story.past
