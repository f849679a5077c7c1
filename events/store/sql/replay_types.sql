SELECT position, type, recorded_at, data, compression FROM events
WHERE position > ? AND position <= ? AND type IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?
