"""A review under way: what is asked next, what was decided, and the last decision taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from events.errors import NotFoundError, UsageError
from monitor.correcting import Wanted
from monitor.corrections import Corrections
from monitor.review import Decision


class Reviewing:
    """Goes through what is undecided in stories; each decision is recorded as it is made."""

    def __init__(self, corrections: Corrections, stories: list[str], author: str) -> None:
        """Raises NotFoundError for a story that there isn't, InputError where its file is wrong."""
        self._corrections = corrections
        self._author = author
        self._reviews = {story: corrections.review(story) for story in stories}
        self._skipped: set[tuple[str, str]] = set()
        self._decided: list[tuple[str, str, str]] = []  # story, item, the correction's id
        self.total = sum(len(one.items) for one in self._reviews.values())

    def pending(self) -> Iterator[dict[str, Any]]:
        """What is undecided and wasn't skipped, in order."""
        for story, review in self._reviews.items():
            yield from (review.shown(item) for item in review.items if (story, item.id) not in self._skipped)

    @property
    def left(self) -> int:
        """How many are undecided, those that were skipped included."""
        return sum(len(one.items) for one in self._reviews.values())

    @property
    def number(self) -> int:
        """The number of the item that is asked now, from 1 on."""
        left = sum((story, item.id) not in self._skipped for story, one in self._reviews.items() for item in one.items)
        self.total = max(self.total, left)
        return self.total - left + 1

    def asking(self, name: str) -> str:
        """The story that asks an item of that id, or the start of it. Raises NotFoundError, UsageError."""
        found = [story for story, one in self._reviews.items() if any(it.id.startswith(name) for it in one.items)]
        if len(found) > 1:
            raise UsageError(f"several stories ask '{name}'", hint="name the story")
        if not found:
            raise NotFoundError(f"nothing is to be decided as '{name}'", hint="'monitor review --list' shows what is")
        return found[0]

    def decide(self, story: str, decision: Decision) -> dict[str, Any]:
        """Record a decision; what it changed. Raises NotFoundError, UsageError: nothing is recorded then."""
        wanted = self._reviews[story].correction(decision, self._author)
        done = self._corrections.make(wanted) if isinstance(wanted, Wanted) else self._corrections.name(wanted)
        self._decided.append((story, decision.item, done["id"]))
        self._reviews[story] = self._corrections.review(story)
        return done

    def skip(self, story: str, item: str) -> None:
        """Leave an item undecided, for this time."""
        self._skipped.add((story, item))

    def undo(self) -> dict[str, Any] | None:
        """Take the last decision back, so that it is asked again; None where there is none."""
        if not self._decided:
            return None
        story, item, correction = self._decided.pop()
        done = self._corrections.make(Wanted(correction, "undo", self._author, "undone while reviewing", story))
        self._skipped.discard((story, item))
        self._reviews[story] = self._corrections.review(story)
        return done
