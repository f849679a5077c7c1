"""How the data of an event is stored: every row names its way, so that ways can be added and none is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

PLAIN = 0  # as appended
DICTIONARIES = {1: "news-1.zdict"}  # Zstandard (RFC 8878) with the dictionary of that name; a name is never reused
CURRENT = 1
# Zstandard's own level 6 stores 4 KB articles as small and takes more than twice the time; level 3 takes two thirds of
# the time and 4 % more space.
PARAMETERS = {"window_log": 18, "hash_log": 17, "chain_log": 17, "search_log": 4, "min_match": 5, "target_length": 8}


SMALL_BYTES = 512  # less stays plain: it would save 200 bytes of disk and take half as long again to replay


class UnknownCompressionError(ValueError):
    """A row names a compression that this version of the program doesn't know, or isn't what it says it is."""


class Compression:
    """Compresses and expands data. Belongs to one thread; loads what it needs when it is first needed."""

    def __init__(self) -> None:
        self._compress: Callable[[bytes], bytes] | None = None
        self._expand: dict[int, Callable[[bytes], bytes]] = {PLAIN: bytes}

    def compress(self, data: bytes) -> tuple[int, bytes]:
        """The compression chosen, and the data in it; PLAIN for small data and where compressing saves nothing."""
        if len(data) < SMALL_BYTES:
            return PLAIN, data
        if self._compress is None:
            self._compress = _compressor(CURRENT)
        small = self._compress(data)
        return (CURRENT, small) if len(small) < len(data) else (PLAIN, data)

    def expand(self, compression: int, data: bytes) -> bytes:
        """The data as it was appended. Raises UnknownCompressionError."""
        expand = self._expand.get(compression)
        if expand is None:
            expand = self._expand[compression] = _expander(compression)
        return expand(data)


def _dictionary(compression: int) -> Any:  # noqa: ANN401 - zstandard's types would have to be imported
    import zstandard

    return zstandard.ZstdCompressionDict(Path(__file__).with_name(DICTIONARIES[compression]).read_bytes())


def _compressor(compression: int) -> Callable[[bytes], bytes]:
    import zstandard

    # The row names the dictionary and the digest checks the data: neither needs to be in the frame too.
    parameters = zstandard.ZstdCompressionParameters(
        strategy=zstandard.STRATEGY_GREEDY, write_dict_id=False, write_checksum=False, **PARAMETERS
    )
    dictionary = _dictionary(compression)
    dictionary.precompute_compress(compression_params=parameters)
    return zstandard.ZstdCompressor(compression_params=parameters, dict_data=dictionary).compress


def _expander(compression: int) -> Callable[[bytes], bytes]:
    import zstandard

    if compression not in DICTIONARIES:
        raise UnknownCompressionError(f"there is no compression {compression}")
    decompress = zstandard.ZstdDecompressor(dict_data=_dictionary(compression)).decompress

    def expand(data: bytes) -> bytes:
        try:
            return decompress(data)
        except (zstandard.ZstdError, MemoryError) as error:  # a damaged frame may claim any size
            raise UnknownCompressionError("the stored data can't be expanded") from error

    return expand
