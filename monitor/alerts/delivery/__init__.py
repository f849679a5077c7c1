"""How a finished mail leaves: to a mail server, into a folder, to the screen."""
