"""The whole site: an index of the stories, one folder a story, the style. Written anew only where something changed.

Three sieves, each finer: the position of the log, a stamp of each story's projections, a digest of what each page
shows. Only what passes all of them is drawn, and of that only what differs is written.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from monitor.projections import stories
from monitor.projections.database import Projections
from monitor.reports.site.claim_pages import beside
from monitor.reports.site.folder import Folder, Shelf
from monitor.reports.site.sheets import Texts
from monitor.reports.site.stamp import position, program, stamp
from monitor.reports.site.story_pages import StoryPages
from monitor.reports.site.templating import Templates


class Built(msgspec.Struct, frozen=True):
    """What came of building a site."""

    stories: int  # of the site
    renewed: int  # stories whose pages were looked at
    drawn: int  # pages that show something else than before
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
    program_now = program(base, str(templates.zone))
    if folder.index.program != program_now:
        folder.index.stamps = dict.fromkeys(folder.index.stamps, "")
        folder.index.program, folder.index.log = program_now, ""
    # First, so that pages can be read while others are still being written.
    folder.write("site.css", (resources.files(__package__) / "site.css").read_text(encoding="utf-8"))
    names = [summary["story"] for summary in summaries]
    looked = _Looked(folder, projections, texts, templates, base)
    here = position(projections)
    for name in names:
        if folder.index.log != here or not looked.has(name):
            looked.look(name)
    for gone in set(folder.index.stamps) - set(names):
        folder.forget(gone)
        folder.keep_only(gone, ())
        del folder.index.stamps[gone]
    folder.write("index.html", templates.render("index.html.j2", root="", stories=summaries))
    folder.index.log = here
    folder.remember()
    return Built(len(summaries), looked.renewed, looked.drawn, folder.written, folder.removed)


class _Looked:
    """Stories looked at one after the other. It counts: `renewed` stories, `drawn` pages."""

    def __init__(self, folder: Folder, projections: Projections, texts: Texts, templates: Templates, base: str) -> None:
        self._folder = folder
        self._projections = projections
        self._texts = texts
        self._templates = templates
        self._base = base
        self.renewed = self.drawn = 0

    def has(self, name: str) -> bool:
        """Whether a story's pages are there."""
        return name in self._folder.index.stamps and (self._folder.root / name / "index.html").is_file()

    def look(self, name: str) -> None:
        """Bring a story's pages up to date."""
        index, now = self._folder.index, stamp(self._projections, name)
        if index.stamps.get(name) == now.whole and self.has(name):
            return
        self.renewed += 1
        self._write(name, now.blocks)
        index.stamps[name] = now.whole
        self._folder.remember()

    def _write(self, name: str, blocks: dict[str, bytes]) -> None:
        known = stories.load(self._projections, name)
        made = stories.changes(self._projections, name)
        base = f"{self._base}{name}/" if self._base else ""
        pages = StoryPages(known, made, self._texts, self._templates, base=base)
        present = self._folder.files(name)
        before = self._folder.shelf(name)
        same = program(self._folder.index.program, str(known.story.cast.identities), str(known.story.definition))
        if before.program != same:
            before = Shelf()
        unchanged = {
            key
            for key, block in known.story.blocks.items()
            if blocks[key] in before.blocks and present.issuperset(beside(block))
        }
        now = Shelf(program=same, blocks=set(blocks.values()))
        for sheet in pages.all(unchanged):
            if isinstance(sheet, str):
                now.sheets[sheet] = before.sheets.get(sheet, b"")
                continue
            digest = now.sheets[sheet.file] = sheet.digest()
            if before.sheets.get(sheet.file) != digest or sheet.file not in present:
                self._folder.forget(name)
                self._folder.write(f"{name}/{sheet.file}", sheet.draw())
                self.drawn += 1
        self._folder.keep_only(name, now.sheets)
        self._folder.put_on_shelf(name, now)
