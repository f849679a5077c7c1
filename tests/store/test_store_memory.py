"""The store in memory behaves as a store must."""

from __future__ import annotations

from store_suite import StoreSuite

from events.store.memory import MemoryLog, MemoryStore


class TestMemoryStore(StoreSuite):
    def opener(self, folder):
        log = MemoryLog()
        return lambda: MemoryStore(log)
