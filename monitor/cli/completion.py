"""`monitor completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from monitor.cli.messages import example


@click.command(
    epilog=example(
        "monitor completion bash >> ~/.bashrc",
        "monitor completion zsh >> ~/.zshrc",
        "monitor completion fish > ~/.config/fish/completions/monitor.fish",
    )
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that makes your shell complete commands and stories."""
    _print_script(context.find_root().command, shell)


def _print_script(command: click.Command, shell: str) -> None:
    kind = get_completion_class(shell)
    if kind is None:  # click has all the shells of the choice
        raise LookupError(shell)
    click.echo(kind(command, {}, "monitor", "_MONITOR_COMPLETE").source())
