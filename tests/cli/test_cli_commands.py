"""The commands: what they print, on which stream, with which exit code, and how fast they start."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import click
import pytest

from monitor.cli.main import COMMANDS, cli


def data(done):
    """The JSON that a command printed, after checking that it succeeded."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_text_with_an_example(name):
    """The summary in the list is the first sentence of the help text, and an example can be copied from its end."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert (command.help or "").split("\n\n")[0].replace("\n", " ").rstrip(".") == COMMANDS[name].rstrip(".")
    assert f"monitor {name}" in (command.epilog or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_found_under_its_own_name(name):
    """monitor/cli/<name>.py defines the command <name>; what no module can be called, it is called by all the same."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.name == name


def test_without_a_command_the_help_is_shown(monitor):
    """A person who types only 'monitor' sees what it can do; a script sees wrong usage."""
    done = monitor()
    assert done.returncode == 2
    assert "monitor ingest articles/" in done.stdout + done.stderr
    assert monitor("--help").returncode == 0
    assert monitor("--version").stdout.startswith("monitor, version ")


def test_help_imports_no_command(monitor, environment):
    """The list of commands is shown without importing what they need."""
    script = "import sys; from monitor.cli.main import run; run(['--help']); print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    for module in ("sqlite3", "monitor.wiring", "monitor.cli.status", "trafilatura", "rich"):
        assert f"'{module}'" not in done.stdout


def test_status_imports_no_extractor_and_no_reader(ingested, environment):
    """Looking at a story needs neither what reads pages nor what reads articles."""
    script = "import sys; from monitor.cli.main import run; run(['status', 'harbour']); print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    for module in ("trafilatura", "monitor.reading.builtin", "rich", "charset_normalizer"):
        assert f"'{module}'" not in done.stdout


HEAVY = (
    "aiohttp",
    "apscheduler",
    "feedparser",
    "jinja2",
    "lxml",
    "rich",
    "tomlkit",
    "trafilatura",
    "monitor.reading.builtin",
)


def test_status_imports_nothing_heavy(ingested, environment):
    """The screen starts at once because it waits for no library that it doesn't use; benchmarks/projections measures it."""
    script = "import sys; from monitor.cli.main import main\ntry: main(['status', 'harbour'])\nfinally: print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stderr.split())
    assert "monitor.wiring" in loaded, done.stderr
    assert not loaded & set(HEAVY)


def test_search_imports_nothing_that_folds(ingested, monitor, environment):
    """Who only looks for words waits neither for what keeps stories up to date nor for what compares their facts."""
    assert monitor("search", "harbour").returncode == 0  # folds what is not folded yet
    script = "import sys; from monitor.cli.main import run; run(['search', 'harbour']); print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = set(done.stdout.splitlines())
    assert "monitor.projections.search" in loaded
    assert not loaded & {"monitor.projections.catching_up", "events.story", "events.changes", "monitor.cycle"}


def test_a_first_round(monitor, tmp_path):
    """init, stories new, ingest, status: each says what it did and what comes next."""
    home = tmp_path / "new"
    made = monitor("init", home)
    assert made.returncode == 0
    assert "stories new" in made.stdout
    named = monitor("-C", home, "stories", "new", "quay", "--title", "The quay", "--person", "Ada Byrne; Mayor Byrne")
    assert "monitor status quay" in named.stdout, named.stderr
    (tmp_path / "2024-05-06-quay.txt").write_text("Lena Voss called on Mayor Byrne to resign.", encoding="utf-8")
    done = monitor("-C", home, "ingest", tmp_path / "2024-05-06-quay.txt")
    assert "1 new" in done.stdout, done.stderr
    assert "monitor status" in done.stdout
    shown = monitor("-C", home, "status", "quay")
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("The quay\nas of 6 May 2024 · 1 article from 1 origin\n")
    assert shown.stderr == ""


def test_init_keeps_what_is_there(monitor, workspace):
    """A second init changes no file."""
    before = {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()}
    done = monitor("init", workspace.root)
    assert done.returncode == 0
    assert "nothing was changed" in done.stdout
    assert {path: path.read_bytes() for path in workspace.root.rglob("*") if path.is_file()} == before


def test_ingesting_twice_adds_nothing(ingested, monitor):
    """The second time, the article is known already."""
    again = data(monitor("ingest", "byrne.txt", "--published", "2024-05-06", "--publisher", "Harbour Times", "--json"))
    assert (again["new"], again["revised"], again["unchanged"], again["claims"]) == (0, 0, 1, 0)


