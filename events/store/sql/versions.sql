SELECT value, (SELECT max(version) FROM events WHERE stream = value) FROM json_each(?)
