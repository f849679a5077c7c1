"""The bytes of a feed -> UTF-8 without what no XML or JSON may contain, in pieces, so that memory stays bounded."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),  # no mark, but '<?' in it
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARATION = re.compile(rb"""<\?xml[^>]*?\?>""")
_DECLARED = re.compile(rb"""encoding\s*=\s*["']([\w.:-]+)""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_ILLEGAL = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})  # XML 1.0, 2.2
_PIECE = 1 << 20  # bytes


def to_utf8(body: bytes, content_type: str) -> bytes:
    """The document in UTF-8, without byte order mark, XML declaration and control characters.

    What is valid UTF-8 is taken for it, whatever is declared: no other text happens to be. Else the declarations are
    tried, that of the server (`content_type`) before the document's; at last Windows-1252, which reads anything.
    """
    mark, marked = next(((mark, name) for mark, name in _MARKS if body.startswith(mark)), (b"", ""))
    if b"<" in mark:
        mark = b""
    body = body[len(mark) :] if mark else body
    if marked not in ("", "utf-8") or not _is_utf8(body):
        body = _transcoded(body, marked, content_type)
    declaration = _DECLARATION.match(body.lstrip()[:1000])
    if declaration or body[:1].isspace():
        body = body.lstrip()[declaration.end() if declaration else 0 :].lstrip()
    return body.translate(None, _ILLEGAL)


def _transcoded(body: bytes, marked: str, content_type: str) -> bytes:
    charset = _CHARSET.search(content_type)
    declared = _DECLARED.search(body[:1000].replace(b"\x00", b""))
    names = (marked, charset[1] if charset else "", declared[1].decode("ascii") if declared else "")
    for name in filter(None, names):
        try:
            io.TextIOWrapper(io.BytesIO(), encoding=name)  # not for codecs that are no encodings of text: bz2, rot13
            if codecs.lookup(name).name != "utf-8":
                return b"".join(piece.encode("utf-8", "replace") for piece in _decoded(body, name, "strict"))
        except (LookupError, UnicodeError):
            continue
    return b"".join(piece.encode() for piece in _decoded(body, "windows-1252", "replace"))


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return True
    try:
        for _ in _decoded(body, "utf-8", "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True


def _decoded(body: bytes, name: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(name)(errors)
    view = memoryview(body)
    for start in range(0, len(body), _PIECE):
        yield decoder.decode(view[start : start + _PIECE])
    yield decoder.decode(b"", final=True)
