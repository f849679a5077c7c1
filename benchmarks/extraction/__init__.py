"""How well and how fast articles are taken from the pages that the tests keep."""
