"""The way people look: what a story is at a moment, in a form that a person or a program reads."""
