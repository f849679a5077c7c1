"""The event log: a port (port.py) and what it can be kept in."""