def test_a_text_that_changed_at_one_address_is_a_revision(monitor, workspace):
    """An article with an address keeps its identity when its text changes."""
    address = ("--url", "https://harbour.example/a", "--published", "2024-05-06", "--json")
    for text, expected in (("The mayor said no.", (1, 0)), ("The mayor said no more.", (0, 1))):
        (workspace.root / "a.txt").write_text(text, encoding="utf-8")
        done = data(monitor("ingest", "a.txt", *address))
        assert (done["new"], done["revised"]) == expected


def test_status_remembers_what_was_shown(ingested, monitor):
    """What came after the last look is new once; JSON alone and looks into the past are not remembered."""
    assert data(monitor("status", "harbour", "--json"))["new"] is None
    assert "since you last looked" not in monitor("status", "harbour").stdout
    assert "Nothing new since you last looked." in monitor("status", "harbour").stdout
    (ingested.root / "2024-05-07-more.txt").write_text("Tom Okafor denied bribing Ada Byrne.", encoding="utf-8")
    assert monitor("ingest", "2024-05-07-more.txt").returncode == 0
    assert data(monitor("status", "harbour", "--json"))["new"]
    assert monitor("status", "harbour", "--as-of", "2024-05-06").returncode == 0
    assert "NEW SINCE YOU LAST LOOKED" in monitor("status", "harbour").stdout
    assert "Nothing new since you last looked." in monitor("status", "harbour").stdout


def test_the_exit_code_says_whether_the_story_changed(ingested, monitor):
    """0 at first and when nothing changed, 10 once after a change, also with --json."""
    asked = ("status", "harbour", "--exit-code", "--json")
    assert monitor(*asked).returncode == 0
    (ingested.root / "2024-05-07-more.txt").write_text("Tom Okafor denied bribing Ada Byrne.", encoding="utf-8")
    assert monitor("ingest", "2024-05-07-more.txt").returncode == 0
    assert [monitor(*asked).returncode for _ in range(2)] == [10, 0]


def test_status_as_of_a_day_leaves_out_what_came_later(ingested, monitor):
    """Articles published after the date don't count."""
    (ingested.root / "2024-05-07-more.txt").write_text("Tom Okafor denied bribing Ada Byrne.", encoding="utf-8")
    monitor("ingest", "2024-05-07-more.txt")
    assert data(monitor("status", "harbour", "--json"))["articles"] == 2
    assert data(monitor("status", "harbour", "--as-of", "2024-05-06", "--json"))["articles"] == 1


def test_evidence_is_verbatim(ingested, monitor):
    """Every quotation that status prints stands at its offsets in the text that was ingested."""
    text = (ingested.root / "byrne.txt").read_text(encoding="utf-8")
    view = data(monitor("status", "harbour", "--json"))
    pieces = [piece for fact in view["calls"] + view["denials"] for piece in fact["evidence"]]
    assert pieces
    assert all(text[piece["start"] : piece["end"]] == piece["quote"] for piece in pieces)


def test_why_shows_the_quotation_its_outlet_and_its_date(ingested, monitor):
    """The id may be shortened; the grounds are the words of the article."""
    call = data(monitor("status", "harbour", "--json"))["calls"][0]
    shown = monitor("why", call["id"][:-2])
    assert shown.returncode == 0, shown.stderr
    for part in ("> Councillor Lena Voss called on", "Harbour Times, 6 May 2024", "byrne.txt", "read by"):
        assert part in shown.stdout
    assert data(monitor("why", call["id"], "--json"))["id"] == call["id"]


def test_changes_come_in_order_and_since_a_day(ingested, monitor):
    """Each change has what the contract names; --since leaves out what was published before."""
    entries = data(monitor("changes", "harbour", "--json"))
    assert entries
    assert all({"id", "change", "claim", "before", "after", "evidence"} <= entry.keys() for entry in entries)
    assert data(monitor("changes", "harbour", "--since", "2024-05-07", "--json")) == []
    assert monitor("changes", "harbour", "--since", "2024-05-07").stdout == "No changes.\n"
    assert f"{len(entries)} change" in monitor("changes", "harbour").stdout


def test_verify_names_the_first_broken_position(ingested, monitor):
    """A sound log passes; one that was changed behind our back fails, and the place is said."""
    sound = data(monitor("verify", "--json"))
    assert (sound["sound"], sound["first_broken"], sound["position"]) == (True, None, sound["events"])
    assert monitor("verify").stdout.startswith(f"The log is sound: {sound['events']} events")
    with closing(sqlite3.connect(ingested.log)) as log:
        position = log.execute("SELECT max(position) FROM events").fetchone()[0]
        [(name, trigger)] = log.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE%'"
        )
        log.execute(f"DROP TRIGGER {name}")
        log.execute("UPDATE events SET stream = 'article/other' WHERE position = ?", (position,))
        log.execute(trigger)
        log.commit()
    done = monitor("verify")
    assert done.returncode == 1
    assert f"position {position}" in done.stdout


