"""`monitor site`."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports.screen import Screen
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor site public/", "monitor site public/ --base-url https://news.example/stories/"))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@click.option("--base-url", metavar="URL", help="Where the site will stand; feeds then have full addresses.")
@as_json
@in_workspace
def site(workspace: Workspace, *, out: Path, base_url: str | None, as_json: bool) -> None:
    """Write the stories as a static site: pages, timelines, feeds.

    It can be read from the folder, without a server or a script. Only what has changed is written anew.
    """
    with open_monitor(workspace) as monitor:
        built = monitor.publishing.site(out, base_url=base_url)
    show({**built, "index": str(out / "index.html")}, _text, as_json=as_json)


def _text(built: dict[str, object], screen: Screen) -> str:
    counts = f"Stories: {built['stories']}, renewed {built['renewed']}"
    files = f"{built['written']} files written, {built['removed']} removed"
    return f"{counts}; {files}.\nOpen {screen.said(str(built['index']))}"
