"""A story for other programs. Each form is a function from the story's material to the lines of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from monitor.reports.exports.bundle import bundle
from monitor.reports.exports.cloudevents import cloudevents
from monitor.reports.exports.material import Material
from monitor.reports.exports.provenance import provenance
from monitor.reports.exports.records import records
from monitor.reports.exports.spreadsheet import spreadsheet

# The option of `monitor export` -> what it prints. The only list of the forms.
FORMS: dict[str, Callable[[Material], Iterator[str]]] = {
    "jsonl": records,
    "csv": spreadsheet,
    "prov": provenance,
    "cloudevents": cloudevents,
    "bundle": bundle,
}
__all__ = ["FORMS", "Material"]
