"""The `monitor` command: which commands there are, and the one edge at which errors become a line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from keyword import iskeyword
from pathlib import Path
from typing import NoReturn, TextIO

import click
from click.shell_completion import shell_complete

import monitor
from events.errors import StoryMonitorError
from monitor.cli.messages import example, tell

_COMPLETE = "_MONITOR_COMPLETE"  # the variable by which a shell asks for completions, see completion.py
_INTERRUPTED, _BROKEN_PIPE = 128 + 2, 128 + 13  # what a shell reports for SIGINT and SIGPIPE

# Name -> what it does in a line; monitor/cli/<name>.py has the command. No command's module is imported for the others.
COMMANDS = {
    "init": "Make a workspace: a folder for settings, stories and what is recorded.",
    "stories": "List the stories that are followed, or define a new one.",
    "ingest": "Record articles from files and folders, and read their claims.",
    "backfill": "Record past coverage: whatever it changes in a story is shown, and nobody is mailed.",
    "sources": "List, add, remove, test, import and export the feeds that are polled.",
    "poll": "Ask the feeds that are due for news, fetch the pages, and record the articles.",
    "read": "Read articles without recording them, and print their claims.",
    "status": "Show what is known of a story: facts, contradictions, what is new.",
    "changes": "List what changed in a story, in order.",
    "diff": "Show what changed in a story between two dates.",
    "timeline": "Lay a story out in time: when things happened, and when they became known.",
    "who": "Show the people of a story: aliases, roles, what each said and how it changed.",
    "search": "Look for words in claims and in the texts of articles.",
    "why": "Show the grounds of a claim or a change: who said it, where, in which words.",
    "review": "Go through what the program was unsure of, one key a decision.",
    "correct": "Say that a claim is wrong or right, or take that back.",
    "corrections": "List what persons corrected in a story: who, why, and whether it holds.",
    "article": "Show what is recorded of an article: who says what of it, its copies, its versions.",
    "why-not": "Explain why an article bears on a story, or why it does not.",
    "site": "Write the stories as a static site: pages, timelines, feeds.",
    "serve": "Show the stories in a browser on this machine, and renew open pages when something changes.",
    "export": "Print a story for other programs: JSON lines, CSV, W3C PROV, CloudEvents, a bundle.",
    "import": "Bring a story in that another workspace exported as a bundle.",
    "alerts": "Tell recipients by mail what changes: preview, test, send.",
    "run": "Keep the workspace up to date until stopped: poll, read, mail.",
    "health": "Say how the daemon is that 'monitor run' started, and what needs a person.",
    "outbox": "List mails that have not left, try them again, or drop them.",
    "log": "List the events of the log, oldest first.",
    "verify": "Check that the log is what was recorded.",
    "rebuild": "Make the projections anew from the log.",
    "doctor": "Check the installation and the workspace.",
    "completion": "Print a script that makes your shell complete commands and stories.",
}


class _Commands(click.Group):
    """Imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order in which a new user needs them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name.replace("-", "_")
        command = getattr(import_module(f"monitor.cli.{name}"), name)
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `monitor --help`, without importing anything."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example(
        "monitor init mystories && cd mystories",
        "monitor stories new harbour --title 'The harbour contract' --person 'Ada Byrne; Mayor Byrne'",
        "monitor ingest articles/",
        "monitor status harbour",
        title="A first round",
    ),
)
@click.version_option(monitor.__version__, prog_name="monitor")
@click.option(
    "-C",
    "folder",
    metavar="DIR",
    envvar="MONITOR_HOME",
    type=click.Path(path_type=Path),
    default=".",
    help="The workspace to use; the default is $MONITOR_HOME, then the current folder.",
)
@click.pass_context
def cli(context: click.Context, folder: Path) -> None:
    """Follow developing news stories: facts with their quotations, not pages.

    'monitor COMMAND --help' explains a command, with an example.
    """
    context.obj = folder


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that can't show a character still shows the rest
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command. What goes wrong becomes one line on stderr; the exit code says which kind it was."""
    try:
        code = _invoke(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
        return _BROKEN_PIPE
    except (click.Abort, KeyboardInterrupt):
        return _failed("stopped", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the edge: whatever it is, the person gets a line that they can act on
        if os.environ.get("MONITOR_TRACEBACK"):
            import traceback

            traceback.print_exc()
        return _failed(*_explained(error))
    return code


def _invoke(arguments: list[str]) -> int:
    """The command's own exit code. click's `main` is not used: it has ways of its own to meet a broken pipe."""
    if request := os.environ.get(_COMPLETE):
        return shell_complete(cli, {}, "monitor", _COMPLETE, request)
    try:
        with cli.make_context("monitor", arguments) as context:
            code = cli.invoke(context)
    except click.exceptions.Exit as done:  # --help, --version
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return error.exit_code
    return code if isinstance(code, int) else 0


def _explained(error: Exception) -> tuple[str, int]:
    """What to say about an error, and the exit code."""
    if isinstance(error, StoryMonitorError):
        return str(error), error.exit_code
    if isinstance(error, click.ClickException):
        command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "monitor"
        return f"{error.format_message()} (see '{command} --help')", error.exit_code
    if isinstance(error, OSError):
        _silence(sys.stdout)  # it may be stdout that can't be written
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error} (mend that, then try again)", 1
    said = (str(error).splitlines() or [""])[0]
    hint = "this is a bug: please report it where you got this program, with what MONITOR_TRACEBACK=1 shows"
    return f"{type(error).__name__}: {said} ({hint})", 1


def _failed(line: str, code: int) -> int:
    tell(line)
    return code


def _silence(stream: TextIO) -> None:
    """Let nothing more be written: the interpreter flushes when it exits, and would fail once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
