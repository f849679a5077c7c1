SELECT position, id, type, stream, version, recorded_at, data, digest, compression FROM events
WHERE id IN (SELECT value FROM json_each(?))
