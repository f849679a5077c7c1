"""`monitor import`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from events.errors import InputError
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command("import", epilog=example("monitor import harbour.jsonl"))
@click.argument("bundle", metavar="BUNDLE", type=click.Path(path_type=Path, dir_okay=False))
@as_json
@in_workspace
def import_(workspace: Workspace, *, bundle: Path, as_json: bool) -> None:
    """Bring a story in that another workspace exported as a bundle.

    'monitor export STORY --bundle' writes one. Claims keep their ids. Texts that are known here stay as they are.
    """
    try:
        text = bundle.read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", where=str(bundle)) from error
    except UnicodeDecodeError as error:
        raise InputError("is no bundle of a story", where=str(bundle)) from error
    with open_monitor(workspace) as monitor:
        done = monitor.publishing.import_bundle(text, str(bundle))
    show(done, _text, as_json=as_json)


def _text(done: dict[str, Any], screen: Screen) -> str:
    counts = ", ".join(screen.counted(done[f"{thing}s"], thing) for thing in ("article", "claim", "correction"))
    later = f"{screen.counted(done['revised'], 'article')} in a later version; " if done["revised"] else ""
    defined = "its definition is new" if done["defined"] else "its definition was here"
    known = screen.counted(done["known"], "article")
    return screen.paragraph(f"{done['story']}: {counts} taken in; {later}{known} known already; {defined}.")
