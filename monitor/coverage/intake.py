"""What was loaded goes on to be recorded; what could not be is counted, and told as it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import msgspec

from events.article import Article
from events.errors import InputError
from monitor.coverage.files import Loaded
from monitor.cycle import Ingested


class Intake(msgspec.Struct, frozen=True, kw_only=True):
    """What came of everything that was given."""

    new: int
    revised: int
    unchanged: int
    claims: int
    noted: int
    failed: tuple[str, ...]  # a line for each that could not be used
    notices: tuple[str, ...]  # a line for each that a person should look at


def take_in(
    loaded: Iterable[Loaded], record: Callable[[Iterable[Article]], Ingested], tell: Callable[[object], None]
) -> Intake:
    """Record the articles among `loaded`; pass everything else to `tell`, and on to the report."""
    failed: list[str] = []
    notices: list[str] = []

    def articles() -> Iterator[Article]:
        for item in loaded:
            if isinstance(item, Article):
                yield item
            else:
                (failed if isinstance(item, InputError) else notices).append(str(item))
                tell(item)

    done = record(articles())
    return Intake(**msgspec.structs.asdict(done), failed=tuple(failed), notices=tuple(notices))
