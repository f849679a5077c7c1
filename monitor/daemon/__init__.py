"""`monitor run`: keeps a workspace up to date for months. running.py puts the parts together."""
