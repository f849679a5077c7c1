"""`monitor read`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from monitor.cli.messages import example, tell
from monitor.cli.options import as_json, moment
from monitor.cli.output import show
from monitor.reports.screen import Screen


@click.command(epilog=example("monitor read bridge.html", "monitor read march/ --out claims/"))
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--published", callback=moment, metavar="DATE", help="When it was published: an ISO date or time.")
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Write one JSON file an article.")
@click.option("--explain", is_flag=True, help="Print what every stage of the reader made of the article.")
@as_json
def read(*, paths: tuple[Path, ...], published: str | None, out: Path | None, explain: bool, as_json: bool) -> int:
    """Read articles without recording them, and print their claims.

    PATH is what 'monitor ingest' takes. The date of publication, which relative dates are counted from, is that of
    --published, of a manifest.toml beside the file, of the page, or in the file's name.
    """
    if explain:
        return _explain(paths, published, as_json=as_json)
    return _read(paths, published, out, as_json=as_json)


def _explain(paths: tuple[Path, ...], published: str | None, *, as_json: bool) -> int:
    from events.article import Article
    from events.errors import InputError
    from monitor.coverage.files import load
    from monitor.coverage.metadata import Metadata
    from monitor.reading.builtin import BuiltinReader
    from monitor.reading.explain import render

    failed = False
    for item in load(paths, given=Metadata(published=published)):
        if isinstance(item, Article):
            show(BuiltinReader().explain(item), lambda found, _: render(found), as_json=as_json)
        else:
            failed = failed or isinstance(item, InputError)
            tell(item)
    return int(failed)


def _read(paths: tuple[Path, ...], published: str | None, out: Path | None, *, as_json: bool) -> int:
    from events.article import Article
    from events.errors import InputError
    from monitor.coverage.files import load
    from monitor.coverage.metadata import Metadata
    from monitor.reading.builtin import BuiltinReader
    from monitor.reports import readings

    found: list[dict[str, Any]] = []
    reader, failed = BuiltinReader(), False
    for item in load(paths, given=Metadata(published=published)):
        if not isinstance(item, Article):
            failed = failed or isinstance(item, InputError)
            tell(item)
            continue
        one = readings.reading(item, reader.read(item))
        if out is None:
            found.append(one)
        else:
            tell(f"wrote {readings.write(out, one)}")
    if out is None and found:
        single = len(found) == 1 and len(paths) == 1 and not paths[0].is_dir()
        show(found[0] if single and as_json else found, _text, as_json=as_json)
    return int(failed)


def _text(found: dict[str, Any] | list[dict[str, Any]], screen: Screen) -> str:
    from monitor.reports import readings

    return readings.text(found if isinstance(found, list) else [found], screen)
