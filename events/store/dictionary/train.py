"""Makes the dictionary that compresses articles: `python -m events.store.dictionary.train OUT.zdict`.

Run it for a new dictionary under a new name and number (compression.py), never over one that logs were written with:
without its own dictionary no event can be expanded. Needs the package backports.zstd, which alone can build a
dictionary from content laid out by hand.

The content is words.txt, passages.txt and phrases.txt, written for this project by its authors, then the
JSON of events in shapes.txt. What is most frequent stands last, where a reference to it takes the fewest bits.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
LEVEL = 3  # of the compressor that counts; measured: others make articles 1 to 100 bytes larger


def content() -> bytes:
    """What matches are found in, most frequent last."""
    words = " ".join((HERE / "words.txt").read_text("utf-8").split())
    texts = [words, (HERE / "passages.txt").read_text("utf-8"), (HERE / "phrases.txt").read_text("utf-8")]
    return as_json("\n\n".join(texts)) + (HERE / "shapes.txt").read_text("utf-8").rstrip("\n").encode()


def samples() -> list[bytes]:
    """Texts from which the frequencies of letters, lengths and distances are counted: passages not in the content."""
    passages = (HERE / "samples.txt").read_text("utf-8").split("\n\n\n")
    return [as_json(text) for text in passages]


def as_json(text: str) -> bytes:
    """A text as it stands inside a JSON string."""
    return text.replace('"', '\\"').replace("\n", "\\n").encode()


def main(out: str) -> None:
    """Write the dictionary."""
    from backports import zstd

    raw = content()
    dictionary = zstd.finalize_dict(zstd.ZstdDict(raw, is_raw=True), samples(), len(raw) + 4096, level=LEVEL)
    Path(out).write_bytes(dictionary.dict_content)


if __name__ == "__main__":
    main(sys.argv[1])
