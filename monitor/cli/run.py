"""`monitor run`."""

from __future__ import annotations

import click

from monitor.cli.messages import example
from monitor.cli.options import in_workspace
from monitor.daemon.journal import Form
from monitor.workspace import Workspace


@click.command(epilog=example("monitor run", "monitor run --once", "monitor run --print-unit > story-monitor.service"))
@click.option("--once", is_flag=True, help="Do what is due now, then end.")
@click.option("--log", "form", type=click.Choice(["human", "json"]), help="The default is what fits stderr.")
@click.option("--print-unit", is_flag=True, help="Print a unit file for systemd, and do nothing else.")
@in_workspace
def run(workspace: Workspace, *, once: bool, form: Form | None, print_unit: bool) -> None:
    """Keep the workspace up to date until stopped: poll, read, mail.

    SIGTERM or Ctrl-C stop it. Changes to config/ are taken over while it runs; a broken file changes nothing until it
    is mended. 'monitor health' says how it goes. One daemon a workspace.
    """
    if print_unit:
        from monitor.daemon import unit

        click.echo(unit.text(workspace), nl=False)
        return
    from monitor.daemon import running

    running.run(workspace, show=click.echo, form=form, once=once)
