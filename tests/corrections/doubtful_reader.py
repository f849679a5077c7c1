"""A reader that is unsure of every claim it takes, as far as a test wants."""

from __future__ import annotations

import msgspec
from alerts.telling_reader import PlainReader


class DoubtfulReader(PlainReader):
    """Takes what the plain reader takes, with another confidence."""

    def __init__(self, confidence: float = 0.6, version: str = "1") -> None:
        super().__init__(version)
        self.confidence = confidence

    def read(self, article):
        """The claims."""
        return tuple(msgspec.structs.replace(claim, confidence=self.confidence) for claim in super().read(article))
