"""Settings, sources and stories that change while the daemon runs."""

from __future__ import annotations

import signal

from daemon.harbour import DENIAL, SETTINGS, until

from monitor import settings
from monitor.daemon.last_good import Files


def test_a_broken_story_keeps_its_last_good_version_until_it_is_mended(workspace, site, start, monitor):
    """The fault is told with its line in the journal and by `health`, and the story is followed all the while."""
    file = workspace.stories / "harbour.toml"
    good = file.read_text(encoding="utf-8")
    daemon = start()
    daemon.healthy_when(lambda health: health["sources"].get("ok") == 1)
    file.write_text("titel = 'x'\n", encoding="utf-8")
    daemon.healthy_when(lambda health: health["files"])
    said = daemon.said("file not used", file="harbour.toml")
    assert said["last_good_kept"]
    assert f"{file}:1: unknown key 'titel'" in said["why"]
    checked = monitor("health")
    assert checked.returncode == 11
    assert "its last good version is in use" in " ".join(checked.stdout.split())
    site.publish("denial", DENIAL)
    until(lambda: list((workspace.root / "mail").glob("*.eml")), daemon, "a mail")
    file.write_text(good.replace("The mayor", "A mayor"), encoding="utf-8")
    daemon.healthy_when(lambda health: not health["files"] and health["healthy"])
    daemon.said("file in order again", file="harbour.toml")
    assert monitor("health").returncode == 0


def test_broken_settings_outlive_a_restart(workspace, start):
    """A daemon that starts while the settings are broken works with those that were good last, and says so."""
    first = start()
    first.healthy_when(lambda health: health["commit_at"])
    first.signal(signal.SIGTERM)
    first.ended()
    workspace.settings_file.write_text("timezone = 'Mars/Olympus'\n", encoding="utf-8")
    second = start()
    second.healthy_when(lambda health: health["commit_at"] and health["files"])
    assert second.said("file not used", file="settings.toml")["last_good_kept"]


def test_settings_that_never_were_good_are_refused(workspace, monitor):
    """There is nothing to fall back on: one line says where and why, with exit code 1."""
    workspace.settings_file.write_text("timezone = 'Mars/Olympus'\n", encoding="utf-8")
    refused = monitor("run", "--once", "--log", "json")
    assert refused.returncode == 1
    assert "settings.toml:1: no time zone is called 'Mars/Olympus'" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_new_settings_and_stories_are_taken_over_while_it_runs(workspace, start):
    """A changed tick and a second story need no restart; SIGHUP has them looked at now."""
    workspace.settings_file.write_text(
        SETTINGS.replace("tick_seconds = 0.2", "tick_seconds = 3000\nstale_seconds = 3600"), encoding="utf-8"
    )
    daemon = start()
    ticked = daemon.healthy_when(lambda health: health["commit_at"])["tick_at"]
    (workspace.stories / "second.toml").write_text(
        'title = "Second"\n[[people]]\nname = "Lena Voss"\n', encoding="utf-8"
    )
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    daemon.signal(signal.SIGHUP)
    daemon.said("files taken over", files=["settings.toml", "second.toml"])
    again = daemon.healthy_when(lambda health: health["tick_at"] > ticked)["tick_at"]
    daemon.healthy_when(lambda health: health["tick_at"] > again)


def test_a_deleted_story_is_gone_and_other_files_are_found_beside_the_copies(workspace):
    """What settings name beside themselves, such as a key, is found from the copies as well."""
    (workspace.settings_file.parent / "endpoint.key").write_text("k", encoding="utf-8")
    files = Files(workspace)
    assert files.reload().changed == ("settings.toml", "harbour.toml")
    assert files.reload().changed == ()
    assert settings.story_ids(files.last_good) == ["harbour"]
    assert (files.last_good.settings_file.parent / "endpoint.key").read_text(encoding="utf-8") == "k"
    (workspace.stories / "harbour.toml").unlink()
    (workspace.settings_file.parent / "endpoint.key").unlink()
    assert files.reload().changed == ("harbour.toml",)
    assert settings.story_ids(files.last_good) == []
    assert not (files.last_good.settings_file.parent / "endpoint.key").exists()


def test_a_story_that_was_never_good_is_left_out_alone(workspace):
    """The others are followed; the fault says that no earlier version is in use."""
    (workspace.stories / "broken.toml").write_text("title = ''\n", encoding="utf-8")
    files = Files(workspace)
    [problem] = files.reload().problems
    assert (problem.file, problem.kept) == ("broken.toml", False)
    assert settings.story_ids(files.last_good) == ["harbour"]
