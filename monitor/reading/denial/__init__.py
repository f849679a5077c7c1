"""Denials: who says it is not so, professes not to know, refuses to answer, or grants the fact and plays it down."""

from __future__ import annotations

from monitor.reading.denial.reader import find as find
