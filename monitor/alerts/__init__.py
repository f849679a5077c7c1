"""The way out: what is told to whom, in which mail, and that it arrives once."""
