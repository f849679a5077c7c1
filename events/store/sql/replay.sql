SELECT position, type, recorded_at, data, compression FROM events
WHERE position > ? AND position <= ? ORDER BY position LIMIT ?
