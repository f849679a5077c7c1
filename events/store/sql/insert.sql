INSERT OR FAIL INTO events (position, id, type, stream, version, recorded_at, digest, compression, data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
