"""The log against the library eventsourcing and plain sqlite3: `python -m benchmarks.log`."""
