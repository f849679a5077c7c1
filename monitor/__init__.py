"""The world outside: coverage comes in, is read, and goes out as status, reports and alerts."""

__version__ = "0.1.0"
