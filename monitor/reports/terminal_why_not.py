"""Why an article bears on a story or doesn't, as text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from monitor.reports.screen import Screen


def why_not(shown: dict[str, Any], screen: Screen) -> str:
    """The verdict, its reasons, and what to do."""
    return "\n".join((*_verdict(shown, screen), *_found(shown, screen), "", *_next(shown, screen)))


def fate(shown: dict[str, Any], screen: Screen) -> str:
    """What became of a change, a line a recipient."""
    lines = [screen.paragraph(shown["sentence"] or shown["change"], bold=True)]
    if shown["why"]:
        lines.append(screen.paragraph(shown["why"], mark="- "))
    lines += [screen.paragraph(f"{one['recipient']}: {one['why']}", mark="- ") for one in shown["recipients"]]
    return "\n".join((*lines, screen.paragraph(f"{shown['story']} · {shown['change']}", dim=True)))


def _verdict(shown: dict[str, Any], screen: Screen) -> Iterator[str]:
    yield screen.paragraph(shown["title"], bold=True)
    if not shown["bears_on"]:
        yield screen.paragraph(f"does not bear on {shown['story']}:", fg="yellow")
        yield from (screen.paragraph(reason, mark="- ") for reason in shown["reasons"])
        return
    claims = shown["claims"]
    about = f"{claims['of_the_story']} of its {screen.counted(claims['read'], 'claim')} about the story's parties"
    yield screen.paragraph(f"bears on {shown['story']}: {about}.", fg="green")
    yield from (screen.paragraph(f"of others: {said}", mark="- ") for said in claims["of_others"])


def _found(shown: dict[str, Any], screen: Screen) -> Iterator[str]:
    for label, names in (
        ("people found", shown["people_found"]),
        ("people not found", shown["people_missing"]),
        ("words found", shown["words_found"]),
        ("words not found", shown["words_missing"]),
        ("names in the text", shown["names_in_text"] if not shown["people_found"] else []),
    ):
        if names:
            yield screen.paragraph(f"{label}: {', '.join(names)}", indent=2)
    yield from (screen.paragraph(near, mark="? ", indent=2) for near in shown["nearly"])


def _next(shown: dict[str, Any], screen: Screen) -> Iterator[str]:
    yield screen.heading("Next")
    if shown["bears_on"]:
        yield f"  monitor status {screen.said(shown['story'])}"
    else:
        yield screen.paragraph(f"edit config/stories/{shown['story']}.toml, then ask again", indent=2)
