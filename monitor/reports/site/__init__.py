"""A static site of what the stories are: pages, a drawn timeline, feeds. Readable without a server or a script."""
