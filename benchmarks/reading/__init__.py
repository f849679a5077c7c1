"""How well and how fast the reader reads; run as `python -m benchmarks.reading`."""
