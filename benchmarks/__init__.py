"""What is promised of speed and size, measured as ratios of one run."""
