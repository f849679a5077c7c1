SELECT position, id, type, stream, version, recorded_at, data, digest, compression FROM events
WHERE stream = ? AND version > ? ORDER BY version LIMIT ?
