"""From a feed to a mail in a folder, by the daemon alone."""

from __future__ import annotations

import signal
from email import message_from_bytes, policy

from daemon.harbour import DENIAL, until


def mails(workspace):
    """The mails in the folder, oldest first."""
    found = sorted((workspace.root / "mail").glob("*.eml"))
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def test_an_article_that_appears_in_a_feed_becomes_a_mail_once(workspace, site, start, monitor):
    """Nothing is mailed before; then one mail with the quotation; the same feed again, and a restart, mail nothing."""
    daemon = start()
    daemon.healthy_when(lambda health: health["position"] and health["sources"]["ok"] == 1)
    assert mails(workspace) == []
    site.publish("denial", DENIAL)
    until(lambda: mails(workspace), daemon, "a mail")
    [mail] = mails(workspace)
    assert "I never met Tom Okafor" in mail.get_body(("plain",)).get_content()
    assert monitor("health").returncode == 0
    daemon.signal(signal.SIGTERM)
    assert daemon.ended() == 0
    again = start()
    at = again.healthy_when(lambda health: health["commit_at"])["commit_at"]
    again.healthy_when(lambda health: health["commit_at"] > at and health["tasks"]["coverage"]["succeeded_at"] > at)
    assert len(mails(workspace)) == 1


def test_one_round_is_enough_for_a_timer(workspace, site, start):
    """`run --once` does what is due, from the first poll to the folded stories, and ends by itself."""
    site.publish("denial", DENIAL)
    daemon = start("--once")
    assert daemon.ended() == 0
    assert daemon.said("done", task="coverage")["new"] == 1
    assert daemon.health()["state"] == "stopped"


def test_a_feed_that_is_gone_is_told_by_mail_and_by_health(workspace, site, start, monitor):
    """A dead source and a story in which nothing happens never look alike; one mail, however long it lasts."""
    site.gone = True
    daemon = start()
    until(lambda: mails(workspace), daemon, "a mail")
    daemon.healthy_when(lambda health: health["dead"] == [site.url("/feed")])
    at = daemon.health()["commit_at"]
    daemon.healthy_when(lambda health: health["commit_at"] > at)
    [mail] = mails(workspace)
    assert "Source dead" in mail["Subject"]
    checked = monitor("health")
    assert checked.returncode == 11
    assert "is dead" in checked.stdout
