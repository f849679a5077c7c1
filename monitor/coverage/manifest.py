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
    try:
        _check_name(path, name)
        return toml.convert(path, text, value, Metadata, within=(name,)).checked()
    except InputError as error:
        return InputError(error.what, where=error.where or f"{path}:{toml.line_of(text, (name,))}", hint=error.hint)


def _check_name(path: Path, name: str) -> None:
    if "/" in name or "\\" in name:
        raise InputError(f"'{name}' is not a file name", hint="name files of the manifest's own folder")
    if not (path.parent / name).exists():
        raise InputError(f"names '{name}', which is not there", hint="remove the entry, or add the file")
