"""Outcomes: who resigned, recused themselves, was fired, apologised, released, investigated."""

from __future__ import annotations

from monitor.reading.outcome.reader import find as find
