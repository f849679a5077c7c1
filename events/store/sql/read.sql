SELECT position, id, type, stream, version, recorded_at, data, digest, compression FROM events
WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
