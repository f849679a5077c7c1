"""`manifest.toml` in a folder of articles: file name -> what is known about the article in it."""

from __future__ import annotations

from pathlib import Path

from events.errors import InputError
from monitor import toml
from monitor.coverage.metadata import Metadata

NAME = "manifest.toml"


def read(folder: Path) -> dict[str, Metadata | InputError]:
    """What the folder's manifest says of each file, or what is wrong with that; empty where there is no manifest.

    Raises InputError where the manifest as a whole can't be read.
    """
    path = folder / NAME
    if not path.exists():
        return {}
    text = toml.source(path)
    return {name: _entry(path, text, name, value) for name, value in toml.tables(path, text).items()}


def _entry(path: Path, text: str, name: str, value: object) -> Metadata | InputError:
    where = f"{path}:{toml.line_of(text, (name,))}"
    if "/" in name or "\\" in name:
        return InputError(f"'{name}' is not a file name", where=where, hint="name files of the manifest's own folder")
    if not (path.parent / name).exists():
        return InputError(f"names '{name}', which is not there", where=where, hint="remove the entry, or add the file")
    try:
        return toml.convert(path, text, value, Metadata, within=(name,)).checked(f"{where} '{name}'")
    except InputError as error:
        return error
