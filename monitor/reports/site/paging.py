"""Long lists over several pages, and many days over few: no page grows without bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Page(NamedTuple, Generic[T]):
    """One of the pages of a list."""

    file: str  # 'denials.html', 'denials-2.html'
    number: int  # from 1
    of: int  # how many pages there are
    items: Sequence[T]
    total: int  # of items of the list
    files: Sequence[str]  # of the pages to link: the first, the last, those around this one

    def pager(self) -> dict[str, object]:
        """What the page says of itself: which it is, how many items there are, which others to link."""
        return {"file": self.file, "of": self.of, "total": self.total, "files": self.files}


def pages(name: str, items: Sequence[T], size: int) -> Iterator[Page[T]]:
    """The pages of a list, `size` items each; an empty list has one page."""
    count = max(-(-len(items) // size), 1)
    for number in range(1, count + 1):
        chunk = items[(number - 1) * size : number * size]
        around = sorted({1, count, *range(max(number - 3, 1), min(number + 3, count) + 1)})
        yield Page(_file(name, number), number, count, chunk, len(items), [_file(name, one) for one in around])


def _file(name: str, number: int) -> str:
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


class Sheaf(NamedTuple, Generic[T]):
    """One of the pages of a growing list, of which the full ones stay as they are."""

    file: str  # 'changes.html' has the latest; 'changes-1.html' the earliest, once there are many
    items: Sequence[T]  # latest first
    total: int | None  # of items of the list; only the page with the latest says it
    newer: str | None  # the files beside it
    older: str | None
    latest: str | None  # None on the page that is it
    earliest: str | None


def sheaves(name: str, items: Sequence[T], size: int) -> Iterator[Sheaf[T]]:
    """The pages of a list whose items come earliest first and are shown latest first; the first has the latest.

    A page is full with `size` items, that of the latest with up to twice as many: one item more changes one page.
    """
    full = max(len(items) // size - 1, 0)
    files = [f"{name}-{number}.html" for number in range(1, full + 1)]
    for number in range(full, -1, -1):
        last = number == full
        yield Sheaf(
            file=f"{name}.html" if last else files[number],
            items=items[number * size : None if last else (number + 1) * size][::-1],
            total=len(items) if last else None,
            newer=None if last else ([*files, f"{name}.html"])[number + 1],
            older=files[number - 1] if number else None,
            latest=None if last else f"{name}.html",
            earliest=files[0] if number else None,
        )


def thinned(days: Sequence[str], most: int) -> list[str]:
    """At most about `most` of the sorted ISO days: the latest half each, before them the last of each month or year."""
    if len(days) <= most:
        return list(days)
    recent, earlier = list(days[-most // 2 :]), days[: -(most // 2)]
    for length in (len("2017-03"), len("2017")):
        last = list({day[:length]: day for day in earlier}.values())
        if len(last) + len(recent) <= most:
            return last + recent
    return last[-most:] + recent
