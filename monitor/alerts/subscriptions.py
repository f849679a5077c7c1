"""A subscription is a recipient and a story. It begins when the settings first name both, and that is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from events.log import Event, SubscriptionBegun, SubscriptionEnded
from monitor.alerts.settings import Recipient, follows
from monitor.projections.database import Projections


def changed(projections: Projections, recipients: Sequence[Recipient], stories: Iterable[str]) -> list[Event]:
    """The events that bring the recorded subscriptions to what the settings say; none when they agree.

    A recipient who comes back begins anew: what happened in between is not told.
    """
    wanted = {(story, one.address) for story in stories for one in recipients if follows(one, story)}
    known = {
        (str(story), str(recipient)): (int(number), bool(active))
        for story, recipient, number, active in projections.rows(
            "SELECT story, recipient, number, active FROM subscriptions"
        )
    }
    active = {who for who, (_, runs) in known.items() if runs}
    ended = [SubscriptionEnded(*who, number=known[who][0]) for who in sorted(active - wanted)]
    begun = [SubscriptionBegun(*who, number=known.get(who, (0, False))[0] + 1) for who in sorted(wanted - active)]
    return [*ended, *begun]
