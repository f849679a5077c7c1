"""The templates of mails: those of `config/templates/` where a person has put some, else the program's own."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    select_autoescape,
)
from jinja2.exceptions import TemplateSyntaxError

from events.errors import InputError

_WIDTH = 76  # columns of the plain text


class Templates:
    """Renders both forms of a mail."""

    def __init__(self, folder: Path) -> None:
        loader = ChoiceLoader([FileSystemLoader(folder), PackageLoader("monitor.alerts")])
        self._folder = folder
        self._environment = Environment(
            loader=loader,
            autoescape=select_autoescape(enabled_extensions=("html.j2",), default_for_string=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters["wrapped"] = wrapped

    def render(self, name: str, values: Mapping[str, Any]) -> tuple[str, str]:
        """The plain text and the HTML of `name`.

        Raises InputError for a template that can't be read or filled in, with its line where that is known.
        """
        return self._filled(f"{name}.txt.j2", values), self._filled(f"{name}.html.j2", values)

    def _filled(self, name: str, values: Mapping[str, Any]) -> str:
        try:
            return self._environment.get_template(name).render(values)
        except TemplateSyntaxError as error:
            where = f"{error.filename or name}:{error.lineno}"
            raise InputError(f"is no template: {error.message}", where=where, hint="mend that line") from error
        except (TemplateError, TypeError, UnicodeDecodeError, OSError) as error:
            hint = "mend it, or delete it to use the program's own"
            raise InputError(f"can't be filled in: {error}", where=str(self._folder / name), hint=hint) from error


def wrapped(text: str, indent: int = 0, mark: str = "", hang: int = 0) -> str:
    """A text in lines of at most 76 columns, indented, each with `mark` before it; links stay whole.

    Lines after the first are indented by `hang` more.
    """
    before = " " * indent + mark
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=before,
        subsequent_indent=before + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
