"""A story as CSV (RFC 4180): one line a quotation. Nothing in a cell is a formula, whoever wrote the text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from events.claims import Claim
from monitor.reports import claims
from monitor.reports.clean import one_line
from monitor.reports.exports.material import Material

COLUMNS = (
    "claim", "account", "kind", "sentence", "status", "when", "published", "publisher", "origin", "attributed_to",
    "quote", "start", "end", "article", "version", "url", "link", "recorded_at", "confidence",
    "kept", "held",
)  # fmt: skip
# What spreadsheets take for the start of a formula, their full-width forms included (OWASP, 'CSV Injection').
_FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")


def spreadsheet(material: Material) -> Iterator[str]:
    """The header and the lines, in UTF-8 with a byte order mark so that spreadsheets know."""
    yield "\ufeff" + _line(COLUMNS)
    line = material.known.story.definition.unsure_below
    for account, fact in material.accounts():
        claim: Claim = account.claim
        for piece in claims.evidence(account):
            yield _line(
                (
                    fact or "", account.id, claim.kind, claim.sentence(), getattr(claim, "status", None),
                    getattr(claim, "when", None), account.published, account.publisher, account.origin,
                    " <- ".join(claim.attributed_to), piece["quote"], piece["start"], piece["end"], account.article,
                    account.version, account.url, piece["link"], account.recorded_at, claim.confidence,
                    "yes" if account.kept else "", "" if account.sure(line) else "yes",
                )
            )  # fmt: skip


def cell(value: object) -> str:
    """A value as text on one line; an apostrophe before what a spreadsheet would compute, which it doesn't show."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    dangerous = value.lstrip(" ").startswith(_FORMULA)
    text = one_line(value).encode("utf-8", "replace").decode()
    return f"'{text}" if dangerous or text.startswith(_FORMULA) else text


def _line(values: tuple[object, ...]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerow([cell(value) for value in values])
    return written.getvalue()
