SELECT position, digest FROM events ORDER BY position DESC LIMIT 1
