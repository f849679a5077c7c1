"""Files and folders -> articles. What can't be used is reported in its place, and stops nothing else."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from events.article import Article, identity
from events.errors import InputError
from monitor.coverage import manifest
from monitor.coverage.articles.addresses import key
from monitor.coverage.decoding import checked, decode
from monitor.coverage.metadata import Metadata, date_in_name

LIMIT = 10 * 1024 * 1024  # bytes of one article; a book has one million
_PAGES = (".html", ".htm")
_KINDS = (".txt", *_PAGES, ".jsonl")
_KNOWN = ", ".join(_KINDS)


class Notice(msgspec.Struct, frozen=True):
    """Something that a person should know about an article that was loaded all the same."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a .jsonl file. Keys that it doesn't know are ignored: exports are full of them."""

    text: str
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    language: str | None = None


Loaded = Article | Notice | InputError
Manifest = dict[str, Metadata | InputError]


def load(paths: Iterable[Path], *, given: Metadata | None = None, encoding: str | None = None) -> Iterator[Loaded]:
    """The articles of .txt, .html and .jsonl files and of folders (their own files, by name, not their subfolders').

    What `given` says holds for every article and overrides all else; then comes the manifest.toml beside the file, or
    the line of a .jsonl file, then what a page says of itself, then an ISO date in the file's name. The text is kept
    verbatim, see `decode`.
    """
    manifests: dict[Path, Manifest] = {}
    seen: dict[str, tuple[int, str]] = {}  # id -> hash of the text, and what its article is called
    for path in paths:
        for item in _path(path, given or Metadata(), encoding, manifests):
            if not isinstance(item, Article):
                yield item
                continue
            content = hash(item.text)
            same = seen.get(item.id)
            seen[item.id] = (content, item.label)
            if same and same[0] == content:
                yield Notice(item.label, f"is the same article as {same[1]}; recorded once")
                continue
            if item.published is None:
                yield Notice(
                    item.label, "nobody says when it was published: its relative dates stay open (--published)"
                )
            yield item


def _path(path: Path, given: Metadata, encoding: str | None, manifests: dict[Path, Manifest]) -> Iterator[Loaded]:
    try:
        if path.is_dir():
            yield from _folder(path, given, encoding)
        else:
            if path.parent not in manifests:
                manifests[path.parent] = manifest.read(path.parent)
            entry = manifests[path.parent].get(path.name, Metadata())
            yield from [entry] if isinstance(entry, InputError) else _file(path, given, entry, encoding)
    except InputError as error:
        yield error  # the manifest beside the file can't be read
    except OSError as error:
        yield InputError(f"can't be read: {error.strerror}", where=str(path))


def _folder(folder: Path, given: Metadata, encoding: str | None) -> Iterator[Loaded]:
    entries: Manifest = {}
    try:
        entries = manifest.read(folder)
    except InputError as error:
        yield error  # its articles would get no date or publisher, for good: leave them until it is mended
        return
    yield from (entry for entry in entries.values() if isinstance(entry, InputError))
    names = sorted(path.name for path in folder.iterdir() if path.suffix.lower() in _KINDS and not path.is_dir())
    if not names and not entries:
        yield InputError("no articles in this folder", where=str(folder), hint=f"it takes {_KNOWN} files")
    for name in names:
        entry = entries.get(name, Metadata())
        if not isinstance(entry, InputError):
            yield from _file(folder / name, given, entry, encoding)


def _file(path: Path, given: Metadata, entry: Metadata, encoding: str | None) -> Iterator[Loaded]:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for whoever writes into it
            yield InputError("is no file", where=str(path), hint=f"it takes {_KNOWN} files, and folders of them")
        elif path.suffix.lower() == ".jsonl":
            yield from _lines(path, given.or_else(entry), encoding)
        elif path.suffix.lower() in _KINDS:
            yield _article(path, given.or_else(entry), encoding)
        else:
            what = f"can't read '{path.suffix or path.name}' files"
            yield InputError(what, where=str(path), hint=f"it takes {_KNOWN} files, and folders of them")
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(f"can't be read: {error.strerror}", where=str(path))


def _article(path: Path, known: Metadata, encoding: str | None) -> Article:
    with path.open("rb") as file:
        data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise _too_long(str(path))
    html = path.suffix.lower() in _PAGES
    text = decode(data, str(path), encoding=encoding, html=html)
    if html:
        from monitor.coverage import page

        text, said = page.read(text, str(path))
        known = known.or_else(said)
    return _made(text, known.or_else(Metadata(published=date_in_name(path.name))), path.name)


def _lines(path: Path, given: Metadata, encoding: str | None) -> Iterator[Loaded]:
    """The articles of a .jsonl file, one line in memory at a time."""
    decoder = msgspec.json.Decoder(_Line)
    number = 0
    with path.open("rb") as file:
        while line := file.readline(LIMIT + 1):
            number += 1
            where = f"{path}:{number}"
            if len(line) > LIMIT:
                yield _too_long(where)
                while line and not line.endswith(b"\n"):
                    line = file.readline(LIMIT)
                continue
            if not line.strip():
                continue
            try:
                said = decoder.decode(decode(line, where, encoding=encoding))
                told: dict[str, Any] = msgspec.structs.asdict(said)
                text = checked(told.pop("text"), where)
                yield _made(text, given.or_else(Metadata(**told).checked(where)), f"{path.name}:{number}")
            except InputError as error:
                yield error
            except msgspec.DecodeError as error:
                yield InputError(f"is no article: {error}", where=where, hint='one object a line: {"text": "..."}')
    if not number:
        yield InputError("is empty", where=str(path), hint="an article has text")


def _made(text: str, known: Metadata, name: str) -> Article:
    id_ = identity(
        url=key(known.url) if known.url else None, text=text, publisher=known.publisher, published=known.published
    )
    return Article(id=id_, text=text, name=name, **msgspec.structs.asdict(known))


def _too_long(where: str) -> InputError:
    size = f"{LIMIT // 1024 // 1024} MB"
    return InputError(f"is longer than {size}, the most that one article may have", where=where, hint="split it")
