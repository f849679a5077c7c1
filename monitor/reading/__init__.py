"""From an article's text to grounded claims."""
