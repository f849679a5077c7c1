"""The store in an SQLite file behaves as a store must."""

from __future__ import annotations

from store_suite import StoreSuite

from events.store.sqlite import SqliteStore


class TestSqliteStore(StoreSuite):
    def opener(self, folder):
        return lambda: SqliteStore(folder / "log.db")
