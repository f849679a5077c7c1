"""What was published, and what follows from it."""
