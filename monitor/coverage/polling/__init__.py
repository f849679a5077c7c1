"""When feeds and pages are fetched, and what is remembered of them between two passes."""
