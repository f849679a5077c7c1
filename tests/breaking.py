"""Faults that the tests put into a batch of the projections."""

from __future__ import annotations

import pytest

from monitor.projections import catching_up


def disk_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is gone after a batch was written and before it is committed; `monkeypatch.undo()` brings it back."""
    real = catching_up._finish

    def failing(*arguments: object) -> None:
        real(*arguments)
        raise OSError("the disk is gone")

    monkeypatch.setattr(catching_up, "_finish", failing)
