"""One article as JSON: what is known of it and from whom, its versions, its copies, the stories that it bears on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from events.claims import Claim
from events.corrections import slots
from events.coverage import Coverage
from events.log import ArticleRead
from events.story import AsRead
from monitor.projections import stories
from monitor.projections.database import Projections
from monitor.recorded import History, Version
from monitor.reports import claims, word_changes

_NOT_SHOWN = ("id", "name", "text", "version")  # shown under other keys


def article(history: History, projections: Projections, *, versions: bool) -> dict[str, Any]:
    """The article as it is now; with `versions`, the words in which each version differs from the one before."""
    now = history.article
    said = {key: value for key, value in msgspec.to_builtins(now).items() if key not in _NOT_SHOWN}
    known = _coverage(projections, now.id)
    readings = [one for one in history.readings if one.version == now.version]
    return {
        "id": now.id,
        "article": now.label,
        "version": now.version,
        **{field: said.get(field) for field in ("title", "publisher", "published", "url", "language", "first_seen")},
        "authors": list(now.authors),
        "provenance": said.get("provenance", {}),
        "stories": sorted(known),
        "copies": _copies(projections, known),
        "copied_from": next((one.copied_from for one in known.values() if one.copied_from), None),
        "versions": _versions(history.versions, changes=versions),
        "claims": list(_standing(projections, now.id, readings)),
        "text": now.text,
    }


def _standing(projections: Projections, name: str, readings: list[ArticleRead]) -> Iterator[dict[str, Any]]:
    """The claims of the last reading as persons have them: without those rejected for a story, with the slots set."""
    read = [
        (str(story), account)
        for story, data in projections.rows("SELECT story, data FROM as_read WHERE id = ?", name)
        for account in msgspec.msgpack.decode(data, type=AsRead).accounts
    ]
    now = {_words(account.claim): (account, stories.account(projections, story, account.id)) for story, account in read}
    for claim in readings[-1].claims if readings else ():
        before, after = now.get(_words(claim), (None, None))
        if before is None:
            yield {**claims.read(claim), "kept": False}
        elif after is not None:
            yield {**claims.read(_set(claim, before.claim, after.claim)), "kept": bool(after.kept)}


def _set(claim: Claim, before: Claim, after: Claim) -> Claim:
    """A claim as the reader took it, with what persons set: `before` and `after` are a story's account of it."""
    changed = {
        slot: getattr(after, slot)
        for slot in slots(type(claim))
        if getattr(before, slot, None) != getattr(after, slot, None)
    }
    return msgspec.structs.replace(claim, **changed, how=after.how) if changed else claim


def _words(claim: Claim) -> tuple[object, ...]:
    """What tells a claim of an article from its other claims, whatever its parties are called."""
    return (claim.kind, claim.evidence, *(getattr(claim, slot) for slot in claim.identity_slots))


def _coverage(projections: Projections, name: str) -> dict[str, Coverage]:
    """The article as each story that it bears on knows it."""
    rows = projections.rows("SELECT story, data FROM articles WHERE id = ? ORDER BY story", name)
    return {str(story): msgspec.msgpack.decode(data, type=Coverage) for story, data in rows}


def _copies(projections: Projections, known: dict[str, Coverage]) -> list[dict[str, Any]]:
    """Every article linked with this one, directly or through others, earliest first."""
    found: dict[str, Coverage] = {}
    pending = [name for one in known.values() for name in one.copies]
    while pending:
        name = pending.pop()
        if name not in found:
            for one in _coverage(projections, name).values():
                found[name] = one
                pending.extend(one.copies)
    others = [one for name, one in found.items() if all(name != mine.id for mine in known.values())]
    return [
        {"id": one.id, "publisher": one.publisher, "published": one.published, "title": one.title, "url": one.url}
        for one in sorted(others, key=lambda one: (one.published or "9999", one.id))
    ]


def _versions(versions: list[Version], *, changes: bool) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = []
    before: str | None = None
    for one in versions:
        passages = word_changes.between(before, one.article.text) if before is not None else []
        entry = {
            "version": one.article.version,
            "recorded_at": one.recorded_at,
            "title": one.article.title,
            "words": len(one.article.text.split()),
            **word_changes.counted(passages),
        }
        shown.append({**entry, "changes": msgspec.to_builtins(passages)} if changes else entry)
        before = one.article.text
    return shown
