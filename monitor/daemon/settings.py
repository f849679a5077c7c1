"""What `[daemon]` in `config/settings.toml` sets: how often the daemon looks, and when it takes something for hung."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

_HOUR, _LAST_PORT = 3600, 65535
_LEAST_MB = 64  # what a worker needs to do anything


class DaemonSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key that is left out has the default stated here."""

    tick_seconds: float = 30.0  # between two looks at what is due
    drain_seconds: float = 20.0  # that work under way has to end in when the daemon is stopped
    hung_seconds: float = 300.0  # without any progress, after which work is ended by force and tried again
    stale_seconds: float = 900.0  # without a tick or a commit, after which the daemon counts as unhealthy
    worker_mb: int = 2048  # memory that the process of a task may take, beyond which its pass fails
    site: str = ""  # the folder of a static site that is kept up to date, beside `data/`; empty: none
    site_url: str = ""  # where that site will stand, if that is known
    metrics_port: int = 0  # on 127.0.0.1, for Prometheus; 0: no metrics


def faults(daemon: DaemonSettings) -> Iterator[tuple[str, str]]:
    """What is wrong with the settings: the key, and what it has to be."""
    for key in ("tick_seconds", "drain_seconds", "hung_seconds", "stale_seconds"):
        if not 0 < getattr(daemon, key) <= _HOUR:
            yield key, "must be more than 0 and at most 3600"
    if daemon.stale_seconds <= max(daemon.tick_seconds, daemon.hung_seconds):
        yield "stale_seconds", "must be more than tick_seconds and hung_seconds"
    if daemon.worker_mb < _LEAST_MB:
        yield "worker_mb", f"must be at least {_LEAST_MB}"
    if not 0 <= daemon.metrics_port <= _LAST_PORT:
        yield "metrics_port", "must be a port, or 0 for no metrics"
