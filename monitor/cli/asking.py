"""A review on a terminal: one key a decision."""

from __future__ import annotations

from typing import Any

import click

from events.errors import StoryMonitorError, UsageError
from monitor.cli.messages import tell
from monitor.reports import terminal_changes, terminal_review
from monitor.reports.screen import Screen
from monitor.review import Decision
from monitor.reviewing import Reviewing

# Key -> what it decides, of what an item takes.
_KEYS = {"k": ("keep",), "r": ("reject", "not-same"), "s": ("set",), "m": ("merge", "same")}
_NEXT, _UNDO, _WHY, _QUIT = ("n", " ", "\r", "\n"), "u", "w", ("q", "\x1b", "\x04")
_HELP = "keys: k keep, r reject, s set a slot, m merge, 1 to 9 a choice, n next, u undo the last, w why, q quit"


class Asking:
    """Asks one item after the other on the terminal."""

    def __init__(self, going: Reviewing, reason: str, shown_on: Screen) -> None:
        self._going = going
        self._reason = reason
        self._screen = shown_on
        self._made = 0

    def run(self) -> None:
        """Until nothing is left, or the person has enough."""
        going = True
        while going:
            item = next(self._going.pending(), None)
            if item is None:
                going = self._made > 0 and self._taken_back()
                continue
            place = f"{self._going.number} of {self._going.total}"
            self._say(terminal_review.card(item, self._screen, place))
            going = self._asked(item)
        self._say(f"{self._screen.counted(self._made, 'decision')} recorded, {self._going.left} left to decide.")

    def _asked(self, item: dict[str, Any]) -> bool:
        """One item, until it is decided or left; False when the person quits."""
        while True:
            pressed = _key()
            if pressed in _QUIT:
                return False
            if pressed in _NEXT:
                self._going.skip(item["story"], item["id"])
                return True
            if pressed == _UNDO:
                return self._undone()
            if pressed == _WHY:
                self._say(terminal_review.why(item, self._screen))
            elif decision := self._decision(item, pressed):
                try:
                    done = self._going.decide(item["story"], decision)
                except StoryMonitorError as error:
                    tell(error)
                    continue
                self._made += 1
                self._say(self._screen.said(f"{decision.action}: {item['sentence']}", fg="green"))
                if done["changes"]:
                    self._say(terminal_changes.changes(done["changes"], self._screen))
                return True

    def _decision(self, item: dict[str, Any], pressed: str) -> Decision | None:
        """What a key means for an item; None, and help, where it means nothing."""
        choices = item["values"] or [one["id"] for one in item["likely"]] or item["parties"]
        if pressed.isdecimal() and 0 < int(pressed) <= len(choices):
            action = next(one for one in ("set", "merge", "same") if one in item["decisions"] and _takes(one, item))
            return Decision(item["id"], action, choices[int(pressed) - 1], self._reason)
        action = next((one for one in _KEYS.get(pressed, ()) if one in item["decisions"]), "")
        if not action or (action in ("merge", "same") and len(choices) != 1):
            help_ = "press the number of the one that it is" if action and choices else _HELP
            self._say(self._screen.said(help_, dim=True))
            return None
        value = self._slot(item) if action == "set" else ""
        if action == "set" and not value:
            return None
        return Decision(item["id"], action, value, self._reason)

    def _slot(self, item: dict[str, Any]) -> str:
        self._say(terminal_review.slots(item, self._screen))
        said = click.prompt("SLOT=VALUE, nothing to go back", default="", show_default=False)
        return str(said).strip()

    def _taken_back(self) -> bool:
        """Whether the person takes the last decision back, now that nothing is left."""
        self._say(self._screen.said("That was the last. [u]ndo it, any other key ends", dim=True))
        return _key() == _UNDO and self._undone()

    def _undone(self) -> bool:
        done = self._going.undo()
        self._made -= done is not None
        self._say(self._screen.said("taken back" if done else "nothing was decided yet", fg="yellow"))
        return True

    def _say(self, text: str) -> None:
        click.echo(text, color=True)  # the screen has left the colours out where there are none


def _takes(action: str, item: dict[str, Any]) -> bool:
    """Whether a choice by number is a value to set, rather than a claim to merge with."""
    return action != "set" or bool(item["values"])


def _key() -> str:
    try:
        return click.getchar().lower() or "q"  # nothing: the input has ended
    except EOFError:
        return "q"
    except OSError as error:
        hint = "--list shows what is to be decided, --decide takes decisions"
        raise UsageError("there is no terminal to ask on", hint=hint) from error
