"""Meetings: who met, spoke or talked with whom, when, where and about what."""

from __future__ import annotations

from monitor.reading.meeting.reader import find as find
