"""Pages from templates. Whatever a template prints is first made safe to show, then escaped."""

from __future__ import annotations

from datetime import tzinfo
from functools import cache
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from monitor.reports.screen import Screen
from monitor.reports.site.plain import cut, sentence, text


def shown(value: object) -> object:
    """What stands for a value on a page: texts without what hides, reorders or can't be stored; None as nothing."""
    if isinstance(value, Markup):
        return value
    return text(value) if isinstance(value, str) else "" if value is None else value


def data_block(value: object) -> Markup:
    """JSON that may stand in a script element: nothing in it ends the element or begins a comment."""
    encoded = msgspec.json.encode(_cleaned(value)).decode("utf-8", "replace")
    for char in "<>&\u2028\u2029":
        encoded = encoded.replace(char, f"\\u{ord(char):04x}")
    return Markup(encoded)  # noqa: S704 - the characters that mean something in markup are gone


def _cleaned(value: object) -> object:
    match value:
        case str():
            return text(value)
        case dict():
            return {key: _cleaned(one) for key, one in value.items()}
        case list() | tuple():
            return [_cleaned(one) for one in value]
        case _:
            return value


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("monitor.reports.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=shown,
    )
    environment.filters |= {"sentence": sentence, "cut": cut, "data_block": data_block}
    return environment


class Templates:
    """Renders the pages of a site, times in one zone."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self._globals = {"when": Screen(zone=zone).when}

    def render(self, name: str, **values: Any) -> str:  # noqa: ANN401 - what a template is given
        """The page made of the template `name`."""
        return _environment().get_template(name, globals=self._globals).render(values)
