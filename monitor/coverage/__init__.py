"""The way in: files, feeds and pages become articles."""
