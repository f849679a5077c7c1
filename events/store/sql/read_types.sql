SELECT position, id, type, stream, version, recorded_at, data, digest, compression FROM events
WHERE position > ? AND position <= ? AND type IN (SELECT value FROM json_each(?)) ORDER BY position LIMIT ?
