"""Workspaces with the seed story as annotated in seeds/gold, or as the built-in reader reads it."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from events.article import Article
from events.claims import KINDS, Claim, Evidence, kind_name
from events.log import ArticleRead, ArticleRecorded
from monitor import cycle
from monitor.coverage.files import load
from monitor.wiring import open_monitor
from monitor.workspace import Workspace, create

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
STORY = "sessions-kislyak"


def pages() -> list[Article]:
    """The five pages in the order of their dates."""
    loaded = [one for one in load([SEEDS]) if isinstance(one, Article)]
    return sorted(loaded, key=lambda article: (article.published, article.name))


def annotated(article: Article) -> tuple[Claim, ...]:
    """The claims of a page's gold file."""
    gold = json.loads((SEEDS / "gold" / f"{Path(article.name).stem}.json").read_text(encoding="utf-8"))
    return tuple(_claim(one, article.text) for one in gold["claims"])


def made(root: Path, articles: list[Article] | None = None) -> Workspace:
    """A workspace that follows the seed story, with what is annotated in these pages; all five by default."""
    workspace = empty(root)
    with open_monitor(workspace) as monitor:
        monitor.define()
        record(monitor, pages() if articles is None else articles)
    return workspace


def record(monitor, articles: list[Article]) -> None:
    """Record pages with their annotated claims, one a day from 2030 on."""
    for number, article in enumerate(articles):
        read = ArticleRead(article.id, 1, "gold", "1", annotated(article))
        cycle.append(
            monitor.log, [ArticleRecorded(article), read], datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=number)
        )
    monitor.catch_up()


def empty(root: Path) -> Workspace:
    """A workspace that follows the seed story and knows nothing of it."""
    workspace, _ = create(root)
    shutil.copy(ROOT / "config" / "stories" / f"{STORY}.toml", workspace.stories)
    return workspace


def _claim(one: dict, text: str) -> Claim:
    [kind] = [kind for kind in KINDS if kind_name(kind) == one["kind"]]
    slots = {name: tuple(v) if isinstance(v, list) else v for name, v in one.items() if name in kind.__struct_fields__}
    evidence = tuple(Evidence(start, start + len(q), q) for q in one["evidence"] if (start := text.index(q)) >= 0)
    return kind(**{**slots, "evidence": evidence})
