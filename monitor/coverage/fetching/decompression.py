"""Content codings (RFC 9110, 8.4) undone piece by piece, so that a bomb costs no more than its limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]
from backports import zstd

from monitor.coverage.fetching.errors import FetchError

ACCEPTED = "gzip, deflate, br, zstd"
_PIECE = 65536  # bytes that come out at once
_CODINGS = 3  # more of them, one in the other, are nothing but an attack
_WINDOW = 23  # log2 of the bytes that zstd may look back: 8 MiB, RFC 9659


class _Decoder(Protocol):
    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What comes out for what goes in, at most _PIECE bytes at a time."""

    @property
    def finished(self) -> bool:
        """Whether the stream's end was reached."""


class _Zlib:
    """gzip (several members in a row, too), zlib, and the raw deflate that some servers send as 'deflate'."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream = zlib.decompressobj(31 if gzip else 15)
        self._fresh = True
        self.finished = False

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self.finished:
                if not self._gzip or data[:2] != b"\x1f\x8b":
                    return  # padding behind the end
                self._stream, self.finished = zlib.decompressobj(31), False
            yield self._piece(data)
            data = self._stream.unconsumed_tail
            if self._stream.eof:
                data, self.finished = self._stream.unused_data, True

    def _piece(self, data: bytes) -> bytes:
        fresh, self._fresh = self._fresh, False
        try:
            return self._stream.decompress(data, _PIECE)
        except zlib.error:
            if not fresh or self._gzip:
                raise
            self._stream = zlib.decompressobj(-15)
            return self._stream.decompress(data, _PIECE)


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._stream.is_finished():
            return
        yield self._stream.process(data, output_buffer_limit=_PIECE)
        while not self._stream.is_finished() and not self._stream.can_accept_more_data():
            yield self._stream.process(b"", output_buffer_limit=_PIECE)

    @property
    def finished(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstd:
    def __init__(self) -> None:
        self._stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _WINDOW})

    def pieces(self, data: bytes) -> Iterator[bytes]:
        if self._stream.eof:
            return
        yield self._stream.decompress(data, _PIECE)
        while not self._stream.eof and not self._stream.needs_input:
            yield self._stream.decompress(b"", _PIECE)

    @property
    def finished(self) -> bool:
        return self._stream.eof


class Body:
    """A body that grows as pieces of it arrive, decompressed, up to a limit."""

    def __init__(self, coding: str, *, limit: int, where: str) -> None:
        """`coding` is the Content-Encoding field, `limit` is in bytes, `where` is the address. Raises FetchError."""
        names = [name.strip().lower() for name in coding.split(",")]
        names = [name for name in names if name not in ("", "identity")]
        self._where = where
        self._limit = limit
        self._taken = 0
        self._data = bytearray()
        if len(names) > _CODINGS:
            raise FetchError("protocol", f"is compressed {len(names)} times over", where=where)
        self._decoders = [self._decoder(name) for name in reversed(names)]

    def add(self, data: bytes) -> None:
        """Take in the next bytes as they came. Raises FetchError: too much, or not encoded as it says."""
        self._taken += len(data)
        self._check(self._taken)
        try:
            for piece in self._through(data, 0):
                self._check(len(self._data) + len(piece))
                self._data += piece
        except (zlib.error, brotli.error, zstd.ZstdError, EOFError) as error:
            raise FetchError("protocol", f"can't be decompressed: {error}", where=self._where) from error

    def __len__(self) -> int:
        """Bytes that have come so far, decompressed."""
        return len(self._data)

    def beginning(self, most: int) -> bytes:
        """No more than so many bytes of what has come."""
        return bytes(self._data[:most])

    def whole(self) -> bytes:
        """The body, once all has come. Raises FetchError where it was cut off."""
        if self._taken and not all(decoder.finished for decoder in self._decoders):
            raise FetchError("connection", "the compressed body was cut off", where=self._where)
        return bytes(self._data)

    def _through(self, data: bytes, depth: int) -> Iterator[bytes]:
        if depth == len(self._decoders):
            yield data
            return
        for piece in self._decoders[depth].pieces(data):
            if piece:
                yield from self._through(piece, depth + 1)

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise FetchError("size", f"is longer than {self._limit / 1024 / 1024:g} MiB", where=self._where)

    def _decoder(self, name: str) -> _Decoder:
        match name:
            case "gzip" | "x-gzip":
                return _Zlib(gzip=True)
            case "deflate":
                return _Zlib(gzip=False)
            case "br":
                return _Brotli()
            case "zstd":
                return _Zstd()
            case _:
                raise FetchError("protocol", f"is compressed in an unknown way: '{name}'", where=self._where)
