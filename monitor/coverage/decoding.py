"""Bytes of a file -> its text, verbatim. An encoding is never guessed: what is recorded can't be taken back."""

from __future__ import annotations

import codecs
import re

from events.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or office document",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
# The HTML standard has browsers look for the encoding in the first 1024 bytes (section 13.2.3.2).
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]+encoding=["']([\w.-]+)""", re.IGNORECASE
)
_PRESCAN = 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_STRAY = 100  # characters of a text to one control character that may have strayed into it
_SAMPLE = 65536  # bytes that are enough to suspect an encoding


def decode(data: bytes, where: str, *, encoding: str | None = None, html: bool = False) -> str:
    """The text, line ends as they are, without a byte order mark.

    The encoding is the one given, else that of a byte order mark, else the one that an HTML page declares, else UTF-8.
    Raises InputError for what is empty, binary, or in another encoding, and names the likely one.
    """
    for magic, name in _FORMATS.items():
        if data.startswith(magic):
            raise InputError(f"is {name}, not text", where=where, hint="save its text as UTF-8")
    mark, marked = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))
    declared = _declared(data) if html else None
    chosen = encoding or marked or declared or "utf-8"
    try:
        text = data[len(mark) if not encoding or mark == codecs.BOM_UTF8 else 0 :].decode(chosen)
    except LookupError as error:
        raise InputError(f"no encoding is called '{chosen}'", where=where, hint="such as --encoding utf-8") from error
    except UnicodeError as error:
        if b"\x00" in data:
            raise InputError("is binary, not text", where=where, hint="save its text as UTF-8") from error
        raise InputError(f"is not {chosen.upper()} text", where=where, hint=_suspicion(data)) from error
    return checked(text.removeprefix("\ufeff"), where)


def checked(text: str, where: str) -> str:
    """The text itself. Raises InputError where it is empty, or no text: control characters, half surrogates."""
    if not text.strip():
        raise InputError("is empty", where=where, hint="an article has text")
    if "\x00" in text or len(_CONTROL.findall(text)) > len(text) / _STRAY:
        raise InputError(
            "is binary, not text: it contains control characters", where=where, hint="save its text as UTF-8"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "contains half of a character (a lone surrogate)", where=where, hint="export it again"
        ) from error
    return text


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_PRESCAN])
    return (found[1] or found[2]).decode("ascii") if found else None


def _suspicion(data: bytes) -> str:
    from charset_normalizer import from_bytes

    likely = from_bytes(data[:_SAMPLE]).best()
    if likely is None:
        return "save it as UTF-8"
    return f"it may be {likely.encoding}: look at it, then give --encoding {likely.encoding}, or save it as UTF-8"
