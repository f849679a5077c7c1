"""Metrics for Prometheus."""

from __future__ import annotations

import socket
import urllib.request

import pytest
from daemon.harbour import SETTINGS, until
from daemon.test_health import FAILING, NOW, WELL
from msgspec.structs import replace

from events.errors import InputError
from monitor.daemon import metrics

pytest.importorskip("prometheus_client")


def free_port():
    """A port that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def scraped(port):
    """The metrics by name and label."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        lines = answer.read().decode().splitlines()
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines if not line.startswith("#")}


def test_metrics_say_what_the_health_says():
    """Whether all is well, what failed how often, and how old the last commit is."""
    port = free_port()
    health = replace(WELL, tasks={"alerts": FAILING}, outbox={"parked": 1}, position=7)
    with metrics.served(port, lambda: health, lambda: NOW):
        found = scraped(port)
    assert found["story_monitor_healthy"] == 0
    assert found['story_monitor_task_failures{task="alerts"}'] == 2
    assert found['story_monitor_mails{state="parked"}'] == 1
    assert found["story_monitor_log_position"] == 7
    assert found["story_monitor_last_commit_timestamp_seconds"] == NOW - 40


def test_a_port_that_is_taken_is_told():
    """With the key to change; nothing stays open."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with (
            pytest.raises(InputError, match="metrics_port"),
            metrics.served(taken.getsockname()[1], lambda: WELL, lambda: NOW),
        ):
            pass


def test_a_daemon_serves_them_on_loopback(workspace, start):
    """From the setting to a scrape."""
    port = free_port()
    workspace.settings_file.write_text(f"{SETTINGS}metrics_port = {port}\n", encoding="utf-8")
    daemon = start()
    daemon.healthy_when(lambda health: health["commit_at"] and health["healthy"])
    until(lambda: scraped(port).get("story_monitor_healthy") == 1, daemon)
