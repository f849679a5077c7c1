"""What the dictionaries of compression.py are made of."""
