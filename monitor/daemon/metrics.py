"""The health as metrics for Prometheus, on this machine only: `pip install story-monitor[metrics]`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from events.errors import InputError
from monitor.daemon.health import Health, problems


@contextmanager
def served(port: int, health: Callable[[], Health], now: Callable[[], float]) -> Iterator[None]:
    """Answer at http://127.0.0.1:PORT/metrics meanwhile; nothing where the port is 0.

    Raises InputError where the port is taken or the library is missing.
    """
    if not port:
        yield
        return
    where = "config/settings.toml [daemon]"
    try:
        from prometheus_client import CollectorRegistry, start_http_server
        from prometheus_client.core import GaugeMetricFamily
    except ImportError as error:
        hint = "pip install 'story-monitor[metrics]', or leave metrics_port out"
        raise InputError("metrics need the library prometheus_client", where=where, hint=hint) from error

    class Collector:
        """Asked anew at each request."""

        def collect(self) -> Iterator[GaugeMetricFamily]:
            """See prometheus_client.registry.Collector."""
            for name, meaning, label, values in _figures(health(), now()):
                family = GaugeMetricFamily(f"story_monitor_{name}", meaning, labels=[label] if label else [])
                for key, value in values.items():
                    family.add_metric([key] if label else [], value)
                yield family

    registry = CollectorRegistry()
    registry.register(Collector())
    try:
        server, thread = start_http_server(port, addr="127.0.0.1", registry=registry)
    except OSError as error:
        raise InputError(f"metrics_port {port}: {error.strerror}", where=where, hint="choose another port") from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _figures(health: Health, now: float) -> Iterator[tuple[str, str, str, dict[str, float]]]:
    """Name, meaning, label, and the values by what the label says."""
    yield "healthy", "1 where nothing needs a person.", "", {"": float(not problems(health, now))}
    yield "log_position", "The position of the log that the stories are level with.", "", {"": health.position or 0}
    for name, at in (("tick", health.tick_at), ("commit", health.commit_at)):
        if at:
            yield f"last_{name}_timestamp_seconds", f"When the last {name} was.", "", {"": _seconds(at)}
    yield "mails", "Changes that wait, mails that are due, mails that are parked.", "state", _floats(health.outbox)
    yield "sources", "Sources by their health.", "health", _floats(health.sources)
    yield "silent_sources", "Sources that have brought nothing for unusually long.", "", {"": float(len(health.silent))}
    tasks = {name: float(task.failures) for name, task in health.tasks.items()}
    yield "task_failures", "Failures in a row.", "task", tasks
    done = {name: _seconds(task.succeeded_at) for name, task in health.tasks.items() if task.succeeded_at}
    yield "task_success_timestamp_seconds", "When a task last did what it should.", "task", done
    yield "files_not_used", "Settings, sources and stories that are broken.", "", {"": float(len(health.files))}


def _floats(counts: dict[str, int]) -> dict[str, float]:
    return {name: float(count) for name, count in counts.items()}


def _seconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp).timestamp()
