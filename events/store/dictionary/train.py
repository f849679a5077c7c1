"""Makes the dictionary that compresses articles: `python -m events.store.dictionary.train OUT.zdict`.

Run it for a new dictionary under a new name and number (compression.py), never over one that logs were written with:
without its own dictionary no event can be expanded. Needs the package backports.zstd, which alone can build a
dictionary from content laid out by hand.

The content is articles.txt, words.txt, passages.txt and phrases.txt, written for this project by its authors, then the
JSON of events in shapes.txt. What is most frequent stands last, where a reference to it takes the fewest bits. The
articles are every second one of those that the reader's tests had when the dictionary was made.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
LEVEL = 3  # of the compressor that counts; measured: others make articles 1 to 100 bytes larger


def content() -> bytes:
    """What matches are found in, most frequent last."""
    words = " ".join((HERE / "words.txt").read_text("utf-8").split())
    texts = [*articles(), words, *((HERE / name).read_text("utf-8") for name in ("passages.txt", "phrases.txt"))]
    return as_json("\n\n".join(texts)) + (HERE / "shapes.txt").read_text("utf-8").rstrip("\n").encode()


def articles() -> list[str]:
    """The articles that are part of the content."""
    return _texts("articles.txt")


def samples() -> list[str]:
    """Articles that are no part of the content: in them the letters, lengths and distances are counted."""
    return _texts("samples.txt")


def as_json(text: str) -> bytes:
    """A text as it stands inside a JSON string."""
    return text.replace('"', '\\"').replace("\n", "\\n").encode()


def main(out: str) -> None:
    """Write the dictionary."""
    from backports import zstd

    raw = content()
    counted = [as_json(text) for text in samples()]
    dictionary = zstd.finalize_dict(zstd.ZstdDict(raw, is_raw=True), counted, len(raw) + 4096, level=LEVEL)
    Path(out).write_bytes(dictionary.dict_content)


def _texts(name: str) -> list[str]:
    return (HERE / name).read_text("utf-8").rstrip("\n").split("\n\n\n")


if __name__ == "__main__":
    main(sys.argv[1])
