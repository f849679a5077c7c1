"""How fast stories follow the log, how soon `monitor status` answers, and what a rebuild needs."""