def test_rebuild_gives_the_same_state(ingested, monitor):
    """Projections can be deleted and made again."""
    before = data(monitor("status", "harbour", "--json"))
    ingested.projections.unlink()
    assert data(monitor("rebuild", "--json"))["events"] > 0
    assert data(monitor("status", "harbour", "--json")) == before


def test_stories_lists_what_is_followed(ingested, monitor):
    """Each story with its title and how much is known of it."""
    [story] = data(monitor("stories", "--json"))
    assert (story["story"], story["articles"]) == ("harbour", 1)
    assert "The mayor and the harbour contract" in monitor("stories").stdout


def test_doctor_names_what_is_broken(ingested, monitor):
    """A sound workspace passes, warnings aside; a story file that can't be read is named, with exit code 1."""
    checks = {check["name"]: check for check in data(monitor("doctor", "--json"))}
    assert checks.keys() >= {"python", "sqlite", "workspace", "settings", "stories", "log", "projections", "disk"}
    assert {check["verdict"] for check in checks.values()} <= {"ok", "warning"}
    assert all("format" in checks[name]["says"] for name in ("log", "projections"))
    (ingested.stories / "canal.toml").write_text("titel = 'x'", encoding="utf-8")
    done = monitor("doctor")
    assert done.returncode == 1
    assert "unknown key 'titel'" in done.stdout.replace("\n", " ")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(monitor, shell):
    """The script is for the shell that was named."""
    done = monitor("completion", shell)
    assert done.returncode == 0
    assert "_MONITOR_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("typed", "offered"), [("monitor st", {"stories", "status"}), ("monitor status h", {"harbour"})]
)
def test_the_shell_is_offered_commands_and_stories(monitor, environment, typed, offered):
    """What the completion script asks for on a Tab."""
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    done = monitor(env=environment | words | {"_MONITOR_COMPLETE": "bash_complete"})
    assert {line.split(",")[1] for line in done.stdout.splitlines()} == offered


def test_a_reader_that_hangs_up_is_no_error(ingested, start):
    """`monitor changes harbour | head` ends quietly."""
    here, there = os.pipe()
    os.close(here)
    process = start("changes", "harbour", stdout=there, stderr=subprocess.PIPE)
    os.close(there)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (141, b"")


def test_an_interrupt_ends_in_one_line_and_writes_nothing(workspace, start):
    """Ctrl-C at a question stops without a traceback."""
    process = start("stories", "new", "canal", stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    question = process.stderr.read(len("What is the story about"))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert question == b"What is the story about"
    assert process.returncode in (2, 130)
    assert said.count(b"monitor: ") == 1
    assert b"Traceback" not in said
    assert not (workspace.stories / "canal.toml").exists()


def test_a_terminal_gets_colours_unless_it_or_the_person_has_none(ingested, start, environment):
    """Colours on a terminal; none with NO_COLOR, none on a dumb terminal, none in a pipe."""

    def shown(**variables):
        ours, theirs = pty.openpty()
        process = start("status", "harbour", stdout=theirs, env=environment | {"TERM": "xterm"} | variables)
        os.close(theirs)
        output = b""
        try:
            while piece := os.read(ours, 65536):
                output += piece
        except OSError:  # how Linux says that the other end was closed
            pass
        os.close(ours)
        assert process.wait(timeout=60) == 0
        return output

    assert b"\x1b[1m" in shown()
    assert b"\x1b" not in shown(NO_COLOR="1")
    assert b"\x1b" not in shown(TERM="dumb")


def test_a_terminal_that_knows_only_ascii_still_shows_the_screen(ingested, monitor, environment):
    """Characters that can't be shown are replaced."""
    done = monitor("status", "harbour", env=environment | {"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr
    assert "1 article from 1 origin" in done.stdout


def test_a_bug_ends_in_one_line_that_says_where_to_report_it(workspace, monitor, environment):
    """Whatever happens, there is no traceback unless it is asked for."""
    workspace.log.parent.mkdir()
    workspace.log.mkdir()  # a folder where the log should be: whatever it is called, it is one line
    for wanted in (False, True):
        done = monitor("status", "harbour", env=environment | ({"MONITOR_TRACEBACK": "1"} if wanted else {}))
        assert done.returncode == 1
        assert ("Traceback" in done.stderr) is wanted
        assert sum(line.startswith("monitor: ") for line in done.stderr.splitlines()) == 1
