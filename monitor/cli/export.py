"""`monitor export`."""

from __future__ import annotations

from pathlib import Path

import click

from monitor.cli.messages import example, tell
from monitor.cli.options import in_workspace, story
from monitor.reports.exports.saving import save
from monitor.wiring import open_monitor
from monitor.workspace import Workspace


@click.command(
    epilog=example("monitor export harbour --csv > harbour.csv", "monitor export harbour --bundle -o h.json")
)
@story
@click.option("--jsonl", "form", flag_value="jsonl", default=True, help="JSON lines: claims, changes; the default.")
@click.option("--csv", "form", flag_value="csv", help="CSV, a line a quotation, safe to open in a spreadsheet.")
@click.option("--prov", "form", flag_value="prov", help="W3C PROV-JSON: what was derived from what, by whom.")
@click.option("--cloudevents", "form", flag_value="cloudevents", help="The changes as CloudEvents, one a line.")
@click.option("--bundle", "form", flag_value="bundle", help="All that 'monitor import' needs in another workspace.")
@click.option("--whole-texts", is_flag=True, help="With --bundle: articles whole, not only what is quoted of them.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@in_workspace
def export(workspace: Workspace, *, story: str, form: str, whole_texts: bool, output: Path | None) -> None:
    """Print a story for other programs: JSON lines, CSV, W3C PROV, CloudEvents, a bundle."""
    if whole_texts and form != "bundle":
        raise click.UsageError("--whole-texts goes with --bundle")
    with open_monitor(workspace) as monitor:
        lines = monitor.publishing.exported(story, form, whole_texts=whole_texts)
        if output is None:
            for line in lines:
                click.echo(line.encode(), nl=False)
            return
        save(output, lines)
    tell(f"wrote {output}")
