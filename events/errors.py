"""The error tree of the project.

StoryMonitorError            what went wrong, where, and what to do (hint)
|- UsageError                the person asked for something impossible: exit code 2
|- InputError                a file, page or setting can't be used: exit code 1
|- NotFoundError             nothing is known under that name: exit code 3
`- StoreError                the log or a projection can't be used: exit code 1
   |- EventConflictError     a known event id with other content
   |- WrongVersionError      a stream is not at the version that was expected
   |- TamperedError          the log is not what was appended
   `- NewerFormatError       the file was made by a newer version of the program
"""

from __future__ import annotations


class StoryMonitorError(Exception):
    """An error that a person can act on: one line that says what and where, and a hint that says what to do."""

    exit_code = 1

    def __init__(self, what: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.what}{remedy}"


class UsageError(StoryMonitorError):
    """The person asked for something that can't be done."""

    exit_code = 2


class InputError(StoryMonitorError):
    """A file, page, entry or setting can't be used as it is."""


class NotFoundError(StoryMonitorError):
    """Nothing is known under the name that was asked for."""

    exit_code = 3


class StoreError(StoryMonitorError):
    """The log or a projection can't be read or written."""


class EventConflictError(StoreError):
    """An event id that the log knows came again with other content."""


class WrongVersionError(StoreError):
    """A stream is not at the version that the writer expected."""


class TamperedError(StoreError):
    """The log differs from what was appended."""


class NewerFormatError(StoreError):
    """A file was made by a newer version of the program."""
