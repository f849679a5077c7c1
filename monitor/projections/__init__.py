"""The state of every story, kept on disk beside the log: deleted and rebuilt at will, never the only copy."""
