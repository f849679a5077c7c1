"""Calls: who says that who should resign, recuse themselves, investigate, apologise, release, testify."""

from __future__ import annotations

from monitor.reading.call.reader import find as find
