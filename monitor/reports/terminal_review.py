"""What is to be decided, as text: one item with its words in context, or all of them in a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from monitor.reports.clean import one_line
from monitor.reports.quoting import byline
from monitor.reports.screen import Screen

Shown = dict[str, Any]  # see monitor/review.py
_QUESTIONS = {
    "unsure": "unsure: is it so?",
    "vague": "too vague: which of these does it mean?",
    "name": "a name: who is it?",
    "differ": "accounts differ: which is right?",
}
_KEYS = {
    "keep": "[k]eep",
    "reject": "[r]eject",
    "set": "[s]et a slot",
    "merge": "[m]erge",
    "same": "[m] the same",
    "not-same": "[r] somebody else",
}
_ALWAYS = "[n]ext  [u]ndo  [w]hy  [q]uit"
_RULES = ("kind", "form", "status")  # slots of which the rule that filled them is shown at once
_CELLS = 200  # of a quotation in a list
_ACCOUNTS = 4  # shown of one item, unless all are asked for


def listed(items: list[Shown], screen: Screen) -> str:
    """Every item in a few lines, each with what may be answered."""
    if not items:
        return "Nothing is to be reviewed."
    counts = Counter(one["question"] for one in items)
    lines = [screen.said(", ".join(f"{count} {question}" for question, count in counts.items()), bold=True)]
    for one in items:
        lines.append(screen.paragraph(one["sentence"], mark="? ", bold=True))
        piece = _telling(one["accounts"][0], one["slot"])
        lines.append(screen.quotation(piece["quote"], indent=4, cells=_CELLS, source=byline(piece, screen)))
        lines.extend(_choices(one, screen))
        grounds = f"{one['slot']} differs" if one["slot"] else f"confidence {one['confidence']:.2f}"
        lines.append(screen.paragraph(f"{grounds} · {' | '.join(one['decisions'])} · {one['id']}", indent=4, dim=True))
    stories = dict.fromkeys(one["story"] for one in items)
    lines.extend(("", *(f"  monitor review {screen.said(story)}" for story in stories)))
    return "\n".join(lines)


def card(item: Shown, screen: Screen, place: str) -> str:
    """One item with everything that it takes to decide it; `place` says which of how many it is."""
    shown = item["accounts"][:_ACCOUNTS]
    lines = [
        screen.paragraph(f"{place} · {item['story']} · {_QUESTIONS[item['question']]}", dim=True),
        screen.paragraph(item["sentence"], bold=True),
        *(line for account in shown for line in _account(account, item, screen)),
        *screen.rest(len(item["accounts"]) - len(shown), "w shows all"),
        *_choices(item, screen),
        *(screen.paragraph(f"kept: {would}", mark="+ ", indent=2, fg="green") for would in item["would"]),
        screen.paragraph("  ".join((*(_KEYS[one] for one in item["decisions"]), _ALWAYS)), dim=True),
    ]
    return "\n".join(lines)


def slots(item: Shown, screen: Screen) -> str:
    """The slots that may be set, with what they hold."""
    lines = []
    for slot, value in item["slots"].items():
        held = "; ".join(value) if isinstance(value, list | tuple) else value
        lines.append(screen.paragraph(f"{slot} = {'' if held is None else held}", indent=2))
    return "\n".join(lines)


def why(item: Shown, screen: Screen) -> str:
    """How each account was found and understood."""
    return "\n".join(line for account in item["accounts"] for line in _how(account, screen))


def _account(account: Shown, item: Shown, screen: Screen) -> Iterator[str]:
    """One article's words, who says so through whom, and how sure the reader was by which rule."""
    piece = _telling(account, item["slot"])
    yield _in_context(piece["context"], screen)
    yield screen.paragraph(byline(piece, screen), indent=4)
    if item["slot"]:
        yield screen.paragraph(f"{item['slot']}: {account['value']}", indent=4, bold=True)
    yield screen.paragraph(_rule(account), indent=4, dim=True)


def _in_context(context: dict[str, str], screen: Screen) -> str:
    """The quotation, marked, in the text around it; marked by signs where there are no colours."""
    words = one_line(context["quote"])
    text = Text(overflow="fold")
    text.append(f"{one_line(context['before'])} ".lstrip(), style="dim")
    text.append(words if screen.colour else f"»{words}«", style="bold reverse")
    text.append(f" {one_line(context['after'])}".rstrip(), style="dim")
    written = StringIO()
    console = Console(
        file=written, width=screen.width, force_terminal=screen.colour, no_color=not screen.colour, highlight=False,
        color_system="standard" if screen.colour else None,
    )  # fmt: skip
    console.print(Padding(text, (0, 0, 0, 2)))
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


def _choices(item: Shown, screen: Screen) -> Iterator[str]:
    """What a number key means: a value to set, a claim to merge with, a person."""
    choices = item["values"] or [one["sentence"] for one in item["likely"]] or item["parties"]
    for number, said in enumerate(choices, 1):
        yield screen.paragraph(said, mark=f"{number}  ", indent=2)


def _rule(account: Shown) -> str:
    told = "; ".join(f"{slot} by {rule}" for slot, rule in account["rules"].items() if slot in _RULES)
    return f"confidence {account['confidence']:.2f} · {account['reader']}{f' · {told}' if told else ''}"


def _how(account: Shown, screen: Screen) -> Iterator[str]:
    yield screen.paragraph(account["sentence"], bold=True)
    yield screen.paragraph(f"found out by: {account['origin_chain']}", indent=2)
    for piece in account["evidence"]:
        yield screen.quotation(piece["quote"], indent=2, source=byline(piece, screen))
    for name in account["names"]:
        if name["in_text"] != name["is"]:
            yield screen.paragraph(f"'{name['in_text']}' is {name['is']}: {name['because']}", indent=2)
    rules = "; ".join(f"{slot} by {rule}" for slot, rule in account["rules"].items())
    yield screen.paragraph(f"read by {account['reader']}: {rules or 'no rule is named'}", indent=2, dim=True)
    yield screen.paragraph(account["id"], indent=2, dim=True)


def _telling(account: Shown, slot: str | None) -> Shown:
    """The quotation that says what the account has in a slot, else the first."""
    pieces: list[Shown] = account["evidence"]
    value = str(account.get("value") or "") if slot else ""
    return next((piece for piece in pieces if value and value in piece["quote"]), pieces[0])
