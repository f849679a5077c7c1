"""`monitor article`."""

from __future__ import annotations

import click

from monitor import settings
from monitor.cli.messages import example
from monitor.cli.options import as_json, in_workspace
from monitor.cli.output import show
from monitor.reports import terminal_article
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(epilog=example("monitor article 3f9a --versions", "monitor article https://news.example/bridge"))
@click.argument("name", metavar="ARTICLE")
@click.option("--versions", is_flag=True, help="Show the words in which each version differs from the one before.")
@as_json
@in_workspace
def article(workspace: Workspace, name: str, *, versions: bool, as_json: bool) -> None:
    """Show what is recorded of an article: who says what of it, its copies, its versions.

    ARTICLE is its id or the start of it, its file name, or its address.
    """
    with open_monitor(workspace) as monitor:
        shown = monitor.article(name, versions=versions)
    show(shown, terminal_article.article, as_json=as_json, zone=settings.load(workspace).zone)
