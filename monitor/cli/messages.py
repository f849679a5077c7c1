"""What the command line says beside its data: messages on stderr, examples in help texts."""

from __future__ import annotations

import click


def tell(message: object) -> None:
    """Print a message to stderr, where messages go, on one line."""
    from monitor.reports.clean import one_line

    click.echo(f"monitor: {one_line(str(message))}", err=True)


def example(*commands: str, title: str = "Example") -> str:
    """The end of a help text: commands to copy, which click is not to wrap."""
    return "\b\n" + "\n  ".join((f"{title}:", *commands))
