"""Where a story's claims come from, as W3C PROV (PROV-DM, written as PROV-JSON).

An article is an entity attributed to its outlet. A reading is an activity of the reader that uses an article and
generates the claims that it made. A fact is derived from those accounts. A correction is an activity of a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec
from prov.constants import PROV_LABEL, PROV_TYPE, PROV_VALUE
from prov.model import ProvDocument, QualifiedName

from events.claims import listed
from events.facts import Account
from events.log import CorrectionMade
from monitor.reports.clean import one_line
from monitor.reports.exports.material import Material

_SPACE = "urn:story-monitor:"


def provenance(material: Material) -> Iterator[str]:
    """The PROV-JSON document, indented."""
    document = ProvDocument()
    document.add_namespace("sm", _SPACE)
    document.add_namespace("schema", "https://schema.org/")
    _articles(document, material)
    for account, fact in material.accounts():
        _account(document, account, fact)
    for one in material.known.story.facts():
        said = _text(one.claim.sentence())
        document.entity(f"sm:fact/{one.id}", {PROV_TYPE: _name(document, "schema:Claim"), PROV_LABEL: said})
    _corrections(document, material)
    plain = msgspec.json.decode(document.serialize(format="json") or "{}")
    yield msgspec.json.format(msgspec.json.encode(plain, order="deterministic"), indent=1).decode() + "\n"


def _articles(document: ProvDocument, material: Material) -> None:
    for name in sorted(material.known.story.articles):
        one = material.known.story.articles[name]
        attributes: dict[str | QualifiedName, Any] = {
            PROV_TYPE: _name(document, "schema:NewsArticle"),
            PROV_LABEL: _text(one.title or one.label),
        }
        if one.url:
            attributes["schema:url"] = _text(one.url)
        if one.published:
            attributes["schema:datePublished"] = one.published
        entity = document.entity(_article(one.id, one.version), attributes)
        document.wasAttributedTo(entity, _agent(document, one.publisher or "unknown publisher", "prov:Organization"))


def _account(document: ProvDocument, account: Account, fact: str | None) -> None:
    article = _article(account.article, account.version)
    claim = document.entity(
        f"sm:claim/{account.id}",
        {
            PROV_TYPE: _name(document, "schema:Claim"),
            PROV_LABEL: _text(account.claim.sentence()),
            "sm:kind": account.claim.kind,
        },
    )
    reading = f"sm:reading/{account.article}/{account.version}"
    if not document.get_record(reading):
        activity = document.activity(
            reading, None, _time(account.recorded_at), {PROV_TYPE: _name(document, "sm:Reading")}
        )
        document.used(activity, article)
        document.wasAssociatedWith(activity, _agent(document, account.reader or "unknown reader", "prov:SoftwareAgent"))
    document.wasGeneratedBy(claim, reading, _time(account.recorded_at))
    document.hadPrimarySource(claim, article)
    for piece in account.claim.evidence:
        quotation = f"sm:quotation/{account.article}/{account.version}/{piece.start}-{piece.end}"
        if not document.get_record(quotation):  # claims may share their words
            attributes = {PROV_TYPE: _name(document, "schema:Quotation"), PROV_VALUE: _text(piece.quote)}
            document.wasQuotedFrom(document.entity(quotation, attributes), article)
        document.wasDerivedFrom(claim, quotation)
    for source in account.claim.attributed_to:
        document.wasAttributedTo(claim, _agent(document, source, "prov:Agent"))
    if fact:
        document.wasDerivedFrom(f"sm:fact/{fact}", claim)


def _corrections(document: ProvDocument, material: Material) -> None:
    for number, one in enumerate(material.corrections, 1):
        activity = document.activity(
            f"sm:correction/{one.story}/{number}",
            None,
            _time(one.made_at),
            {PROV_TYPE: _name(document, "sm:Correction"), PROV_LABEL: _text(_corrected(one))},
        )
        if one.claim:
            document.used(activity, f"sm:claim/{one.claim}")
        document.wasAssociatedWith(activity, _agent(document, one.author, "prov:Person"))


def _corrected(one: CorrectionMade) -> str:
    return f"{one.action}{f' {listed(one.names)}' if one.names else ''}: {one.reason}"


def _article(name: str, version: int) -> str:
    return f"sm:article/{name}/{version}"


def _agent(document: ProvDocument, name: str, kind: str) -> str:
    """The agent of that name, declared once."""
    agent = f"sm:agent/{sha256(name.encode('utf-8', 'replace')).hexdigest()[:12]}"
    if not document.get_record(agent):
        document.agent(agent, {PROV_TYPE: _name(document, kind), PROV_LABEL: _text(name)})
    return agent


def _name(document: ProvDocument, name: str) -> QualifiedName | None:
    """'sm:Reading' as the name that it stands for, not as a text."""
    return document.valid_qualified_name(name)


def _text(value: str) -> str:
    return one_line(value).encode("utf-8", "replace").decode()


def _time(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)
