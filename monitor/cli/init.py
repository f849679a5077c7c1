"""`monitor init`."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.messages import example
from monitor.workspace import create


@click.command(epilog=example("monitor init mystories"))
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@click.pass_context
def init(context: click.Context, folder: Path | None) -> None:
    """Make a workspace: a folder for settings, stories and what is recorded.

    DIR is made if it is missing; the default is the current folder. Files that exist are kept as they are.
    """
    _init(folder or context.obj)


def _init(folder: Path) -> None:
    workspace, written = create(folder)
    for path in written:
        click.echo(f"wrote {path}")
    if not written:
        click.echo("Everything is there already; nothing was changed.")
    at = "" if workspace.root.resolve() == Path.cwd() else f"-C {workspace.root} "
    click.echo(
        f"Next: 'monitor {at}stories new ID' defines a story, 'monitor {at}sources add URL' adds a feed to poll,"
    )
    click.echo(f"'monitor {at}ingest PATH' records articles that you have.")
