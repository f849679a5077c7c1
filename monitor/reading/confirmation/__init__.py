"""Confirmations: who acknowledges, admits or confirms what had been alleged or reported."""

from __future__ import annotations

from monitor.reading.confirmation.reader import find as find
