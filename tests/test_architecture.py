"""What the code may depend on, how large its rooms are, and what it may not know."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted(path for package in ("events", "monitor") for path in (ROOT / package).rglob("*.py"))
DATA = sorted(path for package in ("events", "monitor") for path in (ROOT / package).rglob("*.toml"))
LONGEST = 400  # lines
TOO_GENERAL = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "tools"}


def relative(path: Path) -> str:
    """A path as it is shown."""
    return str(path.relative_to(ROOT))


def names_of_stories() -> set[str]:
    """The people, groups and places that the stories in config/ name: full names, surnames, capitalised words."""
    found: set[str] = set()
    for path in (ROOT / "config" / "stories").glob("*.toml"):
        story = tomllib.loads(path.read_text(encoding="utf-8"))
        people = [person["name"] for person in story.get("people", [])]
        found.update(people, (group["name"] for group in story.get("groups", []) if " " in group["name"]))
        found.update(name.split()[-1] for name in people if not name.startswith("the "))
        found.update(word for word in story.get("words", []) if word[0].isupper())
    return found


def test_import_contracts_hold():
    """Package events never imports monitor; the core imports nothing that touches the world. See pyproject.toml."""
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_import_contracts_can_be_broken(tmp_path):
    """A core that imports the outside is noticed: the test above can fail."""
    for package in ("events", "monitor"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "events" / "__init__.py").write_text("import monitor\n", encoding="utf-8")
    contract = (
        '[tool.importlinter]\nroot_packages = ["events", "monitor"]\n[[tool.importlinter.contracts]]\nname = "x"\n'
    )
    contract += 'type = "forbidden"\nsource_modules = ["events"]\nforbidden_modules = ["monitor"]\n'
    (tmp_path / "pyproject.toml").write_text(contract, encoding="utf-8")
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    assert "events is not allowed to import monitor" in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_is_no_longer_than_a_room(path):
    """400 lines at most."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_module_has_a_name_that_means_anything():
    """utils, helpers, common, manager: a drawer for whatever has no place."""
    assert [relative(path) for path in MODULES if {path.stem, path.parent.name} & TOO_GENERAL] == []


def test_the_code_knows_nobody_of_a_story():
    """No person, group or place of a story in config/ is named in code or in the data beside it."""
    names = names_of_stories()
    assert len(names) > len(("given", "surname"))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?!\w)")
    found = [
        f"{relative(path)}:{number}: {match.group()}"
        for path in (*MODULES, *DATA)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


def test_every_package_says_what_it_is():
    """Each package's __init__.py has a docstring."""
    packages = [path for path in MODULES if path.name == "__init__.py"]
    assert [relative(path) for path in packages if not path.read_text(encoding="utf-8").startswith('"""')] == []


def test_the_version_is_stated_once_in_two_places():
    """The package says the same version as its metadata."""
    from monitor import __version__

    metadata = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert metadata.get("version", __version__) == __version__
