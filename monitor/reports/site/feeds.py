"""A story's latest changes as Atom (RFC 4287) and as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

import msgspec

from monitor.reports.claims import called
from monitor.reports.site.plain import cut, sentence, text
from monitor.reports.site.templating import Templates

_SPACE = UUID("5c1f9d0a-64b5-5d7e-9d53-0c5e3c7a1f26")  # of the ids of this program's feeds; never to change
_BEFORE_ALL = "1970-01-01T00:00:00Z"  # for a feed without entries
View = dict[str, Any]


def urn(name: str) -> str:
    """A permanent id that is an IRI, as Atom wants it (RFC 9562)."""
    return f"urn:uuid:{uuid5(_SPACE, name)}"


def entries(story: str, changes: list[View], base: str) -> list[View]:
    """The changes, newest first, as both feeds have them. `base` is the address of the story's folder, or ''."""
    return [
        {
            "id": urn(f"{story}/{change['id']}"),
            "url": f"{base}claims/{change['claim']}.html",
            "title": f"{called(change).capitalize()}: {sentence(change['sentence'])}",
            "summary": _summary(change),
            "recorded_at": change["recorded_at"],
            "published": change["published"],
            "tags": [change["change"], change["kind"]],
        }
        for change in changes
    ]


def atom(templates: Templates, story: str, title: str, listed: list[View], base: str) -> str:
    """The Atom feed."""
    updated = max((one["recorded_at"] for one in listed), default=_BEFORE_ALL)
    return templates.render("changes.atom.j2", id=urn(story), title=title, updated=updated, entries=listed, base=base)


def json(title: str, listed: list[View], base: str) -> str:
    """The JSON Feed. Addresses are absolute only where the site's own is known; without it, items have none."""
    feed: View = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": text(f"Changes: {title}"),
        **({"home_page_url": base, "feed_url": f"{base}changes.json"} if base else {}),
        "items": [
            {
                "id": one["id"],
                **({"url": one["url"]} if base else {}),
                "title": text(one["title"]),
                "content_text": text(one["summary"]),
                "date_published": one["recorded_at"],
                "tags": one["tags"],
            }
            for one in listed
        ],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=1).decode("utf-8", "replace")


def _summary(change: View) -> str:
    said = [f"{change['slot']}: {change['before'] or '—'} → {change['after']}"] if change["slot"] else []
    if change["change"] in ("contradiction", "answered") and change["after"]:
        said.append(change["after"])
    said += [f"“{cut(piece['quote'])}” ({piece['publisher'] or piece['article']})" for piece in change["evidence"][:2]]
    return " — ".join(said) or change["sentence"]
